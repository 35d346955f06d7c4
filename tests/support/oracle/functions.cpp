// The functions of formulas that work on values alone.

#include "interpreter.hpp"

#include <map>
#include <stdexcept>

namespace doudi::oracle {
namespace {

int whole(const Value& value) {
    return static_cast<int>(floor_of(value.number()));
}

Value absolute(const Value& value) {
    return value.number() < 0 ? number(-value.number()) : value;
}

Value of_dates(const std::string& function, const std::vector<Value>& arguments) {
    const Date& first = arguments.at(0).date();
    if (function == "year") {
        return number(first.year);
    }
    if (function == "month") {
        return number(first.month);
    }
    if (function == "add_months") {
        return Value::ok(add_months(first, whole(arguments.at(1))));
    }
    if (function == "add_days") {
        return Value::ok(add_days(first, whole(arguments.at(1))));
    }
    const Date& second = arguments.at(1).date();
    if (function == "years_between") {
        return number(years_between(first, second));
    }
    if (function == "months_between") {
        return number(months_between(first, second));
    }
    if (function == "days_between") {
        return number(days_between(first, second));
    }
    throw std::runtime_error("no function '" + function + "'");
}

std::optional<Rounding> mode_of(const std::string& function) {
    static const std::map<std::string, Rounding> modes{
        {"round", Rounding::half_up},   {"round_half_even", Rounding::half_even},
        {"round_up", Rounding::up},     {"round_down", Rounding::down},
        {"ceiling", Rounding::ceiling}, {"floor", Rounding::floor},
    };
    const auto found = modes.find(function);
    return found == modes.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

Value Interpreter::call(const std::string& function, const std::vector<Value>& arguments) {
    if (function == "min" || function == "max") {
        Value result = arguments.at(0);
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            result =
                function == "min" ? smaller(result, arguments[i]) : greater(result, arguments[i]);
        }
        return result;
    }
    if (const auto mode = mode_of(function)) {
        return rounded(arguments.at(0), arguments.at(1), *mode);
    }
    if (function == "per_month") {
        return divide(arguments.at(0), number(12));
    }
    if (function == "per_year") {
        return multiply(arguments.at(0), number(12));
    }
    return strictly(arguments, [&](const std::vector<Value>& known) {
        return function == "abs" ? absolute(known.at(0)) : of_dates(function, known);
    });
}

Value rounded(const Value& value, const std::optional<RoundKey>& round) {
    return round ? rounded(value, number(round->to), round->mode) : value;
}

} // namespace doudi::oracle
