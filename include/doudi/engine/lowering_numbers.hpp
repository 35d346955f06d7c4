#pragma once

#include <doudi/engine/kernels/arithmetic.hpp>
#include <doudi/engine/kernels/dates.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/kernels/round.hpp>
#include <doudi/engine/kernels/round_small.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

// Arithmetic, rounding, ranges and dates.
namespace doudi::engine {

/// sum(x) + sum(y) over the same rows is sum(x + y), and sum(x) − sum(y) likewise: one pass over
/// groups instead of two. Nothing where that is not the shape of `node`.
template <typename Function>
std::optional<Lane> Lowering::joined_sum(const Node& node, bool is_difference) {
    const auto summed = [&](Index operand) {
        const Node& entry = rulebook_.nodes[operand];
        const bool is_sum = entry.operation == Operation::sum && entry.entity == node.entity &&
                            !is_folded(operand) && rulebook_.operands_of(entry).size() == 1;
        return is_sum ? &entry : nullptr;
    };
    const std::span<const Index> operands = rulebook_.operands_of(node);
    if (operands.size() != 2) {
        return std::nullopt;
    }
    const Node* const left = summed(operands[0]);
    const Node* const right = summed(operands[1]);
    if (left == nullptr || right == nullptr || left->payload != right->payload) {
        return std::nullopt;
    }
    const Index inner = left->payload;
    const Lane x = builder_.with_places(lane(rulebook_.operands_of(*left)[0], inner), node.places);
    const Lane y = builder_.with_places(lane(rulebook_.operands_of(*right)[0], inner), node.places);
    const Int128 low = is_difference ? saturating_negate(y.high) : y.low;
    const Int128 high = is_difference ? saturating_negate(y.low) : y.high;
    const Range range{saturating_add(x.low, low), saturating_add(x.high, high)};
    Lane everybody = Builder::constant(1, 0, inner);
    everybody.width = Width::w8;
    return sum(node, builder_.arithmetic<Function>(x, y, range, true), everybody);
}

inline Lane Lowering::add(const Node& node) {
    if (const auto joined = joined_sum<kernels::Add>(node, false)) {
        return *joined;
    }
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const Lane a = builder_.with_places(lane(operands[0], domain), node.places);
    const Lane b = builder_.with_places(lane(operands[1], domain), node.places);
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (one.is_constant() && one.state == no_slot && one.low == Int128(0)) {
            return other;
        }
    }
    return builder_.arithmetic<kernels::Add>(a, b, {node.low, node.high}, true);
}

/// a − b, or 0 − a.
inline Lane Lowering::subtract(const Node& node) {
    if (const auto joined = joined_sum<kernels::Subtract>(node, true)) {
        return *joined;
    }
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const bool is_negation = node.operation == Operation::negate;
    const Lane a = is_negation ? Builder::constant(0, node.places, domain)
                               : builder_.with_places(lane(operands[0], domain), node.places);
    const Lane b = builder_.with_places(lane(operands.back(), domain), node.places);
    return builder_.arithmetic<kernels::Subtract>(a, b, {node.low, node.high}, true);
}

inline Lane Lowering::multiplied(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const Lane product = builder_.multiply(lane(operands[0], domain), lane(operands[1], domain));
    return builder_.with_places(product, node.places);
}

inline Lane Lowering::lower_bound(const Lane& a, const Lane& b) {
    Lane known = a.high <= b.low ? a : b;
    if (a.high <= b.low || b.high <= a.low) {
        known.state = builder_.merge(a.state, b.state, a.domain);
        return known;
    }
    const Range range{std::min(a.low, b.low), std::min(a.high, b.high)};
    return builder_.arithmetic<kernels::Minimum>(a, b, range, false);
}

inline Lane Lowering::upper_bound(const Lane& a, const Lane& b) {
    Lane known = a.low >= b.high ? a : b;
    if (a.low >= b.high || b.low >= a.high) {
        known.state = builder_.merge(a.state, b.state, a.domain);
        return known;
    }
    const Range range{std::max(a.low, b.low), std::max(a.high, b.high)};
    return builder_.arithmetic<kernels::Maximum>(a, b, range, false);
}

