#pragma once

#include <doudi/compile.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

// A small pack around some rules under test, and its findings as "code line:column".
namespace small_pack {

using Findings = std::vector<std::string>;

inline const std::string header = R"(doudi: 1
pack: small
language: zh
title: {zh: 小包, en: small}
currency: CNY
in_force: {from: 2020-01-01, until: 2020-12-31}
documents:
  law: {number: 1号, date: 2019-12-01, title: {zh: 办法, en: the law}}
categories:
  colour: {red: 红, green: 绿, blue: 蓝}
  region: {mainland: 陆地, island: 海岛}
entities:
  household: {title: 家庭, key: household_id}
  member: {title: 成员, in: household, as: members, key: member_id, at_most: 30}
  expense: {title: 支出, in: member, as: expenses, at_most: 100}
)";

/// Facts and parameters that the rules under test read.
inline const std::string declarations = R"(facts:
  household:
    assets: {type: money, range: [0, 100000000]}
    rent: {type: money/month, range: [0, 100000]}
    yearly_rent: {type: money/year, range: [0, 1000000]}
    home: {type: region}
    local: {type: boolean}
    score: {type: integer, range: [0, 100]}
    stay: {type: months, range: [0, 600]}
    note: {type: text}
    moved_in: {type: date}
  member:
    wage: {type: money/month, range: [0, 1000000]}
    bonus: {type: money, range: [0, 1000000]}
    share: {type: rate, range: [0%, 100%]}
    birth_date: {type: date}
    student: {type: boolean, default: false}
    favourite: {type: colour}
  expense:
    cost: {type: money, range: [0, 100000]}
    paid_on: {type: date}
parameters:
  standard:
    type: money/month/member
    values: {2020-01-01: {value: 660, source: law 1}}
  cap:
    type: money/month
    values: {2020-01-01: {value: 1000, source: law 1}}
  quota:
    type: rate
    values: {2020-01-01: {value: 20%, source: law 1}}
  limit_of_age:
    type: integer
    values: {2020-01-01: {value: 60, source: law 1}}
  by_colour:
    type: money/month
    by: {colour: colour}
    values: {2020-01-01: {value: {red: 100, green: 200, blue: 300}, source: law 1}}
  by_size:
    type: money/month
    by: {region: region, size: integer}
    values:
      2020-01-01:
        value:
          mainland: {1: 291, 2: 535, 3: 766, and_above: {add: 219, for_each_beyond: 3}}
          island: {1: 300, 2..3: 600, and_above: 700}
        source: law 1
  tax:
    type: rate
    brackets: marginal
    values: {2020-01-01: {thresholds: {0: 0%, 1000: 10%, 5000: 20%}, source: law 1}}
  cpi:
    type: rate
    each: month
    values:
      2020-03: {value: 4.3%, source: law 1}
      2020-04: {value: 3.3%, source: law 1}
)";

using Files = std::vector<std::pair<std::string, std::string>>;

inline std::string brief(const doudi::Diagnostic& diagnostic) {
    std::string line(diagnostic.code);
    if (!diagnostic.labels.empty()) {
        const doudi::Place& place = diagnostic.labels.front().place;
        const doudi::Location at = place.source->locate(place.span.begin);
        line += " " + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    return line;
}

/// Whether a finding is only about names that a test does not bother to use.
inline bool is_idle(const doudi::Diagnostic& diagnostic) {
    return diagnostic.code == "unused-rule" || diagnostic.code == "unused-parameter";
}

/// The pack, with everything that loading said held against nothing.
inline doudi::RulePack load(const Files& files) {
    doudi::Checked<doudi::RulePack> pack = doudi::load_pack_texts(files);
    CAPTURE(render(pack.diagnostics()));
    REQUIRE(pack);
    return std::move(pack).value();
}

inline doudi::Checked<doudi::Rulebook> compile_files(const Files& files,
                                                     doudi::Date date = {2020, 4, 1}) {
    return doudi::compile(load(files), {date});
}

/// Findings by place; every one must say its mend in both languages.
inline Findings briefs(const doudi::Diagnostics& diagnostics) {
    Findings lines;
    for (const doudi::Diagnostic& diagnostic : diagnostics) {
        if (is_idle(diagnostic)) {
            continue;
        }
        CAPTURE(render(diagnostic));
        CHECK_FALSE(diagnostic.message.zh.empty());
        CHECK_FALSE(diagnostic.message.en.empty());
        CHECK_FALSE(diagnostic.help.zh.empty());
        CHECK_FALSE(diagnostic.help.en.empty());
        lines.push_back(brief(diagnostic));
    }
    return lines;
}

inline Files with_rules(const std::string& rules) {
    return {{"pack.yaml", header}, {"declarations.yaml", declarations}, {"rules.yaml", rules}};
}

inline doudi::Checked<doudi::Rulebook> compile_rules(const std::string& rules) {
    return compile_files(with_rules(rules));
}

/// Of a file of rules beside the declarations above.
inline Findings findings(const std::string& rules) {
    const auto rulebook = compile_rules(rules);
    UNSCOPED_INFO(render(rulebook.diagnostics()));
    return briefs(rulebook.diagnostics());
}

/// Of declarations and rules that stand alone.
inline Findings findings_alone(const std::string& text) {
    const auto rulebook = compile_files({{"pack.yaml", header}, {"rules.yaml", text}});
    UNSCOPED_INFO(render(rulebook.diagnostics()));
    return briefs(rulebook.diagnostics());
}

/// A file with one rule `x`; its formula begins at 6:12.
inline std::string rule(const std::string& entity, const std::string& type,
                        const std::string& value, const std::string& more = {}) {
    return "rules:\n  - rule: x\n    for: " + entity + "\n    type: " + type +
           "\n    source: law 1\n    value: " + value + "\n" + more;
}

/// The rule x as it came out, with the given formula; requires that nothing is wrong.
inline doudi::Node node_of(const doudi::Rulebook& book, const std::string& name) {
    const doudi::Index value = book.find_value(name);
    REQUIRE(value != doudi::none);
    return book.nodes[book.values[value].node];
}

} // namespace small_pack
