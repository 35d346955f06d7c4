#pragma once

#include "syntax/ast.hpp"

#include <string>
#include <utility>
#include <vector>

// Formulas that a kind puts together from what the author wrote. A node made here has no place of
// its own, and its names are full names.
namespace doudi::compiler {

using syntax::Expression;
using syntax::Form;

[[nodiscard]] inline Expression make(Form form, std::vector<Expression> operands,
                                     std::string text = {}) {
    Expression expression;
    expression.form = form;
    expression.text = std::move(text);
    expression.operands = std::move(operands);
    return expression;
}

[[nodiscard]] inline Expression full_name_of(std::string name) {
    return make(Form::name, {}, std::move(name));
}

[[nodiscard]] inline Expression number(std::string digits) {
    return make(Form::number, {}, std::move(digits));
}

[[nodiscard]] inline Expression text_value(std::string value) {
    return make(Form::text, {}, std::move(value));
}

[[nodiscard]] inline Expression call(std::string function, std::vector<Expression> operands) {
    return make(Form::call, std::move(operands), std::move(function));
}

/// function(value where condition)
[[nodiscard]] inline Expression call_where(std::string function, Expression value,
                                           Expression condition) {
    Expression expression = call(std::move(function), {std::move(value), std::move(condition)});
    expression.has_where = true;
    return expression;
}

[[nodiscard]] inline Expression binary(Form form, Expression left, Expression right) {
    return make(form, {std::move(left), std::move(right)});
}

[[nodiscard]] inline Expression choose(Expression condition, Expression then,
                                       Expression otherwise) {
    return make(Form::choose, {std::move(condition), std::move(then), std::move(otherwise)});
}

/// The only operand, or `form` over all of them.
[[nodiscard]] inline Expression joined(Form form, std::vector<Expression> operands) {
    if (operands.size() == 1) {
        return std::move(operands.front());
    }
    return make(form, std::move(operands));
}

/// Whether it goes over inner rows: sum, count, any, all, and min or max of one operand.
[[nodiscard]] inline bool is_aggregate(const Expression& expression) {
    if (expression.form != Form::call) {
        return false;
    }
    const std::string& name = expression.text;
    const bool extreme = name == "min" || name == "max";
    return name == "sum" || name == "any" || name == "all" || name == "count" ||
           (extreme && (expression.operands.size() == 1 || expression.has_where));
}

} // namespace doudi::compiler
