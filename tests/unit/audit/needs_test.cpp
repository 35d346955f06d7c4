#include "support/trace_builder.hpp"

#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

using namespace doudi;
using namespace doudi::test;

namespace {

using Paths = std::vector<std::string>;

/// A household with members and their expenses; everything is missing unless a test states it.
struct World : HandGraph {
    Index household = entity("household", {}, none, "", "household_id");
    Index member = entity("member", {}, household, "members", "member_id");
    Index expense = entity("expense", {}, member, "expenses");
    std::uint16_t outcomes = add_category("d.outcome", {{"yes", {}}, {"no", {}}});
    Index rich = input("household.rich", truth(), household);
    Index assets = input("household.assets", money(), household, 2);
    Index before = input("previous.d.amount", money(), household, 2);
    Index rent = input("household.rent", money(), household, 2);
    Index months_of_rent = input("months.rent", money(), household, 2);
    Index months_of_rule = input("months.d.base", money(), household, 2);
    Index ill = input("member.ill", truth(), member);
    Index wage = input("member.wage", money(), member, 2);
    Index amount = input("expense.amount", money(), expense, 2);

    /// A decision that is yes when `condition` holds.
    void decide_on(Index condition) {
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
    }

    /// A decision that pays `amount` whatever happens.
    void decide_amount(Index paid) {
        decide_on(constant(truth(), 1));
        book.decisions.back().amount = paid;
    }

    Index positive(Index number) {
        return node(Operation::greater, {number, constant(money(), 0)},
                    {truth(), book.nodes[number].entity});
    }

    Index over_members(Operation operation, std::vector<Index> operands, Type type) {
        return node(operation, std::move(operands), {type, household, 2, member});
    }
};

/// One household with members a and b; b has two expenses.
Population two_members(const Rulebook& book) {
    Population population(book);
    population.set_records(1);
    population.set_counts("member", std::array{2U});
    population.set_counts("expense", std::array{0U, 2U});
    population.set_keys("member", std::array<std::string, 2>{"a", "b"});
    return population;
}

} // namespace

TEST_CASE("a missing fact needs itself, by its path", "[needs]") {
    World world;
    world.decide_on(world.positive(world.read(world.assets)));
    const Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
}

TEST_CASE("needs are told own facts first, then previous values, then inner rows", "[needs]") {
    World world;
    const Index expenses = world.node(Operation::sum, {world.read(world.amount)},
                                      {money(), world.member, 2, world.expense});
    const Index inner =
        world.over_members(Operation::sum,
                           {world.node(Operation::add, {world.read(world.wage), expenses},
                                       {money(), world.member, 2})},
                           money());
    Index total = inner;
    for (const Index input :
         {world.months_of_rent, world.months_of_rule, world.before, world.assets}) {
        total = world.node(Operation::add, {total, world.read(input)}, {money(), 0, 2});
    }
    const Index both = world.node(Operation::logical_and,
                                  {world.positive(total), world.read(world.rich)}, {truth(), 0});
    world.decide_on(both);
    const Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) ==
          Paths{"assets", "rent", "rich", "previous.d.amount", "previous.d.base", "members.a.wage",
                "members.b.wage", "members.b.expenses.1.amount", "members.b.expenses.2.amount"});
}

TEST_CASE("a fact that is needed for this month and for those before is told once", "[needs]") {
    World world;
    world.decide_amount(world.node(Operation::add,
                                   {world.read(world.months_of_rent), world.read(world.rent)},
                                   {money(), 0, 2}));
    const Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"rent"});
}

TEST_CASE("nothing is needed where the outcome is known all the same", "[needs]") {
    World world;
    const Index unknown = world.positive(world.read(world.assets));
    const Index settled =
        world.node(Operation::logical_or, {unknown, world.read(world.rich)}, {truth(), 0});
    world.decide_on(settled);
    Population population = two_members(world.book);
    population.set("household.rich", std::array<std::int64_t, 1>{1});
    CHECK(needs(world.book, population, 0, 0).empty());
    population.set("household.rich", std::array<std::int64_t, 1>{0});
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
}

