// exemption and deduction: items taken off an amount, and what is left of it.
//
//   R.of    = of
//   R.I     = if when then max(0, min(amount, at_most)) else 0     (an inner item: summed)
//   R       = sum of the items
//   G       = max(0, R.of - R)                                     (gives: G)
//   limit: in_order   R.I = min(that, max(0, R.of) - the items before it)

#include "compile/kinds/rule_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

namespace doudi::compiler {

namespace {

using Section = RuleBuilder::Section;

struct Item {
    std::string name;
    Index entity = none;
    std::optional<Expression> when, amount, cap;
    Phrase title;
    Place place;
};

std::optional<Item> read_item(RuleBuilder& rule, const WrittenNode& node) {
    if (!node.is_map()) {
        rule.model().findings.error(
            "wrong-shape", node.place,
            {{"每一项应写成 item:、amount: 等", "an item is a map"},
             {},
             {"例如 - item: medical 和 amount:", "such as - item: medical with amount:"}});
        return std::nullopt;
    }
    Section section(rule, node);
    Item item;
    const WrittenNode* name = section.require("item");
    item.name = name != nullptr && name->is_scalar() ? name->scalar.value : "";
    item.place = name != nullptr ? name->place : node.place;
    item.title = read_title(section.find("title"));
    item.entity = rule.entity();
    if (const WrittenText* entity = section.scalar("for")) {
        item.entity = rule.model().find_entity(entity->value);
        if (item.entity == none || !rule.model().book.holds(rule.entity(), item.entity)) {
            rule.model().findings.error(
                "unknown-entity", entity->place,
                {{fmt::format("“{}”不是这里可用的实体", entity->value),
                  fmt::format("'{}' is not an entity inside this one", entity->value)},
                 {},
                 {"请写这个实体内部的实体", "name an entity inside that of the rule"}});
            item.entity = rule.entity();
        }
    }
    item.when = section.formula("when");
    item.amount = section.required_formula("amount");
    if (item.amount) {
        item.amount = rule.rounded(section, std::move(*item.amount));
    }
    item.cap = section.formula("at_most");
    (void)section.find("source");
    (void)section.find("assumed");
    section.finish();
    return item.amount && !item.name.empty() ? std::optional(std::move(item)) : std::nullopt;
}

Expression item_formula(const Item& item) {
    Expression amount = *item.amount;
    if (item.cap) {
        amount = call("min", {std::move(amount), *item.cap});
    }
    amount = call("max", {number("0"), std::move(amount)});
    return item.when ? choose(*item.when, std::move(amount), number("0")) : amount;
}

void describe_item(Definition& definition, const Item& item) {
    definition.title = item.title;
    definition.place = item.place;
    definition.item_when = item.when;
    definition.item_amount = item.amount;
    definition.item_cap = item.cap;
    definition.item_entity = item.entity;
}

/// Defines `R.I` and gives the formula that reads it.
Expression define_item(RuleBuilder& rule, const Item& item, const Provenance* provenance,
                       const std::optional<Expression>& left) {
    Expression value = item_formula(item);
    if (item.entity != rule.entity()) {
        Definition each = rule.define(rule.name(item.name) + ".each", ValueRole::item, item.entity);
        each.formula = std::move(value);
        each.provenance = provenance;
        describe_item(each, item);
        value = call("sum", {full_name_of(each.name)});
        rule.emit(std::move(each));
    }
    if (left) {
        value = call("min", {std::move(value), *left});
    }
    Definition total = rule.define(rule.name(item.name), ValueRole::item, rule.entity());
    total.provenance = provenance;
    total.title = item.title;
    total.place = item.place;
    if (item.entity == rule.entity()) {
        describe_item(total, item);
    }
    total.formula = std::move(value);
    rule.emit(std::move(total));
    return full_name_of(rule.name(item.name));
}

/// What is left, by name: `gives: NAME` or `gives: {NAME: {title: TITLE}}`.
struct Left {
    std::string name;
    Phrase title;
    Place place;
};

std::optional<Left> read_gives(RuleBuilder& rule) {
    const WrittenNode* node = rule.body().find("gives");
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->is_scalar()) {
        return Left{node->scalar.value, {}, node->place};
    }
    if (!node->is_map() || node->entries.size() != 1 || !node->entries[0].second.is_map()) {
        rule.model().findings.error(
            "wrong-shape", node->place,
            {{"'gives' 应是一个名称，可以带标题", "'gives' is one name, which may have a title"},
             {},
             {"例如 gives: net_income，或 gives: {net_income: {title: 净收入}}",
              "such as gives: net_income, or gives: {net_income: {title: net income}}"}});
        return std::nullopt;
    }
    const auto& [name, map] = node->entries[0];
    Section section(rule, map);
    Left left{name.value, read_title(section.find("title")), name.place};
    section.finish();
    return left;
}

bool read_in_order(RuleBuilder& rule) {
    const WrittenText* limit = rule.body().scalar("limit");
    if (limit != nullptr && limit->value != "in_order") {
        rule.model().findings.error("bad-limit", limit->place,
                                    {{"limit: 只能写 in_order", "limit: can only say in_order"},
                                     {},
                                     {"请写 in_order 或删去", "write in_order, or delete it"}});
    }
    return limit != nullptr;
}

void report_no_items(RuleBuilder& rule) {
    rule.model().findings.error(
        "missing-key", rule.rule().name.place,
        {{fmt::format("“{}”没有任何一项", rule.rule().name.value),
          fmt::format("'{}' has no items", rule.rule().name.value)},
         {},
         {"请在 items: 下至少写一项", "write at least one item under items:"}});
}

Expression sum_of(const std::vector<Expression>& taken) {
    Expression sum = taken.front();
    for (std::size_t i = 1; i < taken.size(); ++i) {
        sum = binary(Form::add, std::move(sum), taken[i]);
    }
    return sum;
}

} // namespace

