#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::utf8 {

/// What stands for a malformed byte.
inline constexpr char32_t replacement = 0xFFFD;

/// One code point taken from a text. A malformed byte is `replacement` of size 1, not valid.
struct CodePoint {
    char32_t value = replacement;
    std::size_t size = 1; ///< bytes taken, at least 1
    bool valid = false;
};

/// The first code point of `text`, which must not be empty. Overlong forms, surrogates and
/// values past U+10FFFF are malformed.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// Takes the first code point off the front of `text`.
CodePoint take_code_point(std::string_view& text);

/// The code point that ends just before `offset`; an invalid one at the start of the text.
[[nodiscard]] CodePoint code_point_before(std::string_view text, std::size_t offset);

/// Byte offset of the first malformed byte, or nullopt when all of `text` is UTF-8.
[[nodiscard]] std::optional<std::size_t> find_malformed(std::string_view text);

/// Number of code points; a malformed byte counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

[[nodiscard]] std::u32string decode(std::string_view text);

void append(std::string& out, char32_t code_point);

/// Terminal cells of one code point: two for East Asian wide characters, none for combining
/// marks, else one.
[[nodiscard]] std::size_t cell_width(char32_t code_point);

/// Terminal cells that `text` takes.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Characters that a terminal obeys or hides: controls, direction marks, invisible separators.
[[nodiscard]] bool is_control(char32_t code_point);

/// Letters and marks of any script, as far as names care: no punctuation, symbols, blanks or
/// full-width forms of ASCII. Digits are not letters.
[[nodiscard]] bool is_letter(char32_t code_point);

/// `text` on one line, fit for a terminal: each control character or malformed byte becomes
/// U+FFFD, tabs and line breaks a blank.
[[nodiscard]] std::string harmless(std::string_view text);

/// An author's words as a message repeats them: harmless, and cut with "…" after 60 cells.
[[nodiscard]] std::string shown(std::string_view text);

} // namespace doudi::utf8
