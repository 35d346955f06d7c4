// Built with optimisation, whatever the other tests are built with: without it there is one level.
#include "support/random_graph.hpp"

#include <doudi/engine/levels.hpp>
#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <string>

namespace doudi::test {
namespace {

/// Every value and state in words, so that two runs can be compared.
std::string shown(const Rulebook& rulebook, const Population& population, engine::Level level) {
    EvaluateOptions options;
    options.all_values = true;
    options.level = level;
    const Decisions decisions = evaluate(rulebook, population, options);
    std::string text;
    for (const auto& [value, column] : decisions.values) {
        text += rulebook.values[value].name + ":";
        for (std::size_t row = 0; row < column.size(); ++row) {
            const Int128 digits = column.digits(row);
            text += " " + std::to_string(static_cast<int>(column.state(row))) + "/" +
                    std::to_string(digits.high) + "/" + std::to_string(digits.low);
        }
        text += "\n";
    }
    return text;
}

} // namespace

TEST_CASE("every level of the processor gives the same bits", "[engine][property]") {
    const engine::Level best = engine::machine_level();
    if (best == engine::Level::any) {
        WARN("this build or this machine has one level only");
    }
    const auto seed = GENERATE(range(0U, 60U));
    CAPTURE(seed);
    const GraphBuilder graph = random_graph(seed, 150);
    const Population population = random_population(
        graph.book, seed,
        {.records = 300, .unstated = seed % 2 == 0 ? 0.0 : 0.1, .unknown = 0.02 * (seed % 3)});
    const std::string expected = shown(graph.book, population, engine::Level::any);
    REQUIRE(expected.size() > 1'000);
    if (best >= engine::Level::v3) {
        CHECK((shown(graph.book, population, engine::Level::v3) == expected));
    }
    if (best >= engine::Level::v4) {
        CHECK((shown(graph.book, population, engine::Level::v4) == expected));
    }
}

} // namespace doudi::test
