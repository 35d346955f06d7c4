#include "syntax/formula_parser.hpp"

namespace doudi::syntax {

FormulaParser::Result FormulaParser::primary() {
    switch (current().kind) {
    case TokenKind::number:
        return leaf(Form::number, take());
    case TokenKind::text:
        return leaf(Form::text, take());
    case TokenKind::date:
        return leaf(Form::date, take());
    case TokenKind::truth:
        return leaf(Form::truth, take());
    case TokenKind::name:
        return call_or_lookup(take());
    case TokenKind::open_round:
        return group();
    case TokenKind::open_square:
        return list_out_of_place();
    case TokenKind::word_if:
    case TokenKind::word_not:
        return needs_brackets();
    default:
        return missing_operand();
    }
}

FormulaParser::Result FormulaParser::percentage() {
    const Token percent = take();
    Node share = leaf(Form::percent, percent);
    if (!accept(TokenKind::word_of)) {
        return share;
    }
    const Nesting nesting(*this);
    if (nesting_ > limits::formula_depth) {
        return too_deep(percent.span);
    }
    auto whole = prefix();
    if (!whole) {
        return std::nullopt;
    }
    const Span span{percent.span.begin, whole->tree.span.end};
    std::vector<Node> operands;
    operands.push_back(std::move(share));
    operands.push_back(*std::move(whole));
    return join(Form::percent_of, std::move(operands), span);
}

FormulaParser::Result FormulaParser::group() {
    const std::size_t begin = current().span.begin;
    open(TokenKind::open_round);
    auto inner = expression();
    if (!inner || !close(TokenKind::close_round)) {
        return std::nullopt;
    }
    inner->tree.span = {begin, previous()->span.end};
    inner->bracketed = true;
    return inner;
}

FormulaParser::Result FormulaParser::call_or_lookup(const Token& name) {
    if (is(TokenKind::open_round)) {
        return call(name);
    }
    if (!is(TokenKind::open_square)) {
        return leaf(Form::name, name);
    }
    open(TokenKind::open_square);
    std::vector<Node> keys;
    if (!list(keys) || !close(TokenKind::close_square)) {
        return std::nullopt;
    }
    auto lookup = join(Form::lookup, std::move(keys), {name.span.begin, previous()->span.end});
    if (lookup) {
        lookup->tree.text = name.text;
    }
    return lookup;
}

FormulaParser::Result FormulaParser::call(const Token& name) {
    if (foreign_call(name)) {
        return std::nullopt;
    }
    open(TokenKind::open_round);
    std::vector<Node> operands;
    if (!list(operands)) {
        return std::nullopt;
    }
    const bool has_where = accept(TokenKind::word_where);
    if (has_where) {
        auto condition = expression();
        if (!condition) {
            return std::nullopt;
        }
        operands.push_back(*std::move(condition));
    }
    if (!close(TokenKind::close_round)) {
        return std::nullopt;
    }
    auto call = join(Form::call, std::move(operands), {name.span.begin, previous()->span.end});
    if (call) {
        call->tree.text = name.text;
        call->tree.has_where = has_where;
    }
    return call;
}

bool FormulaParser::list(std::vector<Node>& members) {
    do {
        auto member = expression();
        if (!member) {
            return false;
        }
        members.push_back(*std::move(member));
    } while (accept(TokenKind::comma));
    return true;
}

FormulaParser::Result FormulaParser::membership(Node value) {
    if (!is(TokenKind::open_round) && !is(TokenKind::open_square)) {
        return list_without_brackets(value);
    }
    const Token opening = current();
    open(opening.kind);
    auto first = expression();
    if (!first) {
        return std::nullopt;
    }
    if (accept(TokenKind::dots)) {
        return range_end(std::move(value), *std::move(first), opening);
    }
    if (opening.kind == TokenKind::open_square &&
        (is(TokenKind::comma) || is(TokenKind::close_square))) {
        return list_in_square_brackets(opening);
    }
    std::vector<Node> operands;
    operands.push_back(std::move(value));
    operands.push_back(*std::move(first));
    if ((accept(TokenKind::comma) && !list(operands)) || !close(TokenKind::close_round)) {
        return std::nullopt;
    }
    const Span span{operands.front().tree.span.begin, previous()->span.end};
    return join(Form::in_list, std::move(operands), span);
}

FormulaParser::Result FormulaParser::range_end(Node value, Node low, const Token& opening) {
    auto high = expression();
    if (!high) {
        return std::nullopt;
    }
    const bool closed = is(TokenKind::close_square);
    if (!close(closed ? TokenKind::close_square : TokenKind::close_round)) {
        return std::nullopt;
    }
    const Span span{value.tree.span.begin, previous()->span.end};
    std::vector<Node> operands;
    operands.push_back(std::move(value));
    operands.push_back(std::move(low));
    operands.push_back(*std::move(high));
    auto range = join(Form::in_range, std::move(operands), span);
    if (range) {
        range->tree.low_closed = opening.kind == TokenKind::open_square;
        range->tree.high_closed = closed;
    }
    return range;
}

FormulaParser::Result FormulaParser::between(Node value) {
    const Token word = *previous();
    const Nesting nesting(*this);
    auto low = chain(Binding::sum);
    if (!low) {
        return std::nullopt;
    }
    if (!accept(TokenKind::word_and)) {
        unexpected_instead_of("and", word);
        return std::nullopt;
    }
    auto high = chain(Binding::sum);
    if (!high) {
        return std::nullopt;
    }
    const Span span{value.tree.span.begin, high->tree.span.end};
    std::vector<Node> operands;
    operands.push_back(std::move(value));
    operands.push_back(*std::move(low));
    operands.push_back(*std::move(high));
    auto range = join(Form::in_range, std::move(operands), span);
    if (range) {
        range->tree.low_closed = true;
        range->tree.high_closed = true;
    }
    return range;
}

} // namespace doudi::syntax
