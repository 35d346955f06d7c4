#include "grouping.hpp"

#include <numeric>
#include <span>
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

void put_in_order(Grouping& grouping, const Column& from, Column& to) {
    const auto put = [&](const auto& numbers, auto& into) {
        if (!numbers.empty()) {
            (void)grouping.in_order(std::span(numbers), into);
        }
    };
    put(from.bytes, to.bytes);
    put(from.narrow, to.narrow);
    put(from.wide, to.wide);
}

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

void group(const ShuffledMembers& shuffled, Index member, Grouping& grouping,
           Population& population) {
    grouping.join(shuffled.household_keys, shuffled.member_keys);
    population.set_counts(population.rulebook().entities[member].name, grouping.counts());
    for (Index i = 0; i < shuffled.columns.size(); ++i) {
        if (shuffled.columns[i].size() != 0) {
            put_in_order(grouping, shuffled.columns[i], population.column(i));
        }
    }
}

} // namespace doudi::bench
