#include "support/graph_model.hpp"
#include "support/random_graph.hpp"

#include <doudi/engine/record_values.hpp>
#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <string>

namespace doudi::test {
namespace {

/// Empty when the row is as the model says, else what differs.
std::string difference(const Node& node, const Exact& exact, State state, const Int128& digits) {
    if (state != exact.state) {
        return std::string("state ") + std::to_string(static_cast<int>(state)) + " instead of " +
               std::to_string(static_cast<int>(exact.state));
    }
    const Fraction wanted = exact.is_ok() ? exact.number * ten_to(node.places) : Fraction(0);
    return Fraction(to_big(digits)) == wanted
               ? std::string()
               : to_big(digits).str() + " instead of " + wanted.str();
}

std::string describe(const Rulebook& rulebook, Index node, std::size_t row) {
    return std::string("node ") + std::to_string(node) + " (operation " +
           std::to_string(static_cast<int>(rulebook.nodes[node].operation)) + "), row " +
           std::to_string(row);
}

void check_values(const Rulebook& rulebook, const GraphModel& model, const Decisions& decisions) {
    for (const auto& [value, column] : decisions.values) {
        const Index index = rulebook.values[value].node;
        const Node& node = rulebook.nodes[index];
        REQUIRE(column.size() == model.rows(node.entity));
        for (std::size_t row = 0; row < column.size(); ++row) {
            const std::string differs =
                difference(node, model.at(index, row), column.state(row), column.digits(row));
            if (!differs.empty()) {
                FAIL(describe(rulebook, index, row) << ": " << differs);
            }
        }
    }
}

void check_record(const Rulebook& rulebook, const GraphModel& model, const Population& population,
                  std::size_t record) {
    const auto values = engine::evaluate_every_node(rulebook, population, record);
    for (Index index = 0; index < rulebook.nodes.size(); ++index) {
        const Node& node = rulebook.nodes[index];
        const std::size_t first =
            node.entity == none ? 0 : population.first_row(node.entity, record);
        for (std::size_t row = 0; row < values.rows(node.entity); ++row) {
            const Exact& exact = model.at(index, first + row);
            const bool is_fraction = is_quotient(rulebook, index);
            const std::string differs =
                difference(node, is_fraction ? Exact{exact.state, 0} : exact,
                           values.state(index, row), values.digits(index, row));
            if (!differs.empty()) {
                FAIL(describe(rulebook, index, row) << ": " << differs);
            }
        }
    }
}

} // namespace

TEST_CASE("columns agree with exact fractions on random graphs", "[engine][property]") {
    const auto seed = GENERATE(range(0U, 400U));
    CAPTURE(seed);
    const GraphBuilder graph = random_graph(seed, 50 + static_cast<int>(seed % 5) * 50);
    const Population population = random_population(
        graph.book, seed,
        {.records = 12, .unstated = seed % 2 == 0 ? 0.0 : 0.1, .unknown = 0.03 * (seed % 4)});
    const GraphModel model(graph.book, population);
    check_values(graph.book, model, evaluate(graph.book, population, {1, {}, true}));
    for (std::size_t record = 0; record < 3; ++record) {
        check_record(graph.book, model, population, record);
    }
}

} // namespace doudi::test
