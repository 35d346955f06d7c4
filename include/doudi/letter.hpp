#pragma once

#include <doudi/explain.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// All that was decided about one record, as one letter to the people whom it is about.
namespace doudi {

/// The traces of every decision about a record and its inner rows, decision by decision.
///
/// The record is evaluated once. Throws UsageError when there is no such record.
[[nodiscard]] inline std::vector<Trace>
explain_record(const Rulebook& rulebook, const Population& population, std::size_t record);

/// A letter of what is granted, what people still decide, which facts are missing, what else was
/// found, what is not granted and why, and what is assumed and is no law; parts that have nothing
/// to say are left out. Whatever the traces hold is in the letter; lines end with a line feed.
///
/// Granted is what was decided with an amount above 0. In another language than that of the pack,
/// documents are named by their titles alone, for their numbers and clauses have no other
/// language. Throws UsageError when the traces are of several records or rulebooks, or of none.
[[nodiscard]] std::string to_letter(const std::vector<Trace>& traces, Language language);

// ---------------------------------------------------------------------------------------------

inline std::vector<Trace> explain_record(const Rulebook& rulebook, const Population& population,
                                         std::size_t record) {
    if (record >= population.size()) {
        throw UsageError("explain: there is no record " + std::to_string(record));
    }
    const engine::RecordValues values = engine::evaluate_every_node(rulebook, population, record);
    std::vector<Trace> traces;
    for (const DecisionEntry& entry : rulebook.decisions) {
        const auto [begin, end] = population.rows_of_record(entry.entity, record);
        for (std::size_t row = begin; row < end; ++row) {
            ExplainOptions options;
            options.row = row;
            options.decision = entry.name;
            traces.push_back(explain(rulebook, population, values, record, options));
        }
    }
    return traces;
}

} // namespace doudi
