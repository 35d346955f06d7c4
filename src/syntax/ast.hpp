#pragma once

#include <doudi/source.hpp>
#include <doudi/written.hpp>

#include <cstdint>
#include <string>
#include <vector>

// The syntax tree of a formula. It says what was written and where; names mean nothing yet.
namespace doudi::syntax {

enum class Form : std::uint8_t {
    number,      ///< text: digits as written, "0.2"
    percent,     ///< text: the number before %, "20"
    text,        ///< text: without its quotes
    date,        ///< text: "2020-07-01"
    truth,       ///< text: "true" or "false"
    name,        ///< text: "wage", "dibao.outcome" (dots kept, blanks around them dropped)
    negate,      ///< -a
    logical_not, ///< not a
    logical_and, ///< a and b and … : two or more operands, flat
    logical_or,  ///< a or b or … : two or more operands, flat
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal, ///< a, b
    add,
    subtract,
    multiply,
    divide,     ///< a, b
    percent_of, ///< `30% of x`: the percent literal, x
    in_list,    ///< x, then the members
    in_range,   ///< x, low, high; low_closed, high_closed. `between` is both closed
    choose,     ///< condition, then, else
    call,       ///< text: function; operands: arguments; where: last operand if has_where
    lookup,     ///< text: parameter; operands: keys
};

/// One node. `span` is in bytes of the formula's decoded text.
struct Expression {
    Form form = Form::number;
    bool low_closed = false;
    bool high_closed = false;
    bool has_where = false;
    std::string text;
    std::vector<Expression> operands;
    Span span;
    /// The scalar it was written in; null for what a kind put together. Lives in the RulePack.
    const WrittenText* written = nullptr;

    /// Where it stands in its file; nowhere when a kind put it together.
    [[nodiscard]] Place place() const { return written != nullptr ? written->at(span) : Place{}; }
};

} // namespace doudi::syntax
