#pragma once

#include "syntax/ast.hpp"
#include "syntax/parser.hpp"

#include <doudi/checked.hpp>
#include <doudi/written.hpp>

#include <memory>
#include <string>
#include <utility>

namespace doudi::syntax {

/// A formula that stands alone in a file.
inline WrittenText write_formula(std::string formula) {
    WrittenText written;
    written.place = {std::make_shared<Source>("formula.yaml", formula), {0, formula.size()}};
    written.value = std::move(formula);
    return written;
}

/// The words of a formula that a place marks.
inline std::string marked(const Place& place) {
    return std::string(
        place.source->text().substr(place.span.begin, place.span.end - place.span.begin));
}

/// A tree as `(+ a (* b c))`, so that its shape can be compared by eye.
inline std::string outline(const Expression& expression) {
    static constexpr const char* heads[] = {
        "",   "%", "text", "date", "",  "",  "neg", "not", "and", "or",    "=",  "!=",   "<",
        "<=", ">", ">=",   "+",    "-", "*", "/",   "of",  "in",  "range", "if", "call", "lookup"};
    std::string text = heads[static_cast<std::size_t>(expression.form)];
    if (expression.form == Form::in_range) {
        text = expression.low_closed ? "[" : "(";
        text += expression.high_closed ? "]" : ")";
    }
    if (!expression.text.empty()) {
        text += (text.empty() ? "" : " ") + expression.text;
    }
    for (std::size_t i = 0; i < expression.operands.size(); ++i) {
        const bool where = expression.has_where && i + 1 == expression.operands.size();
        text += (where ? " where " : " ") + outline(expression.operands[i]);
    }
    const bool is_leaf = expression.operands.empty() && text == expression.text;
    return is_leaf ? text : "(" + text + ")";
}

/// The outline of a formula, or the codes of what is wrong with it.
inline std::string outline_of(const std::string& formula) {
    const WrittenText written = write_formula(formula);
    const auto parsed = parse(written);
    std::string codes = "!";
    for (const Diagnostic& finding : parsed.diagnostics()) {
        codes += " " + std::string(finding.code);
    }
    return parsed ? outline(parsed.value()) : codes;
}

} // namespace doudi::syntax
