#include "syntax/token.hpp"

#include <algorithm>
#include <array>

namespace doudi::syntax {

namespace {

struct Spelled {
    TokenKind kind;
    std::string_view text;
};

constexpr std::array words{
    Spelled{TokenKind::word_if, "if"},     Spelled{TokenKind::word_then, "then"},
    Spelled{TokenKind::word_else, "else"}, Spelled{TokenKind::word_or, "or"},
    Spelled{TokenKind::word_and, "and"},   Spelled{TokenKind::word_not, "not"},
    Spelled{TokenKind::word_in, "in"},     Spelled{TokenKind::word_between, "between"},
    Spelled{TokenKind::word_of, "of"},     Spelled{TokenKind::word_where, "where"},
    Spelled{TokenKind::truth, "true"},     Spelled{TokenKind::truth, "false"},
};

constexpr std::array signs{
    Spelled{TokenKind::equal, "="},       Spelled{TokenKind::not_equal, "!="},
    Spelled{TokenKind::less, "<"},        Spelled{TokenKind::less_equal, "<="},
    Spelled{TokenKind::greater, ">"},     Spelled{TokenKind::greater_equal, ">="},
    Spelled{TokenKind::plus, "+"},        Spelled{TokenKind::minus, "-"},
    Spelled{TokenKind::star, "*"},        Spelled{TokenKind::slash, "/"},
    Spelled{TokenKind::comma, ","},       Spelled{TokenKind::dots, ".."},
    Spelled{TokenKind::open_round, "("},  Spelled{TokenKind::close_round, ")"},
    Spelled{TokenKind::open_square, "["}, Spelled{TokenKind::close_square, "]"},
};

} // namespace

TokenKind word_kind(std::string_view word) {
    const auto* const found = std::find_if(
        words.begin(), words.end(), [&](const Spelled& known) { return known.text == word; });
    return found == words.end() ? TokenKind::name : found->kind;
}

std::string_view spelling(TokenKind kind) {
    if (kind == TokenKind::truth) {
        return {};
    }
    const auto has_kind = [&](const Spelled& known) { return known.kind == kind; };
    const auto* const word = std::find_if(words.begin(), words.end(), has_kind);
    if (word != words.end()) {
        return word->text;
    }
    const auto* const sign = std::find_if(signs.begin(), signs.end(), has_kind);
    return sign == signs.end() ? std::string_view{} : sign->text;
}

} // namespace doudi::syntax
