#include "syntax/scanner.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace doudi::syntax {

namespace {

/// A sign as people write it. Without advice it is right; else the advice says what to write.
struct Sign {
    std::string_view written;
    TokenKind meant;
    std::string_view zh;
    std::string_view en;
};

constexpr std::string_view no_power_zh = "公式没有乘方，写成连乘，如 x * x";
constexpr std::string_view no_power_en = "there are no powers; multiply, as in x * x";
constexpr std::string_view choose_zh = "写成 if 条件 then 甲 else 乙";
constexpr std::string_view choose_en = "write if condition then one else other";
constexpr std::string_view list_zh = "列举用圆括号：x in (a, b)";
constexpr std::string_view list_en = "a list stands in round brackets: x in (a, b)";

/// Longer signs come before those that they begin with.
constexpr std::array signs{
    Sign{"===", TokenKind::equal, "写成 '='", "write '='"},
    Sign{"!==", TokenKind::not_equal, "写成 '!='", "write '!='"},
    Sign{"...", TokenKind::dots, "写成 '..'", "write '..'"},
    Sign{"==", TokenKind::equal, "写成 '='", "write '='"},
    Sign{":=", TokenKind::equal, "写成 '='", "write '='"},
    Sign{"!=", TokenKind::not_equal, "", ""},
    Sign{"<>", TokenKind::not_equal, "写成 '!='", "write '!='"},
    Sign{"=!", TokenKind::not_equal, "写成 '!='", "write '!='"},
    Sign{"<=", TokenKind::less_equal, "", ""},
    Sign{"=<", TokenKind::less_equal, "写成 '<='", "write '<='"},
    Sign{">=", TokenKind::greater_equal, "", ""},
    Sign{"=>", TokenKind::greater_equal, "写成 '>='", "write '>='"},
    Sign{"&&", TokenKind::word_and, "写成 'and'", "write 'and'"},
    Sign{"||", TokenKind::word_or, "写成 'or'", "write 'or'"},
    Sign{"**", TokenKind::unreadable, no_power_zh, no_power_en},
    Sign{"..", TokenKind::dots, "", ""},
    Sign{"=", TokenKind::equal, "", ""},
    Sign{"<", TokenKind::less, "", ""},
    Sign{">", TokenKind::greater, "", ""},
    Sign{"+", TokenKind::plus, "", ""},
    Sign{"-", TokenKind::minus, "", ""},
    Sign{"*", TokenKind::star, "", ""},
    Sign{"/", TokenKind::slash, "", ""},
    Sign{",", TokenKind::comma, "", ""},
    Sign{"(", TokenKind::open_round, "", ""},
    Sign{")", TokenKind::close_round, "", ""},
    Sign{"[", TokenKind::open_square, "", ""},
    Sign{"]", TokenKind::close_square, "", ""},
    Sign{"!", TokenKind::word_not, "写成 'not'", "write 'not'"},
    Sign{"¬", TokenKind::word_not, "写成 'not'", "write 'not'"},
    Sign{"&", TokenKind::word_and, "写成 'and'", "write 'and'"},
    Sign{"∧", TokenKind::word_and, "写成 'and'", "write 'and'"},
    Sign{"|", TokenKind::word_or, "写成 'or'", "write 'or'"},
    Sign{"∨", TokenKind::word_or, "写成 'or'", "write 'or'"},
    Sign{"∈", TokenKind::word_in, "写成 'in'", "write 'in'"},
    Sign{"^", TokenKind::unreadable, no_power_zh, no_power_en},
    Sign{"?", TokenKind::unreadable, choose_zh, choose_en},
    Sign{":", TokenKind::unreadable, choose_zh, choose_en},
    Sign{"%", TokenKind::unreadable, "'%' 只跟在数字后面，如 30%",
         "'%' stands only after a number, as in 30%"},
    Sign{"{", TokenKind::unreadable, list_zh, list_en},
    Sign{"}", TokenKind::unreadable, list_zh, list_en},
    Sign{".", TokenKind::unreadable, "名称里的点前后不空格，如 dibao.outcome",
         "a dot joins names without blanks, as in dibao.outcome"},
};

/// A word in place of a sign needs blanks around it where letters stand.
std::string spaced(const Scanner& scanner, std::size_t begin, std::string_view word) {
    if (!begins_name(static_cast<unsigned char>(word.front()))) {
        return std::string(word);
    }
    const char after = scanner.peek();
    const bool blank_before = begin == 0 || scanner.byte(begin - 1) == ' ';
    return fmt::format("{}{}{}", blank_before ? "" : " ", word, after == ' ' ? "" : " ");
}

/// Reads a run of characters that no formula has, as one finding.
Token scan_unknown(Scanner& scanner) {
    const std::size_t begin = scanner.position();
    const utf8::CodePoint first = utf8::first_code_point(scanner.rest());
    while (!scanner.at_end() && utf8::first_code_point(scanner.rest()).value == first.value) {
        scanner.move_to(scanner.position() + first.size);
    }
    const Span span = scanner.span_since(begin);
    const std::string shown = utf8::is_control(first.value)
                                  ? code_point_name(first)
                                  : fmt::format("'{}'", scanner.findings().quote(span));
    scanner.findings().add("unknown-character", span,
                           phrase("公式里没有字符 {}", "no formula has the character {}", shown),
                           {"删去它；文字要写在引号里", "remove it; a text stands in quotes"});
    return {TokenKind::unreadable, {}, span};
}

/// A semicolon is a comma between values in brackets, and nothing at all elsewhere.
Token scan_semicolon(Scanner& scanner) {
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + 1);
    const Span span = scanner.span_since(begin);
    const bool in_brackets = scanner.open_brackets > 0;
    scanner.mend(begin, in_brackets ? "," : "");
    scanner.findings().add(
        "wrong-operator", span, {"公式里没有分号", "a formula has no semicolon"},
        in_brackets ? Phrase{"值之间写 ','", "write ',' between values"}
                    : Phrase{"删去它，一个公式只有一个值", "remove it; a formula is one value"});
    return {in_brackets ? TokenKind::comma : TokenKind::unreadable, ",", span};
}

} // namespace

Token scan_sign(Scanner& scanner) {
    if (scanner.peek() == ';') {
        return scan_semicolon(scanner);
    }
    const auto* const sign = std::find_if(signs.begin(), signs.end(), [&](const Sign& known) {
        return scanner.rest().starts_with(known.written);
    });
    if (sign == signs.end()) {
        return scan_unknown(scanner);
    }
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + sign->written.size());
    const Span span = scanner.span_since(begin);
    const bool recovers = sign->meant != TokenKind::unreadable;
    if (!sign->en.empty() && (recovers || scanner.is_new(sign->en))) {
        scanner.findings().add(
            "wrong-operator", span,
            phrase("公式里没有 '{}' 这样的写法", "a formula has no '{}' here", sign->written),
            {std::string(sign->zh), std::string(sign->en)});
    }
    if (!sign->en.empty() && recovers) {
        scanner.mend(begin, spaced(scanner, begin, spelling(sign->meant)));
    }
    return {sign->meant, std::string(spelling(sign->meant)), span};
}

} // namespace doudi::syntax
