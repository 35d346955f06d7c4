#include "syntax/formula_parser.hpp"

#include <algorithm>
#include <array>

namespace doudi::syntax {

namespace {

/// The form that a sign between two operands makes at a level of binding.
std::optional<Form> form_of_sign(TokenKind kind, Binding level) {
    struct Sign {
        TokenKind kind;
        Form form;
    };

    static constexpr std::array signs{
        Sign{TokenKind::equal, Form::equal},
        Sign{TokenKind::not_equal, Form::not_equal},
        Sign{TokenKind::less, Form::less},
        Sign{TokenKind::less_equal, Form::less_equal},
        Sign{TokenKind::greater, Form::greater},
        Sign{TokenKind::greater_equal, Form::greater_equal},
        Sign{TokenKind::plus, Form::add},
        Sign{TokenKind::minus, Form::subtract},
        Sign{TokenKind::star, Form::multiply},
        Sign{TokenKind::slash, Form::divide},
        Sign{TokenKind::word_and, Form::logical_and},
        Sign{TokenKind::word_or, Form::logical_or},
    };
    const auto* const found = std::find_if(signs.begin(), signs.end(), [&](const Sign& sign) {
        return sign.kind == kind && binding(sign.form) == level;
    });
    return found == signs.end() ? std::nullopt : std::optional(found->form);
}

Span spanning(const Span& first, const Span& last) {
    return {first.begin, last.end};
}

} // namespace

std::optional<Expression> FormulaParser::formula() {
    auto whole = expression();
    if (!whole || (!is(TokenKind::end) && !unexpected())) {
        return std::nullopt;
    }
    return std::move(whole->tree);
}

FormulaParser::Result FormulaParser::expression() {
    const Nesting nesting(*this);
    if (nesting_ > limits::formula_depth) {
        return too_deep(current().span);
    }
    return is(TokenKind::word_if) ? choose() : logical(Binding::logical_or);
}

FormulaParser::Result FormulaParser::choose() {
    const Token first = take();
    auto condition = expression();
    if (!condition) {
        return std::nullopt;
    }
    if (!accept(TokenKind::word_then)) {
        unexpected_instead_of("then", first);
        return std::nullopt;
    }
    auto then = expression();
    if (!then) {
        return std::nullopt;
    }
    if (!accept(TokenKind::word_else)) {
        unexpected_instead_of("else", first);
        return std::nullopt;
    }
    auto otherwise = expression();
    if (!otherwise) {
        return std::nullopt;
    }
    const Span span = spanning(first.span, otherwise->tree.span);
    std::vector<Node> operands;
    operands.push_back(*std::move(condition));
    operands.push_back(*std::move(then));
    operands.push_back(*std::move(otherwise));
    return join(Form::choose, std::move(operands), span);
}

FormulaParser::Result FormulaParser::logical(Binding level) {
    const bool is_or = level == Binding::logical_or;
    const auto operand = [&] { return is_or ? logical(Binding::logical_and) : negation(); };
    std::vector<Node> operands;
    do {
        auto next = operand();
        if (!next) {
            return std::nullopt;
        }
        operands.push_back(*std::move(next));
    } while (accept(is_or ? TokenKind::word_or : TokenKind::word_and));
    if (operands.size() == 1) {
        return std::move(operands.front());
    }
    const Span span = spanning(operands.front().tree.span, operands.back().tree.span);
    return join(is_or ? Form::logical_or : Form::logical_and, std::move(operands), span);
}

FormulaParser::Result FormulaParser::negation() {
    if (!is(TokenKind::word_not)) {
        return comparison();
    }
    const Nesting nesting(*this);
    const Token sign = take();
    if (nesting_ > limits::formula_depth) {
        return too_deep(sign.span);
    }
    auto operand = negation();
    if (!operand) {
        return std::nullopt;
    }
    const Span span = spanning(sign.span, operand->tree.span);
    std::vector<Node> operands;
    operands.push_back(*std::move(operand));
    return join(Form::logical_not, std::move(operands), span);
}

FormulaParser::Result FormulaParser::comparison() {
    auto left = chain(Binding::sum);
    if (!left) {
        return std::nullopt;
    }
    Result whole;
    if (const auto form = form_of_sign(current().kind, Binding::comparison)) {
        take();
        auto right = chain(Binding::sum);
        if (!right) {
            return std::nullopt;
        }
        const Span span = spanning(left->tree.span, right->tree.span);
        std::vector<Node> operands;
        operands.push_back(*std::move(left));
        operands.push_back(*std::move(right));
        whole = join(*form, std::move(operands), span);
    } else if (accept(TokenKind::word_in)) {
        whole = membership(*std::move(left));
    } else if (accept(TokenKind::word_between)) {
        whole = between(*std::move(left));
    } else {
        return left;
    }
    if (whole && (is(TokenKind::word_in) || is(TokenKind::word_between) ||
                  form_of_sign(current().kind, Binding::comparison))) {
        return chained(*whole);
    }
    return whole;
}

FormulaParser::Result FormulaParser::chain(Binding level) {
    const auto operand = [&] { return level == Binding::sum ? chain(Binding::product) : prefix(); };
    auto left = operand();
    while (left) {
        const auto form = form_of_sign(current().kind, level);
        if (!form) {
            break;
        }
        take();
        auto right = operand();
        if (!right) {
            return std::nullopt;
        }
        if (form == Form::divide && right->tree.form == Form::percent_of && !right->bracketed) {
            return ambiguous_share(*left, *right);
        }
        const Span span = spanning(left->tree.span, right->tree.span);
        std::vector<Node> operands;
        operands.push_back(*std::move(left));
        operands.push_back(*std::move(right));
        left = join(*form, std::move(operands), span);
    }
    return left;
}

FormulaParser::Result FormulaParser::prefix() {
    if (is(TokenKind::percent)) {
        return percentage();
    }
    if (!is(TokenKind::minus)) {
        return primary();
    }
    const Nesting nesting(*this);
    const Token sign = take();
    if (nesting_ > limits::formula_depth) {
        return too_deep(sign.span);
    }
    auto operand = prefix();
    if (!operand) {
        return std::nullopt;
    }
    const Span span = spanning(sign.span, operand->tree.span);
    std::vector<Node> operands;
    operands.push_back(*std::move(operand));
    return join(Form::negate, std::move(operands), span);
}

FormulaParser::Node FormulaParser::leaf(Form form, const Token& token) const {
    Node node;
    node.tree.form = form;
    node.tree.text = token.text;
    node.tree.span = token.span;
    node.tree.written = &written_;
    return node;
}

FormulaParser::Result FormulaParser::join(Form form, std::vector<Node> operands, Span span) {
    Node node;
    node.tree.form = form;
    node.tree.span = span;
    node.tree.written = &written_;
    node.tree.operands.reserve(operands.size());
    for (Node& operand : operands) {
        node.depth = std::max(node.depth, operand.depth + 1);
        node.tree.operands.push_back(std::move(operand.tree));
    }
    return node.depth > limits::formula_depth ? too_deep(span) : Result(std::move(node));
}

bool FormulaParser::accept(TokenKind kind) {
    const bool there = is(kind);
    at_ += there ? 1 : 0;
    return there;
}

void FormulaParser::open(TokenKind kind) {
    if (is(kind)) {
        open_.push_back(current());
        take();
    }
}

bool FormulaParser::close(TokenKind kind) {
    if (!accept(kind)) {
        return unexpected();
    }
    open_.pop_back();
    return true;
}

} // namespace doudi::syntax
