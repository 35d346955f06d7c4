// What a record states, what a clause leaves open, and the lists of values.

#include "cases/describe_page.hpp"

#include <doudi/limits.hpp>
#include <doudi/text_form.hpp>

namespace doudi::description {

namespace {

std::string both_signs(const Page& page, std::int64_t bound) {
    return page.say("−{0} 至 {0}", "−{0} to {0}", bound);
}

/// The range that a type has where a fact does not narrow it.
std::string usual_range(const Page& page, std::string_view type) {
    if (type.starts_with("money")) {
        return both_signs(page, limits::money_yuan);
    }
    if (type == "rate") {
        return both_signs(page, limits::rate);
    }
    if (type == "integer" || type == "number") {
        return both_signs(page, type == "integer" ? limits::integer : limits::number);
    }
    if (type == "months") {
        return page.say("0 至 {}", "0 to {}", limits::months);
    }
    if (type == "date") {
        return page.say("{}-01-01 至 {}-12-31", "{}-01-01 to {}-12-31", limits::first_year,
                        limits::last_year);
    }
    return {};
}

std::string range_words(const Page& page, const FactDeclaration& fact) {
    if (fact.range) {
        return page.say("{} 至 {}", "{} to {}", plain(fact.range->low.value),
                        plain(fact.range->high.value));
    }
    return fact.type ? usual_range(page, fact.type->value) : std::string();
}

std::string missing_words(const Page& page, const FactDeclaration& fact) {
    if (fact.default_value) {
        return page.pick("按缺省值 ", "taken to be ") +
               page.value(fact.default_value->value, fact.type ? fact.type->value : "");
    }
    return page.pick("视为缺失", "missing");
}

Cells fact_cells(const Page& page, const FactDeclaration& fact) {
    std::string type = fact.type ? page.type(fact.type->value) : std::string();
    if (fact.places) {
        type += page.say("，{} 位小数", ", {} decimal places", plain(fact.places->value));
    }
    const auto form = fact.form ? parse_text_form(fact.form->value) : std::nullopt;
    if (form) {
        type += page.pick("；", "; ") + page.pick(in_words(*form).zh, in_words(*form).en);
    }
    if (fact.unique && fact.unique->value == "true") {
        type += page.pick("；不得重复", "; in one row alone");
    }
    return {page.titled(fact.title, fact.name.value),
            type,
            range_words(page, fact),
            missing_words(page, fact),
            plain(fact.programme),
            page.cite(fact.provenance)};
}

void describe_entity(Page& page, const EntityDeclaration& entity) {
    page.heading(3, page.titled(entity.title, entity.name.value));
    if (!entity.in) {
        page.bullet(page.pick("一条记录就是一个这样的对象", "A record is one of these"));
    } else {
        page.bullet(page.say("属于{}，列在 {} 下", "Inside a {}, listed under {}",
                             page.entity(entity.in->value),
                             entity.as ? code(entity.as->value) : std::string()));
    }
    if (entity.key) {
        page.bullet(page.pick("主键：", "Key: ") + code(entity.key->value));
    }
    if (entity.at_least) {
        page.bullet(page.pick("至少：", "At least: ") + plain(entity.at_least->value));
    }
    if (entity.at_most) {
        page.bullet(page.pick("至多：", "At most: ") + plain(entity.at_most->value));
    }
    std::vector<Cells> rows;
    for (const FactDeclaration* const fact : by_name(page.pack().facts)) {
        if (fact->entity.value == entity.name.value) {
            rows.push_back(fact_cells(page, *fact));
        }
    }
    page.table({page.pick("事实", "Fact"), page.pick("类型", "Type"), page.pick("范围", "Range"),
                page.pick("没有写明时", "When not stated"), page.pick("项目", "Programme"),
                page.pick("依据", "Source")},
               rows);
}

void describe_values(Page& page, const std::vector<CategoryValue>& values,
                     const WrittenText* chosen) {
    std::vector<Cells> rows;
    for (const CategoryValue& value : values) {
        const bool is_chosen = chosen != nullptr && chosen->value == value.name.value;
        rows.push_back({code(value.name.value), page.title(value.title, value.name.value),
                        is_chosen ? page.pick("**✓ 选定**", "**✓ chosen**") : ""});
    }
    page.table({page.pick("值", "Value"), page.pick("名称", "Title"),
                chosen == nullptr ? "" : page.pick("选定", "Chosen")},
               rows);
}

} // namespace

void describe_facts(Page& page) {
    if (page.pack().entities.empty()) {
        return;
    }
    page.heading(2, page.pick("记录写明的事实", "Facts that a record states"));
    page.paragraph(page.pick(
        "缺失的事实不等于零，也不等于否：审批确实用到它时，结果为待定，并列出还需要哪些事实。"
        "写明 `null` 一律视为缺失。",
        "What is missing is never zero and never false: where a decision needs it, the outcome is "
        "undetermined and names it. An explicit `null` is always missing."));
    for (const EntityDeclaration& entity : page.pack().entities) {
        describe_entity(page, entity);
    }
}

void describe_options(Page& page) {
    if (page.pack().options.empty()) {
        return;
    }
    page.heading(2, page.pick("选项：条文的几种理解", "Options: the readings of a clause"));
    for (const OptionDeclaration* const option : by_name(page.pack().options)) {
        page.heading(3,
                     page.titled(option->title, full_name(option->programme, option->name.value)));
        page.bullet(page.pick("选定：", "Chosen: ") + code(option->chosen.value));
        page.cite_below(option->provenance);
        describe_values(page, option->values, &option->chosen);
    }
}

void describe_categories(Page& page) {
    if (page.pack().categories.empty()) {
        return;
    }
    page.heading(2, page.pick("类别", "Categories"));
    for (const CategoryDeclaration* const category : by_name(page.pack().categories)) {
        page.heading(3, page.titled(category->title, category->name.value));
        if (!category->programme.empty()) {
            page.bullet(page.pick("项目：", "Programme: ") + code(category->programme));
        }
        describe_values(page, category->values, nullptr);
    }
}

} // namespace doudi::description
