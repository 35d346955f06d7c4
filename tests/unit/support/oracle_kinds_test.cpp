#include "oracle_fixture.hpp"
#include "support/oracle/oracle.hpp" // first, so that a missing include shows

#include <catch2/catch.hpp>

#include <string>

using namespace doudi::oracle;

namespace {

// A table about a household with conditions p and q, and what its rows and the rest give.
std::string table(const std::string& hit, const std::string& then_p, const std::string& then_q,
                  const std::string& otherwise, const std::string& record) {
    const std::string rules =
        "programme: t\nrules:\n  - rule: r\n    for: household\n    type: money/month\n"
        "    kind: table\n    hit: " +
        hit + "\n    rows:\n" + "      - {when: p, then: " + then_p +
        "}\n      - {when: q, then: " + then_q + "}\n" + "      - otherwise: " + otherwise + "\n";
    return World(rules, record).print("t.r");
}

} // namespace

TEST_CASE("the first true row of a table counts", "[oracle][table]") {
    CHECK(table("first", "1", "2", "3", "{p: true, q: true}") == "1");
    CHECK(table("first", "1", "2", "3", "{p: false, q: true}") == "2");
    CHECK(table("first", "1", "2", "3", "{p: false, q: false}") == "3");
    CHECK(table("first", "1", "2", "3", "{p: true}") == "1");
    CHECK(table("first", "1", "2", "3", "{q: true}") == "missing");
    CHECK(table("first", "2", "2", "3", "{q: true}") == "2");
    CHECK(table("first", "1", "1 / 0", "3", "{p: true, q: true}") == "1");
}

TEST_CASE("two true rows of a unique table are a fault", "[oracle][table]") {
    CHECK(table("unique", "1", "2", "3", "{p: true, q: true}") == "fault");
    CHECK(table("unique", "1", "2", "3", "{p: true, q: false}") == "1");
    CHECK(table("unique", "1", "2", "3", "{p: false, q: true}") == "2");
    CHECK(table("unique", "1", "2", "3", "{p: false, q: false}") == "3");
    CHECK(table("unique", "1", "2", "3", "{p: true}") == "missing");
    CHECK(table("unique", "2", "2", "2", "{p: true}") == "missing");
    CHECK(table("unique", "1", "y", "3", "{p: true, q: false}") == "1");
}

TEST_CASE("while a condition of a unique table is missing, only the conditions are needed",
          "[oracle][table][needs]") {
    const World world(R"(
programme: t
rules:
  - rule: r
    for: household
    type: money/month
    kind: table
    hit: unique
    rows:
      - {when: p, then: x}
      - {when: q, then: y}
      - otherwise: n
)",
                      "{p: true}");
    const Needs needs = world.evaluation().value("t.r").needs();
    REQUIRE(needs.size() == 1);
    CHECK(needs.begin()->path == "q");
}

TEST_CASE("a sum table adds its true rows", "[oracle][table]") {
    CHECK(table("sum", "1", "2", "7", "{p: true, q: true}") == "3");
    CHECK(table("sum", "1", "2", "7", "{p: false, q: true}") == "2");
    CHECK(table("sum", "1", "2", "7", "{p: false, q: false}") == "7");
    CHECK(table("sum", "1", "2", "7", "{p: true}") == "missing");
    CHECK(table("sum", "1", "0", "7", "{p: true}") == "1");
    CHECK(table("sum", "1", "1 / 0", "7", "{p: true, q: false}") == "1");
}

TEST_CASE("a table of a category takes its values bare", "[oracle][table]") {
    const World world(R"(
programme: t
rules:
  - rule: r
    for: member
    type: group
    kind: table
    rows:
      - {when: grade < 1, then: young}
      - {when: grade >= 1, then: kind}
)",
                      "{members: [{member_id: a}, {member_id: b, grade: 3}]}");
    CHECK(world.print("t.r", "members.a") == "young");
    CHECK(world.print("t.r", "members.b") == "other");
}

