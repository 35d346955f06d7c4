#pragma once

/// Builds the trace of one decision from an evaluated record.

#include <doudi/audit/faults.hpp>
#include <doudi/audit/needs.hpp>
#include <doudi/audit/reads.hpp>
#include <doudi/audit/reason.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/step.hpp>
#include <doudi/audit/trace.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace doudi::audit {

/// A decision about one subject in an evaluated record.
struct Subject {
    Index decision = 0;
    std::uint32_t row = 0; ///< of the decision's entity, inside the record
};

/// The nodes that make the status: outcome, amount, given-out values, and whether people decide.
[[nodiscard]] inline std::vector<Cell> roots_of(const RecordView& view, const Subject& subject) {
    const DecisionEntry& entry = view.rulebook().decisions[subject.decision];
    std::vector<Index> nodes{entry.outcome, entry.amount};
    for (const DecisionEntry::GivenOut& given : entry.gives) {
        nodes.push_back(given.node);
    }
    nodes.push_back(entry.review);
    std::vector<Cell> roots;
    for (const Index node : nodes) {
        if (node != none) {
            roots.push_back(view.placed(node, entry.entity, subject.row));
        }
    }
    return roots;
}

[[nodiscard]] inline Status status_of(const RecordView& view, const Subject& subject) {
    State worst = State::ok;
    for (const Cell& root : roots_of(view, subject)) {
        worst = std::max(worst, view.state(root));
    }
    if (worst != State::ok) {
        return worst == State::fault ? Status::faulted : Status::undetermined;
    }
    const DecisionEntry& entry = view.rulebook().decisions[subject.decision];
    const bool review =
        entry.review != none && view.is_true(view.placed(entry.review, entry.entity, subject.row));
    return review ? Status::review : Status::decided;
}

/// Builds a whole trace.
class TraceBuilder {
public:
    TraceBuilder(const RecordView& view, const Subject& subject, std::size_t most_steps)
        : view_(view), subject_(subject), most_steps_(most_steps), seen_(view) {}

    [[nodiscard]] Trace build(std::size_t record);

    /// Without steps, facts and parameters.
    [[nodiscard]] Trace build_reasons(std::size_t record);

private:
    [[nodiscard]] Cell placed(Index node) const {
        return view_.placed(node, trace_.entry().entity, subject_.row);
    }

    void begin(std::size_t record);
    void add_outcome();
    void add_alternatives();
    [[nodiscard]] NamedQuantity named(const std::string& name, Index node) const;
    void walk(bool only_shown);
    void add_used(const Cell& cell, bool only_shown);
    void add_fact(Index input, std::uint32_t row, const Quantity& value);
    void add_parameter(const Cell& cell);
    void add_steps();
    void sort_parameters();
    void add_rows();

    const RecordView& view_;
    Subject subject_;
    std::size_t most_steps_;
    Marks seen_;
    std::vector<Cell> open_;
    std::vector<std::pair<Cell, bool>> values_; ///< used, and whether only for what is shown
    Trace trace_;
};

// ---------------------------------------------------------------------------------------------

inline void TraceBuilder::begin(std::size_t record) {
    trace_.rulebook = &view_.rulebook();
    trace_.decision = subject_.decision;
    trace_.record = record;
    trace_.row = subject_.row;
    trace_.status = status_of(view_, subject_);
    add_rows();
    add_outcome();
    add_alternatives();
    const std::vector<Cell> roots = roots_of(view_, subject_);
    if (trace_.status == Status::undetermined) {
        trace_.needs = needs_of(view_, roots);
    }
    if (trace_.status == Status::faulted) {
        trace_.faults = faults_of(view_, roots);
    }
}

inline Trace TraceBuilder::build_reasons(std::size_t record) {
    begin(record);
    return std::move(trace_);
}

