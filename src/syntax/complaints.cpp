#include "syntax/foreign_words.hpp"
#include "syntax/formula_parser.hpp"

#include <string_view>

// What the parser says about parts that are missing or not written as they should be.
namespace doudi::syntax {

FormulaParser::Result FormulaParser::too_deep(Span span) {
    findings_.add("formula-too-deep", span,
                  phrase("公式嵌套超过 {} 层", "the formula is nested more than {} levels deep",
                         limits::formula_depth),
                  {"把它分成几条规则", "divide it into several rules"});
    return std::nullopt;
}

FormulaParser::Result FormulaParser::missing_operand() {
    if (is(TokenKind::unreadable)) {
        return std::nullopt;
    }
    const Token* before = previous();
    const std::string here = words(current().span);
    if (before == nullptr) {
        findings_.add("missing-operand", current().span,
                      phrase("'{}' 前面缺一个值", "a value is missing before '{}'", here),
                      is(TokenKind::equal)
                          ? Phrase{"公式不以 '=' 开头，删去它",
                                   "a formula does not begin with '='; remove it"}
                          : phrase("在 '{}' 前面写一个值", "write a value before '{}'", here));
        return std::nullopt;
    }
    const std::string there = words(before->span);
    const Phrase help = phrase("在 '{}' 后面写一个值", "write a value after '{}'", there);
    if (is(TokenKind::end)) {
        findings_.add("missing-operand", before->span,
                      phrase("'{}' 后面缺一个值", "a value is missing after '{}'", there), help);
    } else {
        findings_.add("missing-operand", {before->span.begin, current().span.end},
                      phrase("'{}' 和 '{}' 之间缺一个值",
                             "a value is missing between '{}' and '{}'", there, here),
                      help);
    }
    return std::nullopt;
}

FormulaParser::Result FormulaParser::needs_brackets() {
    const Token word = current();
    const Token before = *previous();
    const auto part = word.kind == TokenKind::word_if ? choose() : negation();
    if (!part) {
        return std::nullopt;
    }
    findings_.add("needs-brackets", word.span,
                  phrase("'{}' 不能不加括号地跟在 '{}' 后面",
                         "'{}' cannot follow '{}' without brackets", words(word.span),
                         words(before.span)),
                  phrase("写成 ({})", "write ({})", words(part->tree.span)));
    return std::nullopt;
}

FormulaParser::Result FormulaParser::list_out_of_place() {
    findings_.add("list-format", current().span,
                  {"方括号不能单独出现", "square brackets do not stand alone"},
                  {"列举写成 x in (a, b)，范围写成 x in [a..b]，查表写成 参数名[键]；其余用圆括号",
                   "write x in (a, b) for a list, x in [a..b] for a range, parameter[key] to look "
                   "up; round brackets elsewhere"});
    return std::nullopt;
}

FormulaParser::Result FormulaParser::chained(const Node& comparison) {
    const Token sign = take();
    Phrase help = {"分成两个比较，用 and 连接", "make it two comparisons joined by 'and'"};
    const Expression& left = comparison.tree;
    const bool simple = !operator_spelling(left.form).empty() && !spelling(sign.kind).empty() &&
                        sign.kind != TokenKind::word_in && sign.kind != TokenKind::word_between;
    if (simple) {
        const auto right = chain(Binding::sum);
        if (!right) {
            return std::nullopt;
        }
        help = phrase("写成 {0} and {1} {2} {3}", "write {0} and {1} {2} {3}", words(left.span),
                      words(left.operands.back().span), words(sign.span), words(right->tree.span));
    }
    Diagnostic& finding =
        findings_.add("chained-comparison", sign.span,
                      {"比较不能连写", "comparisons cannot be chained"}, std::move(help));
    findings_.label(finding, left.span, {"这里已经是一个比较", "this is a comparison already"});
    return std::nullopt;
}

FormulaParser::Result FormulaParser::list_without_brackets(const Node& value) {
    if (is(TokenKind::unreadable)) {
        return std::nullopt;
    }
    const std::string subject = words(value.tree.span);
    findings_.add("list-format", previous()->span,
                  {"'in' 后面要有括号", "'in' is followed by brackets"},
                  phrase("写成 {0} in (a, b) 或 {0} in [a..b]",
                         "write {0} in (a, b) or {0} in [a..b]", subject));
    return std::nullopt;
}

FormulaParser::Result FormulaParser::list_in_square_brackets(const Token& opening) {
    findings_.add(
        "list-format", opening.span,
        {"列举用圆括号，方括号只用于范围",
         "a list stands in round brackets; square ones are for ranges"},
        {"写成 x in (a, b)；范围写成 x in [a..b]", "write x in (a, b); a range is x in [a..b]"});
    return std::nullopt;
}

FormulaParser::Result FormulaParser::ambiguous_share(const Node& dividend, const Node& share) {
    findings_.add("needs-brackets", share.tree.span,
                  {"除以百分数的 'of' 有两种读法", "dividing by a share can be read in two ways"},
                  phrase("写成 {} / ({})", "write {} / ({})", words(dividend.tree.span),
                         words(share.tree.span)));
    return std::nullopt;
}

bool FormulaParser::foreign_call(const Token& name) {
    const std::string_view meant = meant_call(name.text);
    if (meant.empty()) {
        return false;
    }
    findings_.add("wrong-operator", name.span,
                  phrase("'{}' 不是函数", "'{}' is no function", name.text),
                  phrase("写成 {}", "write {}", meant));
    return true;
}

} // namespace doudi::syntax
