#pragma once

#include <doudi/decimal.hpp>
#include <doudi/engine/frame.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

// What a rulebook becomes before it runs: a list of instructions over slots, for one set of
// stated inputs and one set of wanted results.
namespace doudi::engine {

/// Where a number stands while a plan is built: a slot, or no slot and the constant `low`.
///
/// `state` is the slot of its states, or no_slot when every row is ok. `low` and `high` bound the
/// rows that are ok; what stands in other rows means nothing.
struct Lane {
    Slot slot = no_slot;
    Slot state = no_slot;
    Width width = Width::w64;
    Index domain = 0; ///< an entity, or the number of entities: one row for the whole run
    std::uint8_t places = 0;
    Int128 low;
    Int128 high;

    [[nodiscard]] bool is_constant() const { return slot == no_slot; }
};

/// A node's number, or the two of a quotient.
struct NodeLanes {
    Lane value; ///< of a quotient: the numerator, with the state of the quotient
    std::optional<Lane> divisor;
};

struct SlotEntry {
    Width width = Width::w64;
    Index domain = 0;
    bool is_state = false;
    Index input = none;   ///< read in place from this column
    Index storage = none; ///< else the memory that it lies in
};

/// Rows of `inner` below rows of `outer`; domains as in Lane.
struct SpanEntry {
    Index outer = 0;
    Index inner = 0;
};

/// Memory for a slot of one width and domain, used by one slot after another.
struct StorageEntry {
    Width width = Width::w64;
    Index domain = 0;
};

struct Plan {
    const Rulebook* rulebook = nullptr;
    std::vector<SlotEntry> slots;
    std::vector<Slot> input_slots; ///< those of `slots` that are read from columns
    std::vector<SpanEntry> spans;
    std::vector<Column> arrays;
    std::vector<StorageEntry> storages;
    std::vector<Instruction> instructions;
    std::vector<Lane> outputs;    ///< wanted results, in the domain where they are wanted
    std::vector<NodeLanes> nodes; ///< of each node that was worked out
    std::vector<Index> entities;  ///< whose rows bound a block

    /// The domain of what has no entity.
    [[nodiscard]] Index whole() const { return static_cast<Index>(rulebook->entities.size()); }

    [[nodiscard]] Index domain_of(Index entity) const { return entity == none ? whole() : entity; }
};

[[nodiscard]] constexpr std::size_t bytes_of(Width width) {
    switch (width) {
    case Width::w8:
        return 1;
    case Width::w32:
        return 4;
    case Width::w64:
        return 8;
    case Width::w128:
        break;
    }
    return 16;
}

/// The narrowest width for numbers (never a byte).
[[nodiscard]] constexpr Width width_of_range(const Int128& low, const Int128& high) {
    return width_for(Kind::number, low, high);
}

/// Counts are bytes as long as they fit one.
[[nodiscard]] constexpr Width width_of_count(std::size_t highest) {
    return highest <= UINT8_MAX ? Width::w8 : Width::w32;
}

/// Bounds of numbers. Steps that leave 128 bits stop at the end: only rows that are not ok can
/// get there, and what they hold means nothing.
struct Range {
    Int128 low;
    Int128 high;

    [[nodiscard]] bool holds(const Int128& value) const { return low <= value && value <= high; }
};

[[nodiscard]] constexpr Int128 saturating_multiply(const Int128& a, const Int128& b) {
    const auto product = checked_multiply(a, b);
    const bool is_negative = a.is_negative() != b.is_negative();
    return product ? *product : (is_negative ? Int128::min() : Int128::max());
}

[[nodiscard]] constexpr Int128 saturating_add(const Int128& a, const Int128& b) {
    const auto sum = checked_add(a, b);
    return sum ? *sum : (a.is_negative() ? Int128::min() : Int128::max());
}

[[nodiscard]] constexpr Int128 saturating_negate(const Int128& a) {
    return a == Int128::min() ? Int128::max() : -a;
}

[[nodiscard]] constexpr Range product_of(const Range& a, const Range& b) {
    const Int128 corners[] = {saturating_multiply(a.low, b.low), saturating_multiply(a.low, b.high),
                              saturating_multiply(a.high, b.low),
                              saturating_multiply(a.high, b.high)};
    const auto [low, high] = std::minmax_element(std::begin(corners), std::end(corners));
    return {*low, *high};
}

[[nodiscard]] constexpr Range hull_of(const Range& a, const Range& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

[[nodiscard]] constexpr Range range_of(const Lane& lane) {
    return {lane.low, lane.high};
}

/// Lower numbers: 10 to the power of `exponent`, the largest number when that leaves 128 bits.
[[nodiscard]] constexpr Int128 bounded_power_of_ten(int exponent) {
    return exponent > 38 ? Int128::max() : power_of_ten(exponent);
}

} // namespace doudi::engine