TEST_CASE("items are capped, summed over their rows and taken off", "[oracle][deduction]") {
    const std::string rules = R"(
programme: t
rules:
  - rule: d
    kind: deduction
    for: household
    of: sum(wage)
    items:
      - {item: flat, amount: 15, at_most: 10}
      - {item: per_head, for: member, when: adult, amount: 10% of wage, at_most: 50}
      - {item: bills, for: expense, amount: amount}
      - {item: never, amount: -5}
    gives: rest
)";
    const std::string people =
        "{members: [{member_id: a, wage: 1000, adult: true, expenses: [{amount: 3}, {amount: 4}]},"
        " {member_id: b, wage: 100, adult: true}, {member_id: c, wage: 100, adult: false}]}";
    const World world(rules, people);
    CHECK(world.print("t.d.flat") == "10");
    CHECK(world.print("t.d.per_head") == "60"); // 50 and 10
    CHECK(world.print("t.d.bills") == "7");
    CHECK(world.print("t.d.never") == "0");
    CHECK(world.print("t.d") == "77");
    CHECK(world.print("t.rest") == "1123");
    const World given(rules, "{given: {t.d: 2000}, " + people.substr(1));
    CHECK(given.print("t.d.flat") == "10");
    CHECK(given.print("t.rest") == "0");
}

TEST_CASE("items in order take no more than what is left", "[oracle][exemption]") {
    const std::string rules = R"(
programme: t
rules:
  - rule: e
    kind: exemption
    for: household
    of: x
    limit: in_order
    items:
      - {item: one, amount: 60}
      - {item: two, amount: 60.005, round: {to: 0.01, mode: half_up}}
      - {item: three, amount: 60}
    gives: rest
)";
    const World world(rules, "{x: 100}");
    CHECK(world.print("t.e.one") == "60");
    CHECK(world.print("t.e.two") == "40");
    CHECK(world.print("t.e.three") == "0");
    CHECK(world.print("t.e") == "100");
    CHECK(world.print("t.rest") == "0");
    CHECK(World(rules, "{x: 1000}").print("t.e.two") == "60.01");
    CHECK(World(rules, "{x: -1}").print("t.e") == "0");
    CHECK(World(rules, "{}").print("t.e.one") == "missing");
}

TEST_CASE("coverage pays each covered person a rounded amount", "[oracle][coverage]") {
    const std::string rules = R"(
programme: t
rules:
  - rule: cover
    kind: coverage
    for: household
    who: adult
    when: x in [10 * count(member) .. 15 * count(member))
    amount: 20.4 - min(20.4, wage)
    round: {to: 1, mode: ceiling}
)";
    const std::string people = "members: [{member_id: a, adult: true, wage: 5},"
                               "{member_id: b, adult: true, wage: 20.4},"
                               "{member_id: c, adult: false, wage: 0},"
                               "{member_id: d, adult: true, wage: 20.3}]}";
    const World world(rules, "{x: 40, " + people);
    CHECK(world.print("t.cover.each", "members.a") == "16");
    CHECK(world.print("t.cover.covered", "members.a") == "true");
    CHECK(world.print("t.cover.covered", "members.b") == "false"); // nothing to pay
    CHECK(world.print("t.cover.covered", "members.c") == "false");
    CHECK(world.print("t.cover.applies") == "true");
    CHECK(world.print("t.cover.persons") == "2");
    CHECK(world.print("t.cover.amount") == "17");
    CHECK(world.print("t.cover") == "17");
    const World outside(rules, "{x: 60, " + people);
    CHECK(outside.print("t.cover.applies") == "false");
    CHECK(outside.print("t.cover.amount") == "0");
    const World unknown(rules, "{x: 10, members: [{member_id: a, adult: true}]}");
    CHECK(unknown.print("t.cover.applies") == "missing");
    CHECK(World(rules, "{x: 60, members: [{member_id: a, adult: true}]}").print("t.cover") == "0");
}

namespace {

constexpr const char* exit_rules = R"(
programme: t
rules:
  - rule: leave
    kind: exit
    for: household
    when: previous(outcome) in ("cover", "leave")
    while: x < 100
    base: previous(grant)
    at_most: 70
    schedule:
      - {months: 1..2, pays: 100%}
      - {months: 3, pays: 50%}
    counts_as: leave
    round: {to: 1, mode: ceiling}
  - {rule: grant, for: household, type: money/month, range: [0, 1000], value: x}
decision:
  for: household
  amount: money/month
  first_of:
    - {outcome: leave, when: leave.applies, amount: leave.amount}
    - {outcome: nothing}
)";

std::string leaving(const std::string& part, const std::string& previous, int x = 50) {
    const std::string record = "{x: " + std::to_string(x) + ", previous: " + previous + "}";
    return World(exit_rules, record).print("t." + part);
}

} // namespace

