#include "oracle_fixture.hpp"
#include "support/oracle/cases.hpp"
#include "support/oracle/oracle.hpp" // first, so that a missing include shows

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace doudi::oracle;

namespace {

// Two members: a with two expenses, b with none and a wage that is not stated.
const std::string family =
    "{members: [{member_id: a, wage: 100, adult: true, expenses: [{amount: 5}, {amount: 7.5,"
    " medical: true}]}, {member_id: b, adult: false, grade: 2}]}";

} // namespace

TEST_CASE("an aggregate goes over the deepest entity that it names", "[oracle][aggregates]") {
    CHECK(worth("count(member)", family) == "2");
    CHECK(worth("count(expense)", family) == "2");
    CHECK(worth("count(expense where adult)", family) == "2");
    CHECK(worth("count(member where sum(expense.amount) > 10)", family) == "1");
    CHECK(worth("sum(amount where medical)", family) == "7.5");
    CHECK(worth("sum(amount where not medical and grade = 0)", family) == "5");
    CHECK(worth("max(sum(amount) + grade)", family) == "12.5");
    CHECK(worth("sum(grade * 工资)", family) == "2");
    CHECK(worth("min(amount)", family) == "5");
}

TEST_CASE("an aggregate asks only the rows that take part", "[oracle][aggregates]") {
    CHECK(worth("sum(wage)", family) == "missing");
    CHECK(worth("sum(wage where adult)", family) == "100");
    CHECK(worth("sum(wage where grade = 0)", family) == "100");
    CHECK(worth("sum(1 / grade)", family) == "fault");
    CHECK(worth("sum(1 / grade where grade > 0)", family) == "0.5");
    CHECK(worth("sum(wage + 1 / grade)", family) == "fault"); // of a, before missing of b
    CHECK(worth("count(member where wage > 50)", family) == "missing");
    CHECK(worth("count(member where 1 / grade > wage)", family) == "fault");
    CHECK(worth("any(wage > 50)", family) == "true");
    CHECK(worth("any(wage > 500)", family) == "missing");
    CHECK(worth("any(wage > 500 where adult)", family) == "false");
    CHECK(worth("any(1 / grade = 1)", family) == "fault");
    CHECK(worth("any(1 / grade = 1 or grade = 2)", family) == "true");
    CHECK(worth("all(wage > 50)", family) == "missing");
    CHECK(worth("all(wage > 500)", family) == "false");
    CHECK(worth("all(wage > 50 where adult)", family) == "true");
    CHECK(worth("min(wage where adult)", family) == "100");
    CHECK(worth("max(wage)", family) == "missing");
    const std::string unknown = "{members: [{member_id: a, wage: 1}]}";
    CHECK(worth("sum(1 / 0 + wage where adult)", unknown) == "missing"); // not known to be taken
    CHECK(worth("min(wage where adult)", unknown) == "missing");
}

TEST_CASE("over nobody", "[oracle][aggregates]") {
    CHECK(worth("sum(wage)") == "0");
    CHECK(worth("count(member)") == "0");
    CHECK(worth("any(adult)") == "false");
    CHECK(worth("all(adult)") == "true");
    CHECK(worth("min(wage)") == "fault");
    CHECK(worth("max(wage where not adult)", "{members: [{member_id: a, adult: true}]}") ==
          "fault");
}

