#pragma once

#include "syntax/ast.hpp"

#include <doudi/checked.hpp>

#include <string>

namespace doudi::syntax {

/// Parses one formula. All lexical findings and the first syntactic one are reported, each with
/// the place in the file. `written` must outlive the tree.
[[nodiscard]] Checked<Expression> parse(const WrittenText& written);

/// The formula in its plainest spelling, with no more brackets than it needs; parsing it again
/// gives the same tree.
[[nodiscard]] std::string print(const Expression& expression);

} // namespace doudi::syntax
