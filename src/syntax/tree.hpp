#pragma once

#include "syntax/ast.hpp"

#include <string_view>

namespace doudi::syntax {

/// How tightly a form binds; operands that bind less tightly than their place asks for stand in
/// brackets. `choose` binds least.
enum class Binding : std::uint8_t {
    choose,
    logical_or,
    logical_and,
    logical_not,
    comparison,
    sum,
    product,
    prefix,
    primary,
};

[[nodiscard]] Binding binding(Form form);

/// The sign or word between the operands of a binary or logical form; empty for other forms.
[[nodiscard]] std::string_view operator_spelling(Form form);

/// Whether two trees say the same; places do not matter.
[[nodiscard]] bool same_tree(const Expression& a, const Expression& b);

} // namespace doudi::syntax
