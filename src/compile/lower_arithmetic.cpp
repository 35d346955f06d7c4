// Numbers: sums, products, quotients, extremes and rounding, with their units and ranges.

#include "compile/constants.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

bool is_whole(const Node& node) {
    return node.type.kind == Kind::integer && node.type.unit == Unit{};
}

} // namespace

Term Lowering::lower_negate(const Expression& expression, const Scope& scope) {
    const Term term = lower_value(expression.operands[0], scope);
    if (!term) {
        return {};
    }
    if (!at(term.node).type.is_numeric()) {
        const Phrase found = model_.describe(at(term.node).type);
        return fail(
            expression, "type-mismatch",
            {{fmt::format("{}没有相反数", found.zh), fmt::format("{} has no negative", found.en)},
             {},
             {"请只对数用负号；条件请写 not",
              "put the sign before a number; for a condition write not"}});
    }
    const MaybeBounds bounds = negate(ok_bounds_of(term.node));
    if (!bounds) {
        return report_overflow(expression);
    }
    NewNode node;
    node.operation = Operation::negate;
    node.type = at(term.node).type;
    node.bounds = *bounds;
    node.operands = {term.node};
    return {add(expression, std::move(node)), term.is_bare, false};
}

Term Lowering::lower_sum(const Expression& expression, const Scope& scope) {
    const Term left = lower_value(expression.operands[0], scope);
    const Term right = lower_value(expression.operands[1], scope);
    if (!left || !right) {
        return {};
    }
    return add_terms(expression, {left, right}, expression.operands[0], expression.operands[1]);
}

/// Their sum, or their difference when that is what the expression says.
Term Lowering::add_terms(const Expression& expression, const std::pair<Term, Term>& terms,
                         const Expression& left, const Expression& right) {
    const auto& [first, second] = terms;
    NewNode node;
    const bool is_sum = expression.form != Form::subtract;
    node.operation = is_sum ? Operation::add : Operation::subtract;
    if (!unify(expression, left, right, first, second, node.type)) {
        return {};
    }
    if (!node.type.is_numeric()) {
        const bool dates = node.type.kind == Kind::date;
        return fail(expression, "type-mismatch",
                    {{"这两个值不能相加减", "these two cannot be added or subtracted"},
                     {},
                     dates ? Phrase{"日期请用 days_between(a, b) 或 add_days(d, n)",
                                    "use days_between(a, b) or add_days(d, n) for dates"}
                           : Phrase{"只有数和金额可以相加减",
                                    "numbers and sums of money can be added, nothing else"}});
    }
    const Bounds a = bounds_of(first.node);
    const Bounds b = bounds_of(second.node);
    const MaybeBounds bounds = is_sum ? compiler::add(a, b) : subtract(a, b);
    if (!bounds) {
        return report_overflow(expression);
    }
    node.bounds = *bounds;
    node.operands = {first.node, second.node};
    return {add(expression, std::move(node)), first.is_bare && second.is_bare, false};
}

Term Lowering::lower_product(const Expression& expression, const Scope& scope) {
    const Term left = lower_value(expression.operands[0], scope);
    const Term right = lower_value(expression.operands[1], scope);
    if (!left || !right) {
        return {};
    }
    const Node& a = at(left.node);
    const Node& b = at(right.node);
    NewNode node;
    node.operation = Operation::multiply;
    node.type.unit = multiply(a.type.unit, b.type.unit, scope.entity);
    const bool numeric = a.type.is_numeric() && b.type.is_numeric();
    const auto kind = numeric ? kind_of(node.type.unit, is_whole(a) && is_whole(b)) : std::nullopt;
    if (!kind) {
        const Phrase first = model_.describe(a.type);
        const Phrase second = model_.describe(b.type);
        return fail(expression, numeric ? "unit-mismatch" : "type-mismatch",
                    {{fmt::format("{}不能乘以{}", first.zh, second.zh),
                      fmt::format("{} cannot be multiplied by {}", first.en, second.en)},
                     {},
                     {"金额只能乘以数、比率、月数或人数",
                      "money is multiplied by a number, a rate, months or a count"}});
    }
    warn_of_factor(expression.operands[0], left, right);
    warn_of_factor(expression.operands[1], right, left);
    const bool both_rates = a.type.kind == Kind::rate && b.type.kind == Kind::rate;
    node.type.kind = both_rates ? Kind::rate : *kind;
    const MaybeBounds bounds = multiply(bounds_of(left.node), bounds_of(right.node));
    if (!bounds) {
        return report_overflow(expression);
    }
    node.bounds = *bounds;
    node.operands = {left.node, right.node};
    return {add(expression, std::move(node)), left.is_bare && right.is_bare, false};
}

