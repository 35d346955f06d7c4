#pragma once

#include <doudi/decimal.hpp>
#include <doudi/int128.hpp>
#include <doudi/type.hpp>

#include <cstdint>

namespace doudi {

/// A value of a trace, exact: `digits` × 10^−`places` ÷ `divisor`.
///
/// Truth is 0 or 1, a category the index of its value, a date days since 1970-01-01, a text its
/// index in the rulebook's texts, or else a number that Trace::texts knows.
struct Quantity {
    Type type;
    State state = State::ok; ///< when not ok, the number means nothing
    std::uint8_t places = 0;
    Int128 digits;
    Int128 divisor = 1; ///< greater than 0; another number than 1 only for a quotient

    [[nodiscard]] bool is_ok() const { return state == State::ok; }

    [[nodiscard]] bool is_quotient() const { return divisor != Int128(1); }

    [[nodiscard]] bool is_true() const { return is_ok() && digits == Int128(1); }

    /// The number without its divisor.
    [[nodiscard]] Decimal decimal() const { return {digits, places}; }

    friend bool operator==(const Quantity&, const Quantity&) = default;
};

} // namespace doudi
