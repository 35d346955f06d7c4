#pragma once

#include <doudi/decisions.hpp>
#include <doudi/engine/checks.hpp>
#include <doudi/engine/executor.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/outputs.hpp>
#include <doudi/engine/planner.hpp>
#include <doudi/engine/workers.hpp>
#include <doudi/error.hpp>
#include <doudi/population.hpp>
#include <doudi/refusals.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Decides records. Headers alone, on the standard library; see also bytes.hpp for rulebooks
/// that come as bytes.
namespace doudi {

struct EvaluateOptions {
    unsigned threads = 1;            ///< 0: as many as the machine has
    std::vector<std::string> values; ///< further named values to hand out, by full name
    bool all_values = false;         ///< hand out every named value that is no exact fraction
    bool reasons = false;            ///< say of every row why alternatives were refused
    /// Machine code to run; no result depends on it. Beyond what this machine can: UsageError.
    engine::Level level = engine::machine_level();
};

/// Decides every record of a population.
///
/// Rows fail alone: a row that cannot be decided has its status and the others go on. The bits are
/// the same for any number of threads. Throws UsageError when the population's columns do not fit
/// the rulebook, for an unknown name in `values`, or for one that is an exact fraction (a rule
/// with `round: none` and a division). Safe to call from many threads at once.
[[nodiscard]] Decisions evaluate(const Rulebook& rulebook, const Population& population,
                                 const EvaluateOptions& options = {});
Decisions evaluate(const Rulebook&&, const Population&,
                   const EvaluateOptions& = {}) = delete; // would not outlive what it decides

/// The same, many times over: keeps the plan and the memory between calls. Not to be shared
/// between threads while it runs; one for each thread is fine. The rulebook must outlive it.
class Evaluator {
public:
    explicit Evaluator(const Rulebook& rulebook, EvaluateOptions options = {});
    explicit Evaluator(const Rulebook&&, EvaluateOptions = {}) = delete; // would not outlive it

    /// Decides; the result is valid until the next call.
    [[nodiscard]] const Decisions& operator()(const Population& population);

    /// Decides and hands the result over, with its memory.
    [[nodiscard]] Decisions take(const Population& population);

private:
    void find_values();

    /// A plan and what runs it, for populations that state the same.
    struct Ready {
        engine::StatedInputs stated;
        engine::DecisionPlan plan;
        std::vector<std::unique_ptr<engine::Executor>> executors; ///< one for each thread
    };

    void choose_plan(const Population& population);
    [[nodiscard]] Ready* find_plan(const engine::StatedInputs& stated);
    void shape();
    void shape_reasons(DecisionColumns& columns) const;
    void prepare_outputs(const Population& population);
    void write_outputs(const engine::Executor& executor, bool is_first);
    void run(const Population& population);
    void drop_empty_states();

