#pragma once

#include <cstddef>
#include <string_view>

namespace doudi::yaml {

[[nodiscard]] inline bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// `text` without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Letters, digits and underscores alone, as keys are; `ascii` allows no other script.
[[nodiscard]] bool looks_like_key(std::string_view text, bool ascii);

/// Whether the value of `key` is words for people, in which any punctuation is at home.
[[nodiscard]] bool is_prose_key(std::string_view key);

/// Whether a comment one blank behind the value of `key` may hide a part of it. Not so for keys
/// whose value is one word.
[[nodiscard]] bool may_lose_text(std::string_view key);

/// A number, percentage, date or truth value, which a comment cannot have cut short.
[[nodiscard]] bool is_whole_literal(std::string_view text);

/// Offset of the first "，" or "、", or npos.
[[nodiscard]] std::size_t find_wide_comma(std::string_view text);

/// Bytes of an opening Chinese quotation mark at the front of `text`, or 0.
[[nodiscard]] std::size_t wide_quote_size(std::string_view text);

} // namespace doudi::yaml
