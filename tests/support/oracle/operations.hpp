#pragma once

// The table of section 1 of docs/RULES.md, an operation a function. All operands are evaluated;
// whether one counts is decided here, by states alone.

#include "value.hpp"

#include <functional>
#include <string>
#include <vector>

namespace doudi::oracle {

/// Fault if an operand is a fault, else missing if one is missing, else what `operation` gives.
[[nodiscard]] Value strictly(const std::vector<Value>& operands,
                             const std::function<Value(const std::vector<Value>&)>& operation);

[[nodiscard]] Value add(const Value& left, const Value& right);
[[nodiscard]] Value subtract(const Value& left, const Value& right);
[[nodiscard]] Value multiply(const Value& left, const Value& right);
[[nodiscard]] Value divide(const Value& left, const Value& right);
[[nodiscard]] Value smaller(const Value& left, const Value& right);
[[nodiscard]] Value greater(const Value& left, const Value& right);
[[nodiscard]] Value rounded(const Value& number, const Value& step, Rounding mode);

/// `comparison` is one of = != < <= > >=.
[[nodiscard]] Value compare(const std::string& comparison, const Value& left, const Value& right);

[[nodiscard]] Value both(const Value& left, const Value& right);
[[nodiscard]] Value either(const Value& left, const Value& right);
[[nodiscard]] Value negation(const Value& operand);

/// `if condition then yes else no`.
[[nodiscard]] Value choose(const Value& condition, const Value& yes, const Value& no);

/// One row of an aggregate: whether it takes part, and with what.
struct Taken {
    Value condition;
    Value value;
};

/// `function` is one of sum, count, any, all, min, max.
[[nodiscard]] Value aggregate(const std::string& function, const std::vector<Taken>& rows);

[[nodiscard]] Value number(const Rational& number);
[[nodiscard]] Value truth(bool truth);

} // namespace doudi::oracle
