#include "grouping.hpp"

#include <bit>
#include <numeric>
#include <utility>

namespace doudi::bench {
namespace {

/// Spreads numbers so that no engine can take a key for a place.
std::uint64_t key_of(std::uint64_t number) {
    return (number + 1) * 0x9E37'79B9'7F4A'7C15U;
}

std::vector<std::uint32_t> random_order(std::size_t count) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::uint64_t state = 7;
    for (std::size_t i = count; i > 1; --i) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        std::swap(order[i - 1], order[(state >> 33U) % i]);
    }
    return order;
}

template <typename Number>
void gather(const std::vector<Number>& from, const std::vector<std::uint32_t>& order,
            std::vector<Number>& to) {
    if (from.empty()) {
        return;
    }
    to.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        to[i] = from[order[i]];
    }
}

void gather(const Column& from, const std::vector<std::uint32_t>& order, Column& to) {
    to.width = from.width;
    gather(from.bytes, order, to.bytes);
    gather(from.narrow, order, to.narrow);
    gather(from.wide, order, to.wide);
}

/// Row of each key; linear probing, at most half full.
class KeyTable {
public:
    explicit KeyTable(const std::vector<std::uint64_t>& keys)
        : slots_(std::bit_ceil(2 * keys.size() + 2)),
          shift_(64 - static_cast<unsigned>(std::bit_width(slots_.size() - 1))) {
        for (std::size_t row = 0; row < keys.size(); ++row) {
            std::size_t i = slot_of(keys[row]);
            while (slots_[i].row != none) {
                i = (i + 1) & (slots_.size() - 1);
            }
            slots_[i] = {keys[row], static_cast<std::uint32_t>(row)};
        }
    }

    [[nodiscard]] std::uint32_t find(std::uint64_t key) const {
        std::size_t i = slot_of(key);
        while (slots_[i].row != none && slots_[i].key != key) {
            i = (i + 1) & (slots_.size() - 1);
        }
        return slots_[i].row;
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t row = none;
    };

    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        return (key * 0xD6E8'FEB8'6659'FD93U) >> shift_;
    }

    std::vector<Slot> slots_;
    unsigned shift_;
};

} // namespace

ShuffledMembers shuffle(const Population& population, Index member) {
    const std::vector<std::uint32_t>& starts = population.starts(member);
    ShuffledMembers shuffled;
    std::vector<std::uint64_t> keys;
    for (std::size_t h = 0; h < population.size(); ++h) {
        shuffled.household_keys.push_back(key_of(h));
        keys.resize(starts[h + 1], key_of(h));
    }
    const std::vector<std::uint32_t> order = random_order(keys.size());
    gather(keys, order, shuffled.member_keys);
    const auto& inputs = population.rulebook().inputs;
    shuffled.columns.resize(inputs.size());
    for (Index i = 0; i < inputs.size(); ++i) {
        if (inputs[i].entity == member) {
            gather(population.column(i), order, shuffled.columns[i]);
        }
    }
    return shuffled;
}

void group(const ShuffledMembers& shuffled, Index member, Population& population) {
    const KeyTable table(shuffled.household_keys);
    std::vector<std::uint32_t>& starts = population.starts(member);
    starts.assign(shuffled.household_keys.size() + 1, 0);
    std::vector<std::uint32_t> household(shuffled.member_keys.size());
    for (std::size_t i = 0; i < household.size(); ++i) {
        household[i] = table.find(shuffled.member_keys[i]);
        starts[household[i] == none ? 0 : household[i] + 1] += household[i] == none ? 0 : 1;
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    std::vector<std::uint32_t> order(starts.back());
    for (std::size_t i = 0; i < household.size(); ++i) {
        if (household[i] != none) {
            order[next[household[i]]++] = static_cast<std::uint32_t>(i);
        }
    }
    for (Index i = 0; i < shuffled.columns.size(); ++i) {
        if (shuffled.columns[i].size() != 0) {
            gather(shuffled.columns[i], order, population.column(i));
        }
    }
}

} // namespace doudi::bench
