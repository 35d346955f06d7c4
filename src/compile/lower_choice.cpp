// Choices: `if`, and the rows of tables. All go over their rows in a loop: there may be thousands.

#include "compile/lowering.hpp"

namespace doudi::compiler {

Term Lowering::lower_choose(const Expression& expression, const Scope& scope, Expected expected) {
    std::vector<Choice> choices;
    const Expression* link = &expression;
    Type known{};
    for (; link->form == Form::choose; link = &link->operands[2]) {
        Choice choice{link, &link->operands[1], lower_condition(link->operands[0], scope),
                      lower_value(link->operands[1], scope, expected)};
        if (expected == nullptr && choice.then && !choice.then.is_bare) {
            known = at(choice.then.node).type;
            expected = &known;
        }
        choices.push_back(choice);
    }
    return choose_in_turn(choices, *link, lower_value(*link, scope, expected));
}

/// first_of(when, then, when, then, …, otherwise)
Term Lowering::lower_first_of(const Expression& expression, const Scope& scope, Expected expected) {
    std::vector<Choice> choices;
    const std::vector<Expression>& operands = expression.operands;
    Type known{};
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        Choice choice{&expression, &operands[i + 1], lower_condition(operands[i], scope),
                      lower_value(operands[i + 1], scope, expected)};
        if (expected == nullptr && choice.then && !choice.then.is_bare) {
            known = at(choice.then.node).type;
            expected = &known;
        }
        choices.push_back(choice);
    }
    return choose_in_turn(choices, operands.back(), lower_value(operands.back(), scope, expected));
}

/// sum_of(when, then, when, then, …[, otherwise])
Term Lowering::lower_sum_of(const Expression& expression, const Scope& scope, Expected expected) {
    const std::vector<Expression>& operands = expression.operands;
    const bool has_otherwise = operands.size() % 2 != 0;
    Term zero = constant({}, {Kind::integer, 0, {}}, {});
    zero.is_bare = true;
    std::vector<Term> conditions;
    Term sum;
    bool failed = false;
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        const Choice choice{&expression, &operands[i + 1], lower_condition(operands[i], scope),
                            lower_value(operands[i + 1], scope, expected)};
        const Term part = choice.condition && choice.then && zero
                              ? choose_between(choice, expression, zero)
                              : Term{};
        failed = failed || !part;
        if (!failed) {
            conditions.push_back(choice.condition);
            sum = i == 0 ? part
                         : add_terms(expression, {sum, part}, operands[i - 1], operands[i + 1]);
            failed = !sum;
        }
    }
    const Term otherwise = has_otherwise ? lower_value(operands.back(), scope, expected) : Term{};
    if (failed || !has_otherwise || !otherwise) {
        return failed || has_otherwise ? Term{} : sum;
    }
    const Term any = join_terms(expression, Operation::logical_or, conditions);
    return any ? choose_between({&expression, &expression, any, sum}, operands.back(), otherwise)
               : Term{};
}

Term Lowering::choose_in_turn(const std::vector<Choice>& choices, const Expression& last_place,
                              Term last) {
    const Expression* place = &last_place;
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
        if (!choice->condition || !choice->then || !last) {
            return {};
        }
        last = choose_between(*choice, *place, last);
        place = choice->then_place;
    }
    return last;
}

Term Lowering::choose_between(const Choice& choice, const Expression& other_place,
                              const Term& otherwise) {
    NewNode node;
    node.operation = Operation::choose;
    if (!unify(*choice.place, *choice.then_place, other_place, choice.then, otherwise, node.type)) {
        return {};
    }
    const Node& test = at(choice.condition.node);
    const MaybeBounds both = hull(ok_bounds_of(choice.then.node), ok_bounds_of(otherwise.node));
    if (!both) {
        return report_overflow(*choice.place);
    }
    node.bounds = *both;
    node.operands = {choice.condition.node, choice.then.node, otherwise.node};
    if (test.is_constant()) {
        const Node& taken = at(test.low == Int128(1) ? choice.then.node : otherwise.node);
        const MaybeBounds bounds = rescale({taken.low, taken.high, taken.places}, both->places);
        node.bounds = bounds.value_or(*both);
        node.is_settled = true;
        node.may_be_missing = taken.may_be_missing;
        node.may_fault = taken.may_fault;
    }
    const Index result = add(*choice.place, std::move(node));
    return {result, choice.then.is_bare && otherwise.is_bare, false};
}

} // namespace doudi::compiler
