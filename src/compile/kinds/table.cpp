// table: rows of `when:` and `then:`.
//
//   hit: first    if when1 then then1 else if when2 then then2 … else otherwise
//   hit: unique   the same, but a fault when two conditions are true
//   hit: sum      if when1 or when2 … then (sum of the rows that are true) else otherwise
//
// Without `otherwise` the rows must cover every value (proven in compile/coverage.cpp), and the
// last one stands for it.

#include "compile/kinds/rule_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

namespace doudi::compiler {

namespace {

using Section = RuleBuilder::Section;

struct Rows {
    std::vector<Expression> whens;
    std::vector<Expression> thens;
    std::optional<Expression> otherwise;
    bool is_sound = true;
};

std::optional<Expression> read_value(RuleBuilder& rule, Section& section, std::string_view key) {
    const WrittenText* text = section.scalar(key);
    return text == nullptr ? std::nullopt : rule.parse_value(*text);
}

void read_row(RuleBuilder& rule, const WrittenNode& node, bool is_last, Rows& rows) {
    Findings& findings = rule.model().findings;
    if (!node.is_map()) {
        findings.error("wrong-shape", node.place,
                       {{"每一行应写成 when: 和 then:", "a row is a map of when: and then:"},
                        {},
                        {"请照此写", "write it so"}});
        rows.is_sound = false;
        return;
    }
    Section section(rule, node);
    (void)section.find("source");
    (void)section.find("assumed");
    (void)section.find("title");
    if (node.find("otherwise") != nullptr) {
        rows.otherwise = read_value(rule, section, "otherwise");
        rows.is_sound = rows.is_sound && rows.otherwise.has_value();
        if (!is_last) {
            findings.error(
                "unreachable-row", node.place,
                {{"otherwise: 之后的行永远不会用到", "no row after otherwise: can ever be reached"},
                 {},
                 {"请把 otherwise: 移到最后一行", "move otherwise: to the last row"}});
        }
    } else {
        std::optional<Expression> when = section.required_formula("when");
        (void)section.require("then");
        std::optional<Expression> then = read_value(rule, section, "then");
        rows.is_sound = rows.is_sound && when && then;
        // What stands after otherwise is told with it.
        if (when && then && (!rows.otherwise || rows.whens.empty())) {
            rows.whens.push_back(std::move(*when));
            rows.thens.push_back(std::move(*then));
        }
    }
    section.finish();
}

/// when, then, when, then, …: flat, for there may be thousands of rows.
std::vector<Expression> flat(const Rows& rows) {
    std::vector<Expression> operands;
    for (std::size_t i = 0; i < rows.whens.size(); ++i) {
        operands.push_back(rows.whens[i]);
        operands.push_back(rows.thens[i]);
    }
    return operands;
}

Expression first_of(const Rows& rows) {
    std::vector<Expression> operands = flat(rows);
    if (rows.otherwise) {
        operands.push_back(*rows.otherwise);
    } else {
        operands.erase(operands.end() - 2); // the rows cover all, so the last needs no condition
    }
    return call("first_of", std::move(operands));
}

Expression only_one(const Rows& rows) {
    std::vector<Expression> operands = rows.whens;
    operands.push_back(first_of(rows));
    return call("only_one", std::move(operands));
}

Expression sum_of(const Rows& rows) {
    std::vector<Expression> operands = flat(rows);
    if (rows.otherwise) {
        operands.push_back(*rows.otherwise);
    }
    return call("sum_of", std::move(operands));
}

Expression table_formula(RuleBuilder& rule, const Rows& rows, const WrittenText* hit) {
    if (hit == nullptr || hit->value == "first") {
        return first_of(rows);
    }
    if (hit->value == "unique") {
        return only_one(rows);
    }
    if (hit->value != "sum") {
        rule.model().findings.error(
            "bad-hit", hit->place,
            {{fmt::format("没有“{}”这种命中方式", hit->value),
              fmt::format("there is no hit policy '{}'", hit->value)},
             {},
             {"请写 first（取第一行）、unique（只许一行）或 sum（各行相加）",
              "write first, unique or sum"}});
        return first_of(rows); // so that nothing else is said about it
    }
    return sum_of(rows);
}

void report_no_rows(RuleBuilder& rule) {
    rule.model().findings.error(
        "missing-key", rule.rule().name.place,
        {{fmt::format("“{}”没有任何一行", rule.rule().name.value),
          fmt::format("'{}' has no rows", rule.rule().name.value)},
         {},
         {"请在 rows: 下至少写一行", "write at least one row under rows:"}});
}

} // namespace

void define_table(RuleBuilder& rule) {
    Definition definition = rule.define(rule.name(), ValueRole::rule, rule.entity());
    (void)rule.body().require("hit");
    const WrittenText* hit = rule.body().scalar("hit");
    const WrittenNode* nodes = rule.body().require("rows");
    Rows rows;
    const bool is_list = nodes != nullptr && nodes->is_list();
    const bool is_few =
        !is_list || rule.is_few(nodes->items, limits::table_rows, rule.rule().name.place);
    if (is_list && is_few) {
        definition.provenance = rule.provenance_with(nodes->items);
        for (const WrittenNode& node : nodes->items) {
            read_row(rule, node, &node == &nodes->items.back(), rows);
        }
    }
    if (rows.whens.empty()) {
        rows.is_sound = false;
        if (is_few) {
            report_no_rows(rule);
        }
    }
    if (!rows.is_sound) {
        definition.progress = Definition::Progress::failed;
        (void)rule.body().find("round");
        rule.emit(std::move(definition));
        return;
    }
    definition.table_rows = rows.whens;
    definition.table_hit = hit != nullptr ? hit->value : "first";
    definition.table_has_otherwise = rows.otherwise.has_value();
    definition.formula = rule.rounded(rule.body(), table_formula(rule, rows, hit));
    rule.emit(std::move(definition));
}

} // namespace doudi::compiler
