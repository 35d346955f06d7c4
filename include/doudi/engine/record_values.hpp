#pragma once

#include <doudi/engine/checks.hpp>
#include <doudi/engine/executor.hpp>
#include <doudi/engine/planner.hpp>
#include <doudi/error.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

// The value of every node of a rulebook for one record: what a trace is told from. It is worked
// out by the same plan and the same kernels as a decision, so it is how the decision came about.
namespace doudi::engine {

/// Values and states of all nodes, for the rows of one record.
///
/// A row counts inside the record and is a row of the node's own entity; it is 0 for a node of
/// entity `none`. The rulebook and the population must outlive it.
class RecordValues {
public:
    /// The number at the node's places; 0 where the state is not ok. Of a `quotient` (or of a
    /// value or reference that reads one) there is none, ask for its two operands instead: 0.
    [[nodiscard]] Int128 digits(Index node, std::size_t row) const;

    /// Of a quotient too: a zero divisor is a fault.
    [[nodiscard]] State state(Index node, std::size_t row) const;

    /// How many rows of `entity` the record has; 1 for `none`.
    [[nodiscard]] std::size_t rows(Index entity) const;

    /// The row of `outer` (which must hold `entity`) that `row` of `entity` belongs to.
    [[nodiscard]] std::size_t outer_row(Index outer, Index entity, std::size_t row) const;

    /// Whether an input is stated by the population at all.
    [[nodiscard]] bool is_stated(Index input) const;

private:
    friend class RecordEvaluator;

    struct Body {
        explicit Body(std::shared_ptr<const Plan> shared)
            : plan(std::move(shared)), executor(*plan) {}

        std::shared_ptr<const Plan> plan;
        Executor executor;
        const Population* population = nullptr;
    };

    std::shared_ptr<Body> body_;
};

/// Evaluates one record after another; keeps the plan between calls. What it returned before is
/// given up when the memory can be used again, that is, when nobody holds it any more.
class RecordEvaluator {
public:
    explicit RecordEvaluator(const Rulebook& rulebook) : rulebook_(&rulebook) {}

    /// Throws UsageError when the population does not fit the rulebook or has no such record.
    [[nodiscard]] RecordValues operator()(const Population& population, std::size_t record);

private:
    const Rulebook* rulebook_;
    StatedInputs stated_;
    std::shared_ptr<const Plan> plan_;
    RecordValues last_;
};

/// Evaluates record `record` of the population and keeps every node's values.
/// Throws UsageError when the population does not fit the rulebook or has no such record.
[[nodiscard]] inline RecordValues
evaluate_every_node(const Rulebook& rulebook, const Population& population, std::size_t record) {
    return RecordEvaluator(rulebook)(population, record);
}

// ---------------------------------------------------------------------------------------------

inline RecordValues RecordEvaluator::operator()(const Population& population, std::size_t record) {
    check_fit(*rulebook_, population);
    if (record >= population.size()) {
        throw UsageError(std::string("there is no record ") + std::to_string(record) +
                         " in the population");
    }
    StatedInputs stated = stated_inputs(population);
    if (plan_ == nullptr || stated != stated_) {
        stated_ = std::move(stated);
        plan_ = std::make_shared<const Plan>(Planner(*rulebook_, stated_).for_all_nodes());
        last_.body_.reset();
    }
    if (last_.body_ == nullptr || last_.body_.use_count() > 1) {
        last_.body_ = std::make_shared<RecordValues::Body>(plan_);
    }
    last_.body_->population = &population;
    last_.body_->executor.bind(population);
    last_.body_->executor.run(record, record + 1, record + 1);
    return last_;
}

inline State RecordValues::state(Index node, std::size_t row) const {
    const Lane& lane = body_->plan->nodes[node].value;
    const Frame& frame = body_->executor.frame();
    return frame.is_clean(lane.state) ? State::ok
                                      : static_cast<State>(frame.states(lane.state)[row]);
}

inline Int128 RecordValues::digits(Index node, std::size_t row) const {
    const NodeLanes& lanes = body_->plan->nodes[node];
    const Lane& lane = lanes.value;
    if (lanes.divisor || state(node, row) != State::ok) {
        return 0;
    }
    if (lane.is_constant()) {
        return lane.low;
    }
    return with_type(lane.width, [&](auto type) {
        return Int128(body_->executor.frame().read<decltype(type)>(lane.slot)[row]);
    });
}

inline std::size_t RecordValues::rows(Index entity) const {
    if (entity == none) {
        return 1;
    }
    const Population& population = *body_->population;
    const auto [begin, end] = population.rows_of_record(entity, body_->executor.first_row(0));
    return end - begin;
}

inline std::size_t RecordValues::outer_row(Index outer, Index entity, std::size_t row) const {
    if (outer == none) {
        return 0;
    }
    const Population& population = *body_->population;
    const std::size_t record = body_->executor.first_row(0);
    std::size_t absolute = population.first_row(entity, record) + row;
    while (entity != outer) {
        const std::vector<std::uint32_t>& starts = population.starts(entity);
        const auto after = std::upper_bound(starts.begin(), starts.end(), absolute);
        absolute = static_cast<std::size_t>(after - starts.begin()) - 1;
        entity = body_->plan->rulebook->entities[entity].outer;
    }
    return absolute - population.first_row(outer, record);
}

inline bool RecordValues::is_stated(Index input) const {
    return body_->population->is_stated(input);
}

} // namespace doudi::engine
