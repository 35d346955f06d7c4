#pragma once

#include "data/reasons.hpp"

#include <doudi/int128.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace doudi::data {

/// A value that a record states for a month: of a dated fact, or under `previous:` by month.
struct MonthValue {
    std::uint32_t slot = 0;
    std::int32_t month = 0; ///< doudi::month_index
    Int128 digits = {};
    State state = State::ok;
};

/// How values of months that are not stated come about.
enum class Between : std::uint8_t {
    holds,  ///< as in the month before: dated facts
    missing ///< nothing is known: `previous:` by month
};

struct MonthReading {
    Int128 digits = {};
    State state = State::missing;
};

/// Puts values in order of slot and month. Whether a slot has no month twice.
[[nodiscard]] bool sort_months(std::vector<MonthValue>& values);

/// The month of sorted values that a slot has twice, as "2020-05"; empty when there is none.
[[nodiscard]] std::string repeated_month(std::span<const MonthValue> values);

/// The value of a month; `values` are those of one slot, sorted.
[[nodiscard]] MonthReading value_of_month(std::span<const MonthValue> values, std::int32_t month,
                                          Between between);

/// The months that a sum is to add up: of those before `month`, the ones before `end`.
struct MonthSpan {
    std::int32_t month = 0;
    std::int32_t end = 0;
};

/// Adds up the `input.months` months before `span.month`, at the input's places and in its range;
/// missing when one of them is. `places` are those of the values.
[[nodiscard]] Why sum_of_months(std::span<const MonthValue> values, int places,
                                const InputEntry& input, const MonthSpan& span, Between between,
                                MonthReading& sum);

} // namespace doudi::data
