#pragma once

#include "support/graph_builder.hpp"

#include <doudi/population.hpp>

#include <cstddef>
#include <cstdint>
#include <random>

// Rulebooks and populations at random, full of extremes: numbers at the ends of their ranges,
// missing values, faults, quotients, every operation, four entities on three levels.
namespace doudi::test {

/// A rulebook of about `steps` nodes beyond its inputs. Equal seeds give equal rulebooks.
[[nodiscard]] GraphBuilder random_graph(std::uint64_t seed, int steps);

struct RandomPopulation {
    std::size_t records = 10;
    double unstated = 0.1; ///< share of inputs that no record states
    double unknown = 0.1;  ///< share of rows that are missing or at fault, in half of the columns
};

[[nodiscard]] Population random_population(const Rulebook& rulebook, std::uint64_t seed,
                                           const RandomPopulation& options);

} // namespace doudi::test
