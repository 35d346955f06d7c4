#pragma once

#include <doudi/engine/plan.hpp>
#include <doudi/engine/storage.hpp>
#include <doudi/refusals.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <span>
#include <vector>

// Builds plans: for the decisions of a rulebook, or for all of its nodes.
namespace doudi::engine {

/// Lanes of Plan::outputs that a decision owns, counted in this order.
struct DecisionOutputs {
    /// status, outcome, amount if there is one, gives …, show …; with reasons also the row that
    /// decided, and for each refusal the condition and the margin
    std::size_t first = 0;
};

struct DecisionPlan {
    Plan plan;
    std::vector<DecisionOutputs> decisions;
    std::size_t first_value = 0; ///< output of the first named value asked for
};

class Planner {
public:
    Planner(const Rulebook& rulebook, const StatedInputs& stated)
        : rulebook_(rulebook), stated_(stated) {}

    /// Every decision, and `values` (named values that are no quotients). `refusals` holds, for
    /// each decision, those that reasons are wanted for; empty: no reasons.
    [[nodiscard]] DecisionPlan for_decisions(std::span<const Index> values,
                                             std::span<const std::vector<Refusal>> refusals) const;

    /// Every node, each readable at the end.
    [[nodiscard]] Plan for_all_nodes() const;

private:
    [[nodiscard]] std::vector<Index> wanted_nodes(std::span<const Index> values,
                                                  bool with_reasons) const;
    void add_reasons(const DecisionEntry& decision, std::span<const Refusal> refusals,
                     Builder& builder, Lowering& lowering) const;
    static void add_decision(const DecisionEntry& decision, Builder& builder, Lowering& lowering);

    const Rulebook& rulebook_;
    const StatedInputs& stated_;
};

} // namespace doudi::engine

// What turns rules into machine code is large. Whoever links the library finds it compiled there;
// whoever has the headers alone compiles it here.
#ifndef DOUDI_COMPILED
#include <doudi/engine/planning.hpp>
#endif
