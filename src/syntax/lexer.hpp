#pragma once

#include "syntax/findings.hpp"
#include "syntax/plain_text.hpp"
#include "syntax/token.hpp"

#include <vector>

namespace doudi::syntax {

/// The words and signs of a formula, the last of kind `end`. Everything that is wrong with single
/// characters and words is reported and, where the meaning is clear, read as what was meant.
[[nodiscard]] std::vector<Token> lex(const PlainText& plain, Findings& findings);

} // namespace doudi::syntax