inline Trace TraceBuilder::build(std::size_t record) {
    begin(record);
    const std::vector<Cell> roots = roots_of(view_, subject_);
    for (const Cell& root : roots) {
        add_used(root, false);
    }
    walk(false);
    for (const Index node : trace_.entry().show) {
        add_used(placed(node), true);
    }
    walk(true);
    add_steps();
    return std::move(trace_);
}

inline void TraceBuilder::add_rows() {
    const Index entities = static_cast<Index>(view_.rulebook().entities.size());
    trace_.rows.resize(entities);
    for (Index entity = 0; entity < entities; ++entity) {
        trace_.rows[entity].reserve(view_.rows(entity));
        for (std::uint32_t row = 0; row < view_.rows(entity); ++row) {
            const Index outer = view_.rulebook().entities[entity].outer;
            trace_.rows[entity].push_back(
                {view_.key(entity, row), outer == none ? 0 : view_.outer_row(entity, row, outer)});
        }
    }
}

inline NamedQuantity TraceBuilder::named(const std::string& name, Index node) const {
    const Operation operation = view_.node(node).operation;
    const bool is_value = operation == Operation::value || operation == Operation::reference;
    return {name, is_value ? view_.node(node).payload : none, node, view_.quantity(placed(node))};
}

inline void TraceBuilder::add_outcome() {
    const DecisionEntry& entry = trace_.entry();
    trace_.outcome = view_.quantity(placed(entry.outcome));
    if (entry.amount != none) {
        trace_.amount = view_.quantity(placed(entry.amount));
    }
    for (const DecisionEntry::GivenOut& given : entry.gives) {
        trace_.gives.push_back(named(given.name, given.node));
    }
    for (std::size_t i = 0; i < entry.show.size(); ++i) {
        trace_.show.push_back(named(entry.show_names[i], entry.show[i]));
    }
}

inline void TraceBuilder::add_alternatives() {
    const DecisionEntry& entry = trace_.entry();
    const Cell outcome = placed(entry.outcome);
    if (view_.node(outcome.node).operation == Operation::value && view_.is_given(outcome)) {
        return; // the record states the outcome: no row was looked at
    }
    bool all_refused = true;
    for (Index row = 0; row < entry.rows.size(); ++row) {
        Alternative& alternative = trace_.alternatives.emplace_back();
        alternative.row = row;
        bool holds = true;
        if (entry.rows[row].when != none) {
            const Cell when = placed(entry.rows[row].when);
            alternative.state = view_.state(when);
            alternative.reason = ReasonBuilder(view_, Opening::named_values).build(when);
            holds = view_.is_true(when);
        }
        alternative.chosen = holds && all_refused;
        if (holds || alternative.state == State::fault) {
            return;
        }
        all_refused = all_refused && alternative.state == State::ok;
    }
}

inline void TraceBuilder::add_used(const Cell& cell, bool only_shown) {
    if (!seen_.mark(cell)) {
        return;
    }
    open_.push_back(cell);
    const Node& node = view_.node(cell.node);
    switch (node.operation) {
    case Operation::value:
        values_.emplace_back(cell, only_shown);
        if (view_.is_given(cell)) {
            const Index given = view_.rulebook().values[node.payload].given;
            add_fact(given, cell.row, view_.stated(given, cell.row));
        }
        break;
    case Operation::input:
        add_fact(node.payload, cell.row, view_.quantity(cell));
        break;
    case Operation::parameter:
    case Operation::lookup:
    case Operation::band:
    case Operation::marginal:
        add_parameter(cell);
        break;
    default:
        break;
    }
}

inline void TraceBuilder::walk(bool only_shown) {
    while (!open_.empty()) {
        const Cell cell = open_.back();
        open_.pop_back();
        visit_read(view_, cell, [&](const Cell& operand) { add_used(operand, only_shown); });
    }
}

