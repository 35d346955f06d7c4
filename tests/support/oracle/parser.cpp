// The grammar of formulas, a method a level, from the loosest binding to the tightest.

#include "formula.hpp"
#include "lexer.hpp"

#include <set>
#include <stdexcept>

namespace doudi::oracle {
namespace {

const std::set<std::string> reserved{"and",  "or", "not",   "in",   "between", "if",
                                     "then", "of", "where", "else", "true",    "false"};
const std::set<std::string> comparisons{"=", "!=", "<", "<=", ">", ">="};

Formula node(Operation operation, std::string text, std::vector<Formula> children) {
    Formula formula;
    formula.operation = operation;
    formula.text = std::move(text);
    formula.children = std::move(children);
    return formula;
}

Formula literal(Value value) {
    Formula formula;
    formula.value = std::move(value);
    return formula;
}

class Parser {
public:
    explicit Parser(const std::string& text) : text_(text), tokens_(split_into_tokens(text)) {}

    Formula whole() {
        Formula formula = expression();
        if (token().kind != TokenKind::end) {
            fail("the end");
        }
        return formula;
    }

private:
    [[nodiscard]] const Token& token() const { return tokens_[at_]; }

    [[noreturn]] void fail(const std::string& expected) const {
        throw std::runtime_error("expected " + expected + ", not '" + token().text +
                                 "', in: " + text_);
    }

    [[nodiscard]] bool is(const std::string& text) const {
        return token().text == text && token().kind != TokenKind::literal;
    }

    bool accept(const std::string& text) {
        const bool accepted = is(text);
        at_ += accepted ? 1 : 0;
        return accepted;
    }

    void expect(const std::string& text) {
        if (!accept(text)) {
            fail("'" + text + "'");
        }
    }

    std::string take() { return tokens_[at_++].text; }

    Formula expression() {
        Formula left = conjunction();
        while (accept("or")) {
            left = node(Operation::either, "or", {left, conjunction()});
        }
        return left;
    }

    Formula conjunction() {
        Formula left = negated();
        while (accept("and")) {
            left = node(Operation::both, "and", {left, negated()});
        }
        return left;
    }

    Formula negated() {
        if (accept("not")) {
            return node(Operation::negation, "not", {negated()});
        }
        return compared();
    }

    Formula compared() {
        Formula left = sum();
        if (token().kind == TokenKind::symbol && comparisons.contains(token().text)) {
            const std::string comparison = take();
            return node(Operation::comparison, comparison, {left, sum()});
        }
        if (accept("between")) {
            Formula low = sum();
            expect("and");
            return node(Operation::within, "between", {left, low, sum()});
        }
        return accept("in") ? in(std::move(left)) : left;
    }

    // Only what follows the first expression tells (a, b) from (a..b].
    Formula in(Formula subject) {
        const bool open_below = is("(");
        if (!accept("(")) {
            expect("[");
        }
        Formula first = expression();
        if (accept("..")) {
            Formula formula =
                node(Operation::within, "in", {std::move(subject), std::move(first), expression()});
            formula.open_below = open_below;
            formula.open_above = is(")");
            if (!accept(")")) {
                expect("]");
            }
            return formula;
        }
        Formula formula = node(Operation::one_of, "in", {std::move(subject), std::move(first)});
        while (accept(",")) {
            formula.children.push_back(expression());
        }
        expect(")");
        return formula;
    }

    Formula sum() {
        Formula left = product();
        while (is("+") || is("-")) {
            const std::string sign = take();
            left = node(Operation::arithmetic, sign, {left, product()});
        }
        return left;
    }

    Formula product() {
        Formula left = signed_value();
        while (is("*") || is("/") || is("of")) {
            const std::string sign = take() == "/" ? "/" : "*";
            left = node(Operation::arithmetic, sign, {left, signed_value()});
        }
        return left;
    }

    Formula signed_value() {
        if (accept("-")) {
            return node(Operation::negate, "-", {signed_value()});
        }
        return primary();
    }

    Formula primary() {
        if (token().kind == TokenKind::literal) {
            return literal(tokens_[at_++].value);
        }
        if (accept("(")) {
            Formula inner = expression();
            expect(")");
            return inner;
        }
        if (is("true") || is("false")) {
            return literal(Value::ok(take() == "true"));
        }
        return accept("if") ? choice() : named();
    }

    Formula choice() {
        Formula condition = expression();
        expect("then");
        Formula yes = expression();
        expect("else");
        return node(Operation::choose, "if", {condition, yes, expression()});
    }

    Formula named() {
        if (token().kind != TokenKind::name || reserved.contains(token().text)) {
            fail("a value");
        }
        const std::string name = take();
        if (accept("(")) {
            return call(name);
        }
        if (!accept("[")) {
            return node(Operation::name, name, {});
        }
        Formula formula = node(Operation::lookup, name, {});
        do {
            formula.children.push_back(expression());
        } while (accept(","));
        expect("]");
        return formula;
    }

    Formula call(const std::string& function) {
        std::vector<Formula> arguments{expression()};
        if (is_aggregate(function)) {
            Formula condition = accept("where") ? expression() : literal(Value::ok(true));
            if (accept(")")) {
                return node(Operation::aggregate, function, {arguments[0], condition});
            }
        }
        while (accept(",")) {
            arguments.push_back(expression());
        }
        expect(")");
        return over_months(function, std::move(arguments));
    }

    static bool is_aggregate(const std::string& function) {
        static const std::set<std::string> functions{"sum", "count", "any", "all", "min", "max"};
        return functions.contains(function);
    }

    static Formula over_months(const std::string& function, std::vector<Formula> arguments) {
        if (function == "previous") {
            return node(Operation::previous, arguments.at(0).text, {});
        }
        if (function == "sum_months") {
            return node(Operation::sum_months, arguments.at(0).text, {arguments.at(1)});
        }
        const bool dated = function == "value_on";
        return node(dated ? Operation::value_on : Operation::call, function, std::move(arguments));
    }

    const std::string& text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

} // namespace

Formula parse_formula(const std::string& text) {
    return Parser(text).whole();
}

} // namespace doudi::oracle
