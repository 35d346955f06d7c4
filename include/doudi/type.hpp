#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace doudi {

/// What a value is, without its unit.
enum class Kind : std::uint8_t {
    boolean,
    integer,
    number,
    rate,
    months,
    money,
    date,     ///< days since 1970-01-01
    category, ///< index into the category's values; −1 is a newcomer's `none`
    text      ///< index into the rulebook's, then the population's texts
};

/// How a value changes state: fault wins over missing, missing over ok.
enum class State : std::uint8_t { ok = 0, missing = 1, fault = 2 };

/// How a number becomes a multiple of a step. docs/RULES.md, section 2.
enum class Rounding : std::uint8_t { half_up, half_even, ceiling, floor, up, down };

inline constexpr std::size_t most_entities = 16;

/// The unit of a number as exponents: money a month a member is money 1, month −1, member −1.
/// `entity` has one exponent for each entity of the pack, in the pack's order.
struct Unit {
    std::int8_t money = 0;
    std::int8_t month = 0;
    std::int8_t year = 0;
    std::array<std::int8_t, most_entities> entity{};

    friend constexpr bool operator==(const Unit&, const Unit&) = default;
};

/// What a value is and what it counts.
struct Type {
    Kind kind = Kind::number;
    std::uint16_t category = 0; ///< index, when a category
    Unit unit;

    friend constexpr bool operator==(const Type&, const Type&) = default;

    /// Whether it has an order and arithmetic: everything but truth, category and text.
    [[nodiscard]] constexpr bool is_ordered() const {
        return kind != Kind::boolean && kind != Kind::category && kind != Kind::text;
    }

    [[nodiscard]] constexpr bool is_numeric() const { return is_ordered() && kind != Kind::date; }
};

} // namespace doudi
