#pragma once

#include <doudi/grouping.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace doudi::bench {

/// A population whose members stand in no order, as a table of persons with a household key does.
struct ShuffledMembers {
    std::vector<std::uint64_t> household_keys; ///< of each household; in no order either
    std::vector<std::uint64_t> member_keys;    ///< of the household of each member
    std::vector<Column> columns;               ///< of the members, by input; others stay empty
};

[[nodiscard]] ShuffledMembers shuffle(const Population& population, Index member);

/// What a program does before it can decide: puts the members under their households, whose order
/// `population` has already.
void group(const ShuffledMembers& shuffled, Index member, Grouping& grouping,
           Population& population);

} // namespace doudi::bench
