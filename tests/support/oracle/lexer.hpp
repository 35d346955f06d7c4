#pragma once

#include "value.hpp"

#include <string>
#include <vector>

namespace doudi::oracle {

enum class TokenKind {
    literal, // a number, a rate, a date or a quoted text
    name,    // dotted or not; also the words of the grammar
    symbol,
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    Value value = Value::none(); // of a literal
};

/// Always ends with a token of kind `end`. Throws std::runtime_error for what is no token.
[[nodiscard]] std::vector<Token> split_into_tokens(const std::string& text);

} // namespace doudi::oracle
