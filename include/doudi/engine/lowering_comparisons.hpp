#pragma once

#include <doudi/engine/kernels/arithmetic.hpp>
#include <doudi/engine/kernels/choose.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

// Comparisons, with quotients multiplied out: a / b < c / d is a × d < c × b when b and d are
// greater than 0; a divisor below 0 first gives its sign to the numerator.
namespace doudi::engine {

/// What a comparison comes to for ranges that do not meet, or that are one number each.
[[nodiscard]] inline std::optional<bool> decided_by_ranges(Operation operation, const Range& a,
                                                           const Range& b) {
    const bool apart = a.high < b.low || b.high < a.low;
    const bool one = a.low == a.high && b.low == b.high && a.low == b.low;
    switch (operation) {
    case Operation::equal:
        return apart || one ? std::optional(one) : std::nullopt;
    case Operation::not_equal:
        return apart || one ? std::optional(!one) : std::nullopt;
    case Operation::less:
        return a.high < b.low    ? std::optional(true)
               : a.low >= b.high ? std::optional(false)
                                 : std::nullopt;
    case Operation::less_equal:
        return a.high <= b.low  ? std::optional(true)
               : a.low > b.high ? std::optional(false)
                                : std::nullopt;
    default:
        return std::nullopt;
    }
}

inline Lane Lowering::compare_numbers(Operation operation, const Lane& a, const Lane& b) {
    if (operation == Operation::greater) {
        return compare_numbers(Operation::less, b, a);
    }
    if (operation == Operation::greater_equal) {
        return compare_numbers(Operation::less_equal, b, a);
    }
    const std::uint8_t places = std::max(a.places, b.places);
    const Lane left = builder_.with_places(a, places);
    const Lane right = builder_.with_places(b, places);
    if (const auto known = decided_by_ranges(operation, range_of(left), range_of(right))) {
        Lane result = Builder::constant(*known ? 1 : 0, 0, a.domain);
        result.width = Width::w8;
        result.state = builder_.merge(a.state, b.state, a.domain);
        return result;
    }
    switch (operation) {
    case Operation::equal:
        return builder_.compare<kernels::Equal>(left, right);
    case Operation::not_equal:
        return builder_.compare<kernels::NotEqual>(left, right);
    case Operation::less:
        return builder_.compare<kernels::Less>(left, right);
    default:
        return builder_.compare<kernels::LessEqual>(left, right);
    }
}

inline void Lowering::with_positive_divisor(NodeLanes& lanes) {
    if (!lanes.divisor || lanes.divisor->low >= Int128(0)) {
        return;
    }
    Lane& divisor = *lanes.divisor;
    const Lane zero = Builder::constant(0, divisor.places, divisor.domain);
    const Lane is_negative = compare_numbers(Operation::less, divisor, zero);
    const auto turned = [&](const Lane& lane) {
        const Lane nothing = Builder::constant(0, lane.places, lane.domain);
        const Range range{saturating_negate(lane.high), saturating_negate(lane.low)};
        const Lane opposite = builder_.arithmetic<kernels::Subtract>(nothing, lane, range, true);
        return chosen(is_negative, opposite, lane, false);
    };
    const Int128 furthest = std::max(saturating_negate(divisor.low), divisor.high);
    lanes.value = turned(lanes.value);
    divisor = turned(divisor);
    if (!divisor.is_constant()) {
        divisor.low = 0;
        divisor.high = furthest;
    }
}

inline Lane Lowering::compare(Operation operation, NodeLanes a, NodeLanes b) {
    with_positive_divisor(a);
    with_positive_divisor(b);
    const Lane left = b.divisor ? builder_.multiply(a.value, *b.divisor) : a.value;
    const Lane right = a.divisor ? builder_.multiply(b.value, *a.divisor) : b.value;
    return compare_numbers(operation, left, right);
}

inline Lane Lowering::comparison(Index a, Operation operation, Index b, Index domain) {
    const Lane result = compare(operation, lanes(a, domain), lanes(b, domain));
    const bool of_categories = rulebook_.nodes[a].type.kind == Kind::category;
    if (!of_categories || rulebook_.nodes[a].low >= Int128(0) ||
        rulebook_.nodes[b].low >= Int128(0)) {
        return result;
    }
    // A newcomer's `none`, which is −1, is equal to nothing, itself included.
    Lane left = lane(a, domain);
    left.state = no_slot;
    const Lane zero = Builder::constant(0, 0, domain);
    if (operation == Operation::not_equal) {
        const Lane none_there = compare_numbers(Operation::less, left, zero);
        Lane differs = result;
        differs.state = no_slot;
        differs = logic<kernels::Or>(differs, none_there);
        differs.state = result.state;
        return differs;
    }
    Lane same = result;
    same.state = no_slot;
    same = logic<kernels::And>(same, compare_numbers(Operation::less_equal, zero, left));
    same.state = result.state;
    return same;
}

/// Truth of low ≤ x ≤ high, in digits of x. Both are numbers that x could be.
inline Lane Lowering::within(const Lane& x, const Int128& low, const Int128& high) {
    const Lane least = Builder::constant(low, x.places, x.domain);
    const Lane most = Builder::constant(high, x.places, x.domain);
    const bool is_narrow = x.width == Width::w32 || x.width == Width::w64;
    const bool fits = width_of_range(low, high) <= x.width;
    if (low == high) {
        return compare_numbers(Operation::equal, x, least);
    }
    if (x.is_constant() || !is_narrow || !fits || low <= x.low || high >= x.high) {
        return logic<kernels::And>(compare_numbers(Operation::less_equal, least, x),
                                   compare_numbers(Operation::less_equal, x, most));
    }
    Instruction testing;
    testing.kernel = x.width == Width::w32 ? &levels_of<kernels::within<std::int32_t>>
                                           : &levels_of<kernels::within<std::int64_t>>;
    testing.domain = x.domain;
    testing.a = x.slot;
    testing.x = low;
    testing.y = high;
    return {builder_.value(testing, Width::w8), x.state, Width::w8, x.domain, 0, 0, 1};
}

/// Digits of constants at `places`, rising; nothing when one is no constant or has more places.
inline std::optional<std::vector<Int128>> Lowering::constants_at(std::span<const Index> nodes,
                                                                 std::uint8_t places) const {
    std::vector<Int128> digits;
    for (const Index node : nodes) {
        const Node& entry = rulebook_.nodes[node];
        if (!is_folded(node) || entry.places > places || entry.type.kind == Kind::boolean ||
            (entry.type.kind == Kind::category && entry.low < Int128(0))) {
            return std::nullopt;
        }
        digits.push_back(
            saturating_multiply(entry.low, bounded_power_of_ten(places - entry.places)));
    }
    std::sort(digits.begin(), digits.end());
    digits.erase(std::unique(digits.begin(), digits.end()), digits.end());
    return digits;
}

/// Members that follow one another without a gap are one comparison.
inline Lane Lowering::in_list(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const Index subject = operands[0];
    const auto known = is_quotient(subject)
                           ? std::nullopt
                           : constants_at(operands.subspan(1), rulebook_.nodes[subject].places);
    Lane result = Builder::constant(0, 0, domain);
    result.width = Width::w8;
    if (!known) {
        for (const Index member : operands.subspan(1)) {
            result =
                logic<kernels::Or>(result, comparison(subject, Operation::equal, member, domain));
        }
        return result;
    }
    const Lane x = lane(subject, domain);
    for (std::size_t first = 0; first < known->size();) {
        std::size_t end = first + 1;
        while (end < known->size() && (*known)[end] == (*known)[end - 1] + Int128(1)) {
            ++end;
        }
        result = logic<kernels::Or>(result, within(x, (*known)[first], (*known)[end - 1]));
        first = end;
    }
    return result;
}

inline Lane Lowering::in_range(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    const Index subject = operands[0];
    const bool low_closed = (node.detail & 1U) != 0;
    const bool high_closed = (node.detail & 2U) != 0;
    if (!is_quotient(subject)) {
        const std::uint8_t places = rulebook_.nodes[subject].places;
        const auto low = constants_at(operands.subspan(1, 1), places);
        const auto high = constants_at(operands.subspan(2, 1), places);
        const Int128 least = low ? low->front() + Int128(low_closed ? 0 : 1) : Int128(0);
        const Int128 most = high ? high->front() - Int128(high_closed ? 0 : 1) : Int128(0);
        if (low && high && least <= most) {
            return within(lane(subject, domain), least, most);
        }
    }
    const Lane above = comparison(
        subject, low_closed ? Operation::greater_equal : Operation::greater, operands[1], domain);
    const Lane below = comparison(subject, high_closed ? Operation::less_equal : Operation::less,
                                  operands[2], domain);
    return logic<kernels::And>(above, below);
}

} // namespace doudi::engine
