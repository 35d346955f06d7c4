#pragma once

#include <doudi/audit/build.hpp>
#include <doudi/audit/needs.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/trace.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/error.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Why a decision came out as it did, for one subject: each value with its formula, operands,
/// rounding, citation. Built by headers alone; text and JSON are in the compiled library.
namespace doudi {

/// What to explain.
struct ExplainOptions {
    std::size_t row = 0;             ///< of the decision's entity, in the whole population
    std::string_view decision = {};  ///< by name; may be left out when there is one only
    std::size_t most_steps = 20'000; ///< beyond it steps are counted, not kept
    bool reasons_only = false;       ///< outcome and alternatives, without steps, facts, parameters
};

/// Evaluates the record of `options.row` again and keeps how each value came about.
///
/// Because evaluation is deterministic it is the trace of the decision that was made. Throws
/// UsageError for a decision or a row that does not exist.
[[nodiscard]] inline Trace explain(const Rulebook& rulebook, const Population& population,
                                   const ExplainOptions& options);

/// The same for a record that has been evaluated already: its values, and its number in the
/// population.
[[nodiscard]] inline Trace explain(const Rulebook& rulebook, const Population& population,
                                   const engine::RecordValues& values, std::size_t record,
                                   const ExplainOptions& options);

/// Paths of the missing facts that an undetermined decision still needs, in the order of
/// docs/RULES.md, section 6: "assets", "previous.dibao.outcome", "members.a.wage". Empty when
/// nothing is missing. `row` is as ExplainOptions::row; throws as `explain`.
[[nodiscard]] inline std::vector<std::string>
needs(const Rulebook& rulebook, const Population& population, Index decision, std::size_t row);

/// The trace in words, to be read aloud; lines end with a line feed.
[[nodiscard]] std::string to_text(const Trace& trace, Language language = Language::en);

/// The trace as JSON by docs/trace.schema.json; numbers are strings with all their places.
[[nodiscard]] std::string to_json(const Trace& trace);

// ---------------------------------------------------------------------------------------------

namespace audit {

/// The record that holds a row of the population. Throws UsageError when there is no such row.
[[nodiscard]] inline std::size_t record_of(const Population& population, Index entity,
                                           std::size_t row) {
    if (row >= population.rows(entity)) {
        throw UsageError("explain: there is no row " + std::to_string(row) + " of '" +
                         population.rulebook().entities[entity].name + "'");
    }
    for (; population.rulebook().entities[entity].outer != none;
         entity = population.rulebook().entities[entity].outer) {
        const std::vector<std::uint32_t>& starts = population.starts(entity);
        const auto after = std::upper_bound(starts.begin(), starts.end(), row);
        row = static_cast<std::size_t>(after - starts.begin()) - 1;
    }
    return row;
}

[[nodiscard]] inline Index decision_called(const Rulebook& rulebook, std::string_view name) {
    const bool is_plain = name.empty() && rulebook.decisions.size() == 1;
    const Index decision = is_plain ? 0 : rulebook.find_decision(name);
    if (decision == none) {
        throw UsageError("explain: the rulebook has no decision '" + std::string(name) + "'");
    }
    return decision;
}

} // namespace audit

inline Trace explain(const Rulebook& rulebook, const Population& population,
                     const engine::RecordValues& values, std::size_t record,
                     const ExplainOptions& options) {
    const Index decision = audit::decision_called(rulebook, options.decision);
    const Index entity = rulebook.decisions[decision].entity;
    if (audit::record_of(population, entity, options.row) != record) {
        throw UsageError("explain: the row belongs to another record");
    }
    const audit::RecordView view(rulebook, population, values, record);
    const auto row = static_cast<std::uint32_t>(options.row - view.first_row(entity));
    audit::TraceBuilder builder(view, {decision, row}, options.most_steps);
    return options.reasons_only ? builder.build_reasons(record) : builder.build(record);
}

inline Trace explain(const Rulebook& rulebook, const Population& population,
                     const ExplainOptions& options) {
    const Index decision = audit::decision_called(rulebook, options.decision);
    const Index entity = rulebook.decisions[decision].entity;
    const std::size_t record = audit::record_of(population, entity, options.row);
    return explain(rulebook, population, engine::evaluate_every_node(rulebook, population, record),
                   record, options);
}

inline std::vector<std::string> needs(const Rulebook& rulebook, const Population& population,
                                      Index decision, std::size_t row) {
    if (decision >= rulebook.decisions.size()) {
        throw UsageError("needs: the rulebook has no decision " + std::to_string(decision));
    }
    const Index entity = rulebook.decisions[decision].entity;
    const std::size_t record = audit::record_of(population, entity, row);
    const engine::RecordValues values = engine::evaluate_every_node(rulebook, population, record);
    const audit::RecordView view(rulebook, population, values, record);
    const auto inside = static_cast<std::uint32_t>(row - view.first_row(entity));
    const std::vector<audit::Cell> roots = audit::roots_of(view, {decision, inside});
    std::vector<std::string> paths;
    if (audit::status_of(view, {decision, inside}) == Status::undetermined) {
        for (MissingFact& need : audit::needs_of(view, roots)) {
            paths.push_back(std::move(need.path));
        }
    }
    return paths;
}

} // namespace doudi
