#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

// previous, sum_months, value_on.
using namespace doudi;
using small_pack::compile_rules;
using small_pack::Findings;
using small_pack::findings;
using small_pack::rule;

namespace {

const std::string help_rules =
    "  - rule: ranged\n    for: household\n    type: money/month\n"
    "    range: [0, 1000]\n    source: law 1\n    value: min(rent, cap)\n"
    "  - rule: unranged\n    for: household\n    type: money/month\n"
    "    source: law 1\n    value: min(rent, cap)\n"
    "  - rule: untyped\n    for: household\n    source: law 1\n"
    "    value: min(rent, cap)\n";

Findings with_rules(const std::string& type, const std::string& formula) {
    return findings(rule("household", type, formula, help_rules));
}

} // namespace

TEST_CASE("previous reads a fact, a rule or an outcome of last month", "[compile][months]") {
    const auto [type, formula] = GENERATE(table<std::string, std::string>({
        {"money/month", "previous(rent)"},
        {"money/month", "previous(ranged)"},
        {"boolean", "previous(home) = \"island\""},
        {"boolean", "previous(local)"},
        {"date", "previous(moved_in)"},
        {"money", "sum_months(rent, 12)"},
        {"money", "sum_months(ranged, 3)"},
        {"integer", "sum_months(score, 120)"},
        {"rate", "value_on(cpi, add_months(decision_date, -1))"},
        {"money/month", "value_on(cap, moved_in)"},
    }));
    CAPTURE(formula);
    CHECK(with_rules(type, formula) == Findings{});
}

TEST_CASE("previous takes one name that declares its range and type", "[compile][months]") {
    const auto [formula, finding] = GENERATE(table<std::string, std::string>({
        {"previous(unranged)", "previous-needs-range 6:21"},
        {"previous(untyped)", "previous-needs-type 6:21"},
        {"previous(rent + 1)", "previous-needs-name 6:12"},
        {"previous(cap)", "previous-needs-name 6:12"},
        {"previous(wage)", "inner-value 6:21"},
        {"previous(nothing)", "unknown-name 6:21"},
        {"previous(rent, cap)", "wrong-number-of-arguments 6:12"},
        {"sum_months(rent + 1, 12) / 12 * 1", "previous-needs-name 6:12"},
        {"sum_months(unranged, 12)", "previous-needs-range 6:23"},
        {"sum_months(cap, 12)", "previous-needs-name 6:12"},
        {"sum_months(home, 12)", "type-mismatch 6:12"},
        {"sum_months(rent, 0)", "bad-number 6:29"},
        {"sum_months(rent, 121)", "bad-number 6:29"},
        {"sum_months(rent, score)", "bad-number 6:29"},
        {"sum_months(rent)", "wrong-number-of-arguments 6:12"},
        {"value_on(rent, moved_in)", "needs-parameter 6:21"},
        {"value_on(by_colour, moved_in)", "needs-parameter 6:21"},
        {"value_on(tax, moved_in)", "needs-parameter 6:21"},
        {"value_on(cap, 3)", "type-mismatch 6:26"},
        {"value_on(cpi, 2020-01-01)", "no-value-on-date 6:12"},
        {"value_on(cap, 2019-12-31)", "no-value-on-date 6:12"},
    }));
    CAPTURE(formula);
    CHECK(with_rules("money/month", formula) == Findings{finding});
}

TEST_CASE("a rule about no record has no last month", "[compile][months]") {
    CHECK(findings(rule("pack", "money/month", "previous(rent)")) == Findings{"inner-value 6:21"});
    CHECK(findings(rule("pack", "money", "sum_months(rent, 12)")) == Findings{"inner-value 6:23"});
}

TEST_CASE("a rule kept for next month has no more places than its type", "[compile][months]") {
    const std::string thirds = "rules:\n  - rule: x\n    for: household\n    type: money/month\n"
                               "    range: [0, 100000]\n    source: law 1\n"
                               "    value: max(0, rent * quota - previous(x))\n";
    CHECK(findings(thirds) == Findings{"previous-places 7:43"});
}

TEST_CASE("a range too large for a column is refused", "[compile][months]") {
    CHECK(findings("rules:\n  - rule: x\n    for: household\n    type: money/month\n"
                   "    range: [0, 1000000000000000000]\n    source: law 1\n"
                   "    value: rent + previous(x)\n") == Findings{"bad-range 7:28"});
    CHECK(findings(
              "facts:\n  household:\n    large: {type: integer, range: [0, 900000000000000000]}\n" +
              rule("household", "integer", "sum_months(large, 12)")) ==
          Findings{"number-too-large 9:12"});
}

TEST_CASE("one name read twice is one input", "[compile][months]") {
    const auto rulebook =
        compile_rules(rule("household", "money/month", "previous(rent) + previous(rent)"));
    REQUIRE(rulebook);
    CHECK(rulebook.value().find_input("previous.household.rent") != none);
    Index count = 0;
    for (const InputEntry& input : rulebook.value().inputs) {
        count += input.role == InputRole::previous ? 1U : 0U;
    }
    CHECK(count == 1);
}