    const Rulebook* rulebook_;
    EvaluateOptions options_;
    std::vector<Index> values_;
    std::vector<std::vector<Refusal>> refusals_; ///< of each decision, when reasons are wanted
    std::deque<Ready> ready_;                    ///< the last ones are the youngest
    Ready* chosen_ = nullptr;
    std::vector<Column*> columns_; ///< of each output; a status column has none
    Decisions decisions_;
    std::deque<engine::Target> targets_;
};

// ---------------------------------------------------------------------------------------------

inline Evaluator::Evaluator(const Rulebook& rulebook, EvaluateOptions options)
    : rulebook_(&rulebook), options_(std::move(options)), decisions_(rulebook) {
    if (options_.level > engine::machine_level()) {
        throw UsageError("evaluate: this machine has no such level of machine code");
    }
    find_values();
    for (const DecisionEntry& decision : rulebook.decisions) {
        if (options_.reasons) {
            refusals_.push_back(refusals_of(rulebook, decision));
        }
    }
    shape();
}

inline void Evaluator::find_values() {
    const std::vector<std::uint8_t> fractions =
        rulebook_check::nodes_that_are_fractions(*rulebook_);
    for (Index i = 0; options_.all_values && i < rulebook_->values.size(); ++i) {
        if (fractions[rulebook_->values[i].node] == 0) {
            values_.push_back(i);
        }
    }
    for (const std::string& name : options_.values) {
        const Index value = rulebook_->find_value(name);
        if (value == none) {
            throw UsageError("the rulebook has no value '" + name + "'");
        }
        if (fractions[rulebook_->values[value].node] != 0) {
            throw UsageError("'" + name + "' is an exact fraction and has no number of its own");
        }
        if (std::find(values_.begin(), values_.end(), value) == values_.end()) {
            values_.push_back(value);
        }
    }
}

/// Columns of the right widths, without rows.
inline void Evaluator::shape() {
    const auto column_for = [this](Index node) {
        Column column;
        const Node& entry = rulebook_->nodes[node];
        column.width = width_for(entry.type.kind, entry.low, entry.high);
        return column;
    };
    for (Index i = 0; i < rulebook_->decisions.size(); ++i) {
        const DecisionEntry& entry = rulebook_->decisions[i];
        DecisionColumns& columns = decisions_.decisions.emplace_back();
        columns.decision = i;
        columns.outcome = column_for(entry.outcome);
        if (entry.amount != none) {
            columns.amount = column_for(entry.amount);
        }
        for (const DecisionEntry::GivenOut& given : entry.gives) {
            columns.gives.push_back(column_for(given.node));
        }
        for (const Index node : entry.show) {
            columns.show.push_back(column_for(node));
        }
        if (options_.reasons) {
            shape_reasons(columns);
        }
    }
    for (const Index value : values_) {
        decisions_.values.emplace_back(value, column_for(rulebook_->values[value].node));
    }
}

inline void Evaluator::shape_reasons(DecisionColumns& columns) const {
    columns.decided_by.width =
        engine::width_of_count(rulebook_->decisions[columns.decision].rows.size());
    for (const Refusal& refusal : refusals_[columns.decision]) {
        RefusalColumns& refused = columns.refused.emplace_back();
        refused.failed.width = engine::width_of_count(refusal.conditions.size());
        refused.margin.width = engine::width_of_range(0, refusal.furthest);
    }
}

inline Evaluator::Ready* Evaluator::find_plan(const engine::StatedInputs& stated) {
    const auto found = std::find_if(ready_.begin(), ready_.end(),
                                    [&](const Ready& ready) { return ready.stated == stated; });
    return found == ready_.end() ? nullptr : &*found;
}

/// A plan for exactly what is stated; but populations that differ time and again in which columns
/// have gaps share one that looks for gaps everywhere.
inline void Evaluator::choose_plan(const Population& population) {
    constexpr std::size_t most_plans = 4;
    engine::StatedInputs stated = engine::stated_inputs(population);
    chosen_ = find_plan(stated);
    if (chosen_ == nullptr && ready_.size() >= most_plans) {
        stated = engine::with_gaps(std::move(stated));
        chosen_ = find_plan(stated);
    }
    if (chosen_ != nullptr) {
        return;
    }
    if (ready_.size() >= 2 * most_plans) {
        ready_.clear();
    }
    engine::DecisionPlan plan =
        engine::Planner(*rulebook_, stated).for_decisions(values_, refusals_);
    chosen_ = &ready_.emplace_back(Ready{std::move(stated), std::move(plan), {}});
}

/// A target for each output of the plan, in its order.
inline void Evaluator::prepare_outputs(const Population& population) {
    const engine::Plan& plan = chosen_->plan.plan;
    targets_.clear();
    columns_.clear();
    const auto add = [&](Column& column) {
        const engine::Lane& lane = plan.outputs[targets_.size()];
        const std::size_t rows = lane.domain == plan.whole()
                                     ? std::min<std::size_t>(population.size(), 1)
                                     : population.rows(lane.domain);
        engine::prepare(targets_.emplace_back(), column, rows, lane.state != engine::no_slot);
        columns_.push_back(&column);
    };
    for (DecisionColumns& columns : decisions_.decisions) {
        const DecisionEntry& entry = rulebook_->decisions[columns.decision];
        columns.statuses.resize(population.rows(entry.entity));
        engine::Target& status = targets_.emplace_back();
        status.data = columns.statuses.data();
        status.width = Width::w8;
        columns_.push_back(nullptr);
        add(columns.outcome);
        if (entry.amount != none) {
            add(columns.amount);
        }
        for (Column& column : columns.gives) {
            add(column);
        }
        for (Column& column : columns.show) {
            add(column);
        }
        if (options_.reasons) {
            add(columns.decided_by);
        }
        for (RefusalColumns& refused : columns.refused) {
            add(refused.failed);
            add(refused.margin);
        }
    }
    for (auto& [value, column] : decisions_.values) {
        add(column);
    }
}

/// What is about no record has one row, which only the first block may write.
inline void Evaluator::write_outputs(const engine::Executor& executor, bool is_first) {
    const engine::Plan& plan = chosen_->plan.plan;
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
        if (is_first || plan.outputs[i].domain != plan.whole()) {
            engine::write_output(plan.outputs[i], executor, targets_[i]);
        }
    }
}

inline void Evaluator::run(const Population& population) {
    const engine::Plan& plan = chosen_->plan.plan;
    const unsigned threads = engine::thread_count(options_.threads, population);
    while (chosen_->executors.size() < threads) {
        chosen_->executors.push_back(std::make_unique<engine::Executor>(plan, options_.level));
    }
    engine::for_chunks(
        threads, population.size(), [&](unsigned worker, std::size_t first, std::size_t end) {
            engine::Executor& executor = *chosen_->executors[worker];
            executor.bind(population);
            std::size_t next = executor.end_of_block(first, end);
            while (first < end) {
                const std::size_t after = next < end ? executor.end_of_block(next, end) : next;
                executor.run(first, next, after);
                write_outputs(executor, first == 0);
                first = std::exchange(next, after);
            }
        });
}

/// States stay only where a row has one.
inline void Evaluator::drop_empty_states() {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        if (columns_[i] != nullptr && !targets_[i].has_states.load()) {
            columns_[i]->states.clear();
        }
    }
}

inline const Decisions& Evaluator::operator()(const Population& population) {
    engine::check_fit(*rulebook_, population);
    choose_plan(population);
    prepare_outputs(population);
    run(population);
    drop_empty_states();
    return decisions_;
}

inline Decisions Evaluator::take(const Population& population) {
    static_cast<void>((*this)(population));
    Decisions result = std::move(decisions_);
    decisions_ = Decisions(*rulebook_);
    shape();
    return result;
}

inline Decisions evaluate(const Rulebook& rulebook, const Population& population,
                          const EvaluateOptions& options) {
    return Evaluator(rulebook, options).take(population);
}

} // namespace doudi
