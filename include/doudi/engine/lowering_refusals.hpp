#pragma once

#include <doudi/engine/builder.hpp>
#include <doudi/engine/kernels/arithmetic.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/lowering.hpp>
#include <doudi/engine/lowering_comparisons.hpp>
#include <doudi/engine/lowering_logic.hpp>
#include <doudi/refusals.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Why alternatives are refused, for every row at once.
namespace doudi::engine {

/// Of one alternative. No row is missing or at fault.
struct RefusalLanes {
    Lane failed; ///< which condition, from 1; 0 where the alternative was not refused
    Lane margin; ///< by how much; 0 where there is no such number
};

/// Works in the rows of one decision's entity.
class RefusalLowering {
public:
    RefusalLowering(Builder& builder, Lowering& lowering, const Rulebook& rulebook,
                    const StatedInputs& stated, Index domain)
        : builder_(builder), lowering_(lowering), rulebook_(rulebook), stated_(stated),
          domain_(domain) {}

    /// The row of the decision that applies, from 1; missing or a fault where a condition is, and
    /// 0 where the record states the outcome.
    [[nodiscard]] Lane decided_by(const DecisionEntry& decision);

    /// For each of `refusals`. An alternative behind the one that applies is not refused, and none
    /// is where the record states the outcome.
    [[nodiscard]] std::vector<RefusalLanes> refused(const DecisionEntry& decision,
                                                    std::span<const Refusal> refusals);

private:
    [[nodiscard]] RefusalLanes reason(const Refusal& refusal, const Lane& is_refused);
    [[nodiscard]] Lane failing(const RefusalCondition& condition);
    [[nodiscard]] Lane margin(const RefusalCondition& condition, std::uint8_t places);
    [[nodiscard]] Lane is_known(Lane truth, bool value);
    [[nodiscard]] Lane is_given(Index value);
    [[nodiscard]] Lane has_given_outcome(const DecisionEntry& decision);
    [[nodiscard]] Lane byte(std::size_t number) const;