TEST_CASE("an exit counts its months and keeps its base", "[oracle][exit]") {
    const std::string first = "{t.outcome: cover, t.grant: 41.5}";
    CHECK(leaving("leave.month", first) == "1");
    CHECK(leaving("leave.base", first) == "41.5");
    CHECK(leaving("leave.amount", first) == "42");
    CHECK(leaving("outcome", first) == "leave");
    CHECK(leaving("amount", first) == "42");
    const auto month = [](int count, const std::string& base) {
        return "{t.outcome: leave, t.grant: 1, t.leave.month: " + std::to_string(count) +
               ", t.leave.base: " + base + "}";
    };
    CHECK(leaving("leave.month", month(1, "41.5")) == "2");
    CHECK(leaving("leave.amount", month(1, "41.5")) == "42");
    CHECK(leaving("leave.share", month(2, "41.5")) == "0.5");
    CHECK(leaving("leave.amount", month(2, "41.5")) == "21"); // 20.75
    CHECK(leaving("leave", month(1, "90")) == "70");
    CHECK(leaving("leave.month", month(3, "41.5")) == "4");
    CHECK(leaving("leave.applies", month(3, "41.5")) == "false");
    CHECK(leaving("outcome", month(3, "41.5")) == "nothing");
}

TEST_CASE("an exit that does not apply pays nothing", "[oracle][exit]") {
    CHECK(leaving("leave.month", "{t.outcome: cover, t.grant: 41.5}", 100) == "0");
    CHECK(leaving("leave.amount", "{t.outcome: cover, t.grant: 41.5}", 100) == "0");
    CHECK(leaving("leave.month", "{t.outcome: nothing}") == "0");
    CHECK(leaving("leave.base", "{t.outcome: nothing}") == "missing");
    CHECK(leaving("amount", "{t.outcome: nothing}") == "0");
    CHECK(leaving("leave.month", "none") == "0");
    CHECK(leaving("leave.base", "none") == "0");
    CHECK(leaving("outcome", "null") == "missing");
    CHECK(leaving("outcome", "null", 100) == "nothing");
}

namespace {

constexpr const char* decision_rules = R"(
programme: t
rules:
  - {rule: half, for: household, type: money/month, value: x / n, round: {to: 0.01}}
decisions:
  main:
    for: household
    amount: money/month
    gives: {until: date, word: group}
    first_of:
      - {outcome: pay, when: p, amount: half, gives: {until: 'add_months(day, 1)', word: old}}
      - {outcome: ask, when: q, review: somebody must look}
      - {outcome: refuse, amount: 0, gives: {word: kind}}
  each:
    for: member
    first_of:
      - {outcome: yes_please, when: main.outcome = "pay" and adult}
      - {outcome: no_thanks}
)";

Verdict decided(const std::string& record, const std::string& decision = "t.main",
                const std::string& row = "") {
    return World(decision_rules, record).evaluation().decide(decision, row);
}

} // namespace

TEST_CASE("a decision is decided, in review, undetermined or faulted", "[oracle][decision]") {
    const Verdict paid = decided("{p: true, x: 10, n: 3, day: 2020-01-31}");
    CHECK(paid.status == Status::decided);
    CHECK(paid.outcome.print() == "pay");
    CHECK(paid.amount->print() == "3.33");
    CHECK(paid.gives.at("until").print() == "2020-02-29");
    CHECK(paid.gives.at("word").print() == "old");

    const Verdict asked = decided("{p: false, q: true}");
    CHECK(asked.status == Status::review);
    CHECK(asked.amount->print() == "0");
    CHECK(asked.gives.at("until").print() == "none");

    CHECK(decided("{p: false, q: false}").gives.at("word").print() == "other");
    CHECK(decided("{p: true, x: 10, n: 0, day: 2020-01-31}").status == Status::faulted);
    CHECK(decided("{p: true, n: 0}").status == Status::undetermined); // 1 / 0 is not reached
}

TEST_CASE("an undetermined decision names what it needs, in record order", "[oracle][needs]") {
    using Names = std::vector<std::string>;
    CHECK(decided("{}").needs == Names{"day", "n", "p", "q", "x"});
    CHECK(decided("{p: true}").needs == Names{"day", "n", "x"});
    CHECK(decided("{p: true, x: 1}").needs == Names{"day", "n"});
    CHECK(decided("{p: false}").needs == Names{"q"});
    CHECK(decided("{p: false, q: true}").needs.empty());
    CHECK(decided("{p: true, members: [{member_id: a}]}", "t.each", "members.a").needs ==
          Names{"members.a.adult"});
    CHECK(decided("{p: true, members: [{member_id: a, adult: false}]}", "t.each", "members.a")
              .outcome.print() == "no_thanks");
    CHECK(decided("{members: [{member_id: a}]}", "t.each", "members.a").needs ==
          Names{"p", "q", "members.a.adult"});
}