namespace {

constexpr const char* parameters = R"(
parameters:
  rate:
    type: rate
    values: {2021-01-01: {ended: true}, 2020-01-01: {value: 20%}, 2018-01-01: 10%}
  cpi:
    type: rate
    each: month
    values: {2020-07: {value: 4.3%}, 2020-05: {value: 2%}}
  by_group:
    type: money/month
    by: {kind: group, size: integer}
    values:
      2020-01-01:
        value:
          young: {1..2: 10, 3: 20, and_above: {add: 1.5, for_each_beyond: 3}}
          old: {0: 5, and_above: 50}
          other: {1: 0}
      2020-06-01: {changes: {young: {3: 30}, other: {1: 7}}}
  tax: {type: rate, brackets: marginal, values: {2020-01-01: {thresholds: {0: 2%, 6000: 6%}}}}
  fee: {type: rate, brackets: band, values: {2020-01-01: {thresholds: {10: 2%, 6000: 6%}}}}
  flat: {type: money, brackets: band, values: {2020-01-01: {thresholds: {0: 1, 100: 3.5}}}}
options:
  reading: {values: [strict, mild], chosen: mild}
rules:
  - {rule: whole, for: pack, type: rate, value: rate * 2}
  - {rule: r, for: household, type: number, value: 'FORMULA'}
)";

std::string set_by_law(const std::string& formula, const std::string& date = "2020-07",
                       const std::string& record = "{}") {
    std::string rules = parameters;
    rules.replace(rules.find("FORMULA"), 7, formula);
    return World(rules, record, date).print("r");
}

} // namespace

TEST_CASE("a parameter has the value of the latest date", "[oracle][parameters]") {
    CHECK(set_by_law("rate", "2019-12-31") == "0.1");
    CHECK(set_by_law("rate", "2020-01-01") == "0.2");
    CHECK(set_by_law("rate", "2021-01-01") == "fault");
    CHECK(set_by_law("rate", "2017-12-31") == "fault");
    CHECK(set_by_law("value_on(rate, add_months(decision_date, -12))") == "0.1");
    CHECK(set_by_law("cpi") == "0.043");
    CHECK(set_by_law("value_on(cpi, add_months(decision_date, -1))") == "fault");
    CHECK(set_by_law("value_on(cpi, 2020-05-31)") == "0.02");
    CHECK(set_by_law("value_on(rate, day)") == "missing");
    CHECK(set_by_law("whole") == "0.4");
    CHECK(set_by_law("if reading = \"mild\" then 1 else 2") == "1");
}

TEST_CASE("a table is looked up by its keys", "[oracle][parameters]") {
    CHECK(set_by_law("by_group[\"young\", 2]") == "10");
    CHECK(set_by_law("by_group[\"young\", 3]") == "30");
    CHECK(set_by_law("by_group[\"young\", 3]", "2020-05") == "20");
    CHECK(set_by_law("by_group[\"young\", 5]") == "33");
    CHECK(set_by_law("by_group[\"young\", 0]") == "fault");
    CHECK(set_by_law("by_group[\"young\", 1.5]") == "fault");
    CHECK(set_by_law("by_group[\"old\", 9]") == "50");
    CHECK(set_by_law("by_group[\"old\", -1]") == "fault");
    CHECK(set_by_law("by_group[kind, 1]") == "7");
    CHECK(set_by_law("by_group[kind, 1]", "2020-05") == "0");
    CHECK(set_by_law("by_group[kind, n]") == "missing");
    CHECK(set_by_law("value_on(by_group[kind, 1], 2020-05-01)") == "0");
}

TEST_CASE("brackets take each slice or the whole", "[oracle][parameters]") {
    CHECK(set_by_law("tax[5999]") == "119.98");
    CHECK(set_by_law("tax[7000]") == "180");
    CHECK(set_by_law("tax[-5]") == "0");
    CHECK(set_by_law("fee[5999]") == "119.98");
    CHECK(set_by_law("fee[6000]") == "360");
    CHECK(set_by_law("fee[9.99]") == "fault");
    CHECK(set_by_law("flat[99.99]") == "1");
    CHECK(set_by_law("flat[100]") == "3.5");
}

TEST_CASE("a fact is stated, defaulted or missing", "[oracle][records]") {
    CHECK(worth("kind") == "other");
    CHECK(worth("kind", "{kind: null}") == "missing");
    CHECK(worth("x", "{x: null}") == "missing");
    CHECK(worth("x", "{\"x\": 12.30}") == "12.3");
    CHECK(worth("x", "{x: {per_year: 24000}}") == "2000");
    CHECK(worth("n = 7", "{n: 007}") == "true");
}

