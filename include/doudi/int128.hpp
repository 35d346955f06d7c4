#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

namespace doudi {

/// A signed whole number of 128 bits in two words, two's complement.
///
/// Arithmetic wraps like the machine's; the `checked_…` functions answer nullopt where the exact
/// result does not fit. Two words of our own, so that no compiler extension stands in a header.
struct Int128 {
    std::uint64_t low = 0;
    std::int64_t high = 0;

    constexpr Int128() = default;

    // NOLINTNEXTLINE(google-explicit-constructor): every whole number is one of these
    constexpr Int128(std::int64_t value)
        : low(static_cast<std::uint64_t>(value)), high(value < 0 ? -1 : 0) {}

    constexpr Int128(std::int64_t high_word, std::uint64_t low_word)
        : low(low_word), high(high_word) {}

    friend constexpr bool operator==(const Int128&, const Int128&) = default;

    friend constexpr std::strong_ordering operator<=>(const Int128& a, const Int128& b) {
        return a.high != b.high ? a.high <=> b.high : a.low <=> b.low;
    }

    explicit constexpr operator std::int64_t() const { return static_cast<std::int64_t>(low); }

    [[nodiscard]] constexpr bool fits_int64() const {
        return high == (static_cast<std::int64_t>(low) < 0 ? -1 : 0);
    }

    [[nodiscard]] constexpr bool fits_int32() const {
        return fits_int64() && static_cast<std::int64_t>(low) >= INT32_MIN &&
               static_cast<std::int64_t>(low) <= INT32_MAX;
    }

    [[nodiscard]] constexpr bool is_negative() const { return high < 0; }

    friend constexpr Int128 operator+(const Int128& a, const Int128& b) {
        const std::uint64_t word = a.low + b.low;
        const std::uint64_t carry = word < a.low ? 1 : 0;
        return {static_cast<std::int64_t>(static_cast<std::uint64_t>(a.high) +
                                          static_cast<std::uint64_t>(b.high) + carry),
                word};
    }

    friend constexpr Int128 operator-(const Int128& a) {
        const std::uint64_t word = ~a.low + 1;
        return {
            static_cast<std::int64_t>(~static_cast<std::uint64_t>(a.high) + (word == 0 ? 1 : 0)),
            word};
    }

    friend constexpr Int128 operator-(const Int128& a, const Int128& b) { return a + (-b); }

    friend constexpr Int128 operator*(const Int128& a, const Int128& b) {
        Int128 product = multiply_words(a.low, b.low);
        product.high = static_cast<std::int64_t>(static_cast<std::uint64_t>(product.high) +
                                                 a.low * static_cast<std::uint64_t>(b.high) +
                                                 static_cast<std::uint64_t>(a.high) * b.low);
        return product;
    }

    /// Truncating quotient; the divisor must not be zero.
    friend constexpr Int128 operator/(const Int128& a, const Int128& b);

    /// Remainder with the sign of `a`; the divisor must not be zero.
    friend constexpr Int128 operator%(const Int128& a, const Int128& b);

    constexpr Int128& operator+=(const Int128& other) { return *this = *this + other; }

    constexpr Int128& operator-=(const Int128& other) { return *this = *this - other; }

    constexpr Int128& operator*=(const Int128& other) { return *this = *this * other; }

    static constexpr Int128 max() {
        return {std::numeric_limits<std::int64_t>::max(), ~std::uint64_t{0}};
    }

    static constexpr Int128 min() { return {std::numeric_limits<std::int64_t>::min(), 0}; }

private:
    struct Division;

    /// The whole 128-bit product of two unsigned words.
    static constexpr Int128 multiply_words(std::uint64_t a, std::uint64_t b) {
        const std::uint64_t a0 = a & 0xFFFFFFFFU;
        const std::uint64_t a1 = a >> 32U;
        const std::uint64_t b0 = b & 0xFFFFFFFFU;
        const std::uint64_t b1 = b >> 32U;
        const std::uint64_t low = a0 * b0;
        const std::uint64_t middle = a1 * b0 + (low >> 32U);
        const std::uint64_t cross = a0 * b1 + (middle & 0xFFFFFFFFU);
        return {static_cast<std::int64_t>(a1 * b1 + (middle >> 32U) + (cross >> 32U)),
                (cross << 32U) | (low & 0xFFFFFFFFU)};
    }

