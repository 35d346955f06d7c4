#pragma once

#include "households.hpp"

namespace doudi::bench {

/// Prints what one household at a time takes: decided, explained, and from JSON text to JSON text.
void time_one_record(const Rulebook& rulebook, int rounds, bool as_json);

/// JSON text of a record in, JSON text of its decision out, for the first `records` households in
/// each of `rounds`; a line for table.py. False when a decision is wrong.
[[nodiscard]] bool time_record_texts(const Rulebook& rulebook, const Households& all,
                                     const Results& expected, std::size_t records, int rounds);

} // namespace doudi::bench