/// The smallest or the largest of the operands.
inline Lane Lowering::best(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    Lane result = builder_.with_places(lane(operands[0], domain), node.places);
    for (const Index operand : operands.subspan(1)) {
        const Lane next = builder_.with_places(lane(operand, domain), node.places);
        result = node.operation == Operation::minimum ? lower_bound(result, next)
                                                      : upper_bound(result, next);
    }
    return result;
}

inline Lane Lowering::absolute(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    Lane result = builder_.with_places(lane(rulebook_.operands_of(node)[0], domain), node.places);
    if (result.is_constant()) {
        result.low = result.high = abs(result.low);
        return result;
    }
    result =
        builder_.with_width(result, std::max(result.width, width_of_range(node.low, node.high)));
    Instruction turning;
    turning.kernel = with_number_type(result.width, [](auto type) -> Kernel {
        return &levels_of<kernels::absolute<decltype(type)>>;
    });
    turning.domain = domain;
    turning.a = result.slot;
    result.slot = builder_.value(turning, result.width);
    result.low = node.low;
    result.high = node.high;
    return result;
}

/// Numerator and divisor. The numerator carries the state of both, and of a divisor that is 0.
inline NodeLanes Lowering::quotient(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    NodeLanes result{lane(operands[0], domain), lane(operands[1], domain)};
    Lane& divisor = *result.divisor;
    result.value.state = builder_.merge(result.value.state, divisor.state, domain);
    divisor.state = no_slot;
    if (range_of(divisor).holds(Int128(0))) {
        const Lane zero = Builder::constant(0, divisor.places, domain);
        const Lane good = compare_numbers(Operation::not_equal, divisor, zero);
        result.value.state = builder_.fault_unless(good, result.value.state, domain);
    }
    return result;
}

[[nodiscard]] inline Int128 greatest_common_divisor(Int128 a, Int128 b) {
    while (b != Int128(0)) {
        a = std::exchange(b, a % b);
    }
    return a;
}

/// a / b to a multiple of S × 10^−s is round(A × 10^(pb + s) / (B × S × 10^pa)) × S, where A and B
/// are the digits of a and b and pa and pb their places.
inline Lane Lowering::round(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const NodeLanes operand = lanes(rulebook_.operands_of(node)[0], domain);
    const StepEntry& step = rulebook_.steps[node.payload];
    Lane dividend = operand.value;
    Lane divisor = operand.divisor ? *operand.divisor : Builder::constant(1, 0, domain);
    const int shift = divisor.places + step.places - dividend.places;
    Int128 above = bounded_power_of_ten(std::max(shift, 0));
    Int128 below = saturating_multiply(step.digits, bounded_power_of_ten(std::max(-shift, 0)));
    const Int128 common = greatest_common_divisor(above, below);
    above = above / common;
    below = below / common;
    dividend.places = divisor.places = 0;
    dividend = builder_.multiply(dividend, Builder::constant(above, 0, domain));
    divisor = builder_.multiply(divisor, Builder::constant(below, 0, domain));
    const int more = node.places - step.places;
    const Int128 unit = more >= 0 ? step.digits * bounded_power_of_ten(more)
                                  : step.digits / bounded_power_of_ten(-more);
    Lane result = divided(dividend, divisor, unit, node);
    result.places = node.places;
    return result;
}

