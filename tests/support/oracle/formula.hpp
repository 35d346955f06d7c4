#pragma once

#include "value.hpp"

#include <string>
#include <vector>

namespace doudi::oracle {

struct Definition;

enum class Operation {
    literal,
    name,
    lookup,     // name[key, …]; the children are the keys
    negate,     // - x
    arithmetic, // text: + - * /
    comparison, // text: = != < <= > >=
    one_of,     // x in (a, b): x first
    within,     // x in [a..b]: x, a, b
    both,
    either,
    negation,
    choose,    // if condition then a else b
    call,      // text: the function's name
    aggregate, // text: the function's name; the children are the value and the condition
    previous,
    sum_months, // the child is the number of months
    value_on,   // a name or look-up, then a date
};

/// A formula as a tree. `definition` and `entity` are empty until the names are bound.
struct Formula {
    Operation operation = Operation::literal;
    std::string text; // an operator, a function or a name
    Value value = Value::none();
    std::vector<Formula> children;
    bool open_below = false; // of an interval: (a..b
    bool open_above = false; //                 a..b)

    const Definition* definition = nullptr; // what the name means
    int entity = 0;                         // whose rows an aggregate goes over
};

/// Reads the text of a formula; throws std::runtime_error where the grammar does not allow it.
[[nodiscard]] Formula parse_formula(const std::string& text);

} // namespace doudi::oracle
