#include "base/json_text.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <iterator>

namespace doudi {

namespace {

void append_escaped(std::string& out, char32_t value) {
    switch (value) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    // Line and paragraph separators end a line in JavaScript.
    if (value < 0x20 || value == 0x7F || value == 0x2028 || value == 0x2029) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(value));
    } else {
        utf8::append(out, value);
    }
}

/// ASCII without quotes, backslashes and controls: as it is written, so it is told.
bool is_plain(char byte) {
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

bool needs_escape(const utf8::CodePoint& point) {
    return !point.valid || point.value < 0x80 || point.value == 0x2028 || point.value == 0x2029;
}

} // namespace

void append_json_text(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t told = 0; // what needs no escape is told in one piece
    for (std::size_t at = 0; at < text.size();) {
        if (is_plain(text[at])) {
            ++at;
            continue;
        }
        const auto point = utf8::first_code_point(text.substr(at));
        if (needs_escape(point)) {
            out += text.substr(told, at - told);
            append_escaped(out, point.value);
            told = at + point.size;
        }
        at += point.size;
    }
    out += text.substr(told);
    out.push_back('"');
}

std::string json_text(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 2);
    append_json_text(out, text);
    return out;
}

} // namespace doudi
