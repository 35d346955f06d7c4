#pragma once

#include <doudi/audit/trace.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Why a decision came out as it did, for one subject: each value with its formula, operands,
/// rounding, citation. Built by headers alone; text and JSON are in the compiled library.
namespace doudi {

/// What to explain.
struct ExplainOptions {
    std::size_t row = 0;            ///< of the decision's entity, in the whole population
    std::string_view decision = {}; ///< by name; may be left out when there is one only
    std::size_t most_steps = 20'000; ///< beyond it steps are counted, not kept
};

/// Evaluates the record of `options.row` again and keeps how each value came about.
///
/// Because evaluation is deterministic it is the trace of the decision that was made. Throws
/// UsageError for a decision or a row that does not exist.
[[nodiscard]] Trace explain(const Rulebook& rulebook, const Population& population,
                            const ExplainOptions& options);

/// Paths of the missing facts that an undetermined decision still needs, in the order of
/// docs/RULES.md, section 6: "assets", "previous.dibao.outcome", "members.a.wage". Empty when
/// nothing is missing. `row` is as ExplainOptions::row.
[[nodiscard]] std::vector<std::string> needs(const Rulebook& rulebook,
                                             const Population& population, Index decision,
                                             std::size_t row);

/// The trace in words, to be read aloud; lines end with a line feed.
[[nodiscard]] std::string to_text(const Trace& trace, Language language);

/// The trace as JSON by docs/trace.schema.json; numbers are strings with all their places.
[[nodiscard]] std::string to_json(const Trace& trace);

} // namespace doudi
