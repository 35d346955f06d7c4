#include "support/trace_builder.hpp"

#include <doudi/audit/failed_condition.hpp>
#include <doudi/audit/format.hpp>
#include <doudi/audit/reason.hpp>
#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

using namespace doudi;
using namespace doudi::test;

namespace {

/// One household that states an age, an income and two truths.
struct Home : HandGraph {
    Index household = entity("household", {"家庭", "household"});
    Index member = entity("member", {"成员", "member"}, household, "members", "member_id");
    std::uint16_t outcomes = add_category("d.outcome", {{"yes", {"是", "yes"}}, {"no", {}}});
    Index age = input("household.age", whole(), household, 0, {"年龄", "age"});
    Index income = input("household.income", money(), household, 2, {"收入", "income"});
    Index ill = input("household.ill", truth(), household, 0, {"患病", "ill"});
    Index alone = input("household.alone", truth(), household, 0, {"独居", "alone"});
    Index works = input("member.works", truth(), member, 0, {"就业", "works"});

    Index logic(Operation operation, std::vector<Index> operands) {
        return node(operation, std::move(operands), {truth(), household});
    }

    Index older_than(std::int64_t years) {
        return logic(Operation::greater, {read(age), constant(whole(), years)});
    }

    /// Why `condition` came out as it did for a person of 40 with an income of 1,000, ill, not
    /// alone, and with two members of whom the first works.
    Trace explain_condition(Index condition) {
        DecisionEntry entry;
        entry.name = "d";
        entry.category = outcomes;
        entry.outcome =
            node(Operation::choose,
                 {condition, constant(category(outcomes), 0), constant(category(outcomes), 1)},
                 {category(outcomes), household});
        entry.rows.push_back({0, {}, condition, none, false, {}, {}});
        entry.rows.push_back({1, {}, none, none, false, {}, {}});
        book.decisions.push_back(entry);
        Population population(book);
        population.set_records(1);
        population.set_counts("member", std::array{2U});
        population.set_keys("member", std::array<std::string, 2>{"a", "b"});
        population.set("household.age", std::array<std::int64_t, 1>{40});
        population.set("household.income", std::array<std::int64_t, 1>{100000});
        population.set("household.ill", std::array<std::int64_t, 1>{1});
        population.set("household.alone", std::array<std::int64_t, 1>{0});
        population.set("member.works", std::array<std::int64_t, 2>{1, 0});
        return explain(book, population, {.row = 0, .decision = "d"});
    }

    Ground reason_of(Index condition) {
        return explain_condition(condition).alternatives.at(0).reason.value();
    }

    Index within(std::int64_t low, std::int64_t high, std::uint8_t closed) {
        return node(Operation::in_range,
                    {read(income), constant(money(), low), constant(money(), high)},
                    {truth(), household, 0, none, closed});
    }
};

} // namespace

TEST_CASE("an or that fails tells every arm, one that holds the arms that make it so", "[reason]") {
    Home home;
    const Index fails =
        home.logic(Operation::logical_or, {home.older_than(50), home.read(home.alone)});
    CHECK(home.reason_of(fails).because.size() == 2);
    Home other;
    const Index holds =
        other.logic(Operation::logical_or, {other.older_than(50), other.read(other.ill)});
    const Ground reason = other.reason_of(holds);
    CHECK(reason.holds);
    CHECK(reason.because.size() == 1);
}

TEST_CASE("an and that fails tells what failed alone", "[reason]") {
    Home home;
    const Index fails =
        home.logic(Operation::logical_and, {home.older_than(30), home.read(home.alone),
                                            home.read(home.ill), home.older_than(45)});
    const Ground reason = home.reason_of(fails);
    REQUIRE(reason.because.size() == 2);
    CHECK(reason.because[0].sides.size() == 1);
    CHECK(reason.because[1].margin->digits == Int128(5));
}

TEST_CASE("not tells what it denies", "[reason]") {
    Home home;
    const Ground reason = home.reason_of(home.logic(Operation::logical_not, {home.older_than(30)}));
    CHECK_FALSE(reason.holds);
    REQUIRE(reason.because.size() == 1);
    CHECK(reason.because[0].holds);
    CHECK(reason.because[0].margin->digits == Int128(10));
}

TEST_CASE("a range tells which end failed and by how much", "[reason]") {
    struct Case {
        std::int64_t low, high;
        std::uint8_t closed; // bit 0 low, bit 1 high
        RangeEnd end;
        std::int64_t margin_fen;
    };

    const auto [low, high, closed, end, margin_fen] = GENERATE(values<Case>({
        {1500, 2000, 1, RangeEnd::low, 50000},
        {0, 900, 3, RangeEnd::high, 10000},
        {0, 1000, 1, RangeEnd::high, 0},   // [0 .. 1000)
        {1000, 2000, 2, RangeEnd::low, 0}, // (1000 .. 2000]
        {1000, 1000, 3, RangeEnd::neither, -1},
    }));
    CAPTURE(low, high, closed);
    Home home;
    const Ground reason = home.reason_of(home.within(low, high, closed));
    CHECK(reason.failed_end == end);
    CHECK(reason.holds == (end == RangeEnd::neither));
    CHECK(reason.margin.has_value() == (end != RangeEnd::neither));
    if (reason.margin) {
        CHECK(reason.margin->digits == Int128(margin_fen));
    }
}

