#pragma once

#include <doudi/engine/kernels/choose.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

// Truth and branches.
namespace doudi::engine {

template <typename Function>
Lane Lowering::logic(Lane a, Lane b) {
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (one.is_constant() && one.state == no_slot) {
            return one.low == Int128(Function::decides) ? one : other;
        }
    }
    a = builder_.in_slot(a);
    b = builder_.in_slot(b);
    if (b.slot < a.slot) {
        std::swap(a, b);
    }
    Instruction joining;
    joining.kernel = &levels_of<kernels::logic<Function>>;
    joining.domain = a.domain;
    joining.a = a.slot;
    joining.a_state = a.state;
    joining.b = b.slot;
    joining.b_state = b.state;
    const bool with_state = a.state != no_slot || b.state != no_slot;
    Lane result = a;
    std::tie(result.slot, result.state) = builder_.both(joining, Width::w8, with_state);
    result.low = 0;
    result.high = 1;
    return result;
}

inline Lane Lowering::junction(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    Lane result = lane(operands[0], domain);
    for (const Index operand : operands.subspan(1)) {
        const Lane next = lane(operand, domain);
        result = node.operation == Operation::logical_and ? logic<kernels::And>(result, next)
                                                          : logic<kernels::Or>(result, next);
    }
    return result;
}

inline Lane Lowering::negation(Lane a) {
    if (a.is_constant()) {
        a.low = a.high = Int128(1) - a.low;
        return a;
    }
    Instruction turning;
    turning.kernel = &levels_of<kernels::logical_not>;
    turning.domain = a.domain;
    turning.a = a.slot;
    a.slot = builder_.value(turning, Width::w8);
    std::swap(a.low, a.high);
    a.low = Int128(1) - a.low;
    a.high = Int128(1) - a.high;
    return a;
}

inline Lane Lowering::choose(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const Lane condition = lane(operands[0], domain);
    const Lane yes = builder_.with_places(lane(operands[1], domain), node.places);
    const Lane no = builder_.with_places(lane(operands[2], domain), node.places);
    const bool none_differs = node.type.kind == Kind::category && yes.low < Int128(0);
    return chosen(condition, yes, no, none_differs);
}

/// Both branches have the same places.
inline Lane Lowering::chosen(const Lane& condition, Lane yes, Lane no, bool none_differs) {
    if (condition.is_constant() && condition.state == no_slot) {
        return condition.low == Int128(1) ? yes : no;
    }
    const Lane test = builder_.in_slot(condition);
    const Width width = std::max(yes.width, no.width);
    yes = builder_.with_width(yes, width);
    no = builder_.with_width(no, width);
    Instruction choosing;
    choosing.kernel = kernels::choice(width, yes.is_constant(), no.is_constant());
    choosing.domain = test.domain;
    choosing.a = test.slot;
    choosing.a_state = test.state;
    choosing.b = yes.slot;
    choosing.b_state = yes.state;
    choosing.c = no.slot;
    choosing.c_state = no.state;
    choosing.x = Int128(none_differs ? 1 : 0);
    choosing.y = yes.is_constant() ? yes.low : Int128(0);
    choosing.z = no.is_constant() ? no.low : Int128(0);
    const bool with_state = test.state != no_slot || yes.state != no_slot || no.state != no_slot;
    Lane result = yes;
    const Range range = hull_of(range_of(yes), range_of(no));
    result.low = range.low;
    result.high = range.high;
    std::tie(result.slot, result.state) = builder_.both(choosing, width, with_state);
    return result;
}

/// The value, but a fault where two conditions are true; else the worst state of the conditions.
inline Lane Lowering::only_one(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    Lane one = Builder::constant(0, 0, domain);
    one.width = Width::w8;
    Lane two = one;
    Slot worst = no_slot;
    for (const Index operand : operands.first(operands.size() - 1)) {
        Lane condition = lane(operand, domain);
        worst = builder_.merge(worst, condition.state, domain);
        Lane known = one;
        known.slot = builder_.ok_rows(condition.state, domain);
        known.low = Int128(known.is_constant() ? 1 : 0);
        known.high = 1;
        known.state = no_slot;
        condition.state = no_slot;
        condition = logic<kernels::And>(condition, known);
        two = logic<kernels::Or>(two, logic<kernels::And>(one, condition));
        one = logic<kernels::Or>(one, condition);
    }
    Lane result = builder_.with_places(lane(operands.back(), domain), node.places);
    if (worst != no_slot) {
        Instruction ordering;
        ordering.kernel = &one_level_of<kernels::first_state>;
        ordering.domain = domain;
        ordering.a_state = worst;
        ordering.b_state = result.state;
        result.state = builder_.state(ordering);
    }
    if (!two.is_constant() || two.low != Int128(0)) {
        Instruction marking;
        marking.kernel = &one_level_of<kernels::fault_where>;
        marking.domain = domain;
        marking.a = builder_.in_slot(two).slot;
        marking.a_state = result.state;
        result.state = builder_.state(marking);
    }
    return result;
}

} // namespace doudi::engine
