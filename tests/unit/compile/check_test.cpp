#include "small_pack.hpp"

#include <doudi/compile.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/error.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace doudi {
namespace {

using small_pack::rule;

std::vector<std::string> codes(const Diagnostics& findings) {
    std::vector<std::string> codes;
    for (const Diagnostic& finding : findings) {
        codes.emplace_back(finding.code);
    }
    return codes;
}

// Nothing is decided in the second half of the year; its rule and parameter are idle there.
const std::string half_year = R"(programme: aid
title: {zh: 救助, en: aid}
in_force: {from: 2020-01-01, until: 2020-06-30}
parameters:
  own_cap:
    type: money/month
    values: {2020-01-01: {value: 100, source: law 1}}
rules:
  - rule: capped
    for: household
    type: money/month
    source: law 1
    value: min(rent, own_cap)
decision:
  for: household
  amount: money/month
  first_of:
    - outcome: paid
      amount: capped
      source: law 1
)";

} // namespace

TEST_CASE("what nobody uses is said by check, not on a date", "[compile][check]") {
    const RulePack pack = small_pack::load(small_pack::with_rules(half_year));
    for (const Date& date : {Date{2020, 2, 1}, Date{2020, 9, 1}}) {
        CHECK(codes(compile(pack, {date}).diagnostics()).empty());
    }
    const RulePack idle =
        small_pack::load(small_pack::with_rules(rule("household", "money/month", "rent")));
    CHECK(codes(compile(idle, {Date{2020, 2, 1}}).diagnostics()).empty());
    const std::vector<std::string> said = codes(check(idle));
    CHECK(std::count(said.begin(), said.end(), "unused-rule") == 1);
    // The declarations' own parameters are idle on every date; this one is not.
    for (const Diagnostic& finding : check(pack)) {
        CHECK(finding.message.en.find("own_cap") == std::string::npos);
        CHECK(finding.message.en.find("capped") == std::string::npos);
    }
}

TEST_CASE("with a value each month every month is checked, also those without one",
          "[compile][check]") {
    const std::string text = R"(parameters:
  index:
    type: rate
    each: month
    values:
      2020-01: {value: 1%, source: law 1}
      2020-02: {value: 2%, source: law 1}
rules:
  - rule: x
    for: household
    source: law 1
    value: rent * index
)";
    const RulePack pack = small_pack::load(small_pack::with_rules(text));
    const std::vector<Date> dates = dates_of_change(pack);
    CHECK(dates.size() == 12);
    CHECK(std::count(dates.begin(), dates.end(), Date{2020, 3, 1}) == 1);
    const Diagnostics findings = check(pack);
    const auto gap = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.code == "no-value-on-date";
    });
    REQUIRE(gap != findings.end());
    CHECK(gap->message.en == "parameter 'index' has no value on 2020-03-01 "
                             "(nor on 9 more dates of change)");
}

TEST_CASE("a value each month of a pack without a last day is checked to behind its end",
          "[compile][check]") {
    small_pack::Files files{{"pack.yaml", small_pack::header}, {"rules.yaml", R"(parameters:
  index: {type: rate, each: month, values: {2020-02: {value: 1%, source: law 1}}}
)"}};
    std::string& header = files.front().second;
    header.erase(header.find(", until: 2020-12-31"), std::string(", until: 2020-12-31").size());
    CHECK(dates_of_change(small_pack::load(files)) ==
          std::vector<Date>{{2020, 1, 1}, {2020, 2, 1}, {2020, 3, 1}, {2020, 4, 1}});
}

TEST_CASE("a condition that fails on many dates is said once, with how often", "[compile][check]") {
    const std::string text = R"(parameters:
  wage_floor:
    type: money/month
    values:
      2020-01-01: {value: 1570, source: law 1}
      2020-03-01: {value: 1500, source: law 1}
      2020-05-01: {value: 1400, source: law 1}
checks:
  floor_is_kept:
    that: wage_floor >= 1550
    severity: warning
    title: {zh: 不低于 1550, en: not below 1550}
    source: law 1
)";
    Diagnostics failed;
    for (const Diagnostic& finding : check(small_pack::load(small_pack::with_rules(text)))) {
        if (finding.code == "check-failed") {
            failed.push_back(finding);
        }
    }
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].message.en.find("2020-03-01") != std::string::npos);
    CHECK(failed[0].message.en.find("nor on") != std::string::npos);
}

TEST_CASE("a number that is given stays in the rule's range, else in that of its formula",
          "[compile][given]") {
    const auto bounds = [](const std::string& more) {
        const auto rulebook = small_pack::compile_rules(rule("household", "integer", "7", more));
        CAPTURE(render(rulebook.diagnostics()));
        REQUIRE(rulebook);
        const InputEntry& input =
            rulebook.value()
                .inputs[rulebook.value().values[rulebook.value().find_value("x")].given];
        return std::pair(input.low, input.high);
    };
    CHECK(bounds("    range: [0, 100]\n") == std::pair(Int128(0), Int128(100)));
    CHECK(bounds("") == std::pair(Int128(7), Int128(7)));
}

TEST_CASE("a date that is no day of the calendar is misuse", "[compile]") {
    const RulePack pack = small_pack::load(
        small_pack::with_rules(small_pack::rule("household", "money/month", "cap")));
    for (const Date& date : {Date{2020, 13, 1}, Date{2020, 4, 31}, Date{10000, 1, 1}}) {
        CHECK_THROWS_AS(compile(pack, {date}), UsageError);
        CHECK_THROWS_AS(compile_months(pack, {2020, 4, 1}, date), UsageError);
        CHECK_THROWS_AS(compile_months(pack, date, {2020, 12, 1}), UsageError);
    }
}

} // namespace doudi