TEST_CASE("a known condition leads into the branch taken alone", "[needs]") {
    World world;
    const Index rich = world.read(world.rich);
    world.decide_amount(world.node(Operation::choose,
                                   {rich, world.read(world.assets), world.read(world.before)},
                                   {money(), 0, 2}));
    Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets", "rich", "previous.d.amount"});
    population.set("household.rich", std::array<std::int64_t, 1>{0});
    CHECK(needs(world.book, population, 0, 0) == Paths{"previous.d.amount"});
}

TEST_CASE("a sum needs its missing conditions, and the values of rows that are taken", "[needs]") {
    World world;
    world.decide_amount(world.over_members(
        Operation::sum, {world.read(world.wage), world.read(world.ill)}, money()));
    Population population = two_members(world.book);
    population.set("member.ill", std::array<std::int64_t, 2>{1, 0},
                   std::array<std::uint8_t, 2>{0, 1});
    CHECK(needs(world.book, population, 0, 0) == Paths{"members.a.wage", "members.b.ill"});
    population.set("member.ill", std::array<std::int64_t, 2>{0, 1});
    CHECK(needs(world.book, population, 0, 0) == Paths{"members.b.wage"});
}

TEST_CASE("any needs condition and value of the rows that are open", "[needs]") {
    World world;
    world.decide_on(world.over_members(
        Operation::any, {world.positive(world.read(world.wage)), world.read(world.ill)}, truth()));
    Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) ==
          Paths{"members.a.ill", "members.a.wage", "members.b.ill", "members.b.wage"});
    // A row that cannot make it true needs nothing.
    population.set("member.wage", std::array<std::int64_t, 2>{0, 0},
                   std::array<std::uint8_t, 2>{0, 1});
    CHECK(needs(world.book, population, 0, 0) == Paths{"members.b.ill", "members.b.wage"});
}

TEST_CASE("a table of which one row may be true needs its conditions before its value", "[needs]") {
    World world;
    const Index rich = world.read(world.rich);
    const Index poor = world.node(Operation::logical_not, {rich}, {truth(), 0});
    const Index value =
        world.node(Operation::choose, {rich, world.read(world.assets), world.read(world.before)},
                   {money(), 0, 2});
    world.decide_amount(world.node(Operation::only_one, {rich, poor, value}, {money(), 0, 2}));
    Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"rich"});
    population.set("household.rich", std::array<std::int64_t, 1>{1});
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
}

TEST_CASE("a stated value needs nothing of its rule", "[needs]") {
    World world;
    const Index given = world.input("given.total", money(), world.household, 2);
    const Index total = world.value("total", world.read(world.assets));
    world.book.values.back().given = given;
    world.decide_amount(world.reference(total, world.household));
    Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
    population.set("given.total", std::array<std::int64_t, 1>{100});
    CHECK(needs(world.book, population, 0, 0).empty());
    // `null` is as if it were not stated.
    population.set("given.total", std::array<std::int64_t, 1>{0}, std::array<std::uint8_t, 1>{1});
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
}

TEST_CASE("a decision about a member needs its own facts and those of its household", "[needs]") {
    World world;
    world.decide_on(world.node(Operation::logical_and,
                               {world.read(world.ill), world.read(world.rich)},
                               {truth(), world.member}));
    world.book.decisions.back().entity = world.member;
    world.book.nodes[world.book.decisions.back().outcome].entity = world.member;
    const Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 1) == Paths{"rich", "members.b.ill"});
}

TEST_CASE("a chain of a thousand names is walked without recursion", "[needs]") {
    World world;
    Index last = world.read(world.assets);
    for (int i = 0; i < 1'000; ++i) {
        last = world.reference(world.value("v" + std::to_string(i), last), world.household);
    }
    world.decide_on(world.positive(last));
    const Population population = two_members(world.book);
    CHECK(needs(world.book, population, 0, 0) == Paths{"assets"});
    CHECK(explain(world.book, population, {.row = 0, .decision = "d"}).steps.size() == 1'000);
}

TEST_CASE("a decision or a row that does not exist is misuse", "[needs]") {
    World world;
    world.decide_on(world.read(world.rich));
    const Population population = two_members(world.book);
    CHECK_THROWS_AS(needs(world.book, population, 1, 0), UsageError);
    CHECK_THROWS_AS(needs(world.book, population, 0, 1), UsageError);
    CHECK_THROWS_AS(explain(world.book, population, {.row = 0, .decision = "x"}), UsageError);
}
