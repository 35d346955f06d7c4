// The forms of a formula, one by one.

#include "compile/constants.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

Term Lowering::lower_value(const Expression& expression, const Scope& scope, Expected expected) {
    const Term term = lower(expression, scope, expected);
    if (!term || !term.is_quotient) {
        return term;
    }
    return fail(
        expression, "needs-round",
        {{"除法的结果必须说明怎样取整", "the result of a division must say how it is rounded"},
         {},
         {"请写 round(… / …, 0.01)，或在规则上写 round: {to: 0.01, mode: half_up}",
          "write round(… / …, 0.01), or give the rule round: {to: 0.01, mode: half_up}"}});
}

Term Lowering::lower(const Expression& expression, const Scope& scope, Expected expected) {
    switch (expression.form) {
    case Form::number:
    case Form::percent:
    case Form::date:
    case Form::truth:
        return lower_number(expression);
    case Form::text:
        return lower_text(expression, expected);
    case Form::name:
        return lower_name(expression, scope, expected);
    case Form::negate:
        return lower_negate(expression, scope);
    case Form::logical_not:
        return lower_not(expression, scope);
    case Form::logical_and:
        return lower_junction(expression, scope, Operation::logical_and);
    case Form::logical_or:
        return lower_junction(expression, scope, Operation::logical_or);
    case Form::equal:
    case Form::not_equal:
    case Form::less:
    case Form::less_equal:
    case Form::greater:
    case Form::greater_equal:
        return lower_comparison(expression, scope);
    case Form::add:
    case Form::subtract:
        return lower_sum(expression, scope);
    case Form::multiply:
    case Form::percent_of:
        return lower_product(expression, scope);
    case Form::divide:
        return lower_quotient(expression, scope);
    case Form::in_list:
        return lower_in_list(expression, scope);
    case Form::in_range:
        return lower_in_range(expression, scope);
    case Form::choose:
        return lower_choose(expression, scope, expected);
    case Form::call:
        return lower_call(expression, scope, expected);
    case Form::lookup:
        return lower_lookup(expression, scope);
    }
    return {};
}

Term Lowering::lower_number(const Expression& expression) {
    if (expression.form == Form::truth) {
        return constant(expression, {Kind::boolean, 0, {}},
                        {Int128(expression.text == "true" ? 1 : 0), 0});
    }
    if (expression.form == Form::date) {
        const auto date = Date::parse(expression.text);
        if (!date) {
            return fail(expression, "bad-date",
                        {{fmt::format("没有 {} 这一天", expression.text),
                          fmt::format("there is no day {}", expression.text)},
                         {},
                         {"请写存在的日期，例如 2020-02-29",
                          "write a day that exists, such as 2020-02-29"}});
        }
        return constant(expression, {Kind::date, 0, {}}, {Int128(to_days(*date)), 0});
    }
    auto value = Decimal::parse(expression.text);
    if (value && expression.form == Form::percent) {
        value->places += 2;
    }
    if (!value || value->places > limits::places || !value->with_places(limits::places)) {
        return fail(expression, "bad-number",
                    {{"这个数太大或小数位太多", "this number is too large or has too many places"},
                     {},
                     {"请写得短一些", "write a shorter one"}});
    }
    if (expression.form == Form::percent) {
        const Decimal rate = value->trimmed();
        const bool is_plain =
            rate.digits == Int128(0) || (rate.digits == Int128(1) && rate.places == 0);
        if (!is_plain && expression.written != nullptr) {
            model_.findings.warning("literal-in-formula", expression.place(),
                                    {{"公式里直接写了比率", "a rate is written into a formula"},
                                     {},
                                     {"请写成带日期和依据的参数（parameters:）",
                                      "make it a parameter, with a date and a source"}});
        }
        return constant(expression, {Kind::rate, 0, {}}, rate);
    }
    const Decimal number = value->trimmed();
    Term term =
        constant(expression, {number.places == 0 ? Kind::integer : Kind::number, 0, {}}, number);
    term.is_bare = true;
    return term;
}

Term Lowering::lower_text(const Expression& expression, Expected expected) {
    if (expected != nullptr && expected->kind == Kind::category) {
        const std::int64_t value = model_.value_of_category(expected->category, expression.text);
        if (value >= 0) {
            return constant(expression, *expected, {Int128(value), 0});
        }
        const CategoryEntry& category = book_.categories[expected->category];
        return fail(
            expression, "unknown-category-value",
            {{fmt::format("类别“{}”没有“{}”这个值", category.name, expression.text),
              fmt::format("category '{}' has no value '{}'", category.name, expression.text)},
             {},
             help_with_value(model_, expected->category, expression.text)});
    }
    if (expected != nullptr && expected->kind == Kind::text) {
        const auto found = std::find(book_.texts.begin(), book_.texts.end(), expression.text);
        const Int128 value(found - book_.texts.begin());
        if (found == book_.texts.end()) {
            book_.texts.push_back(expression.text);
        }
        return constant(expression, *expected, {value, 0});
    }
    return fail(
        expression, "type-mismatch",
        {{fmt::format("这里不能写文本“{}”", expression.text),
          fmt::format("text '{}' does not belong here", expression.text)},
         {},
         {"文本只能与类别或文本相比", "text can only be compared with a category or text"}});
}

} // namespace doudi::compiler
