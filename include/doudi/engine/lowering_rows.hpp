#pragma once

#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/kernels/rows.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

// Aggregates over the rows of an inner entity, at any depth below the node's own. A `where` that
// is not there is the constant true.
namespace doudi::engine {

inline Lane Lowering::aggregate(const Node& node) {
    const Index inner = node.payload;
    const std::span<const Index> operands = rulebook_.operands_of(node);
    Lane where = Builder::constant(1, 0, inner);
    where.width = Width::w8;
    if (node.operation == Operation::count) {
        return count(node, operands.empty() ? where : lane(operands[0], inner));
    }
    if (operands.size() > 1) {
        where = lane(operands[1], inner);
    }
    const Lane value = lane(operands[0], inner);
    switch (node.operation) {
    case Operation::any:
        return any(node, logic<kernels::And>(where, value));
    case Operation::all:
        return negation(any(node, logic<kernels::And>(where, negation(value))));
    case Operation::sum:
        return sum(node, builder_.with_places(value, node.places), where);
    default:
        return best_of_group(node, builder_.with_places(value, node.places), where);
    }
}

/// Rows whose condition is false take no part; the state of the others, the worst first.
inline Slot Lowering::state_of_group(const Node& node, const Lane& where, Slot value_state) {
    Slot of_rows = value_state;
    const bool is_known = where.is_constant() && where.state == no_slot;
    const bool takes_nobody = is_known && where.low == Int128(0);
    if (takes_nobody || (where.state == no_slot && value_state == no_slot)) {
        return no_slot;
    }
    if (!is_known) {
        Instruction taking;
        taking.kernel = &one_level_of<kernels::taken_state>;
        taking.domain = where.domain;
        taking.a = builder_.in_slot(where).slot;
        taking.a_state = where.state;
        taking.b_state = value_state;
        of_rows = builder_.state(taking);
    }
    Instruction gathering;
    gathering.kernel = &one_level_of<kernels::group_state>;
    gathering.domain = builder_.plan().domain_of(node.entity);
    gathering.payload = builder_.span(gathering.domain, where.domain);
    gathering.a_state = of_rows;
    return builder_.state(gathering);
}

/// So many rows of `inner` each row of `outer` has at least.
inline Int128 Lowering::fewest_rows(Index outer, Index inner) const {
    Int128 rows = 1;
    for (; inner != outer; inner = rulebook_.entities[inner].outer) {
        rows = std::min(saturating_multiply(rows, Int128(rulebook_.entities[inner].at_least)),
                        Int128(INT32_MAX));
    }
    return rows;
}

/// How many rows take part, without a state.
inline Lane Lowering::counted(const Node& node, const Lane& where) {
    const Index domain = builder_.plan().domain_of(node.entity);
    Instruction counting;
    counting.kernel = &levels_of<kernels::group_count>;
    counting.domain = domain;
    counting.payload = builder_.span(domain, where.domain);
    const bool counts_all = where.is_constant() && where.state == no_slot && where.low == Int128(1);
    counting.a = counts_all ? no_slot : builder_.in_slot(where).slot;
    return {builder_.value(counting, Width::w32),
            no_slot,
            Width::w32,
            domain,
            0,
            counts_all ? fewest_rows(node.entity, where.domain) : Int128(0),
            Int128(INT32_MAX)};
}

inline Lane Lowering::count(const Node& node, const Lane& where) {
    Lane result = counted(node, where);
    result.state = state_of_group(node, where, no_slot);
    return result;
}

inline Lane Lowering::sum(const Node& node, const Lane& value, const Lane& where) {
    const Index domain = builder_.plan().domain_of(node.entity);
    if (value.is_constant()) {
        Lane many = counted(node, where);
        many.state = state_of_group(node, where, value.state);
        Lane each = Builder::constant(value.low, value.places, domain);
        return builder_.arithmetic<kernels::Multiply>(each, many, {node.low, node.high}, true);
    }
    const Width width = std::max(value.width, width_of_range(node.low, node.high));
    Instruction adding;
    adding.kernel = with_number_type(width, [&](auto type) -> Kernel {
        using As = decltype(type);
        if constexpr (std::is_same_v<As, std::int64_t>) {
            if (value.width == Width::w32) {
                return &levels_of<kernels::group_sum<std::int32_t, As>>;
            }
        }
        return &levels_of<kernels::group_sum<As, As>>;
    });
    const bool as_it_is = value.width == Width::w32 && width == Width::w64;
    adding.domain = domain;
    adding.payload = builder_.span(domain, where.domain);
    adding.a = as_it_is ? value.slot : builder_.with_width(value, width).slot;
    const bool takes_all = where.is_constant() && where.state == no_slot && where.low == Int128(1);
    adding.b = takes_all ? no_slot : builder_.in_slot(where).slot;
    const Lane result{builder_.value(adding, width),
                      state_of_group(node, where, value.state),
                      width,
                      domain,
                      node.places,
                      node.low,
                      node.high};
    return builder_.narrowed(result);
}

/// The smallest or the largest; of nobody a fault.
inline Lane Lowering::best_of_group(const Node& node, const Lane& value, const Lane& where) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const Lane stored = builder_.in_slot(value);
    Instruction seeking;
    seeking.kernel = with_number_type(stored.width, [&](auto type) -> Kernel {
        using T = decltype(type);
        return node.operation == Operation::smallest
                   ? &one_level_of<kernels::group_best<T, kernels::Minimum>>
                   : &one_level_of<kernels::group_best<T, kernels::Maximum>>;
    });
    seeking.domain = domain;
    seeking.payload = builder_.span(domain, where.domain);
    seeking.a = stored.slot;
    const bool takes_all = where.is_constant() && where.state == no_slot && where.low == Int128(1);
    seeking.b = takes_all ? no_slot : builder_.in_slot(where).slot;
    Lane result{builder_.value(seeking, stored.width),
                state_of_group(node, where, value.state),
                stored.width,
                domain,
                node.places,
                node.low,
                node.high};
    if (node.may_fault) {
        const Lane taken = counted(node, where);
        const Lane zero = Builder::constant(0, 0, domain);
        const Lane somebody = compare_numbers(Operation::not_equal, taken, zero);
        result.state = builder_.fault_unless(somebody, result.state, domain);
    }
    return result;
}

inline Lane Lowering::any(const Node& node, Lane truth) {
    const Index domain = builder_.plan().domain_of(node.entity);
    if (truth.state == no_slot) {
        const Lane zero = Builder::constant(0, 0, domain);
        return compare_numbers(Operation::not_equal, counted(node, truth), zero);
    }
    truth = builder_.in_slot(truth);
    Instruction joining;
    joining.kernel = &one_level_of<kernels::group_any>;
    joining.domain = domain;
    joining.payload = builder_.span(domain, truth.domain);
    joining.a = truth.slot;
    joining.a_state = truth.state;
    Lane result{no_slot, no_slot, Width::w8, domain, 0, 0, 1};
    std::tie(result.slot, result.state) = builder_.both(joining, Width::w8, truth.state != no_slot);
    return result;
}

} // namespace doudi::engine