    static constexpr Division divide(const Int128& a, const Int128& b);
    static constexpr Division divide_bit_by_bit(const Int128& a, const Int128& b);
    static constexpr Division divide_by_half_word(const Int128& a, std::uint64_t b);
};

struct Int128::Division {
    Int128 quotient;
    Int128 remainder;
};

namespace int128_words {

/// An unsigned pair of words; only division needs it.
struct Pair {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr auto operator<=>(const Pair&, const Pair&) = default;
};

constexpr Pair magnitude(const Int128& value) {
    const Int128 positive = value.is_negative() ? -value : value;
    return {static_cast<std::uint64_t>(positive.high), positive.low};
}

constexpr Pair subtract(const Pair& a, const Pair& b) {
    return {a.high - b.high - (a.low < b.low ? 1U : 0U), a.low - b.low};
}

constexpr Int128 with_sign(const Pair& value, bool negative) {
    const Int128 positive{static_cast<std::int64_t>(value.high), value.low};
    return negative ? -positive : positive;
}

} // namespace int128_words

constexpr Int128::Division Int128::divide(const Int128& a, const Int128& b) {
    const bool leaves_word = a.low == std::uint64_t{1} << 63U && b == Int128(-1);
    if (a.fits_int64() && b.fits_int64() && !leaves_word) {
        const auto x = static_cast<std::int64_t>(a.low);
        const auto y = static_cast<std::int64_t>(b.low);
        return {Int128(x / y), Int128(x % y)};
    }
    const bool is_half_word = b.high == 0 && b.low >> 32U == 0 && b.low != 0;
    return is_half_word ? divide_by_half_word(a, b.low) : divide_bit_by_bit(a, b);
}

/// Half a word after the other, as on paper: what is left over stays below 2^32.
constexpr Int128::Division Int128::divide_by_half_word(const Int128& a, std::uint64_t b) {
    const int128_words::Pair dividend = int128_words::magnitude(a);
    const std::uint64_t high = dividend.high / b;
    const std::uint64_t middle = ((dividend.high % b) << 32U) | (dividend.low >> 32U);
    const std::uint64_t low = ((middle % b) << 32U) | (dividend.low & 0xFFFFFFFFU);
    // `middle / b` fits half a word, because what was left over is less than b.
    const int128_words::Pair quotient{high, ((middle / b) << 32U) | (low / b)};
    return {int128_words::with_sign(quotient, a.is_negative()),
            int128_words::with_sign({0, low % b}, a.is_negative())};
}

constexpr Int128::Division Int128::divide_bit_by_bit(const Int128& a, const Int128& b) {
    using int128_words::Pair;
    const Pair dividend = int128_words::magnitude(a);
    const Pair divisor = int128_words::magnitude(b);
    Pair quotient;
    Pair rest;
    // Bits above the dividend's highest set one cannot contribute.
    const int bits = dividend.high != 0 ? 128 - std::countl_zero(dividend.high)
                                        : 64 - std::countl_zero(dividend.low);
    for (int bit = bits - 1; bit >= 0; --bit) {
        const std::uint64_t word = bit >= 64 ? dividend.high : dividend.low;
        const bool carried = (rest.high >> 63U) != 0;
        rest = {(rest.high << 1U) | (rest.low >> 63U),
                (rest.low << 1U) | ((word >> static_cast<unsigned>(bit % 64)) & 1U)};
        if (carried || rest >= divisor) {
            rest = int128_words::subtract(rest, divisor);
            std::uint64_t& target = bit >= 64 ? quotient.high : quotient.low;
            target |= std::uint64_t{1} << static_cast<unsigned>(bit % 64);
        }
    }
    return {int128_words::with_sign(quotient, a.is_negative() != b.is_negative()),
            int128_words::with_sign(rest, a.is_negative())};
}

constexpr Int128 operator/(const Int128& a, const Int128& b) {
    return Int128::divide(a, b).quotient;
}

constexpr Int128 operator%(const Int128& a, const Int128& b) {
    return Int128::divide(a, b).remainder;
}

[[nodiscard]] constexpr Int128 abs(const Int128& value) {
    return value.is_negative() ? -value : value;
}

[[nodiscard]] constexpr std::optional<Int128> checked_add(const Int128& a, const Int128& b) {
    const Int128 sum = a + b;
    if (a.is_negative() == b.is_negative() && sum.is_negative() != a.is_negative()) {
        return std::nullopt;
    }
    return sum;
}

[[nodiscard]] constexpr std::optional<Int128> checked_negate(const Int128& a) {
    if (a == Int128::min()) {
        return std::nullopt;
    }
    return -a;
}

[[nodiscard]] constexpr std::optional<Int128> checked_multiply(const Int128& a, const Int128& b) {
    if (a == Int128(0) || b == Int128(0)) {
        return Int128(0);
    }
    if (a.fits_int64() && b.fits_int64()) {
        return a * b; // at most 2^126
    }
    if (a == Int128::min() || b == Int128::min()) {
        return std::nullopt; // stricter than needed by one value; nobody reaches it
    }
    if (abs(a) > Int128::max() / abs(b)) {
        return std::nullopt;
    }
    return a * b;
}

} // namespace doudi