    Builder& builder_;
    Lowering& lowering_;
    const Rulebook& rulebook_;
    const StatedInputs& stated_;
    Index domain_;
};

// ---------------------------------------------------------------------------------------------

inline Lane RefusalLowering::byte(std::size_t number) const {
    Lane lane = Builder::constant(Int128(static_cast<std::int64_t>(number)), 0, domain_);
    lane.width = width_of_count(number);
    return lane;
}

/// Truth: whether a truth value is ok and so.
inline Lane RefusalLowering::is_known(Lane truth, bool value) {
    Lane ok = byte(1);
    ok.slot = builder_.ok_rows(truth.state, domain_);
    ok.low = ok.is_constant() ? Int128(1) : Int128(0);
    truth.state = no_slot;
    return lowering_.logic<kernels::And>(value ? truth : lowering_.negation(truth), ok);
}

inline Lane RefusalLowering::is_given(Index value) {
    const Index given = rulebook_.values[value].given;
    if (stated_[given] == Stated::nothing) {
        return byte(0);
    }
    const Index entity = builder_.plan().domain_of(rulebook_.values[value].entity);
    const Slot state = lowering_.input(given, entity).state;
    Lane lane = Builder::constant(1, 0, entity);
    lane.width = Width::w8;
    lane.slot = builder_.ok_rows(state, entity);
    lane.low = lane.is_constant() ? Int128(1) : Int128(0);
    return builder_.in_domain(lane, domain_);
}

inline Lane RefusalLowering::has_given_outcome(const DecisionEntry& decision) {
    const Node& outcome = rulebook_.nodes[decision.outcome];
    const bool may_be =
        outcome.operation == Operation::value && rulebook_.values[outcome.payload].given != none;
    return may_be ? is_given(outcome.payload) : byte(0);
}

inline Lane RefusalLowering::failing(const RefusalCondition& condition) {
    const bool is_end = rulebook_.nodes[condition.node].operation == Operation::in_range &&
                        condition.failing != Operation::constant;
    Lane result = is_end ? is_known(lowering_.comparison(condition.left, condition.failing,
                                                         condition.right, domain_),
                                    true)
                         : is_known(lowering_.lane(condition.node, domain_), !condition.wanted);
    for (const RefusalCondition::Guard& guard : condition.guards) {
        const Lane above = is_known(lowering_.lane(guard.node, domain_), !guard.wanted);
        result = lowering_.logic<kernels::And>(result, above);
    }
    for (std::size_t i = 0; i < condition.names.size(); ++i) {
        const bool wanted = condition.speaks_if_given && i + 1 == condition.names.size();
        const Lane given = is_known(is_given(condition.names[i]), wanted);
        result = lowering_.logic<kernels::And>(result, given);
    }
    return result;
}

inline Lane RefusalLowering::margin(const RefusalCondition& condition, std::uint8_t places) {
    if (!condition.has_margin || condition.failing == Operation::equal) {
        return Builder::constant(0, places, domain_);
    }
    Lane left = builder_.with_places(lowering_.lane(condition.left, domain_), condition.places);
    Lane right = builder_.with_places(lowering_.lane(condition.right, domain_), condition.places);
    left.state = right.state = no_slot; // rows that are not ok have not failed
    const auto difference = [&](const Lane& a, const Lane& b) {
        const Range range{saturating_add(a.low, saturating_negate(b.high)),
                          saturating_add(a.high, saturating_negate(b.low))};
        return builder_.arithmetic<kernels::Subtract>(a, b, range, true);
    };
    Lane apart;
    switch (condition.failing) {
    case Operation::less:
    case Operation::less_equal:
        apart = difference(right, left);
        break;
    case Operation::greater:
    case Operation::greater_equal:
        apart = difference(left, right);
        break;
    default:
        apart = builder_.arithmetic<kernels::Maximum>(
            difference(left, right), difference(right, left), {0, condition.furthest}, false);
        break;
    }
    return builder_.with_places(apart, places);
}

inline RefusalLanes RefusalLowering::reason(const Refusal& refusal, const Lane& is_refused) {
    const std::vector<RefusalCondition>& conditions = refusal.conditions;
    RefusalLanes lanes;
    for (std::size_t i = conditions.size(); i-- > 0;) {
        const Lane number = byte(i + 1);
        const Lane by = margin(conditions[i], refusal.places);
        if (i + 1 == conditions.size()) {
            lanes = {number, by};
            continue;
        }
        const Lane fails = failing(conditions[i]);
        lanes.failed = lowering_.chosen(fails, number, lanes.failed, false);
        lanes.margin = lowering_.chosen(fails, by, lanes.margin, false);
    }
    lanes.failed = lowering_.chosen(is_refused, lanes.failed, byte(0), false);
    lanes.margin = lowering_.chosen(is_refused, lanes.margin,
                                    Builder::constant(0, refusal.places, domain_), false);
    return lanes;
}

inline Lane RefusalLowering::decided_by(const DecisionEntry& decision) {
    std::size_t row = decision.rows.size();
    Lane result = byte(row);
    while (row-- > 0) {
        const Index when = decision.rows[row].when;
        if (when != none) {
            result = lowering_.chosen(lowering_.lane(when, domain_), byte(row + 1), result, false);
        }
    }
    return lowering_.chosen(has_given_outcome(decision), byte(0), result, false);
}

inline std::vector<RefusalLanes> RefusalLowering::refused(const DecisionEntry& decision,
                                                          std::span<const Refusal> refusals) {
    std::vector<RefusalLanes> result;
    Lane is_refused = is_known(has_given_outcome(decision), false);
    for (const Refusal& refusal : refusals) {
        const Lane when = lowering_.lane(decision.rows[refusal.row].when, domain_);
        is_refused = lowering_.logic<kernels::And>(is_refused, is_known(when, false));
        result.push_back(reason(refusal, is_refused));
    }
    return result;
}

} // namespace doudi::engine
