#pragma once

#include "data/name_table.hpp"
#include "data/reasons.hpp"

#include <doudi/int128.hpp>
#include <doudi/rulebook.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace doudi::data {

inline constexpr int most_short_digits = 18; ///< that surely fit 64 bits

/// 10 to the power of 0 to most_short_digits.
inline constexpr std::array<std::int64_t, most_short_digits + 1> short_powers_of_ten = [] {
    std::array<std::int64_t, most_short_digits + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * 10;
    }
    return powers;
}();

/// How a scalar was written. `written` is one whose text alone says what it is, by the type that
/// is declared: a scalar of a rule file or a field of a CSV file.
enum class ScalarKind : std::uint8_t { null, truth, number, text, written };

/// What the values of one column may be.
struct ValueShape {
    Kind kind = Kind::number;
    std::uint8_t places = 0;
    Int128 low;
    Int128 high;
    const NameTable* category = nullptr; ///< values of a category, by index
};

/// A value as digits, or why there is none.
struct Reading {
    Int128 digits;
    Why why = Why::nothing;
};

/// Reads a scalar that is not null and not a text fact. `unknown_category_value` and
/// `value_out_of_range` leave the words to the caller, who knows the names.
[[nodiscard]] Reading read_value(const ValueShape& shape, ScalarKind kind, std::string_view text);

/// A plain decimal as digits at `places`, in no range.
[[nodiscard]] Reading read_digits(std::string_view text, int places);

/// "2020-07" as doudi::month_index, or −1.
[[nodiscard]] std::int32_t read_month_index(std::string_view text);

/// The digits as people write them: 12.30, 2020-07-01.
[[nodiscard]] std::string shown_digits(Kind kind, int places, const Int128& digits);

} // namespace doudi::data
