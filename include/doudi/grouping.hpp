#pragma once

#include <doudi/error.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace doudi {

/// Puts the rows of an inner entity, which stand in no order, under their outer rows.
///
/// Each row says by a key which outer row it belongs to, as a table of persons names the household
/// of each. Rows of one outer row stay in the order in which they were. Rows whose key no outer row
/// has are strays: they are left out, and it is for the caller to say so.
///
///     Grouping grouping;
///     grouping.join(household_keys, member_keys);
///     population.set_counts("member", grouping.counts());
///     population.set("wage", grouping.in_order<std::int64_t>(wages, ordered));
///
/// Memory is kept from one use to the next: at most 80 bytes an outer row and 33 an inner one. Not
/// for several threads at once.
class Grouping {
public:
    /// Finds the outer row of each inner row. Throws UsageError when two outer rows have the same
    /// key, or there are 2^32 − 1 rows or more of either.
    void join(std::span<const std::uint64_t> outer_keys, std::span<const std::uint64_t> keys);

    /// Inner rows of each outer row, as Population::set_counts takes them.
    [[nodiscard]] std::span<const std::uint32_t> counts() const { return counts_; }

    /// Rows that have no outer row, as they stood.
    [[nodiscard]] std::span<const std::uint32_t> strays() const { return strays_; }

    /// Rows that have one.
    [[nodiscard]] std::size_t size() const { return order_.size(); }

    /// Puts a column of all inner rows in order, whose numbers have 1, 4 or 8 bytes as those of a
    /// Column: `to` has `size()` of them then. Answers `to`. Throws UsageError when `from` has
    /// another length than the keys had.
    template <typename Number>
    std::span<const Number> in_order(std::span<const Number> from, std::vector<Number>& to) {
        if (from.size() != places_.size()) {
            throw UsageError("in_order: a column of " + std::to_string(from.size()) +
                             " rows, and keys of " + std::to_string(places_.size()));
        }
        // By way of parts that stay in a cache, so that no number is waited for.
        std::vector<Number>& parts = std::get<std::vector<Number>>(parts_);
        parts.resize(from.size());
        for (std::size_t row = 0; row < from.size(); ++row) {
            parts[places_[row]] = from[row];
        }
        to.resize(order_.size());
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i] = parts[order_[i]];
        }
        return to;
    }

private:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t ahead = 32;   ///< keys that are fetched before they are looked for
    static constexpr int least_part_bits = 12; ///< outer rows of a part
    static constexpr int most_parts_bits = 10;

    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t row = nobody;
    };

    [[nodiscard]] Slot* slot_of(std::uint64_t key) {
        return slots_.data() + ((key * factor_) >> shift_);
    }

    [[nodiscard]] Slot* find(std::uint64_t key);
    void keep(std::span<const std::uint64_t> outer_keys);
    void find_all(std::span<const std::uint64_t> keys);
    void place_all();

    /// Odd, and another one each time, so that no table of keys is slow on purpose
    /// (Dietzfelbinger et al. 1997, A reliable randomized algorithm for the closest-pair problem).
    std::uint64_t factor_ =
        (std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}() | 1U;
    int shift_ = 0;
    std::vector<Slot> slots_; ///< by hash, then the next free one
    std::vector<std::uint32_t> outer_rows_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> strays_;
    std::vector<std::uint32_t> places_; ///< of each row, by parts of the outer rows
    std::vector<std::uint32_t> owners_; ///< the outer row at each place
    std::vector<std::uint32_t> next_;
    std::vector<std::uint32_t> order_; ///< a place for each row in order
    std::tuple<std::vector<std::uint8_t>, std::vector<std::int32_t>, std::vector<std::int64_t>>
        parts_; ///< a column by places
};

// ---------------------------------------------------------------------------------------------

inline void Grouping::join(std::span<const std::uint64_t> outer_keys,
                           std::span<const std::uint64_t> keys) {
    if (outer_keys.size() >= nobody || keys.size() >= nobody) {
        throw UsageError("join: 2^32 - 1 rows or more");
    }
    keep(outer_keys);
    counts_.assign(outer_keys.size(), 0);
    find_all(keys);
    place_all();
}

/// The slot of a key, or the free one where it would be.
inline Grouping::Slot* Grouping::find(std::uint64_t key) {
    Slot* slot = slot_of(key);
    while (slot->row != nobody && slot->key != key) {
        slot = slot == &slots_.back() ? slots_.data() : slot + 1;
    }
    return slot;
}

inline void Grouping::keep(std::span<const std::uint64_t> outer_keys) {
    const std::size_t size = std::bit_ceil(2 * outer_keys.size() + 2); // at most half full
    shift_ = 64 - std::countr_zero(size);
    slots_.assign(size, Slot{});
    for (std::size_t row = 0; row < outer_keys.size(); ++row) {
        __builtin_prefetch(slot_of(outer_keys[std::min(row + ahead, outer_keys.size() - 1)]), 1);
        Slot* const slot = find(outer_keys[row]);
        if (slot->row != nobody) {
            throw UsageError("join: rows " + std::to_string(slot->row) + " and " +
                             std::to_string(row) + " have the same key");
        }
        *slot = {outer_keys[row], static_cast<std::uint32_t>(row)};
    }
}

inline void Grouping::find_all(std::span<const std::uint64_t> keys) {
    outer_rows_.resize(keys.size());
    strays_.clear();
    for (std::size_t row = 0; row < keys.size(); ++row) {
        __builtin_prefetch(slot_of(keys[std::min(row + ahead, keys.size() - 1)]));
        outer_rows_[row] = find(keys[row])->row;
        if (outer_rows_[row] == nobody) {
            strays_.push_back(static_cast<std::uint32_t>(row));
        } else {
            ++counts_[outer_rows_[row]];
        }
    }
}

inline void Grouping::place_all() {
    next_.resize(counts_.size());
    std::exclusive_scan(counts_.begin(), counts_.end(), next_.begin(), std::uint32_t{0});
    const int bits = std::max(least_part_bits,
                              static_cast<int>(std::bit_width(counts_.size())) - most_parts_bits);
    std::vector<std::uint32_t> next_of_part;
    for (std::size_t outer = 0; outer < next_.size(); outer += std::size_t{1} << bits) {
        next_of_part.push_back(next_[outer]);
    }
    order_.resize(outer_rows_.size() - strays_.size());
    owners_.resize(order_.size());
    places_.resize(outer_rows_.size());
    auto next_stray = static_cast<std::uint32_t>(order_.size()); // behind all others
    for (std::size_t row = 0; row < outer_rows_.size(); ++row) {
        const std::uint32_t outer = outer_rows_[row];
        if (outer == nobody) {
            places_[row] = next_stray++;
        } else {
            places_[row] = next_of_part[outer >> bits]++;
            owners_[places_[row]] = outer;
        }
    }
    for (std::size_t place = 0; place < owners_.size(); ++place) {
        order_[next_[owners_[place]]++] = static_cast<std::uint32_t>(place);
    }
}

} // namespace doudi
