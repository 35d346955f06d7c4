#include "support/graph_builder.hpp"

#include <doudi/decisions.hpp> // first, so that a missing include shows
#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace doudi::test {

namespace {

/// Pays a line that is about no record to everybody.
GraphBuilder line_graph() {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index urgent = graph.fact(household, "urgent", Kind::boolean, 0, 0, 1);
    const Index line = graph.value("line", graph.constant(66'000, 2, Kind::money));
    const Index nothing = graph.constant(0, 2, Kind::money);
    const Index yes = graph.constant(0, 0, Kind::category);
    const Index no = graph.constant(1, 0, Kind::category);
    const Index outcome =
        graph.value("d.outcome", graph.make(Operation::choose, household, {urgent, yes, no}));
    const Index amount =
        graph.value("d.amount", graph.make(Operation::choose, household, {urgent, line, nothing}));
    graph.decision("d", household, outcome, amount);
    return graph;
}

Population households(const Rulebook& book, std::size_t records) {
    Population population(book);
    population.set_records(records);
    population.set("household.urgent", std::vector<std::int64_t>(records, 1));
    return population;
}

template <typename Owner>
concept gives_views = requires(Owner owner) {
    std::forward<Owner>(owner).money("d.amount");
};

template <typename Owner>
concept gives_columns = requires(Owner owner) {
    std::forward<Owner>(owner).decision("d");
};

template <typename Book>
concept can_be_decided_by = requires(Book book, const Population& population) {
    evaluate(std::forward<Book>(book), population);
};

} // namespace

TEST_CASE("a row or a name that is not there is misuse", "[engine]") {
    const GraphBuilder graph = line_graph();
    const Population population = households(graph.book, 2);
    const Decisions decisions = evaluate(graph.book, population);
    CHECK(decisions.status("d", 1) == Status::decided);
    CHECK_THROWS_AS(decisions.status("d", 2), UsageError);
    CHECK_THROWS_AS(decisions.outcome("d", 2), UsageError);
    CHECK_THROWS_AS(decisions.money("d.amount")[2], UsageError);
    CHECK_THROWS_AS(decisions.money("d.amount").state(2), UsageError);
    CHECK_THROWS_AS(decisions.money("line"), UsageError);
    CHECK_THROWS_AS(decisions.decision("e"), UsageError);
}

TEST_CASE("a value about no record has one row, if there are records", "[engine]") {
    const GraphBuilder graph = line_graph();
    const std::vector<std::string> asked{"line"};
    const Population some = households(graph.book, 40'000); // more than one thread takes at a time
    const Decisions decisions = evaluate(graph.book, some, {3, asked, false});
    CHECK(decisions.money("line").size() == 1);
    CHECK(to_string(decisions.money("line")[0]) == "660.00");
    const Population nobody = households(graph.book, 0);
    const Decisions none_decided = evaluate(graph.book, nobody, {1, asked, false});
    CHECK(none_decided.money("line").size() == 0);
    CHECK_THROWS_AS(none_decided.money("line")[0], UsageError);
}

TEST_CASE("what would look into something that is gone does not compile", "[engine]") {
    STATIC_REQUIRE(gives_views<const Decisions&>);
    STATIC_REQUIRE_FALSE(gives_views<Decisions>);
    STATIC_REQUIRE(gives_columns<const Decisions&>);
    STATIC_REQUIRE_FALSE(gives_columns<Decisions>);
    STATIC_REQUIRE(can_be_decided_by<const Rulebook&>);
    STATIC_REQUIRE_FALSE(can_be_decided_by<Rulebook>);
}

TEST_CASE("machine code that this machine has not is misuse", "[engine]") {
    const GraphBuilder graph = line_graph();
    EvaluateOptions options;
    options.level = static_cast<engine::Level>(engine::level_count);
    CHECK_THROWS_AS(Evaluator(graph.book, options), UsageError);
}

} // namespace doudi::test
