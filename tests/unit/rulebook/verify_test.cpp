#include "support/random_graph.hpp"

#include <doudi/rulebook/verify.hpp>

#include <catch2/catch.hpp>

#include <functional>
#include <string>

namespace doudi::test {
namespace {

struct Flaw {
    std::string name;
    std::function<void(GraphBuilder&)> plant;
};

/// A small sound rulebook: member.wage, its sum, a table, a rounding, a decision.
GraphBuilder sound() {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household, 9);
    const Index wage = graph.fact(member, "wage", Kind::money, 2, 0, 1'000);   // node 0
    const Index group = graph.fact(member, "group", Kind::category, 0, -1, 2); // node 1
    TableEntry table;
    table.axes = {{true, 0, 3, false}};
    table.cells = {1, 2, 3};
    graph.book.tables.push_back(table);
    graph.make(Operation::lookup, member, {group}, 0);                       // node 2
    const Index sum = graph.make(Operation::sum, household, {wage}, member); // node 3
    const Index half =
        graph.make(Operation::quotient, household, {sum, graph.constant(2)});  // nodes 4, 5
    const Index rounded = graph.round(household, half, Rounding::floor, 1, 0); // node 6
    const Index yes =
        graph.make(Operation::less, household, {rounded, graph.constant(660)}); // nodes 7, 8
    const Index outcome = graph.make(
        Operation::choose, household,
        {yes, graph.constant(0, 0, Kind::category), graph.constant(1, 0, Kind::category)});
    graph.decision("d", household, graph.value("d.outcome", outcome), rounded, yes);
    return graph;
}

} // namespace

TEST_CASE("what the tests build is sound", "[rulebook]") {
    CHECK(verify(sound().book).value_or("sound") == "sound");
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        REQUIRE(verify(random_graph(seed, 100).book).value_or("sound") == "sound");
    }
}

TEST_CASE("every planted flaw is found", "[rulebook]") {
    const std::vector<Flaw> flaws{
        {"no entity", [](auto& g) { g.book.entities.clear(); }},
        {"an entity inside itself", [](auto& g) { g.book.entities[1].outer = 1; }},
        {"a date that is none", [](auto& g) { g.book.date.month = 13; }},
        {"an input of no entity", [](auto& g) { g.book.inputs[0].entity = 7; }},
        {"an input upside down", [](auto& g) { g.book.inputs[0].low = 2'000; }},
        {"a default outside",
         [](auto& g) {
             g.book.inputs[0].has_default = true;
             g.book.inputs[0].default_value = -1;
         }},
        {"a category that is none", [](auto& g) { g.book.inputs[1].type.category = 9; }},
        {"a table without cells", [](auto& g) { g.book.tables[0].cells.clear(); }},
        {"a table of astronomic size", [](auto& g) { g.book.tables[0].axes[0].count = INT64_MAX; }},
        {"slopes that nothing uses", [](auto& g) { g.book.tables[0].slopes = {1}; }},
        {"a step of zero", [](auto& g) { g.book.steps[0].digits = 0; }},
        {"an operation that is none",
         [](auto& g) { g.book.nodes[3].operation = static_cast<Operation>(99); }},
        {"operands outside", [](auto& g) { g.book.nodes[3].first_operand = 4'000'000'000U; }},
        {"an operand after its user", [](auto& g) { g.book.operands[0] = 3; }},
        {"an operand too many", [](auto& g) { g.book.nodes[5].operand_count = 3; }},
        {"a household that reads a member", [](auto& g) { g.book.nodes[2].entity = 0; }},
        {"a sum over itself", [](auto& g) { g.book.nodes[3].payload = 0; }},
        {"a sum over nothing", [](auto& g) { g.book.nodes[3].payload = none; }},
        {"a table that is none", [](auto& g) { g.book.nodes[2].payload = 5; }},
        {"a rounding that is none", [](auto& g) { g.book.nodes[6].detail = 6; }},
        {"too few places", [](auto& g) { g.book.nodes[3].places = 1; }},
        {"truth with places", [](auto& g) { g.book.nodes[8].places = 1; }},
        {"a range upside down", [](auto& g) { g.book.nodes[3].low = g.book.nodes[3].high + 1; }},
        {"truth above one", [](auto& g) { g.book.nodes[8].high = 2; }},
        {"a sum of categories", [](auto& g) { g.book.nodes[0].type.kind = Kind::category; }},
        {"a fraction in a sum", [](auto& g) { g.book.nodes[6].operation = Operation::negate; }},
        {"an outcome that may be none",
         [](auto& g) {
             g.book.nodes[9].low = g.book.nodes[9].high = -1;
             g.book.nodes[11].low = g.book.nodes[12].low = -1;
         }},
        {"a choice beyond its range", [](auto& g) { g.book.nodes[12].high = 0; }},
        {"a value that is no value node", [](auto& g) { g.book.values[0].node = 3; }},
        {"a decision of no entity", [](auto& g) { g.book.decisions[0].entity = 2; }},
        {"a decision that pays a fraction", [](auto& g) { g.book.decisions[0].amount = 5; }},
        {"a review that is a number", [](auto& g) { g.book.decisions[0].review = 6; }},
        {"something shown without a name", [](auto& g) { g.book.decisions[0].show = {6}; }},
        {"a document that is none",
         [](auto& g) {
             g.book.values[0].citation.sources.push_back({4, ""});
         }},
        {"a formula that ends before it begins",
         [](auto& g) {
             g.book.formulas.push_back({"a", "", 1});
             g.book.nodes[3].formula = 0;
             g.book.nodes[3].span = {1, 0};
         }},
    };
    for (const Flaw& flaw : flaws) {
        GraphBuilder graph = sound();
        flaw.plant(graph);
        INFO(flaw.name);
        CHECK(verify(graph.book).has_value());
    }
}

TEST_CASE("a choice needs the range of the branches that it can take", "[rulebook]") {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index group = graph.fact(household, "group", Kind::category, 0, 0, 2);
    const Index first = graph.constant(0, 0, Kind::category);
    const Index always = graph.constant(1, 0, Kind::boolean);
    const Index choice = graph.make(Operation::choose, household, {always, first, group});
    graph.book.nodes[choice].low = graph.book.nodes[choice].high = 0;
    CHECK(verify(graph.book).value_or("sound") == "sound");

    SECTION("the branch that it takes") {
        graph.book.nodes[always].low = graph.book.nodes[always].high = 0;
        CHECK(verify(graph.book));
    }
    SECTION("both, when a record can say which") {
        graph.book.nodes[always].low = 0;
        graph.book.nodes[always].operation = Operation::input;
        InputEntry input;
        input.entity = household;
        input.type.kind = Kind::boolean;
        input.high = 1;
        graph.book.nodes[always].entity = household;
        graph.book.nodes[always].payload = graph.input(input);
        CHECK(verify(graph.book));
    }
    SECTION("both, when a record can give the condition") {
        GraphBuilder other;
        const Index entity = other.entity("household");
        const Index any = other.fact(entity, "group", Kind::category, 0, 0, 2);
        const Index rule = other.value("rule", other.constant(1, 0, Kind::boolean));
        const Index chosen = other.make(Operation::choose, entity,
                                        {rule, other.constant(0, 0, Kind::category), any});
        other.book.nodes[chosen].low = other.book.nodes[chosen].high = 0;
        CHECK(verify(other.book));
    }
}

} // namespace doudi::test
