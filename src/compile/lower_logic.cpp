// Truth: and, or, not, comparisons, membership. States follow docs/RULES.md, section 1.

#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <utility>

namespace doudi::compiler {

namespace {

constexpr Type truth{Kind::boolean, 0, {}};

Operation operation_of(Form form) {
    switch (form) {
    case Form::equal:
        return Operation::equal;
    case Form::not_equal:
        return Operation::not_equal;
    case Form::less:
        return Operation::less;
    case Form::less_equal:
        return Operation::less_equal;
    case Form::greater:
        return Operation::greater;
    default:
        return Operation::greater_equal;
    }
}

/// What a comparison of two intervals always gives, if it always gives the same: 0 or 1.
std::optional<int> always(Operation operation, const Bounds& a, const Bounds& b) {
    const MaybeBounds difference = subtract(a, b);
    if (!difference) {
        return std::nullopt;
    }
    const bool never_above = difference->high <= Int128(0);
    const bool never_below = difference->low >= Int128(0);
    const bool below = difference->high < Int128(0);
    const bool above = difference->low > Int128(0);
    const bool equal = never_above && never_below;
    const auto answer = [](bool yes, bool no) -> std::optional<int> {
        return yes ? std::optional(1) : no ? std::optional(0) : std::nullopt;
    };
    switch (operation) {
    case Operation::equal:
        return answer(equal, below || above);
    case Operation::not_equal:
        return answer(below || above, equal);
    case Operation::less:
        return answer(below, never_below);
    case Operation::less_equal:
        return answer(never_above, above);
    case Operation::greater:
        return answer(above, never_above);
    default:
        return answer(never_below, below);
    }
}

/// `none` of a newcomer (−1) is equal to nothing, so a proof may not lean on equality.
bool can_be_none(const Node& node) {
    return node.type.kind == Kind::category && node.low < Int128(0);
}

Bounds truth_bounds(const std::optional<int>& known) {
    return {Int128(known.value_or(0)), Int128(known.value_or(1)), 0};
}

} // namespace

Term Lowering::lower_condition(const Expression& expression, const Scope& scope) {
    const Term term = lower_value(expression, scope, &truth);
    if (!term || at(term.node).type.kind == Kind::boolean) {
        return term;
    }
    const Phrase found = model_.describe(at(term.node).type);
    return fail(expression, "type-mismatch",
                {{fmt::format("这里应是条件（是或否），而这是{}", found.zh),
                  fmt::format("a condition belongs here, but this is {}", found.en)},
                 {found.zh, found.en},
                 {"请写比较，例如 … > 0 或 … = \"…\"", "compare it, as in … > 0 or … = \"…\""}});
}

Term Lowering::lower_junction(const Expression& expression, const Scope& scope,
                              Operation operation) {
    std::vector<Term> terms;
    bool failed = false;
    for (const Expression& operand : expression.operands) {
        terms.push_back(lower_condition(operand, scope));
        failed = failed || !terms.back();
    }
    return failed ? Term{} : join_terms(expression, operation, terms);
}

Term Lowering::join_terms(const Expression& expression, Operation operation,
                          const std::vector<Term>& terms) {
    if (terms.size() == 1) {
        return terms.front();
    }
    NewNode node;
    node.operation = operation;
    node.type = truth;
    const Int128 deciding(operation == Operation::logical_or ? 1 : 0);
    bool is_decided = false;
    bool is_neutral = true;
    for (const Term& term : terms) {
        const Node& value = at(term.node);
        is_decided = is_decided || (value.is_constant() && value.low == deciding);
        is_neutral = is_neutral && value.is_constant() && value.low != deciding;
        node.operands.push_back(term.node);
    }
    node.bounds = {Int128(0), Int128(1), 0};
    if (is_decided || is_neutral) {
        node.bounds.low = node.bounds.high = is_decided ? deciding : Int128(1) - deciding;
        node.is_settled = true;
    }
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_not(const Expression& expression, const Scope& scope) {
    const Term term = lower_condition(expression.operands[0], scope);
    if (!term) {
        return {};
    }
    NewNode node;
    node.operation = Operation::logical_not;
    node.type = truth;
    node.bounds = {Int128(1) - at(term.node).high, Int128(1) - at(term.node).low, 0};
    node.operands = {term.node};
    return {add(expression, std::move(node)), false, false};
}

std::pair<Term, Term> Lowering::lower_sides(const Expression& left, const Expression& right,
                                            const Scope& scope) {
    const auto type_of = [&](const Term& term) { return term ? &at(term.node).type : nullptr; };
    if (left.form == Form::text && right.form != Form::text) {
        const Term second = lower(right, scope);
        if (!second) {
            return {};
        }
        const Type type = *type_of(second);
        return {lower(left, scope, &type), second};
    }
    const Term first = lower(left, scope);
    if (!first) {
        // The other side may have something to say too, unless it only makes sense beside this.
        if (right.form != Form::text) {
            (void)lower(right, scope);
        }
        return {};
    }
    const Type type = *type_of(first);
    return {first, lower(right, scope, &type)};
}

bool Lowering::check_comparable(const Expression& expression, const Expression& first,
                                const Expression& second, const std::pair<Term, Term>& terms,
                                bool needs_order) {
    const auto& [left, right] = terms;
    Type type;
    if (!unify(expression, first, second, left, right, type)) {
        return false;
    }
    if (needs_order && !type.is_ordered()) {
        fail(expression, "type-mismatch",
             {{"类别、文本和是非值没有大小，只能比较是否相等",
               "categories, texts and truth values have no order"},
              {},
              {"请用 = 或 != 或 in (…)", "compare them with =, != or in (…)"}});
        return false;
    }
    const Bounds one{Int128(1), Int128(1), 0};
    const auto parts = [&](const Term& term) {
        if (!term.is_quotient) {
            return std::pair(bounds_of(term.node), one);
        }
        const auto [numerator, denominator] = quotient_parts(term.node);
        return std::pair(bounds_of(numerator), bounds_of(denominator));
    };
    const auto [a, b] = parts(left);
    const auto [c, d] = parts(right);
    if (!can_compare(a, b, c, d)) {
        report_overflow(expression);
        return false;
    }
    return true;
}

/// What a comparison gives on every row, if the ranges prove it.
std::optional<int> Lowering::proven(Operation operation, const Term& left,
                                    const Term& right) const {
    const Node& a = at(left.node);
    const Node& b = at(right.node);
    if (can_be_none(a) || can_be_none(b) || a.type.kind == Kind::text) {
        return std::nullopt;
    }
    if (!left.is_quotient && !right.is_quotient) {
        return always(operation, ok_bounds_of(left.node), ok_bounds_of(right.node));
    }
    // a / b < c / d is a × d < c × b, where all four are constants and b × d is above zero.
    Bounds sides[2] = {{Int128(1), Int128(1), 0}, {Int128(1), Int128(1), 0}};
    Int128 sign = 1;
    for (const bool is_left : {true, false}) {
        const Term& term = is_left ? left : right;
        const auto [numerator, denominator] =
            term.is_quotient ? quotient_parts(term.node) : std::pair<Index, Index>(term.node, none);
        const Bounds below =
            denominator == none ? Bounds{Int128(1), Int128(1), 0} : ok_bounds_of(denominator);
        const bool is_fixed =
            at(numerator).is_constant() && (denominator == none || at(denominator).is_constant());
        const MaybeBounds own = multiply(sides[is_left ? 0 : 1], ok_bounds_of(numerator));
        const MaybeBounds other = multiply(sides[is_left ? 1 : 0], below);
        if (!is_fixed || !own || !other) {
            return std::nullopt;
        }
        sides[is_left ? 0 : 1] = *own;
        sides[is_left ? 1 : 0] = *other;
        sign = below.low.is_negative() ? -sign : sign;
    }
    return sign == Int128(1) ? always(operation, sides[0], sides[1])
                             : always(operation, sides[1], sides[0]);
}

Term Lowering::compare_terms(const Expression& expression, Operation operation, const Term& left,
                             const Term& right) {
    NewNode node;
    node.operation = operation;
    node.type = truth;
    node.bounds = truth_bounds(proven(operation, left, right));
    node.operands = {left.node, right.node};
    const auto may_divide_by_zero = [&](const Term& term) {
        return term.is_quotient && bounds_of(quotient_parts(term.node).second).holds_zero();
    };
    node.may_fault = may_divide_by_zero(left) || may_divide_by_zero(right);
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_comparison(const Expression& expression, const Scope& scope) {
    const Operation operation = operation_of(expression.form);
    const Expression& first = expression.operands[0];
    const Expression& second = expression.operands[1];
    const std::pair<Term, Term> sides = lower_sides(first, second, scope);
    const bool needs_order = operation != Operation::equal && operation != Operation::not_equal;
    if (!sides.first || !sides.second ||
        !check_comparable(expression, first, second, sides, needs_order)) {
        return {};
    }
    return compare_terms(expression, operation, sides.first, sides.second);
}

Term Lowering::lower_in_list(const Expression& expression, const Scope& scope) {
    const Term value = lower_value(expression.operands[0], scope);
    if (!value) {
        return {};
    }
    const Type type = at(value.node).type;
    NewNode node;
    node.operation = Operation::in_list;
    node.type = truth;
    node.operands = {value.node};
    bool failed = false;
    bool is_in = false;
    bool is_out = true;
    for (std::size_t i = 1; i < expression.operands.size(); ++i) {
        const Term member = lower_value(expression.operands[i], scope, &type);
        Type common;
        if (!member || !unify(expression.operands[i], expression.operands[0],
                              expression.operands[i], value, member, common)) {
            failed = true;
            continue;
        }
        const auto known = proven(Operation::equal, value, member);
        is_in = is_in || known == 1;
        is_out = is_out && known == 0;
        node.operands.push_back(member.node);
    }
    if (failed) {
        return {};
    }
    node.bounds = {Int128(is_in ? 1 : 0), Int128(is_out ? 0 : 1), 0};
    return {add(expression, std::move(node)), false, false};
}

/// x in [a..b] with a quotient among the three is two comparisons, as RULES.md says it is anyway.
Term Lowering::between_quotients(const Expression& expression, const Term& value, const Term& low,
                                 const Term& high) {
    const Term first = compare_terms(
        expression, expression.low_closed ? Operation::greater_equal : Operation::greater, value,
        low);
    const Term second = compare_terms(
        expression, expression.high_closed ? Operation::less_equal : Operation::less, value, high);
    if (!first || !second) {
        return {};
    }
    return join_terms(expression, Operation::logical_and, {first, second});
}

Term Lowering::lower_in_range(const Expression& expression, const Scope& scope) {
    const Term value = lower(expression.operands[0], scope);
    const Term low = lower(expression.operands[1], scope);
    const Term high = lower(expression.operands[2], scope);
    if (!value || !low || !high) {
        return {};
    }
    for (const std::size_t end : {1U, 2U}) {
        if (!check_comparable(expression, expression.operands[0], expression.operands[end],
                              {value, end == 1 ? low : high}, true)) {
            return {};
        }
    }
    const bool has_both_ends = expression.low_closed && expression.high_closed;
    if (proven(has_both_ends ? Operation::greater : Operation::greater_equal, low, high) == 1) {
        model_.findings.warning(
            "nothing-in-range", expression.place(),
            {{"这个范围里没有任何值：下限不低于上限",
              "no value is in this range: its lower end is not below its upper"},
             {},
             {"请核对两端，通常应对调", "look at both ends; mostly they are swapped"}});
    }
    if (value.is_quotient || low.is_quotient || high.is_quotient) {
        return between_quotients(expression, value, low, high);
    }
    NewNode node;
    node.operation = Operation::in_range;
    node.type = truth;
    node.detail = static_cast<std::uint8_t>((expression.low_closed ? 1 : 0) |
                                            (expression.high_closed ? 2 : 0));
    const Operation above = expression.low_closed ? Operation::greater_equal : Operation::greater;
    const Operation below = expression.high_closed ? Operation::less_equal : Operation::less;
    const auto first = proven(above, value, low);
    const auto second = proven(below, value, high);
    const bool never = first == 0 || second == 0;
    node.bounds = {Int128(first == 1 && second == 1 ? 1 : 0), Int128(never ? 0 : 1), 0};
    node.operands = {value.node, low.node, high.node};
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_only_one(const Expression& expression, const Scope& scope, Expected expected) {
    NewNode node;
    node.operation = Operation::only_one;
    for (std::size_t i = 0; i + 1 < expression.operands.size(); ++i) {
        const Term condition = lower_condition(expression.operands[i], scope);
        if (!condition) {
            return {};
        }
        node.operands.push_back(condition.node);
    }
    const Term value = lower_value(expression.operands.back(), scope, expected);
    if (!value) {
        return {};
    }
    node.operands.push_back(value.node);
    node.type = at(value.node).type;
    node.bounds = ok_bounds_of(value.node);
    node.may_fault = node.operands.size() > 2;
    return {add(expression, std::move(node)), value.is_bare, false};
}

} // namespace doudi::compiler