TEST_CASE("a dated fact holds from each month on", "[oracle][records]") {
    const std::string dated = "{x: {2020-05: 900, 2020-07: 2100, 2020-09: null}}";
    CHECK(worth("x", dated, "2020-07") == "2100");
    CHECK(worth("x", dated, "2020-06-30") == "900");
    CHECK(worth("x", dated, "2020-04") == "missing");
    CHECK(worth("x", dated, "2020-10") == "missing");
    CHECK(worth("sum_months(x, 3)", dated, "2020-08") == "3900");
    CHECK(worth("sum_months(x, 4)", dated, "2020-08") == "missing");
    CHECK(worth("sum_months(x, 1)", "{x: 5}") == "missing");
}

TEST_CASE("previous values are those of last month", "[oracle][records]") {
    CHECK(worth("previous(x)") == "missing");
    CHECK(worth("previous(x)", "{previous: {x: 7}}") == "7");
    CHECK(worth("previous(x)", "{previous: {x: null}}") == "missing");
    CHECK(worth("previous(x)", "{previous: {y: 7}}") == "missing");
    CHECK(worth("previous(x)", "{previous: {2020-06: {x: 7}, 2020-05: {x: 8}}}") == "7");
    CHECK(worth("previous(x)", "{previous: {2020-05: {x: 8}}}") == "missing");
    CHECK(worth("sum_months(x, 2)", "{previous: {2020-06: {x: 7}, 2020-05: {x: 8}}}") == "15");
    CHECK(worth("sum_months(x, 3)", "{previous: {2020-06: {x: 7}, 2020-05: {x: 8}}}") == "missing");
    CHECK(worth("sum_months(x, 3)", "{previous: none}") == "0");
}

TEST_CASE("a newcomer has nothing before", "[oracle][records]") {
    CHECK(worth("previous(x)", "{previous: none}") == "0");
    CHECK(worth("previous(p)", "{previous: none}") == "false");
    CHECK(worth("previous(day)", "{previous: none}") == "missing");
    CHECK(worth("previous(kind) = \"other\"", "{previous: none}") == "false");
    CHECK(worth("previous(kind) != \"other\"", "{previous: none}") == "true");
    CHECK(worth("previous(kind) = previous(kind)", "{previous: none}") == "false");
    const std::string inner = "members: [{member_id: a}, {member_id: b, previous: {wage: 3}}]}";
    CHECK(worth("sum(previous(wage))", "{previous: none, " + inner) == "3");
    CHECK(worth("sum(previous(wage))", "{" + inner) == "missing");
    CHECK(worth("sum(previous(wage))", "{previous: {x: 1}, " + inner) == "missing");
}

TEST_CASE("a given value stands instead of its rule", "[oracle][records]") {
    const std::string rules = R"(
programme: t
rules:
  - {rule: income, for: member, type: money/month, value: wage / 0}
  - {rule: total, for: household, type: money/month, value: sum(income)}
)";
    const auto total = [&](const std::string& given) {
        return World(rules, "{members: [{member_id: a, given: " + given + "}]}").print("t.total");
    };
    CHECK(total("{t.income: 12.5}") == "12.5");
    CHECK(total("{t.income: null}") == "missing");
    CHECK(total("{}") == "missing");
}

TEST_CASE("names are found in the programme, in the pack and by path", "[oracle][names]") {
    const World world(R"(
programme: 低保
rules:
  - {rule: 一, for: member, type: money/month, value: 工资 * 2 + member.grade}
  - {rule: 二, for: household, type: money/month, value: sum(member.一) + 低保.三 + household.三}
  - {rule: 三, for: household, type: money/month, value: 1.5}
)",
                      "{members: [{member_id: a, 工资: 4}]}");
    CHECK(world.print("低保.二") == "11");
    CHECK(world.print("低保.一", "members.a") == "8");
    CHECK(world.evaluation().rows() == std::vector<std::string>{"", "members.a"});
}

