#include "interpreter.hpp"

#include <stdexcept>

namespace doudi::oracle {

std::vector<const Row*> Interpreter::rows_inside(const Row& row, int entity) {
    std::vector<const Row*> rows;
    for (const auto& inner : row.inner()) {
        if (inner->entity() == entity) {
            rows.push_back(inner.get());
        }
        const auto deeper = rows_inside(*inner, entity);
        rows.insert(rows.end(), deeper.begin(), deeper.end());
    }
    return rows;
}

const Row& Interpreter::row_of(int entity, const Row& row) {
    for (const Row* around = &row; around != nullptr; around = around->outer()) {
        if (around->entity() == entity) {
            return *around;
        }
    }
    throw std::runtime_error("a value of an inner row is read outside it");
}

Value Interpreter::value_of(const Definition& definition, const Row& row) const {
    const Row& own = row_of(definition.entity, row);
    const auto [known, is_new] =
        evaluation_.known_.try_emplace(std::pair(&own, definition.number), std::nullopt);
    if (is_new) {
        Value value = work_out(definition, own);
        known->second = std::move(value);
    } else if (!known->second) {
        throw std::runtime_error("'" + definition.full_name + "' depends on itself");
    }
    return *known->second;
}

Value Interpreter::work_out(const Definition& definition, const Row& row) const {
    const Pack& pack = evaluation_.pack_;
    if (definition.kind == DefinitionKind::fact) {
        return row.fact(definition, evaluation_.date_);
    }
    if (definition.kind == DefinitionKind::option) {
        return definition.known.value();
    }
    if (definition.kind == DefinitionKind::parameter) {
        return pack.parameters[definition.subject].on(evaluation_.date_, {});
    }
    if (const auto given = row.given(definition)) {
        return *given;
    }
    if (definition.kind == DefinitionKind::decision) {
        return decision_part(pack.decisions[definition.subject], definition.part, row);
    }
    const Rule& rule = pack.rules[definition.subject];
    const Value value = rule_part(rule, definition.part, row);
    return definition.part.empty() ? within_range(rule, value) : value;
}

Value Interpreter::within_range(const Rule& rule, const Value& value) {
    if (!rule.range || !value.is_ok()) {
        return value;
    }
    const Value inside =
        both(compare(">=", value, rule.range->first), compare("<=", value, rule.range->second));
    return inside.is_true() ? value : Value::fault();
}

Value Interpreter::evaluate(const Formula& formula, const Row& row) const {
    switch (formula.operation) {
    case Operation::literal:
        return formula.value;
    case Operation::name:
        return name(formula, row);
    case Operation::lookup:
        return parameter(formula, row, Value::ok(evaluation_.date_));
    case Operation::negate:
    case Operation::arithmetic:
        return arithmetic(formula, row);
    case Operation::one_of:
    case Operation::within:
        return membership(formula, row);
    case Operation::aggregate:
        return aggregate_over(formula, row);
    case Operation::previous:
    case Operation::sum_months:
        return over_months(formula, row);
    case Operation::value_on:
        return parameter(formula.children.at(0), row, evaluate(formula.children.at(1), row));
    default:
        return of_operands(formula, evaluate_all(formula.children, row));
    }
}

Value Interpreter::of_operands(const Formula& formula, const std::vector<Value>& operands) {
    switch (formula.operation) {
    case Operation::comparison:
        return compare(formula.text, operands.at(0), operands.at(1));
    case Operation::both:
        return both(operands.at(0), operands.at(1));
    case Operation::either:
        return either(operands.at(0), operands.at(1));
    case Operation::negation:
        return negation(operands.at(0));
    case Operation::choose:
        return choose(operands.at(0), operands.at(1), operands.at(2));
    default:
        return call(formula.text, operands);
    }
}

std::vector<Value> Interpreter::evaluate_all(const std::vector<Formula>& formulas,
                                             const Row& row) const {
    std::vector<Value> values;
    values.reserve(formulas.size());
    for (const Formula& formula : formulas) {
        values.push_back(evaluate(formula, row));
    }
    return values;
}

Value Interpreter::name(const Formula& formula, const Row& row) const {
    return formula.definition == nullptr ? Value::ok(evaluation_.date_) // decision_date
                                         : value_of(*formula.definition, row);
}

Value Interpreter::arithmetic(const Formula& formula, const Row& row) const {
    const Value left = evaluate(formula.children.at(0), row);
    if (formula.operation == Operation::negate) {
        return subtract(number(0), left);
    }
    const Value right = evaluate(formula.children.at(1), row);
    if (formula.text == "+") {
        return add(left, right);
    }
    if (formula.text == "-") {
        return subtract(left, right);
    }
    return formula.text == "*" ? multiply(left, right) : divide(left, right);
}

Value Interpreter::membership(const Formula& formula, const Row& row) const {
    const std::vector<Value> operands = evaluate_all(formula.children, row);
    const Value& subject = operands.at(0);
    if (formula.operation == Operation::within) {
        const Value above_low = compare(formula.open_below ? ">" : ">=", subject, operands.at(1));
        const Value below_high = compare(formula.open_above ? "<" : "<=", subject, operands.at(2));
        return both(above_low, below_high);
    }
    Value found = truth(false);
    for (std::size_t i = 1; i < operands.size(); ++i) {
        found = either(found, compare("=", subject, operands[i]));
    }
    return found;
}

Value Interpreter::aggregate_over(const Formula& formula, const Row& row) const {
    std::vector<Taken> rows;
    for (const Row* inner : rows_inside(row, formula.entity)) {
        rows.push_back(
            {evaluate(formula.children.at(1), *inner), evaluate(formula.children.at(0), *inner)});
    }
    return aggregate(formula.text, rows);
}

Value Interpreter::parameter(const Formula& formula, const Row& row, const Value& date) const {
    std::vector<Value> operands = evaluate_all(formula.children, row);
    operands.push_back(date);
    const Parameter& parameter = evaluation_.pack_.parameters[formula.definition->subject];
    return strictly(operands, [&](std::vector<Value> keys) {
        const Date day = keys.back().date();
        keys.pop_back();
        return parameter.on(day, keys);
    });
}

DecidedBefore Interpreter::decided_before(const Row& own) const {
    return [this, &own](const Definition& definition, const Date& month) {
        return evaluation_.decided_before(definition, own, month);
    };
}

Value Interpreter::previous(const Definition& definition, const Row& row) const {
    const Row& own = row_of(definition.entity, row);
    return own.previous(definition, evaluation_.date_, decided_before(own));
}

Value Interpreter::over_months(const Formula& formula, const Row& row) const {
    const Definition& definition = *formula.definition;
    if (formula.operation == Operation::previous) {
        return previous(definition, row);
    }
    const Row& own = row_of(definition.entity, row);
    return strictly({evaluate(formula.children.at(0), row)}, [&](const auto& months) {
        const auto count = static_cast<int>(floor_of(months[0].number()));
        return own.sum_months(definition, evaluation_.date_, count, decided_before(own));
    });
}

} // namespace doudi::oracle
