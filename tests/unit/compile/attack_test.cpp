// Packs as nobody writes them by hand. Each compiles, or is refused with a finding of its own; what
// walks over everything for each of its parts would run here for minutes.
#include "unit/compile/small_pack.hpp"

#include <doudi/compile.hpp>
#include <doudi/limits.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace doudi::test {
namespace {

constexpr Date mid_2020{2020, 7, 1};

Checked<RulePack> pack_of(const std::string& rules, const std::string& pack = small_pack::header) {
    return load_pack_texts({{"pack.yaml", pack}, {"rules.yaml", rules}});
}

/// Of a pack that can be read: the codes that compiling it for a day reports, errors alone.
std::vector<std::string> errors_of(const std::string& rules,
                                   const std::string& pack = small_pack::header) {
    const auto loaded = pack_of(rules, pack);
    std::vector<std::string> codes;
    const auto add = [&](const Diagnostics& findings) {
        for (const Diagnostic& finding : findings) {
            if (finding.severity == Severity::error) {
                codes.emplace_back(finding.code);
            }
        }
    };
    add(loaded.diagnostics());
    if (loaded) {
        add(compile(loaded.value(), {mid_2020}).diagnostics());
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

using Codes = std::vector<std::string>;

const std::string facts = "facts:\n  household:\n    rent: {type: money/month, range: [0, 1000]}\n"
                          "    size: {type: integer, range: [1, 30]}\n";

/// Rules that each read the next one; the last reads a fact.
std::string chain_of(std::size_t length) {
    std::string text = facts + "rules:\n";
    for (std::size_t i = 0; i < length; ++i) {
        text += fmt::format("  - {{rule: r{}, for: household, source: law 1, value: {}}}\n", i,
                            i + 1 == length ? "rent" : fmt::format("r{}", i + 1));
    }
    return text;
}

/// One rule about a household with `count` parts, each as `part` says.
std::string rule_of(const std::string& head, std::size_t count, std::string_view part) {
    std::string text =
        facts + "rules:\n  - rule: r\n    for: household\n    source: law 1\n" + head;
    for (std::size_t i = 0; i < count; ++i) {
        text += fmt::format(fmt::runtime(part), i);
    }
    return text;
}

} // namespace

TEST_CASE("a rule with too many parts is not said to have none", "[compile][attack]") {
    const std::string table = "    type: money\n    kind: table\n    hit: first\n    rows:\n";
    CHECK(errors_of(rule_of(table, limits::table_rows + 1,
                            "      - {{when: size = {0}, then: 1}}\n")) == Codes{"too-many-rows"});
    const std::string items = "    kind: deduction\n    of: rent\n    items:\n";
    CHECK(errors_of(rule_of(items, limits::items + 1, "      - {{item: i{0}, amount: rent}}\n")) ==
          Codes{"too-many-rows"});
}

TEST_CASE("twenty thousand rules compile", "[compile][attack]") {
    std::string text = facts + "rules:\n";
    for (int i = 0; i < 20'000; ++i) {
        text += fmt::format("  - {{rule: r{}, for: household, source: law 1, value: rent}}\n", i);
    }
    CHECK(errors_of(text).empty());
}

TEST_CASE("twenty thousand mistyped names end at the limit of findings", "[compile][attack]") {
    std::string text = facts + "rules:\n";
    for (int i = 0; i < 20'000; ++i) {
        text += fmt::format("  - {{rule: r{}, for: household, source: law 1, value: rentt}}\n", i);
    }
    const auto loaded = pack_of(text);
    REQUIRE(loaded);
    CHECK(compile(loaded.value(), {mid_2020}).diagnostics().size() <= limits::findings + 1);
}

TEST_CASE("rules may read one another as deep as the limit and no deeper", "[compile][attack]") {
    CHECK(errors_of(chain_of(limits::reference_depth)).empty());
    CHECK(errors_of(chain_of(limits::reference_depth + 1)) == Codes{"chain-too-long"});
}

TEST_CASE("a decision table of seven hundred rows is proven whole", "[compile][attack]") {
    std::string text = facts + "rules:\n  - rule: x\n    for: household\n    type: money/month\n"
                               "    source: law 1\n    kind: table\n    hit: first\n    rows:\n";
    for (int i = 0; i < 700; ++i) {
        text +=
            fmt::format("      - {{when: rent < {}.{:02}, then: {}}}\n", i / 100 + 1, i % 100, i);
    }
    CHECK(errors_of(text + "      - {otherwise: 0}\n") == Codes{});
}

TEST_CASE("a category may have a hundred thousand values", "[compile][attack]") {
    std::string text = "categories:\n  place: [";
    for (int i = 0; i < 100'000; ++i) {
        text += fmt::format("p{}, ", i);
    }
    text += "last]\nfacts:\n  household:\n    home: {type: place}\nrules:\n"
            "  - {rule: x, for: household, source: law 1, value: home = \"last\"}\n";
    CHECK(errors_of(text).empty());
}

TEST_CASE("categories without end are refused", "[compile][attack]") {
    std::string text = "categories:\n";
    for (std::size_t i = 0; i <= limits::categories; ++i) {
        text += fmt::format("  c{}: [a]\n", i);
    }
    CHECK(errors_of(text) == Codes{"too-many-categories"});
}

TEST_CASE("a table of a hundred thousand whole numbers compiles", "[compile][attack]") {
    std::string text = facts + "parameters:\n  fee:\n    type: money/month\n    by: {n: integer}\n"
                               "    values:\n      2020-01-01:\n        source: law 1\n"
                               "        value:\n";
    for (std::int64_t i = 1; i < limits::table_integer_keys; ++i) {
        text += fmt::format("          {}: {}\n", i, i % 97);
    }
    text += "          and_above: 5\nrules:\n"
            "  - {rule: x, for: household, source: law 1, value: 'fee[size]'}\n";
    CHECK(errors_of(text).empty());
}

TEST_CASE("a pack that changes on ten thousand days is checked on the latest, and says so",
          "[compile][attack]") {
    std::string pack = small_pack::header;
    const std::string period = "in_force: {from: 2020-01-01, until: 2020-12-31}";
    pack.replace(pack.find(period), period.size(), "in_force: {from: 1990-01-01}");
    std::string text = "parameters:\n  fee:\n    type: money\n    values:\n";
    for (std::int32_t i = 0; i < 10'000; ++i) {
        text += fmt::format("      {}: {{value: {}, source: law 1}}\n",
                            to_string(from_days(to_days({1990, 1, 1}) + i)), i);
    }
    text += "rules:\n  - {rule: x, for: household, source: law 1, value: fee}\n";
    const auto loaded = pack_of(text, pack);
    REQUIRE(loaded);
    CHECK(dates_of_change(loaded.value()).size() == 10'000);
    const std::vector<Date> checked = dates_to_check(loaded.value());
    CHECK(checked.size() <= limits::check_dates);
    CHECK(checked.back() == from_days(to_days({1990, 1, 1}) + 9'999));
    const Diagnostics findings = check(loaded.value());
    CHECK(std::count_if(findings.begin(), findings.end(), [](const Diagnostic& finding) {
              return finding.code == "too-many-dates";
          }) == 1);
}

TEST_CASE("a formula as long as the limit compiles, and one byte more does not",
          "[compile][attack]") {
    const std::string formula = "(" + std::string(limits::formula_bytes - 6, ' ') + "rent)";
    REQUIRE(formula.size() == limits::formula_bytes);
    const std::string rule = facts + "rules:\n  - rule: x\n    for: household\n"
                                     "    source: law 1\n    value: ";
    CHECK(errors_of(rule + formula + "\n") == Codes{});
    CHECK(errors_of(rule + "+" + formula + "\n") == Codes{"formula-too-long"});
}

TEST_CASE("a sum without end is refused for its depth", "[compile][attack]") {
    std::string sum = "rent";
    while (sum.size() + 7 <= limits::formula_bytes) {
        sum += " + rent";
    }
    CHECK(errors_of(facts +
                    "rules:\n  - rule: x\n    for: household\n    source: law 1\n"
                    "    value: " +
                    sum + "\n") == Codes{"formula-too-deep"});
}

} // namespace doudi::test