void define_reduction(RuleBuilder& rule) {
    std::optional<Expression> of = rule.body().required_formula("of");
    const WrittenNode* items = rule.body().require("items");
    const std::optional<Left> gives = read_gives(rule);
    const bool in_order = read_in_order(rule);
    Definition total = rule.define(rule.name(), ValueRole::rule, rule.entity());
    if (gives) {
        total.range.reset(); // it is that of what is left
    }
    Definition whole = rule.define(rule.name("of"), ValueRole::part, rule.entity());
    if (of) {
        whole.formula = std::move(*of);
    } else {
        whole.progress = Definition::Progress::failed;
    }
    rule.emit(std::move(whole));

    std::vector<Expression> taken;
    std::optional<Expression> left;
    if (in_order) {
        left = call("max", {number("0"), full_name_of(rule.name("of"))});
    }
    static const std::vector<WrittenNode> nothing;
    const bool is_few =
        items == nullptr || rule.is_few(items->items, limits::items, rule.rule().name.place);
    for (const WrittenNode& node : items != nullptr && is_few ? items->items : nothing) {
        if (std::optional<Item> item = read_item(rule, node)) {
            taken.push_back(define_item(rule, *item, rule.provenance(node), left));
            if (left) {
                left = binary(Form::subtract, std::move(*left), taken.back());
            }
        }
    }
    if (taken.empty()) {
        total.progress = Definition::Progress::failed;
        if (is_few) {
            report_no_items(rule);
        }
        taken.push_back(number("0"));
    }
    total.formula = sum_of(taken);
    rule.emit(std::move(total));
    if (gives) {
        Definition rest = rule.define(full_name(rule.rule().programme, gives->name),
                                      ValueRole::left, rule.entity());
        rest.formula =
            call("max", {number("0"), binary(Form::subtract, full_name_of(rule.name("of")),
                                             full_name_of(rule.name()))});
        rest.place = gives->place;
        rest.range = rule.rule().range;
        rest.title = gives->title;
        rule.emit(std::move(rest));
    }
}

} // namespace doudi::compiler