TEST_CASE("a rule has the form of its date", "[oracle][dates]") {
    const std::string rules = R"(
programme: t
in_force: {from: 2019-01-01}
rules:
  - rule: r
    for: household
    type: money/month
    versions:
      2020-01-01: {value: x * 2}
      2018-01-01: {value: x}
  - {rule: late, for: household, type: money/month, value: x, in_force: {until: 2019-06-30}}
)";
    CHECK(World(rules, "{x: 1}", "2019-12").print("t.r") == "1");
    CHECK(World(rules, "{x: 1}", "2020-01").print("t.r") == "2");
    CHECK_THROWS(World(rules, "{x: 1}", "2018-12").print("t.r"));
    CHECK(World(rules, "{x: 1}", "2019-06-30").print("t.late") == "1");
    CHECK_THROWS(World(rules, "{x: 1}", "2019-07").print("t.late"));
    CHECK(World(rules, "{}", "2019-07").evaluation().values().size() == 8); // 7 facts and r
}

TEST_CASE("a rule outside its range is a fault, and a category's value may stand bare",
          "[oracle][names]") {
    const std::string rules = R"(
programme: t
rules:
  - {rule: r, for: household, type: money/month, range: [0, 10], value: x}
  - {rule: word, for: household, type: group, value: old}
)";
    CHECK(World(rules, "{x: 10}").print("t.r") == "10");
    CHECK(World(rules, "{x: 10.01}").print("t.r") == "fault");
    CHECK(World(rules, "{}").print("t.r") == "missing");
    CHECK(World(rules, "{}").print("t.word") == "old");
}

TEST_CASE("needs go from facts to previous values to inner rows", "[oracle][needs]") {
    const std::string rules = R"(
programme: t
decision:
  for: household
  amount: money/month
  first_of:
    - outcome: all_of_it
      amount: sum(expense.amount) + sum(previous(wage)) + sum(wage) + previous(x) + y + x
)";
    const World world(rules, "{members: [{member_id: b, expenses: [{amount: 1}, {}]},"
                             "{member_id: a, wage: 3, previous: none}]}");
    CHECK(world.evaluation().decide("t").needs ==
          std::vector<std::string>{"x", "y", "previous.x", "members.b.wage",
                                   "members.b.previous.wage", "members.b.expenses.2.amount"});
    CHECK(world.evaluation().verdicts().size() == 1);
}

TEST_CASE("cases are held against the oracle, and a wrong one is found", "[oracle][cases]") {
    const auto folder = std::filesystem::temp_directory_path() / "doudi_oracle_cases_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "pack.yaml") << vocabulary;
    std::ofstream(folder / "t.yaml") << R"(
programme: t
decision: {for: household, first_of: [{outcome: rich, when: sum(wage) > 10}, {outcome: poor}]}
)";
    std::ofstream(folder / "t.test.yaml") << R"(
cases:
  - case: {zh: 一, en: one}
    date: 2020-07
    household: {members: [{member_id: a, wage: 11}]}
    expect: {t.outcome: rich, outcome: rich, t.status: decided, t.needs: [],
             members: [{member_id: a, wage: 11.00}]}
  - case: two
    date: 2020-07
    household: {members: [{member_id: a}]}
    expect: {t.status: undetermined, t.needs: [members.a.wage], t.outcome: poor}
)";
    const CaseReport report = run_cases(folder.string());
    CHECK(report.cases == 2);
    CHECK(report.expectations == 8);
    REQUIRE(report.disagreements.size() == 1);
    CHECK(report.disagreements.front().name_of_case == "two");
    CHECK(report.disagreements.front().found == "missing");
    std::filesystem::remove_all(folder);
}
