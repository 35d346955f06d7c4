#include "base/full_width.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace doudi::full_width {

namespace {

/// U+FF01 to U+FF5E are the printable ASCII characters in their order.
constexpr std::string_view ascii =
    "!\"#$%&'()*+,-./"
    "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

constexpr std::array<std::pair<char32_t, std::string_view>, 24> others{{
    {0x00A0, " "},  {0x00D7, "*"},  {0x00F7, "/"},  {0x2013, "-"}, {0x2014, "-"},  {0x2018, "'"},
    {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x2212, "-"}, {0x2260, "!="}, {0x2264, "<="},
    {0x2265, ">="}, {0x2266, "<="}, {0x2267, ">="}, {0x3000, " "}, {0x3001, ","},  {0x3002, "."},
    {0x300C, "\""}, {0x300D, "\""}, {0x3010, "["},  {0x3011, "]"}, {0x3014, "("},  {0x3015, ")"},
}};

} // namespace

std::string_view plain_form(char32_t code_point) {
    if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
        return ascii.substr(code_point - 0xFF01, 1);
    }
    const auto* const found = std::find_if(
        others.begin(), others.end(), [&](const auto& other) { return other.first == code_point; });
    return found == others.end() ? std::string_view{} : found->second;
}

bool found_in(std::string_view text) {
    while (!text.empty()) {
        if (!plain_form(utf8::take_code_point(text).value).empty()) {
            return true;
        }
    }
    return false;
}

std::string to_plain(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view before = text;
        const auto point = utf8::take_code_point(text);
        const std::string_view plain = plain_form(point.value);
        out += plain.empty() ? before.substr(0, point.size) : plain;
    }
    return out;
}

} // namespace doudi::full_width
