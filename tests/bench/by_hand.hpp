#pragma once

#include "households.hpp"

// The reference workload written by hand, in whole thousandths of a yuan, exactly.
namespace doudi::bench {

/// As a programmer would write it: a household at a time, its members in an inner loop.
void decide_row_by_row(const Households& all, std::size_t first, std::size_t end, Results& results);

/// As one who wants speed would write it: loops over blocks of about a thousand members that the
/// compiler turns into vector instructions, sums by running totals.
void decide_in_blocks(const Households& all, std::size_t first, std::size_t end, Results& results);

} // namespace doudi::bench
