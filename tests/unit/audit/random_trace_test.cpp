#include "support/json_schema.hpp"
#include "support/random_graph.hpp"

#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace doudi;
using namespace doudi::test;

namespace {

/// Adds decisions about random truths of a random graph, each paying a random number.
void add_decisions(GraphBuilder& graph, std::mt19937_64& random) {
    std::vector<Index> truths;
    std::vector<Index> numbers;
    for (Index node = 0; node < graph.book.nodes.size(); ++node) {
        const Node& one = graph.book.nodes[node];
        if (one.entity != none && !is_quotient(graph.book, node)) {
            (one.type.kind == Kind::boolean ? truths : numbers).push_back(node);
        }
    }
    for (int i = 0; i < 6 && !truths.empty() && !numbers.empty(); ++i) {
        const Index when = truths[random() % truths.size()];
        const Index amount = numbers[random() % numbers.size()];
        const Index entity = graph.book.nodes[when].entity;
        DecisionEntry entry;
        entry.name = "d" + std::to_string(i);
        entry.entity = entity;
        entry.category = 0;
        entry.outcome = graph.make(
            Operation::choose, entity,
            {when, graph.constant(0, 0, Kind::category), graph.constant(1, 0, Kind::category)});
        const bool is_near = graph.book.holds(graph.book.nodes[amount].entity, entity);
        entry.amount = is_near ? amount : none;
        entry.rows.push_back({0, {}, when, entry.amount, false, {}, {}});
        entry.rows.push_back({1, {}, none, none, false, {}, {}});
        graph.book.decisions.push_back(std::move(entry));
    }
}

/// Whether the population states the input in that row of record `record`.
bool is_known(const Rulebook& book, const Population& population, const MissingFact& need,
              std::size_t record) {
    const InputEntry& input = book.inputs[need.input];
    const std::size_t row = population.first_row(input.entity, record) + need.row;
    return population.is_stated(need.input) ? population.column(need.input).state(row) == State::ok
                                            : input.has_default;
}

} // namespace

TEST_CASE("any graph is explained: a term is worth its node, an open decision needs something",
          "[trace][property]") {
    const auto seed = GENERATE(range(0U, 150U));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    GraphBuilder graph = random_graph(seed, 120);
    add_decisions(graph, random);
    const Rulebook& book = graph.book;
    const Population population = random_population(book, seed, {.records = 4});
    JsonSchema schema(std::string(DOUDI_SOURCE_DIR) + "/docs/trace.schema.json");
    for (Index decision = 0; decision < book.decisions.size(); ++decision) {
        const std::size_t rows = population.rows(book.decisions[decision].entity);
        for (std::size_t row = 0; row < std::min<std::size_t>(rows, 6); ++row) {
            const std::string& name = book.decisions[decision].name;
            CAPTURE(name, row);
            const Trace trace = explain(book, population, {.row = row, .decision = name});
            const auto values = engine::evaluate_every_node(book, population, trace.record);
            for (const Step& step : trace.steps) {
                const Index node = book.values[step.value].node;
                REQUIRE(step.result.state == values.state(node, step.row));
            }
            CHECK(trace.needs.empty() == (trace.status != Status::undetermined));
            CHECK(trace.faults.empty() == (trace.status != Status::faulted));
            for (const MissingFact& need : trace.needs) {
                CHECK_FALSE(is_known(book, population, need, trace.record));
            }
            CHECK_FALSE(to_text(trace, Language::zh).empty());
            CHECK_FALSE(to_text(trace, Language::en).empty());
            CHECK(schema.mistake(to_json(trace)).empty());
        }
    }
}
