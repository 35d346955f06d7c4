#pragma once

#include <doudi/decimal.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

// Numbers of any size for tests that hold the engine against exact arithmetic.
namespace doudi::test {

using Big = boost::multiprecision::cpp_int;
using Fraction = boost::multiprecision::cpp_rational;

[[nodiscard]] inline Big to_big(const Int128& value) {
    return (Big(value.high) << 64) + Big(value.low);
}

/// Throws std::range_error when the number does not fit: a graph that nobody could compile.
[[nodiscard]] inline Int128 to_int128(const Big& value) {
    const Big limit = Big(1) << 126;
    if (value > limit || value < -limit) {
        throw std::range_error("a number leaves 126 bits");
    }
    const Big low = value & ((Big(1) << 64) - 1);
    const Big high = (value - low) >> 64;
    return {static_cast<std::int64_t>(high), static_cast<std::uint64_t>(low)};
}

[[nodiscard]] inline Big ten_to(int exponent) {
    return boost::multiprecision::pow(Big(10), static_cast<unsigned>(exponent));
}

[[nodiscard]] inline Big floor_of(const Fraction& value) {
    const Big above = numerator(value);
    const Big below = denominator(value);
    const Big quotient = above / below;
    return above < 0 && quotient * below != above ? Big(quotient - 1) : quotient;
}

/// The whole number that a mode chooses for an exact fraction.
[[nodiscard]] inline Big rounded(const Fraction& value, Rounding mode) {
    const Big low = floor_of(value);
    const Fraction rest = value - low;
    if (rest == 0) {
        return low;
    }
    const bool is_negative = value < 0;
    const Fraction half(1, 2);
    switch (mode) {
    case Rounding::floor:
        return low;
    case Rounding::ceiling:
        return low + 1;
    case Rounding::up:
        return is_negative ? low : Big(low + 1);
    case Rounding::down:
        return is_negative ? Big(low + 1) : low;
    case Rounding::half_up:
        return rest > half || (rest == half && !is_negative) ? Big(low + 1) : low;
    case Rounding::half_even:
        break;
    }
    const bool is_even = low % 2 == 0;
    return rest > half || (rest == half && !is_even) ? Big(low + 1) : low;
}

/// Σ over the bands of rate × the part of x inside.
[[nodiscard]] inline Fraction marginal_of(const BandsEntry& bands, const Fraction& x) {
    Fraction total = 0;
    for (std::size_t i = 0; i < bands.thresholds.size(); ++i) {
        const Fraction from(to_big(bands.thresholds[i]), ten_to(bands.threshold_places));
        Fraction to = x;
        if (i + 1 < bands.thresholds.size()) {
            const Fraction next(to_big(bands.thresholds[i + 1]), ten_to(bands.threshold_places));
            to = std::min(to, next);
        }
        if (to > from) {
            total += (to - from) * Fraction(to_big(bands.values[i]), ten_to(bands.places));
        }
    }
    return total;
}

} // namespace doudi::test
