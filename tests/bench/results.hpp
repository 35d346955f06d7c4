#pragma once

#include "households.hpp"

#include <doudi/decisions.hpp>

#include <cstddef>

namespace doudi::bench {

/// How many households came out wrong, a count for each thing that was to come out.
struct Wrong {
    std::size_t category = 0;
    std::size_t per_capita = 0;
    std::size_t amount = 0;

    [[nodiscard]] std::size_t sum() const { return category + per_capita + amount; }
};

[[nodiscard]] Wrong differences(const Results& expected, const Results& found);

/// What doudi decided about the workload, as the loops written by hand put it. A household that
/// is not decided has the category −1.
[[nodiscard]] Results results_of(const Decisions& decisions);

} // namespace doudi::bench
