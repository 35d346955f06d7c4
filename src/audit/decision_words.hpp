#pragma once

#include "audit/reason_list.hpp"
#include "audit/wording.hpp"

#include <doudi/audit/trace.hpp>

#include <cstddef>
#include <string>

// What a decision came to, in words that a trace and a letter share.
namespace doudi::audit {

/// Whom the decision is about.
[[nodiscard]] Context subject_of(const Trace& trace);

/// The row that was chosen, or nullptr.
[[nodiscard]] const Alternative* chosen(const Trace& trace);

/// Title of the outcome, as far as it is known.
[[nodiscard]] std::string outcome_words(const Wording& words);

/// "除以…：除数为零".
[[nodiscard]] std::string fault_words(const Wording& words, const Fault& fault);

/// "a 的工资性收入": a fact that is still needed.
[[nodiscard]] std::string need_words(const Wording& words, const MissingFact& need);

/// "分类施保金：396.00 元/月": a value that is given out or shown.
[[nodiscard]] std::string named_words(const Wording& words, const NamedQuantity& value,
                                      const Context& context);

/// Appends whether an alternative applies and why, from `indent` blanks on.
void tell_alternative(const Wording& words, const Alternative& alternative, ReasonList& reasons,
                      std::size_t indent, std::string& out);

} // namespace doudi::audit