Term Lowering::lower_quotient(const Expression& expression, const Scope& scope) {
    const Term left = lower_value(expression.operands[0], scope);
    const Term right = lower_value(expression.operands[1], scope);
    if (!left || !right) {
        return {};
    }
    const Node& a = at(left.node);
    const Node& b = at(right.node);
    NewNode node;
    node.operation = Operation::quotient;
    node.type.unit = divide(a.type.unit, b.type.unit, scope.entity);
    const bool numeric = a.type.is_numeric() && b.type.is_numeric();
    const auto kind = numeric ? kind_of(node.type.unit, false) : std::nullopt;
    if (!kind) {
        const Phrase first = model_.describe(a.type);
        const Phrase second = model_.describe(b.type);
        return fail(expression, numeric ? "unit-mismatch" : "type-mismatch",
                    {{fmt::format("{}不能除以{}", first.zh, second.zh),
                      fmt::format("{} cannot be divided by {}", first.en, second.en)},
                     {},
                     {"金额可除以数、人数、月数，或同一期间的金额",
                      "money is divided by a number, a count, or money of the same period"}});
    }
    if (b.is_constant() && b.low == Int128(0)) {
        return fail(
            expression, "division-by-zero",
            {{"除数永远是 0", "this divides by zero"}, {}, {"请改正除数", "mend the divisor"}});
    }
    warn_of_factor(expression.operands[1], right, left);
    node.type.kind = *kind;
    node.bounds = {Int128(0), Int128(1), 0}; // never stored; not a constant
    node.may_fault = bounds_of(right.node).holds_zero();
    node.operands = {left.node, right.node};
    return {add(expression, std::move(node)), false, true};
}

Term Lowering::lower_extreme(const Expression& expression, const Scope& scope, bool smallest) {
    NewNode node;
    node.operation = smallest ? Operation::minimum : Operation::maximum;
    std::vector<Term> terms;
    bool all_bare = true;
    for (const Expression& operand : expression.operands) {
        terms.push_back(lower_value(operand, scope));
        if (terms.back()) {
            all_bare = all_bare && terms.back().is_bare;
            node.operands.push_back(terms.back().node);
        }
    }
    if (node.operands.size() != terms.size()) {
        return {};
    }
    // A term that knows its unit lends it to the bare numbers before and after it.
    const auto known =
        std::find_if(terms.begin(), terms.end(), [](const Term& term) { return !term.is_bare; });
    const std::size_t model =
        known == terms.end() ? 0 : static_cast<std::size_t>(known - terms.begin());
    MaybeBounds bounds = bounds_of(terms[model].node);
    node.type = at(terms[model].node).type;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        Type common = node.type;
        if (i != model && !unify(expression, expression.operands[model], expression.operands[i],
                                 terms[model], terms[i], common)) {
            return {};
        }
        node.type.kind = common.kind;
        bounds = bounds ? (smallest ? smaller(*bounds, bounds_of(terms[i].node))
                                    : larger(*bounds, bounds_of(terms[i].node)))
                        : std::nullopt;
    }
    if (!node.type.is_ordered()) {
        return fail(expression, "type-mismatch",
                    {{"min 和 max 只用于数和日期", "min and max take numbers or dates"},
                     {},
                     {"请只比较数或日期", "compare numbers or dates"}});
    }
    if (!bounds) {
        return report_overflow(expression);
    }
    node.bounds = *bounds;
    return {add(expression, std::move(node)), all_bare, false};
}

Term Lowering::lower_absolute(const Expression& expression, const Scope& scope) {
    const Term term = lower_value(expression.operands[0], scope);
    if (!term) {
        return {};
    }
    const MaybeBounds bounds = absolute(bounds_of(term.node));
    if (!at(term.node).type.is_numeric() || !bounds) {
        return at(term.node).type.is_numeric() ? report_overflow(expression)
                                               : fail(expression, "type-mismatch",
                                                      {{"abs 只用于数", "abs takes a number"},
                                                       {},
                                                       {"请写一个数", "give it a number"}});
    }
    NewNode node;
    node.operation = Operation::absolute;
    node.type = at(term.node).type;
    node.bounds = *bounds;
    node.operands = {term.node};
    return {add(expression, std::move(node)), term.is_bare, false};
}

