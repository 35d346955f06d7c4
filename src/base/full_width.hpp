#pragma once

#include <string>
#include <string_view>

namespace doudi::full_width {

/// What an author who used a Chinese input method meant: "（" is "(", "１" is "1", "“" is "\"",
/// "≤" is "<=". Empty when `code_point` has no such plain form.
[[nodiscard]] std::string_view plain_form(char32_t code_point);

/// Whether `text` holds a character that has a plain form.
[[nodiscard]] bool found_in(std::string_view text);

/// `text` with every such character in its plain form.
[[nodiscard]] std::string to_plain(std::string_view text);

} // namespace doudi::full_width
