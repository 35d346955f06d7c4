#include "support/graph_builder.hpp"

#include <doudi/engine/checks.hpp> // first, so that a missing include shows
#include <doudi/engine/record_values.hpp>
#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace doudi::test {

namespace {

/// The sum of what members have, each from 0 to 21,474: that of 100,000 just fits 32 bits.
GraphBuilder sum_graph(std::uint32_t members, std::uint32_t expenses) {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household, members);
    const Index expense = graph.entity("expense", member, expenses);
    const Index cost = graph.fact(expense, "cost", Kind::integer, 0, 0, 21'474);
    const Index sum = graph.value("sum", graph.make(Operation::sum, household, {cost}, expense));
    graph.book.nodes[sum].high = 2'147'400'000; // as the compiler proves it
    for (Node& node : graph.book.nodes) {
        if (node.operation == Operation::sum) {
            node.high = 2'147'400'000;
        }
    }
    return graph;
}

Population with_expenses(const Rulebook& book, std::uint32_t members, std::uint32_t expenses) {
    Population population(book);
    population.set_records(1);
    population.set_counts("member", std::vector<std::uint32_t>{members});
    population.set_counts("expense", std::vector<std::uint32_t>(members, expenses));
    population.set("expense.cost",
                   std::vector<std::int64_t>(std::size_t{members} * expenses, 21'474));
    return population;
}

} // namespace

TEST_CASE("a record with more rows than ranges are proven for is misuse", "[engine]") {
    const GraphBuilder graph = sum_graph(10'000, 10'000);
    const Population full = with_expenses(graph.book, 100, 1'000);
    const Decisions decisions = evaluate(graph.book, full, {1, {"sum"}, false});
    CHECK(decisions.values[0].second.digits(0) == Int128(2'147'400'000));
    const Population over = with_expenses(graph.book, 101, 1'000);
    CHECK_THROWS_AS(evaluate(graph.book, over, {1, {"sum"}, false}), UsageError);
    CHECK_THROWS_AS(engine::evaluate_every_node(graph.book, over, 0), UsageError);
}

TEST_CASE("columns made for a category of other values are misuse", "[engine]") {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    graph.value("group", graph.fact(household, "group", Kind::category, 0, 0, 2));
    Population population(graph.book);
    population.set_records(1);
    population.set("household.group", std::vector<std::int64_t>{0});
    Rulebook same = graph.book;
    CHECK_NOTHROW(evaluate(same, population));
    Rulebook turned = graph.book;
    std::swap(turned.categories[0].values[0], turned.categories[0].values[1]);
    CHECK_THROWS_AS(evaluate(turned, population), UsageError);
    Rulebook longer = graph.book;
    longer.categories[0].values.push_back({"d", {}});
    CHECK_THROWS_AS(evaluate(longer, population), UsageError);
}

} // namespace doudi::test