inline void TraceBuilder::add_fact(Index input, std::uint32_t row, const Quantity& value) {
    const InputEntry& entry = view_.rulebook().inputs[input];
    const bool is_default =
        value.is_ok() && entry.has_default && value.digits == entry.default_value;
    trace_.facts.push_back({input, row, value, is_default});
    if (value.is_ok() && value.type.kind == Kind::text && !value.digits.is_negative()) {
        const auto text = static_cast<Index>(static_cast<std::int64_t>(value.digits));
        if (text >= view_.rulebook().texts.size()) {
            trace_.texts.emplace_back(text, view_.population().text(text));
        }
    }
}

/// Over time each band comes from an entry of its own; days are whole, as are their thresholds.
[[nodiscard]] inline Index parameter_of_band(const BandsEntry& bands,
                                             const std::vector<Quantity>& keys) {
    return keys.empty() || !keys.front().is_ok() ? bands.parameter
                                                 : bands.parameter_of(keys.front().digits);
}

inline void TraceBuilder::add_parameter(const Cell& cell) {
    const Rulebook& rulebook = view_.rulebook();
    const Node& node = view_.node(cell.node);
    ParameterNote note{none, view_.quantity(cell), {}};
    if (node.operation == Operation::parameter) {
        note.parameter = node.payload;
    } else {
        std::vector<std::int64_t> keys;
        for (std::size_t i = 0; i < node.operand_count; ++i) {
            note.keys.push_back(view_.quantity(view_.operand(cell, i)));
            keys.push_back(static_cast<std::int64_t>(note.keys.back().digits));
        }
        note.parameter = node.operation == Operation::lookup
                             ? rulebook.tables[node.payload].parameter_of(keys)
                             : parameter_of_band(rulebook.bands[node.payload], note.keys);
    }
    if (note.parameter != none) {
        trace_.parameters.push_back(std::move(note));
    }
}

inline void TraceBuilder::add_steps() {
    std::sort(values_.begin(), values_.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.node, a.first.row) < std::tie(b.first.node, b.first.row);
    });
    const Cell outcome = placed(trace_.entry().outcome);
    for (const auto& [cell, only_shown] : values_) {
        if (cell == outcome && !trace_.alternatives.empty()) {
            continue; // the alternatives tell it
        }
        if (trace_.steps.size() >= most_steps_) {
            ++trace_.steps_left_out;
            continue;
        }
        trace_.steps.push_back(StepBuilder(view_, cell).build());
        trace_.steps.back().only_shown = only_shown;
    }
    const auto fact_order = [](const FactUse& use) { return std::pair(use.input, use.row); };
    std::sort(trace_.facts.begin(), trace_.facts.end(),
              [&](const auto& a, const auto& b) { return fact_order(a) < fact_order(b); });
    const auto same_fact = [&](const auto& a, const auto& b) {
        return fact_order(a) == fact_order(b);
    };
    trace_.facts.erase(std::unique(trace_.facts.begin(), trace_.facts.end(), same_fact),
                       trace_.facts.end());
    sort_parameters();
}

/// By name and keys, each once: many rows read the same cell of a table.
inline void TraceBuilder::sort_parameters() {
    const auto less = [](const ParameterNote& a, const ParameterNote& b) {
        if (a.parameter != b.parameter) {
            return a.parameter < b.parameter;
        }
        return std::lexicographical_compare(a.keys.begin(), a.keys.end(), b.keys.begin(),
                                            b.keys.end(), [](const Quantity& x, const Quantity& y) {
                                                return std::tie(x.state, x.digits) <
                                                       std::tie(y.state, y.digits);
                                            });
    };
    std::sort(trace_.parameters.begin(), trace_.parameters.end(), less);
    const auto same = [&](const ParameterNote& a, const ParameterNote& b) {
        return !less(a, b) && !less(b, a);
    };
    trace_.parameters.erase(std::unique(trace_.parameters.begin(), trace_.parameters.end(), same),
                            trace_.parameters.end());
}

} // namespace doudi::audit