/// round(dividend / divisor) × step
inline Lane Lowering::divided(Lane dividend, Lane divisor, const Int128& step, const Node& node) {
    const auto mode = static_cast<Rounding>(node.detail);
    const Lane steps = Builder::constant(step, 0, dividend.domain);
    if (divisor.is_constant() && divisor.low == Int128(1)) {
        return builder_.multiply(dividend, steps);
    }
    Width width =
        std::max(std::max(dividend.width, divisor.width), width_of_range(node.low, node.high));
    const bool is_small = kernels::has_exact_doubles && width != Width::w128 &&
                          kernels::is_small(dividend.low, dividend.high) &&
                          kernels::is_small(divisor.low, divisor.high);
    const bool is_positive = divisor.low > Int128(0);
    const bool by_constant = divisor.is_constant() && (is_positive || !is_small);
    Instruction dividing;
    if (is_small) {
        const auto kind = by_constant   ? kernels::Divisor::positive_constant
                          : is_positive ? kernels::Divisor::positive
                                        : kernels::Divisor::any_sign;
        if (!is_positive) {
            divisor = builder_.in_slot(builder_.with_width(divisor, Width::w64));
        }
        dividend = builder_.in_slot(dividend);
        width = width_of_range(node.low, node.high);
        dividing.kernel = kernels::small_rounding(mode, width, dividend.width, divisor.width, kind);
    } else {
        dividend = builder_.in_slot(builder_.with_width(dividend, width));
        divisor = builder_.with_width(divisor, width);
        dividing.kernel = kernels::exact_rounding(mode, width, by_constant);
    }
    dividing.domain = dividend.domain;
    dividing.a = dividend.slot;
    dividing.b = divisor.slot;
    dividing.y = by_constant ? divisor.low : Int128(0);
    dividend.slot = builder_.value(dividing, width);
    dividend.width = width;
    dividend.low = node.low / step - Int128(1);
    dividend.high = node.high / step + Int128(1);
    dividend = builder_.multiply(dividend, steps);
    dividend.low = node.low;
    dividend.high = node.high;
    return builder_.narrowed(dividend);
}

/// A value outside is a fault, and held inside so that later steps stay in their ranges.
inline Lane Lowering::check_range(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const Lane a = builder_.with_places(lane(rulebook_.operands_of(node)[0], domain), node.places);
    const Lane low = Builder::constant(node.low, node.places, domain);
    const Lane high = Builder::constant(node.high, node.places, domain);
    const Lane good = logic<kernels::And>(compare_numbers(Operation::less_equal, low, a),
                                          compare_numbers(Operation::less_equal, a, high));
    Lane result = upper_bound(low, lower_bound(a, high));
    Lane certain = good;
    certain.state = no_slot;
    result.state = builder_.fault_unless(certain, a.state, domain);
    return builder_.narrowed(result);
}

inline Lane Lowering::date_function(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    Lane a = builder_.with_width(lane(operands[0], domain), Width::w32);
    Lane b = builder_.with_width(lane(operands.back(), domain), Width::w32);
    Lane result{no_slot,  builder_.merge(a.state, b.state, domain), Width::w32, domain, 0, node.low,
                node.high};
    if (operands.size() == 1) {
        a = builder_.in_slot(a);
    }
    const auto chosen_kernel = [&]() -> Kernel {
        switch (node.operation) {
        case Operation::years_between:
            return kernels::date_function<kernels::YearsBetween>(a.is_constant(), b.is_constant());
        case Operation::months_between:
            return kernels::date_function<kernels::MonthsBetween>(a.is_constant(), b.is_constant());
        case Operation::days_between:
            return kernels::date_function<kernels::DaysBetween>(a.is_constant(), b.is_constant());
        case Operation::add_months:
            return kernels::date_function<kernels::AddMonths>(a.is_constant(), b.is_constant());
        case Operation::add_days:
            return kernels::date_function<kernels::AddDays>(a.is_constant(), b.is_constant());
        case Operation::year_of:
            return &one_level_of<kernels::year_of>;
        default:
            return &one_level_of<kernels::month_of>;
        }
    };
    Instruction computing;
    computing.kernel = chosen_kernel();
    computing.domain = domain;
    computing.a = a.slot;
    computing.b = operands.size() == 1 ? no_slot : b.slot;
    computing.x = a.is_constant() ? a.low : Int128(0);
    computing.y = b.is_constant() ? b.low : Int128(0);
    result.slot = builder_.value(computing, Width::w32);
    return result;
}

} // namespace doudi::engine
