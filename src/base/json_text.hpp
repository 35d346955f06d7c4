#pragma once

#include <string>
#include <string_view>

namespace doudi {

/// `text` as a JSON string with its quotes. Malformed bytes become U+FFFD.
[[nodiscard]] std::string json_text(std::string_view text);

/// Appends the same to `out`.
void append_json_text(std::string& out, std::string_view text);

} // namespace doudi
