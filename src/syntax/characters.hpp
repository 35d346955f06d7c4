#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What a single character means in a formula.
namespace doudi::syntax {

/// One code point of a UTF-8 text and the bytes it takes.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 0;
};

/// The character at byte `at`, or nullopt when the bytes there are not valid UTF-8.
[[nodiscard]] std::optional<Character> character_at(std::string_view text, std::size_t at);

/// The first byte that is not part of valid UTF-8, or nullopt.
[[nodiscard]] std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// Letters of any script and the underscore.
[[nodiscard]] bool begins_name(char32_t code);

/// Letters, marks and digits of any script and the underscore.
[[nodiscard]] bool continues_name(char32_t code);

/// Whether `text` can stand in a formula as a bare name, without dots: letters, digits and
/// underscores, not beginning with a digit. Words of the language (`and`, `if`) are no names.
[[nodiscard]] bool is_name(std::string_view text);

/// The ASCII spelling that belongs in a formula where a full-width or typographic character was
/// typed ("（" is "(", "≤" is "<="); empty when `code` is no such character. Quotes are not here.
[[nodiscard]] std::string_view plain_spelling(char32_t code);

/// "U+200B": how a character is called that cannot be shown.
[[nodiscard]] std::string code_point_name(char32_t code);

} // namespace doudi::syntax
