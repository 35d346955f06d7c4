#pragma once

#include <string_view>

namespace doudi::syntax {

/// The word of the language for one of another language that stands where an operator belongs
/// ("AND", "且", "等于"); empty for any other word.
[[nodiscard]] std::string_view meant_operator(std::string_view word);

/// The same where a value belongs and another value follows ("NOT", "非", "如果").
[[nodiscard]] std::string_view meant_prefix(std::string_view word);

/// The same for a word that is called as spreadsheets do: `IF(…)`, `AND(…)`; the answer is a
/// pattern to write.
[[nodiscard]] std::string_view meant_call(std::string_view word);

} // namespace doudi::syntax
