#pragma once

#include <doudi/engine/builder.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>
#include <doudi/engine/lowering_comparisons.hpp>
#include <doudi/engine/lowering_logic.hpp>
#include <doudi/engine/lowering_names.hpp>
#include <doudi/engine/lowering_numbers.hpp>
#include <doudi/engine/lowering_refusals.hpp>
#include <doudi/engine/lowering_rows.hpp>
#include <doudi/engine/lowering_tables.hpp>
#include <doudi/engine/planner.hpp>

#include <cstdint>

#ifdef DOUDI_COMPILED
#define DOUDI_PLANNING
#else
#define DOUDI_PLANNING inline
#endif

// The planner, and behind it all kernels of the engine.
// NOLINTBEGIN(misc-definitions-in-headers): inline, or compiled in one place alone.
namespace doudi::engine {

DOUDI_PLANNING std::vector<Index> Planner::wanted_nodes(std::span<const Index> values,
                                                        bool with_reasons) const {
    std::vector<Index> wanted;
    for (const DecisionEntry& decision : rulebook_.decisions) {
        wanted.push_back(decision.outcome);
        for (const Index node : {decision.amount, decision.review}) {
            if (node != none) {
                wanted.push_back(node);
            }
        }
        for (const DecisionEntry::GivenOut& given : decision.gives) {
            wanted.push_back(given.node);
        }
        wanted.insert(wanted.end(), decision.show.begin(), decision.show.end());
        for (const DecisionEntry::Row& row : decision.rows) {
            if (with_reasons && row.when != none) {
                wanted.push_back(row.when);
            }
        }
    }
    for (const Index value : values) {
        wanted.push_back(rulebook_.values[value].node);
    }
    return wanted;
}

/// The status of a decision, then its columns.
DOUDI_PLANNING void Planner::add_decision(const DecisionEntry& decision, Builder& builder,
                                          Lowering& lowering) {
    const Index domain = decision.entity;
    std::vector<Lane> parts{lowering.lane(decision.outcome, domain)};
    if (decision.amount != none) {
        parts.push_back(lowering.lane(decision.amount, domain));
    }
    for (const DecisionEntry::GivenOut& given : decision.gives) {
        parts.push_back(lowering.lane(given.node, domain));
    }
    Lane review = Builder::constant(0, 0, domain);
    review.width = Width::w8;
    if (decision.review != none) {
        review = lowering.lane(decision.review, domain);
    }
    Slot worst = review.state;
    for (const Lane& part : parts) {
        worst = builder.merge(worst, part.state, domain);
    }
    Instruction judging;
    judging.kernel = &levels_of<kernels::status>;
    judging.domain = domain;
    judging.a = review.slot;
    judging.x = review.low;
    judging.a_state = worst;
    std::vector<Lane>& outputs = builder.plan().outputs;
    outputs.push_back({builder.value(judging, Width::w8), no_slot, Width::w8, domain, 0, 0, 3});
    outputs.insert(outputs.end(), parts.begin(), parts.end());
    for (const Index node : decision.show) {
        outputs.push_back(lowering.lane(node, domain));
    }
}

/// The row that decided, then condition and margin of each refusal.
DOUDI_PLANNING void Planner::add_reasons(const DecisionEntry& decision,
                                         std::span<const Refusal> refusals, Builder& builder,
                                         Lowering& lowering) const {
    RefusalLowering reasons(builder, lowering, rulebook_, stated_, decision.entity);
    std::vector<Lane> lanes{reasons.decided_by(decision)};
    for (const RefusalLanes& refused : reasons.refused(decision, refusals)) {
        lanes.push_back(refused.failed);
        lanes.push_back(refused.margin);
    }
    std::vector<Lane>& outputs = builder.plan().outputs;
    outputs.insert(outputs.end(), lanes.begin(), lanes.end());
}

DOUDI_PLANNING DecisionPlan Planner::for_decisions(
    std::span<const Index> values, std::span<const std::vector<Refusal>> refusals) const {
    DecisionPlan result;
    result.plan.rulebook = &rulebook_;
    const std::vector<Index> wanted = wanted_nodes(values, !refusals.empty());
    Builder builder(result.plan);
    Lowering lowering(builder, rulebook_, stated_);
    if (!wanted.empty()) {
        lowering.run(wanted);
    }
    for (std::size_t i = 0; i < rulebook_.decisions.size(); ++i) {
        const DecisionEntry& decision = rulebook_.decisions[i];
        result.decisions.push_back({result.plan.outputs.size()});
        add_decision(decision, builder, lowering);
        if (!refusals.empty()) {
            add_reasons(decision, refusals[i], builder, lowering);
        }
    }
    result.first_value = result.plan.outputs.size();
    for (const Index value : values) {
        const Index node = rulebook_.values[value].node;
        const Index entity = rulebook_.values[value].entity;
        result.plan.outputs.push_back(lowering.lane(node, result.plan.domain_of(entity)));
    }
    finish(result.plan, false);
    return result;
}

DOUDI_PLANNING Plan Planner::for_all_nodes() const {
    Plan plan;
    plan.rulebook = &rulebook_;
    Builder builder(plan);
    Lowering lowering(builder, rulebook_, stated_);
    lowering.run({});
    finish(plan, true);
    return plan;
}

} // namespace doudi::engine

// NOLINTEND(misc-definitions-in-headers)

#undef DOUDI_PLANNING