TEST_CASE("a named truth is opened into its formula, once in a reason", "[reason]") {
    Home home;
    const Index old = home.value("old", home.older_than(60), {"年老", "old"});
    const Index needy =
        home.value("needy",
                   home.logic(Operation::logical_or,
                              {home.reference(old, home.household), home.read(home.alone)}),
                   {"困难", "needy"});
    const Index both = home.logic(Operation::logical_or, {home.reference(needy, home.household),
                                                          home.reference(old, home.household)});
    const Ground reason = home.reason_of(both);
    REQUIRE(reason.because.size() == 2);
    const Ground& opened = reason.because[0].because.at(0);
    REQUIRE(opened.because.size() == 2);
    CHECK(opened.because[0].because.at(0).margin->digits == Int128(20));
    CHECK(reason.because[1].cut);
    CHECK(reason.because[1].because.empty());
}

TEST_CASE("a reason of names that use one another twice grows with the graph, not beyond",
          "[reason]") {
    Home home;
    Index last = home.older_than(60);
    for (int i = 0; i < 60; ++i) { // opened every time, this would be 2^60
        const Index value = home.value("v" + std::to_string(i), last);
        const Index again =
            home.logic(Operation::logical_not, {home.reference(value, home.household)});
        last = home.logic(Operation::logical_or, {home.reference(value, home.household),
                                                  home.logic(Operation::logical_not, {again})});
    }
    const Ground reason = home.reason_of(last);
    CHECK_FALSE(reason.holds);
}

TEST_CASE("a reason is only so deep and says where it was cut", "[reason]") {
    Home home;
    Index last = home.read(home.ill);
    for (int i = 0; i < 5'000; ++i) {
        last = home.logic(Operation::logical_not, {last});
    }
    const Ground reason = home.reason_of(last);
    const Ground* at = &reason;
    int depth = 0;
    for (; !at->because.empty(); at = &at->because[0]) {
        ++depth;
    }
    CHECK(depth == audit::deepest_reason);
    CHECK(at->cut);
}

TEST_CASE("any and all tell the rows that decide", "[reason]") {
    const auto over = [](Home& home, Operation operation) {
        return home.node(operation, {home.read(home.works)},
                         {truth(), home.household, 0, home.member});
    };
    Home some;
    const Ground any = some.reason_of(over(some, Operation::any));
    CHECK(any.holds);
    REQUIRE(any.because.size() == 1);
    CHECK(any.because[0].row == 0);
    Home every;
    const Ground all = every.reason_of(over(every, Operation::all));
    CHECK_FALSE(all.holds);
    REQUIRE(all.because.size() == 1);
    CHECK(all.because[0].row == 1);
}

TEST_CASE("a comparison with a quotient tells the exact distance", "[reason]") {
    Home home;
    const Index third =
        home.node(Operation::quotient, {home.read(home.income), home.constant(whole(), 3)},
                  {money(), home.household});
    const Ground reason =
        home.reason_of(home.logic(Operation::less, {third, home.constant(money(), 333)}));
    CHECK_FALSE(reason.holds);
    // 1000 / 3 − 333 = 1/3
    CHECK(exact_text(*reason.margin) == "1/3");
}

TEST_CASE("a failed condition is told in one sentence", "[reason]") {
    Home home;
    const Trace trace = home.explain_condition(
        home.logic(Operation::logical_and, {home.read(home.ill), home.within(0, 900, 1)}));
    const auto zh = failed_condition(trace, trace.alternatives[0], Language::zh);
    REQUIRE(zh);
    CHECK(zh->left == "收入");
    CHECK(zh->left_value == "1,000.00 元");
    CHECK(zh->comparison == "不低于");
    CHECK(zh->right.empty());
    CHECK(zh->right_value == "900.00 元");
    CHECK(zh->margin == "超出 100.00 元");
    CHECK(zh->sentence == "收入 1,000.00 元，不低于上限 900.00 元，超出 100.00 元，因此不符合“是”");
    const auto en = failed_condition(trace, trace.alternatives[0], Language::en);
    CHECK(en->sentence ==
          "income 1,000.00 yuan is not below the upper end 900.00 yuan, by 100.00 yuan, so 'yes' "
          "does not apply");
    CHECK_FALSE(failed_condition(trace, trace.alternatives[1], Language::en));
}
