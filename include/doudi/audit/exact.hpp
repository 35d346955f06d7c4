#pragma once

#include <doudi/audit/quantity.hpp>
#include <doudi/audit/record_view.hpp>

#include <algorithm>
#include <optional>

/// Exact arithmetic on the values of a trace; nullopt where 128 bits do not hold the result.
namespace doudi::audit {

/// Digits of `value` × `factor` at `places`, which must not be fewer than its own.
[[nodiscard]] inline std::optional<Int128> scaled(const Quantity& value, int places,
                                                  const Int128& factor) {
    const int more = places - value.places;
    if (more < 0 || more > 36) {
        return std::nullopt;
    }
    if (more == 0 && factor == Int128(1)) {
        return value.digits;
    }
    const auto wider = checked_multiply(value.digits, power_of_ten(more));
    return wider ? checked_multiply(*wider, factor) : std::nullopt;
}

[[nodiscard]] inline Int128 greatest_common_divisor(Int128 a, Int128 b) {
    while (b != Int128(0)) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return abs(a);
}

/// With a divisor that is greater than 0 and shares nothing with the digits.
[[nodiscard]] inline Quantity reduced(Quantity value) {
    const Int128 common = greatest_common_divisor(value.digits, value.divisor);
    const Int128 factor = value.divisor.is_negative() ? -common : common;
    if (factor != Int128(0)) {
        value.digits = value.digits / factor;
        value.divisor = value.divisor / factor;
    }
    return value;
}

/// a − b, in the unit of a.
[[nodiscard]] inline std::optional<Quantity> difference(const Quantity& a, const Quantity& b) {
    const int places = std::max(a.places, b.places);
    const auto left = scaled(a, places, b.divisor);
    const auto right = scaled(b, places, a.divisor);
    const auto divisor = checked_multiply(a.divisor, b.divisor);
    const auto negative = right ? checked_negate(*right) : std::nullopt;
    const auto digits = left && negative ? checked_add(*left, *negative) : std::nullopt;
    if (!a.is_ok() || !b.is_ok() || !digits || !divisor || *divisor == Int128(0)) {
        return std::nullopt;
    }
    const Quantity result{a.type, State::ok, static_cast<std::uint8_t>(places), *digits, *divisor};
    return a.is_quotient() || b.is_quotient() ? reduced(result) : result;
}

/// a + b, in the unit of a.
[[nodiscard]] inline std::optional<Quantity> sum(const Quantity& a, Quantity b) {
    b.digits = -b.digits;
    return difference(a, b);
}

/// |a − b|.
[[nodiscard]] inline std::optional<Quantity> distance(const Quantity& a, const Quantity& b) {
    std::optional<Quantity> result = difference(a, b);
    if (result) {
        result->digits = abs(result->digits);
    }
    return result;
}

/// Whether a < b, when both are ok and it can be told.
[[nodiscard]] inline bool is_less(const Quantity& a, const Quantity& b) {
    const auto result = difference(a, b);
    return result && result->digits.is_negative();
}

[[nodiscard]] inline bool is_same(const Quantity& a, const Quantity& b) {
    const auto result = difference(a, b);
    return result && result->digits == Int128(0);
}

/// a ÷ b; a divisor of 0 in the result says that 128 bits do not hold the fraction.
[[nodiscard]] inline Quantity exact_quotient(const Quantity& a, const Quantity& b) {
    const int more = b.places - a.places;
    auto digits = checked_multiply(a.digits, b.divisor);
    digits = digits && more > 0 ? checked_multiply(*digits, power_of_ten(more)) : digits;
    const auto divisor = checked_multiply(b.digits, a.divisor);
    const auto places = static_cast<std::uint8_t>(more > 0 ? 0 : -more);
    const Quantity result{a.type, State::ok, places, digits.value_or(Int128(0)),
                          digits ? divisor.value_or(Int128(0)) : Int128(0)};
    return result.divisor == Int128(0) ? result : reduced(result);
}

/// Quotients inside quotients; sound graphs have none.
inline constexpr int deepest_quotient = 16;

inline Quantity RecordView::quotient(const Cell& cell, int depth) const {
    Quantity result{node(cell.node).type, State::fault, 0, 0, 1};
    if (depth >= deepest_quotient || node(cell.node).operand_count != 2 || !exists(cell)) {
        return result;
    }
    const Quantity a = quantity(operand(cell, 0), depth + 1);
    const Quantity b = quantity(operand(cell, 1), depth + 1);
    if (!a.is_ok() || !b.is_ok()) {
        result.state = std::max(a.state, b.state);
        return result;
    }
    if (b.digits == Int128(0)) {
        return result;
    }
    result = exact_quotient(a, b);
    result.type = node(cell.node).type;
    return result;
}

} // namespace doudi::audit
