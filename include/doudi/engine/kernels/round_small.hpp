#pragma once

// The same as round.hpp for numbers below 2^51, in loops that become vector instructions: a
// quotient in binary64 is within one of the right whole number, and the remainder, which is exact,
// says which way to go. So no result depends on how binary64 rounds. Dividend, divisor and result
// are whole numbers (fen, never yuan as a double); binary64 is here because no vector instruction
// divides whole numbers.

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/kernels/round.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/type.hpp>

#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace doudi::engine::kernels {

/// Adding this to a number below 2^51 leaves the nearest whole number in the low bits.
inline constexpr double whole_shift = 6'755'399'441'055'744.0; // 1.5 × 2^52
inline constexpr auto whole_bits = std::bit_cast<std::uint64_t>(whole_shift);

/// Numbers that these loops may take.
[[nodiscard]] constexpr bool is_small(const Int128& low, const Int128& high) {
    constexpr std::int64_t limit = std::int64_t{1} << 50U;
    return low > Int128(-limit) && high < Int128(limit);
}

/// With -ffast-math, or the part of it that regroups sums, the shift would be folded away; where
/// double is worked out in more bits than it has (x87), it would not round.
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__)
inline constexpr bool has_exact_doubles = false;
#else
inline constexpr bool has_exact_doubles =
    std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0;
#endif

[[nodiscard]] inline double to_double(std::int64_t value) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(value) + whole_bits) - whole_shift;
}

[[nodiscard]] inline std::int64_t to_whole(double value) {
    return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value + whole_shift) -
                                     whole_bits);
}

/// The same for what is stored in 32 bits, which processors convert themselves.
[[nodiscard]] inline double to_double(std::int32_t value) {
    return value;
}

/// How much must be added to a whole number beside a quotient: −1, 0 or 1. `rest` is the dividend
/// less that number times the divisor; it is exact and no further from 0 than the divisor, which
/// is greater than 0.
template <Rounding mode>
[[nodiscard]] double correction(double dividend, double whole, double rest, double divisor) {
    const double below = rest < 0 ? 1 : 0;
    const double above = rest > 0 ? 1 : 0;
    const bool is_negative = dividend < 0;
    if constexpr (mode == Rounding::floor) {
        return -below;
    } else if constexpr (mode == Rounding::ceiling) {
        return above;
    } else if constexpr (mode == Rounding::up) {
        return is_negative ? -below : above;
    } else if constexpr (mode == Rounding::down) {
        return is_negative ? above : -below;
    } else {
        const double twice = rest + rest;
        // From a tie the way is away from zero, or to the even one of the two.
        const double half = whole * 0.5;
        const bool is_odd = (half + whole_shift) - whole_shift != half;
        const bool tie_above = mode == Rounding::half_up ? !is_negative : is_odd;
        const bool tie_below = mode == Rounding::half_up ? is_negative : is_odd;
        const bool goes_above = (twice > divisor) | ((twice == divisor) & tie_above);
        const bool goes_below = (twice < -divisor) | ((twice == -divisor) & tie_below);
        return (goes_above ? 1.0 : 0.0) - (goes_below ? 1.0 : 0.0);
    }
}

/// `quotient` is dividend / divisor or within half of it.
template <Rounding mode>
[[nodiscard]] std::int64_t corrected(double dividend, double quotient, double divisor) {
    const double whole = (quotient + whole_shift) - whole_shift;
    const double rest = dividend - whole * divisor;
    return to_whole(whole + correction<mode>(dividend, whole, rest, divisor));
}

/// a / b for b greater than 0; what comes of other divisors means nothing.
template <Rounding mode>
[[nodiscard]] std::int64_t divide_by_positive(double a, double b) {
    return corrected<mode>(a, a / b, b);
}

/// a / b for any b that is not 0, which belongs to a row at fault: one below 0 gives its sign to
/// the dividend.
template <Rounding mode>
[[nodiscard]] std::int64_t divide_by_any(double a, double b) {
    const double size = b < 0 ? -b : (b == 0 ? 1.0 : b);
    const double dividend = b < 0 ? -a : a;
    return corrected<mode>(dividend, dividend / size, size);
}

/// a / b for b greater than 0, by its reciprocal: that is off by far less than half for what
/// `is_small` allows, and the remainder sets it right.
template <Rounding mode>
[[nodiscard]] std::int64_t divide_by_constant(double a, double b, double reciprocal) {
    return corrected<mode>(a, a * reciprocal, b);
}

template <Rounding mode, typename T, typename A, typename B>
void round_small(const Instruction& instruction, Frame& frame) {
    const A* const a = frame.read<A>(instruction.a);
    const B* const b = frame.read<B>(instruction.b);
    fill_rows(frame.write<T>(instruction.result), frame.padded_rows[instruction.domain],
              [=](std::size_t row) {
                  return static_cast<T>(
                      divide_by_positive<mode>(to_double(a[row]), to_double(b[row])));
              });
}

template <Rounding mode, typename T, typename A>
void round_small_of_any_sign(const Instruction& instruction, Frame& frame) {
    const A* const a = frame.read<A>(instruction.a);
    const std::int64_t* const b = frame.read<std::int64_t>(instruction.b);
    fill_rows(frame.write<T>(instruction.result), frame.padded_rows[instruction.domain],
              [=](std::size_t row) {
                  return static_cast<T>(divide_by_any<mode>(to_double(a[row]), to_double(b[row])));
              });
}

/// The divisor is the constant `y`.
template <Rounding mode, typename T, typename A>
void round_small_by(const Instruction& instruction, Frame& frame) {
    const A* const a = frame.read<A>(instruction.a);
    const double divisor = to_double(truncated<std::int64_t>(instruction.y));
    const double reciprocal = 1.0 / divisor;
    fill_rows(frame.write<T>(instruction.result), frame.padded_rows[instruction.domain],
              [=](std::size_t row) {
                  return static_cast<T>(
                      divide_by_constant<mode>(to_double(a[row]), divisor, reciprocal));
              });
}

/// How a divisor of these kernels is known.
enum class Divisor : std::uint8_t { positive_constant, positive, any_sign };

template <Rounding mode, typename T, typename A>
[[nodiscard]] Kernel small_rounding_by(Width divisor, Divisor kind) {
    if (kind == Divisor::positive_constant) {
        return &levels_of<round_small_by<mode, T, A>>;
    }
    if (kind == Divisor::any_sign) {
        return &levels_of<round_small_of_any_sign<mode, T, A>>;
    }
    return divisor == Width::w32 ? &levels_of<round_small<mode, T, A, std::int32_t>>
                                 : &levels_of<round_small<mode, T, A, std::int64_t>>;
}

template <Rounding mode, typename T>
[[nodiscard]] Kernel small_rounding_to(Width dividend, Width divisor, Divisor kind) {
    return dividend == Width::w32 ? small_rounding_by<mode, T, std::int32_t>(divisor, kind)
                                  : small_rounding_by<mode, T, std::int64_t>(divisor, kind);
}

/// The kernel for operands of 32 or 64 bits.
[[nodiscard]] inline Kernel small_rounding(Rounding mode, Width result, Width dividend,
                                           Width divisor, Divisor kind) {
    return with_rounding(mode, [&]<Rounding chosen>() {
        return result == Width::w32
                   ? small_rounding_to<chosen, std::int32_t>(dividend, divisor, kind)
                   : small_rounding_to<chosen, std::int64_t>(dividend, divisor, kind);
    });
}

} // namespace doudi::engine::kernels
