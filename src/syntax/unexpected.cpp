#include "syntax/foreign_words.hpp"
#include "syntax/formula_parser.hpp"

#include <string_view>

// What the parser says when a formula does not go on as it should.
namespace doudi::syntax {

namespace {

bool begins_operand(TokenKind kind) {
    switch (kind) {
    case TokenKind::number:
    case TokenKind::percent:
    case TokenKind::text:
    case TokenKind::date:
    case TokenKind::truth:
    case TokenKind::name:
    case TokenKind::open_round:
    case TokenKind::word_if:
    case TokenKind::word_not:
        return true;
    default:
        return false;
    }
}

bool is_closing(TokenKind kind) {
    return kind == TokenKind::close_round || kind == TokenKind::close_square;
}

/// What may have been meant by two values side by side.
Phrase operator_help(const Token& left, const Token& right) {
    if (left.kind == TokenKind::name && right.kind == TokenKind::name) {
        return phrase(
            "若是一个名称，写成 {0}_{1}；若是两个，中间写运算符",
            "if it is one name, write {0}_{1}; if there are two, join them by an operator",
            left.text, right.text);
    }
    if (left.kind == TokenKind::percent) {
        return phrase("写成 {0}% of … 或 {0}% * …", "write {0}% of … or {0}% * …", left.text);
    }
    return {"在中间写上 and、or、+、* 等", "join them by 'and', 'or', '+', '*' or another"};
}

Phrase wrong_word(const std::string& word) {
    return phrase("'{}' 不是公式里的词", "'{}' is no word of a formula", word);
}

} // namespace

bool FormulaParser::unexpected() {
    if (!is(TokenKind::unreadable) && !foreign_word() && !missing_operator() && !unbalanced()) {
        out_of_place();
    }
    return false;
}

bool FormulaParser::unexpected_instead_of(std::string_view wanted, const Token& because) {
    if (is(TokenKind::unreadable) || foreign_word() || missing_operator()) {
        return false;
    }
    const std::string word = words(because.span);
    Diagnostic& finding = findings_.add(
        "incomplete-operator", because.span,
        phrase("'{}' 缺少 '{}'", "'{}' lacks its '{}'", word, wanted),
        because.kind == TokenKind::word_if
            ? Phrase{"写成 if 条件 then 甲 else 乙", "write if condition then one else other"}
            : Phrase{"写成 x between a and b", "write x between a and b"});
    findings_.label(finding, last_read(),
                    is(TokenKind::end)
                        ? Phrase{"公式到此为止", "the formula ends here"}
                        : phrase("这里应该是 '{}'", "'{}' is expected here", wanted));
    return false;
}

bool FormulaParser::foreign_word() {
    const Token* before = previous();
    if (is(TokenKind::name) && !meant_operator(current().text).empty()) {
        findings_.add("wrong-operator", current().span, wrong_word(current().text),
                      phrase("写成 '{}'", "write '{}'", meant_operator(current().text)));
        return true;
    }
    if (before != nullptr && before->kind == TokenKind::name && begins_operand(current().kind) &&
        !meant_prefix(before->text).empty()) {
        findings_.add("wrong-operator", before->span, wrong_word(before->text),
                      phrase("写成 '{}'", "write '{}'", meant_prefix(before->text)));
        return true;
    }
    if (is(TokenKind::word_not) && tokens_[at_ + 1].kind == TokenKind::word_in) {
        findings_.add("wrong-operator", {current().span.begin, tokens_[at_ + 1].span.end},
                      {"公式里没有 'not in' 这样的写法", "a formula has no 'not in'"},
                      {"写成 not x in (a, b)", "write not x in (a, b)"});
        return true;
    }
    return false;
}

bool FormulaParser::missing_operator() {
    const Token* before = previous();
    if (before == nullptr || !begins_operand(current().kind)) {
        return false;
    }
    findings_.add("missing-operator", {before->span.begin, current().span.end},
                  phrase("'{}' 和 '{}' 之间缺一个运算符",
                         "an operator is missing between '{}' and '{}'", words(before->span),
                         words(current().span)),
                  operator_help(*before, current()));
    return true;
}

bool FormulaParser::unbalanced() {
    if (open_.empty() && is_closing(current().kind)) {
        findings_.add(
            "unbalanced-bracket", current().span,
            phrase("'{}' 没有对应的左括号", "'{}' closes no bracket", words(current().span)),
            {"删去它，或在前面补上左括号", "remove it, or open a bracket before it"});
        return true;
    }
    if (open_.empty() || (!is(TokenKind::end) && !is_closing(current().kind))) {
        return false;
    }
    const Token& opening = open_.back();
    const std::string_view wanted = opening.kind == TokenKind::open_round ? ")" : "]";
    const bool at_end = is(TokenKind::end);
    Diagnostic& finding =
        findings_.add("unbalanced-bracket", last_read(),
                      at_end ? phrase("公式结束了，括号 '{}' 还没有合上",
                                      "the formula ends before '{}' is closed", words(opening.span))
                             : phrase("'{1}' 合不上 '{0}'", "'{1}' does not close '{0}'",
                                      words(opening.span), words(current().span)),
                      phrase("在这里写 '{}'", "write '{}' here", wanted));
    findings_.label(finding, opening.span, {"从这里打开", "opened here"});
    return true;
}

void FormulaParser::out_of_place() {
    const TokenKind kind = current().kind;
    Phrase help;
    if (kind == TokenKind::word_where) {
        help = {"'where' 只在括号里的最后：sum(x where y)",
                "'where' stands last inside the brackets of a call: sum(x where y)"};
    } else if (kind == TokenKind::word_of) {
        help = {"'of' 只跟在百分数后面：30% of x；比率写成 rate * x",
                "'of' follows a percentage: 30% of x; with a rate, write rate * x"};
    } else if (kind == TokenKind::comma) {
        help = {"逗号只用在括号里的值之间：min(a, b)",
                "a comma stands only between values in brackets: min(a, b)"};
    } else if (kind == TokenKind::dots) {
        help = {"范围写成 x in [a..b]", "a range is written x in [a..b]"};
    } else if (kind == TokenKind::open_square) {
        help = {"方括号跟在参数名后面，或跟在 'in' 后面",
                "square brackets follow the name of a parameter, or 'in'"};
    } else if (kind == TokenKind::word_then || kind == TokenKind::word_else) {
        help = {"前面没有等着它的 'if'", "no 'if' before it waits for it"};
    }
    findings_.add("unexpected-word", current().span,
                  phrase("'{}' 不该在这里", "'{}' does not belong here", words(current().span)),
                  std::move(help));
}

} // namespace doudi::syntax
