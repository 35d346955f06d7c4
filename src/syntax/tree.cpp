#include "syntax/tree.hpp"

#include <algorithm>

namespace doudi::syntax {

Binding binding(Form form) {
    switch (form) {
    case Form::choose:
        return Binding::choose;
    case Form::logical_or:
        return Binding::logical_or;
    case Form::logical_and:
        return Binding::logical_and;
    case Form::logical_not:
        return Binding::logical_not;
    case Form::equal:
    case Form::not_equal:
    case Form::less:
    case Form::less_equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::in_list:
    case Form::in_range:
        return Binding::comparison;
    case Form::add:
    case Form::subtract:
        return Binding::sum;
    case Form::multiply:
    case Form::divide:
        return Binding::product;
    case Form::negate:
    case Form::percent_of:
        return Binding::prefix;
    case Form::number:
    case Form::percent:
    case Form::text:
    case Form::date:
    case Form::truth:
    case Form::name:
    case Form::call:
    case Form::lookup:
        break;
    }
    return Binding::primary;
}

std::string_view operator_spelling(Form form) {
    switch (form) {
    case Form::logical_or:
        return "or";
    case Form::logical_and:
        return "and";
    case Form::equal:
        return "=";
    case Form::not_equal:
        return "!=";
    case Form::less:
        return "<";
    case Form::less_equal:
        return "<=";
    case Form::greater:
        return ">";
    case Form::greater_equal:
        return ">=";
    case Form::add:
        return "+";
    case Form::subtract:
        return "-";
    case Form::multiply:
        return "*";
    case Form::divide:
        return "/";
    default:
        return {};
    }
}

bool same_tree(const Expression& a, const Expression& b) {
    return a.form == b.form && a.text == b.text && a.low_closed == b.low_closed &&
           a.high_closed == b.high_closed && a.has_where == b.has_where &&
           std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), b.operands.end(),
                      same_tree);
}

} // namespace doudi::syntax