std::optional<Decimal> Lowering::constant_step(const Expression& expression, const Scope& scope,
                                               const Type& type) {
    const Term step = lower_value(expression, scope);
    if (!step) {
        return std::nullopt;
    }
    const Node& node = at(step.node);
    const bool fits = step.is_bare || (node.type.unit == type.unit && node.type.is_numeric()) ||
                      node.type.unit == Unit{};
    if (!node.is_constant() || node.low <= Int128(0) || !fits) {
        fail(expression, "bad-rounding",
             {{"取整的单位必须是大于 0 的固定数，例如 0.01 或 1",
               "the step of a rounding is a fixed number above zero, such as 0.01 or 1"},
              {},
              {"例如 round(x, 0.01)", "such as round(x, 0.01)"}});
        return std::nullopt;
    }
    return Decimal{node.low, node.places}.trimmed();
}

Term Lowering::lower_round(const Expression& expression, const Scope& scope, Rounding mode) {
    const Term term = lower(expression.operands[0], scope);
    if (!term) {
        return {};
    }
    const Type type = at(term.node).type;
    const auto step = constant_step(expression.operands[1], scope, type);
    if (!step) {
        return {};
    }
    if (!type.is_numeric()) {
        return fail(expression, "type-mismatch",
                    {{"只有数可以取整", "only numbers can be rounded"},
                     {},
                     {"请删去取整", "delete the rounding"}});
    }
    MaybeBounds bounds;
    if (term.is_quotient) {
        const auto [numerator, denominator] = quotient_parts(term.node);
        bounds = round_quotient(bounds_of(numerator), bounds_of(denominator), *step, mode);
    } else {
        bounds = compiler::round(bounds_of(term.node), *step, mode);
    }
    if (!bounds) {
        return report_overflow(expression);
    }
    NewNode node;
    node.operation = Operation::round;
    node.type = type;
    node.detail = static_cast<std::uint8_t>(mode);
    node.bounds = *bounds;
    node.operands = {term.node};
    node.payload = static_cast<Index>(book_.steps.size());
    book_.steps.push_back({step->digits, static_cast<std::uint8_t>(step->places)});
    return {add(expression, std::move(node)), term.is_bare, false};
}

/// per_month(x) = x / 12 and per_year(x) = x * 12, and nothing else changes a period.
Term Lowering::lower_conversion(const Expression& expression, const Scope& scope, bool to_year) {
    const Term term = lower_value(expression.operands[0], scope);
    if (!term) {
        return {};
    }
    Type type = at(term.node).type;
    if (type.kind != Kind::money || (to_year ? type.unit.month : type.unit.year) != -1) {
        const Phrase found = model_.describe(type);
        return fail(expression, "unit-mismatch",
                    {{fmt::format("{} 要的是{}，而这是{}", expression.text,
                                  to_year ? "每月金额" : "每年金额", found.zh),
                      fmt::format("{} takes money per {}, and this is {}", expression.text,
                                  to_year ? "month" : "year", found.en)},
                     {},
                     {"按月、按年换算只用 per_month(年金额)、per_year(月金额)",
                      "write per_month(a yearly sum) or per_year(a monthly sum)"}});
    }
    type.unit.month = to_year ? 0 : -1;
    type.unit.year = to_year ? -1 : 0;
    Expression plain = expression;
    plain.written = nullptr;
    const Term twelve = constant(plain, {Kind::integer, 0, {}}, {Int128(12), 0});
    const MaybeBounds bounds = to_year ? multiply(bounds_of(term.node), bounds_of(twelve.node))
                                       : MaybeBounds(Bounds{Int128(0), Int128(1), 0});
    if (!bounds) {
        return report_overflow(expression);
    }
    NewNode node;
    node.operation = to_year ? Operation::multiply : Operation::quotient;
    node.type = type;
    node.bounds = *bounds;
    node.operands = {term.node, twelve.node};
    return {add(expression, std::move(node)), false, !to_year};
}

} // namespace doudi::compiler
