#pragma once

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

// The same as round.hpp for numbers below 2^51, in loops that become vector instructions: a
// quotient in binary64 is within one of the right whole number, and the remainder, which is exact,
// says which way to go. So no result depends on how binary64 rounds.
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

/// How much must be added to the nearest whole number: −1, 0 or 1. `rest` is the remainder that
/// belongs to it, `divisor` is greater than 0.
template <Rounding mode>
[[nodiscard]] std::int64_t correction(std::int64_t dividend, std::int64_t nearest,
                                      std::int64_t rest, std::int64_t divisor) {
    const std::int64_t below = rest < 0 ? 1 : 0;
    const std::int64_t above = rest > 0 ? 1 : 0;
    if constexpr (mode == Rounding::floor) {
        return -below;
    } else if constexpr (mode == Rounding::ceiling) {
        return above;
    } else if constexpr (mode == Rounding::up) {
        return dividend < 0 ? -below : above;
    } else if constexpr (mode == Rounding::down) {
        return dividend < 0 ? above : -below;
    } else {
        const std::int64_t twice = wrapping_add(rest, rest);
        const std::int64_t opposite = wrapping_subtract(std::int64_t{0}, divisor);
        const std::int64_t far_above = twice > divisor ? 1 : 0;
        const std::int64_t far_below = twice < opposite ? 1 : 0;
        const std::int64_t is_above = twice == divisor ? 1 : 0;
        const std::int64_t is_below = twice == opposite ? 1 : 0;
        if constexpr (mode == Rounding::half_up) {
            const std::int64_t tie = dividend < 0 ? -is_below : is_above;
            return far_above - far_below + tie;
        } else {
            const std::int64_t tie = (nearest & 1) != 0 ? is_above - is_below : 0;
            return far_above - far_below + tie;
        }
    }
}

template <Rounding mode>
[[nodiscard]] std::int64_t divide_small(std::int64_t a, std::int64_t b) {
    // A divisor of 0 belongs to a row at fault; one below 0 gives its sign to the dividend.
    const std::int64_t sign = b < 0 ? -1 : 0;
    const std::int64_t dividend = wrapping_subtract(a ^ sign, sign);
    const std::int64_t divisor = wrapping_subtract(b ^ sign, sign) | (b == 0 ? 1 : 0);
    const double x = to_double(dividend);
    const double y = to_double(divisor);
    const double shifted = x / y + whole_shift;
    const double whole = shifted - whole_shift;
    const std::int64_t nearest =
        static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(shifted) - whole_bits);
    const std::int64_t rest = to_whole(x - whole * y);
    return wrapping_add(nearest, correction<mode>(dividend, nearest, rest, divisor));
}

/// `a` is stored in A; `b` in 64 bits or a constant; the result in T. There is no step.
template <Rounding mode, typename T, typename A, typename B>
void round_small(const Instruction& instruction, Frame& frame) {
    const Operand<std::int64_t, A> a(frame, instruction.a, instruction.x);
    const Operand<std::int64_t, B> b(frame, instruction.b, instruction.y);
    T* const result = frame.write<T>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = static_cast<T>(divide_small<mode>(a[row], b[row]));
    }
}

/// The kernel for a dividend of 32 or 64 bits by a constant, or of 64 bits by 64 bits.
[[nodiscard]] inline Kernel small_rounding(Rounding mode, Width result, Width dividend,
                                           bool constant_divisor) {
    return with_rounding(mode, [&]<Rounding chosen>() -> Kernel {
        const auto for_result = [&](auto type) -> Kernel {
            using T = decltype(type);
            if (!constant_divisor) {
                return &levels_of<round_small<chosen, T, std::int64_t, std::int64_t>>;
            }
            return dividend == Width::w32
                       ? &levels_of<round_small<chosen, T, std::int32_t, Constant>>
                       : &levels_of<round_small<chosen, T, std::int64_t, Constant>>;
        };
        return result == Width::w32 ? for_result(std::int32_t{}) : for_result(std::int64_t{});
    });
}

} // namespace doudi::engine::kernels
