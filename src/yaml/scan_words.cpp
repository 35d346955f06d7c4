#include "yaml/scan_words.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace doudi::yaml {

namespace {

constexpr std::array<std::string_view, 8> prose_keys{"title",   "zh",     "en",   "source",
                                                     "assumed", "review", "case", "number"};

constexpr std::array<std::string_view, 35> one_word_keys{
    "type",    "kind",     "for",       "rule",       "item",      "hit",      "key",
    "in",      "as",       "to",        "mode",       "from",      "until",    "at_least",
    "each",    "brackets", "pack",      "doudi",      "language",  "currency", "date",
    "default", "range",    "limit",     "decided_on", "programme", "severity", "chosen",
    "outcome", "gives",    "counts_as", "places",     "round",     "ended",    "unique"};

template <std::size_t size>
bool has(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool looks_like_key(std::string_view text, bool ascii) {
    if (text.empty()) {
        return false;
    }
    while (!text.empty()) {
        const char32_t value = utf8::take_code_point(text).value;
        const bool digit = value >= '0' && value <= '9';
        if ((ascii && value >= 0x80) || !(digit || value == '_' || utf8::is_letter(value))) {
            return false;
        }
    }
    return true;
}

bool is_prose_key(std::string_view key) {
    return has(prose_keys, key);
}

bool may_lose_text(std::string_view key) {
    return !has(one_word_keys, key);
}

bool is_whole_literal(std::string_view text) {
    const bool number = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '%';
    });
    return number || text == "true" || text == "false" || text == "null" || text == "none";
}

std::size_t find_wide_comma(std::string_view text) {
    return std::min(text.find("，"), text.find("、"));
}

std::size_t wide_quote_size(std::string_view text) {
    const bool found = text.starts_with("“") || text.starts_with("‘") || text.starts_with("＂") ||
                       text.starts_with("＇");
    return found ? 3 : 0;
}

} // namespace doudi::yaml
