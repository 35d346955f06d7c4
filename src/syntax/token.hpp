#pragma once

#include <doudi/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace doudi::syntax {

enum class TokenKind : std::uint8_t {
    number,
    percent,
    text,
    date,
    truth,
    name,
    word_if,
    word_then,
    word_else,
    word_or,
    word_and,
    word_not,
    word_in,
    word_between,
    word_of,
    word_where,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    plus,
    minus,
    star,
    slash,
    comma,
    dots,
    open_round,
    close_round,
    open_square,
    close_square,
    unreadable, ///< a finding tells of it already; parsing stops here without another
    end,
};

/// A word or sign of a formula. `span` is in bytes of the formula as written.
struct Token {
    TokenKind kind = TokenKind::end;
    std::string text; ///< as Expression::text for numbers, texts and names; else the spelling
    Span span;
};

/// What a word means: one of the words of the language, `true` or `false`, else a name.
[[nodiscard]] TokenKind word_kind(std::string_view word);

/// The plain spelling of a word or sign; empty for the kinds that carry their own text.
[[nodiscard]] std::string_view spelling(TokenKind kind);

} // namespace doudi::syntax
