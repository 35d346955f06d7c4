#include "base/name.hpp"

#include "base/full_width.hpp"
#include "base/utf8.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi {

namespace {

constexpr std::array<std::string_view, 16> reserved_words{
    "and",   "or", "not",  "in",    "between",      "if",   "then",          "else",
    "where", "of", "true", "false", "undetermined", "null", "decision_date", "otherwise"};

bool is_digit(char32_t value) {
    return value >= '0' && value <= '9';
}

NameFault about_character(std::string_view text, std::string_view character) {
    NameFault fault{{fmt::format("名称中不能有 '{}'", character),
                     fmt::format("a name cannot hold '{}'", character)},
                    {}};
    std::string mended = full_width::to_plain(text);
    std::replace_if(
        mended.begin(), mended.end(), [](char c) { return c == '-' || c == ' ' || c == '.'; }, '_');
    if (mended != text && is_name(mended)) {
        fault.help = {fmt::format("改写为 {}", mended), fmt::format("write {}", mended)};
    } else {
        fault.help = {"名称由文字、数字和下划线组成", "a name is letters, digits and underscores"};
    }
    return fault;
}

} // namespace

bool is_reserved_word(std::string_view text) {
    return std::find(reserved_words.begin(), reserved_words.end(), text) != reserved_words.end();
}

bool is_name(std::string_view text) {
    return !find_name_fault(text).has_value();
}

std::optional<NameFault> find_name_fault(std::string_view text) {
    if (text.empty()) {
        return NameFault{{"名称是空的", "the name is empty"}, {}};
    }
    if (text.size() > limits::name_bytes) {
        return NameFault{{fmt::format("名称超过 {} 字节", limits::name_bytes),
                          fmt::format("the name is longer than {} bytes", limits::name_bytes)},
                         {}};
    }
    if (is_reserved_word(text)) {
        return NameFault{{fmt::format("'{}' 是公式的保留字", text),
                          fmt::format("'{}' is a reserved word of formulas", text)},
                         {fmt::format("换一个名称，例如 {}_value", text),
                          fmt::format("choose another name, such as {}_value", text)}};
    }
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view before = rest;
        const auto point = utf8::take_code_point(rest);
        if (is_digit(point.value) && before.size() == text.size()) {
            return NameFault{{"名称不能以数字开头", "a name cannot begin with a digit"}, {}};
        }
        if (!is_digit(point.value) && point.value != '_' && !utf8::is_letter(point.value)) {
            return about_character(text, utf8::harmless(before.substr(0, point.size)));
        }
    }
    return std::nullopt;
}

} // namespace doudi
