#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

namespace doudi::cli {

/// `text` as a JSON string with its quotes.
[[nodiscard]] inline std::string json_string(std::string_view text) {
    constexpr unsigned char first_printable = 0x20;
    std::string out = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (static_cast<unsigned char>(letter) < first_printable) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(letter));
        } else {
            out += letter;
        }
    }
    return out + '"';
}

} // namespace doudi::cli
