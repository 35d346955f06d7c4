#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/type.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

// Exact division with a rounding: result = round(a / b).
namespace doudi::engine::kernels {

template <typename T>
struct Division {
    T quotient;  ///< towards zero
    T remainder; ///< with the sign of the dividend
};

/// The divisor may be anything: by 0 the quotient is 0 (such a row is a fault), and −1 does not
/// trap.
template <typename T>
[[nodiscard]] Division<T> divide(T a, T b) {
    if (b == T(0)) {
        return {T(0), T(0)};
    }
    if (b == T(-1)) {
        return {wrapping_subtract(T(0), a), T(0)};
    }
    return {a / b, a % b};
}

template <typename T>
[[nodiscard]] auto magnitude_of(T value) {
    if constexpr (std::is_same_v<T, Int128>) {
        return int128_words::magnitude(value);
    } else {
        using Word = std::make_unsigned_t<T>;
        const auto word = static_cast<Word>(value);
        return value < 0 ? static_cast<Word>(Word{0} - word) : word;
    }
}

/// Order of the remainder and half the divisor: negative, 0 or positive.
template <typename T>
[[nodiscard]] int against_half(T remainder, T divisor) {
    const auto rest = magnitude_of(remainder);
    const auto whole = magnitude_of(divisor);
    if constexpr (std::is_same_v<T, Int128>) {
        const auto other = int128_words::subtract(whole, rest);
        return rest < other ? -1 : (rest == other ? 0 : 1);
    } else {
        const auto other = static_cast<decltype(whole)>(whole - rest);
        return rest < other ? -1 : (rest == other ? 0 : 1);
    }
}

template <typename T>
[[nodiscard]] bool is_odd(T value) {
    if constexpr (std::is_same_v<T, Int128>) {
        return (value.low & 1U) != 0;
    } else {
        return (value & 1) != 0;
    }
}

/// Whether the quotient goes one further from zero.
template <Rounding mode, typename T>
[[nodiscard]] bool goes_away(const Division<T>& division, T divisor, bool is_negative) {
    switch (mode) {
    case Rounding::half_up:
        return against_half(division.remainder, divisor) >= 0;
    case Rounding::half_even: {
        const int order = against_half(division.remainder, divisor);
        return order > 0 || (order == 0 && is_odd(division.quotient));
    }
    case Rounding::ceiling:
        return !is_negative;
    case Rounding::floor:
        return is_negative;
    case Rounding::up:
        return true;
    case Rounding::down:
        break;
    }
    return false;
}

/// a / b rounded to a whole number; 0 when b is 0.
template <Rounding mode, typename T>
[[nodiscard]] T divide_rounded(T a, T b) {
    const Division<T> division = divide(a, b);
    if (division.remainder == T(0)) {
        return division.quotient;
    }
    const bool is_negative = (a < T(0)) != (b < T(0));
    if (!goes_away<mode>(division, b, is_negative)) {
        return division.quotient;
    }
    return wrapping_add(division.quotient, is_negative ? T(-1) : T(1));
}

/// `a` is stored in T; `b` is T or Constant.
template <Rounding mode, typename T, typename B>
void round_exactly(const Instruction& instruction, Frame& frame) {
    const T* const a = frame.read<T>(instruction.a);
    const Operand<T, B> b(frame, instruction.b, instruction.y);
    T* const result = frame.write<T>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = divide_rounded<mode>(a[row], b[row]);
    }
}

/// Calls `choose` with the rounding as a template argument.
template <typename Choose>
[[nodiscard]] Kernel with_rounding(Rounding mode, Choose choose) {
    switch (mode) {
    case Rounding::half_up:
        return choose.template operator()<Rounding::half_up>();
    case Rounding::half_even:
        return choose.template operator()<Rounding::half_even>();
    case Rounding::ceiling:
        return choose.template operator()<Rounding::ceiling>();
    case Rounding::floor:
        return choose.template operator()<Rounding::floor>();
    case Rounding::up:
        return choose.template operator()<Rounding::up>();
    case Rounding::down:
        break;
    }
    return choose.template operator()<Rounding::down>();
}

/// The kernel for operands stored in `width`; the divisor may be a constant.
[[nodiscard]] inline Kernel exact_rounding(Rounding mode, Width width, bool constant_divisor) {
    return with_rounding(mode, [&]<Rounding chosen>() {
        return with_number_type(width, [&](auto type) -> Kernel {
            using T = decltype(type);
            return constant_divisor ? &one_level_of<round_exactly<chosen, T, Constant>>
                                    : &one_level_of<round_exactly<chosen, T, T>>;
        });
    });
}

} // namespace doudi::engine::kernels
