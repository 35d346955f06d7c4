#include "operations.hpp"

#include <algorithm>
#include <stdexcept>

namespace doudi::oracle {
namespace {

Needs united(const Value& left, const Value& right) {
    Needs needs = left.needs();
    needs.insert(right.needs().begin(), right.needs().end());
    return needs;
}

bool ordered(const std::string& comparison, bool less, bool equal) {
    if (comparison == "<") {
        return less;
    }
    if (comparison == "<=") {
        return less || equal;
    }
    if (comparison == ">") {
        return !less && !equal;
    }
    if (comparison == ">=") {
        return !less;
    }
    throw std::runtime_error("no comparison '" + comparison + "'");
}

Value compare_known(const std::string& comparison, const Value& left, const Value& right) {
    if (comparison == "=" || comparison == "!=") {
        return truth(same(left, right) == (comparison == "="));
    }
    if (std::holds_alternative<Date>(left.content())) {
        return truth(ordered(comparison, left.date() < right.date(), left.date() == right.date()));
    }
    return truth(
        ordered(comparison, left.number() < right.number(), left.number() == right.number()));
}

Value numbers(const Value& left, const Value& right,
              const std::function<Rational(const Rational&, const Rational&)>& operation) {
    return strictly({left, right}, [&](const std::vector<Value>& operands) {
        return number(operation(operands[0].number(), operands[1].number()));
    });
}

// any(x where c) is the `or` of `c and x`, all(x where c) the `and` of `not c or x`.
Value any_or_all(bool any, const std::vector<Taken>& rows) {
    Value result = truth(!any);
    for (const Taken& row : rows) {
        result = any ? either(result, both(row.condition, row.value))
                     : both(result, either(negation(row.condition), row.value));
    }
    return result;
}

// The worst state among the conditions and the values that are taken.
Value worst(const std::vector<Taken>& rows) {
    Value result = truth(true);
    for (const Taken& row : rows) {
        const Value& state = row.condition.is_true() ? row.value : row.condition;
        result = strictly({result, state}, [](const auto&) { return truth(true); });
    }
    return result;
}

Value fold(const std::string& function, const Value& left, const Value& right) {
    if (function == "min") {
        return smaller(left, right);
    }
    return function == "max" ? greater(left, right) : add(left, right);
}

} // namespace

Value number(const Rational& number) {
    return Value::ok(number);
}

Value truth(bool truth) {
    return Value::ok(truth);
}

Value strictly(const std::vector<Value>& operands,
               const std::function<Value(const std::vector<Value>&)>& operation) {
    Needs needs;
    bool missing = false;
    for (const Value& operand : operands) {
        if (operand.is_fault()) {
            return Value::fault();
        }
        missing = missing || operand.is_missing();
        needs.insert(operand.needs().begin(), operand.needs().end());
    }
    return missing ? Value::missing(std::move(needs)) : operation(operands);
}

Value add(const Value& left, const Value& right) {
    return numbers(left, right, [](const auto& a, const auto& b) { return Rational(a + b); });
}

Value subtract(const Value& left, const Value& right) {
    return numbers(left, right, [](const auto& a, const auto& b) { return Rational(a - b); });
}

Value multiply(const Value& left, const Value& right) {
    return numbers(left, right, [](const auto& a, const auto& b) { return Rational(a * b); });
}

Value divide(const Value& left, const Value& right) {
    return strictly({left, right}, [](const std::vector<Value>& operands) {
        const Rational& divisor = operands[1].number();
        return divisor == 0 ? Value::fault() : number(operands[0].number() / divisor);
    });
}

// Dates are ordered too, so that the earliest and the latest of some can be asked for.
Value smaller(const Value& left, const Value& right) {
    return strictly({left, right}, [](const std::vector<Value>& operands) {
        return compare_known("<", operands[1], operands[0]).is_true() ? operands[1] : operands[0];
    });
}

Value greater(const Value& left, const Value& right) {
    return strictly({left, right}, [](const std::vector<Value>& operands) {
        return compare_known(">", operands[1], operands[0]).is_true() ? operands[1] : operands[0];
    });
}

Value rounded(const Value& value, const Value& step, Rounding mode) {
    return numbers(value, step, [&](const auto& a, const auto& b) { return round_to(a, b, mode); });
}

Value compare(const std::string& comparison, const Value& left, const Value& right) {
    return strictly({left, right}, [&](const std::vector<Value>& operands) {
        return compare_known(comparison, operands[0], operands[1]);
    });
}

Value both(const Value& left, const Value& right) {
    if (left.is_false() || right.is_false()) {
        return truth(false);
    }
    return strictly({left, right}, [](const auto&) { return truth(true); });
}

Value either(const Value& left, const Value& right) {
    if (left.is_true() || right.is_true()) {
        return truth(true);
    }
    return strictly({left, right}, [](const auto&) { return truth(false); });
}

Value negation(const Value& operand) {
    return strictly({operand}, [](const auto& operands) { return truth(!operands[0].truth()); });
}

Value choose(const Value& condition, const Value& yes, const Value& no) {
    if (condition.is_fault()) {
        return Value::fault();
    }
    if (condition.is_ok()) {
        return condition.is_true() ? yes : no;
    }
    if (same(yes, no)) {
        return yes;
    }
    if (yes.is_fault() && no.is_fault()) {
        return Value::fault();
    }
    Needs needs = united(condition, yes);
    needs.insert(no.needs().begin(), no.needs().end());
    return Value::missing(std::move(needs));
}

Value aggregate(const std::string& function, const std::vector<Taken>& rows) {
    if (function == "any" || function == "all") {
        return any_or_all(function == "any", rows);
    }
    const Value state = worst(rows);
    if (!state.is_ok()) {
        return state;
    }
    std::vector<Value> taken;
    for (const Taken& row : rows) {
        if (row.condition.is_true()) {
            taken.push_back(row.value);
        }
    }
    if (function == "count") {
        return number(static_cast<long>(taken.size()));
    }
    if (taken.empty()) {
        return function == "sum" ? number(0) : Value::fault();
    }
    Value result = taken.front();
    for (std::size_t i = 1; i < taken.size(); ++i) {
        result = fold(function, result, taken[i]);
    }
    return result;
}

} // namespace doudi::oracle
