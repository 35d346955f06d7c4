#pragma once

#include <doudi/int128.hpp>
#include <doudi/limits.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Exact decimal numbers: reading, comparing and writing them without binary fractions.
namespace doudi {

/// All powers of ten that 128 bits hold.
inline constexpr std::array<Int128, 39> powers_of_ten = [] {
    std::array<Int128, 39> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * Int128(10);
    }
    return powers;
}();

/// 10 to the power of `exponent`, 0 to 38.
[[nodiscard]] constexpr Int128 power_of_ten(int exponent) {
    return powers_of_ten[static_cast<std::size_t>(std::clamp(exponent, 0, 38))];
}

/// An exact decimal number: `digits` × 10^−`places`. 12.30 is 1230 with 2 places.
struct Decimal {
    Int128 digits;
    int places = 0;

    /// Reads "12", "-0.5" or "1234.56"; nothing else: no sign "+", no exponent, no grouping, no
    /// blanks, at most limits::decimal_digits digits and limits::places places.
    [[nodiscard]] static constexpr std::optional<Decimal> parse(std::string_view text);

    /// The same number with exactly `places`, or nullopt when it has more or does not fit.
    [[nodiscard]] constexpr std::optional<Decimal> with_places(int wanted) const;

    /// The same number without zeros at its end.
    [[nodiscard]] constexpr Decimal trimmed() const;
};

/// Mathematical order, whatever the places. Both must have at most limits::places places and
/// at most limits::decimal_digits digits, or come from a proven range.
[[nodiscard]] constexpr std::strong_ordering compare(const Decimal& a, const Decimal& b);

/// "-1234.50": all places, no grouping.
[[nodiscard]] inline std::string to_string(const Decimal& value);

/// "-1,234.50": grouped by thousands, for people.
[[nodiscard]] inline std::string to_grouped_string(const Decimal& value);

// ---------------------------------------------------------------------------------------------

constexpr std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty()) ||
        whole.size() + part.size() > limits::decimal_digits ||
        part.size() > static_cast<std::size_t>(limits::places)) {
        return std::nullopt;
    }
    Int128 digits = 0;
    for (const std::string_view piece : {whole, part}) {
        for (const char digit : piece) {
            if (digit < '0' || digit > '9') {
                return std::nullopt;
            }
            digits = digits * Int128(10) + Int128(digit - '0');
        }
    }
    return Decimal{negative ? -digits : digits, static_cast<int>(part.size())};
}

constexpr std::optional<Decimal> Decimal::with_places(int wanted) const {
    constexpr int most = 38; // powers of ten that 128 bits hold
    if (wanted - places > most || places - wanted > most) {
        return digits == Int128(0) ? std::optional(Decimal{0, wanted}) : std::nullopt;
    }
    if (wanted >= places) {
        const auto scaled = checked_multiply(digits, power_of_ten(wanted - places));
        return scaled ? std::optional(Decimal{*scaled, wanted}) : std::nullopt;
    }
    const Int128 power = power_of_ten(places - wanted);
    if (digits % power != Int128(0)) {
        return std::nullopt;
    }
    return Decimal{digits / power, wanted};
}

constexpr Decimal Decimal::trimmed() const {
    Decimal result = *this;
    while (result.places > 0 && result.digits % Int128(10) == Int128(0)) {
        result.digits = result.digits / Int128(10);
        --result.places;
    }
    return result;
}

constexpr std::strong_ordering compare(const Decimal& a, const Decimal& b) {
    if (a.places == b.places) {
        return a.digits <=> b.digits;
    }
    const int places = std::max(a.places, b.places);
    const auto x = a.with_places(places);
    const auto y = b.with_places(places);
    if (x && y) {
        return x->digits <=> y->digits;
    }
    // One of them left 128 bits on the way, so it is the one that is further from zero.
    const Decimal& far = x ? b : a;
    const bool far_is_greater = !far.digits.is_negative();
    return (!x) == far_is_greater ? std::strong_ordering::greater : std::strong_ordering::less;
}

inline std::string to_string(const Decimal& value) {
    Int128 rest = value.digits;
    const bool negative = rest.is_negative();
    std::string reversed;
    const auto ten = Int128(10);
    int written = 0;
    while (rest != Int128(0) || written <= value.places) {
        if (written == value.places && value.places > 0) {
            reversed.push_back('.');
        }
        const auto digit = static_cast<std::int64_t>(abs(rest % ten));
        reversed.push_back(static_cast<char>('0' + digit));
        rest = rest / ten;
        ++written;
    }
    if (negative) {
        reversed.push_back('-');
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

inline std::string to_grouped_string(const Decimal& value) {
    std::string text = to_string(value);
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    std::size_t end = std::min(text.find('.'), text.size());
    while (end > begin + 3) {
        end -= 3;
        text.insert(end, 1, ',');
    }
    return text;
}

} // namespace doudi
