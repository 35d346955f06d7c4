#include "cases/schema_json.hpp"

#include "base/json_text.hpp"

namespace doudi::schema {

namespace {

constexpr std::size_t line_width = 100;

bool opens(char c) {
    return c == '{' || c == '[';
}

bool closes(char c) {
    return c == '}' || c == ']';
}

/// Ends of the strings and brackets of a sound JSON text.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (++at; text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1U : 0U;
    }
    return at + 1;
}

std::size_t end_of_brackets(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        if (text[at] == '"') {
            at = end_of_string(text, at);
            continue;
        }
        depth += opens(text[at]) ? 1U : 0U;
        depth -= closes(text[at]) ? 1U : 0U;
        ++at;
        if (depth == 0) {
            break;
        }
    }
    return at;
}

void break_line(std::string& out, std::size_t depth) {
    out += '\n';
    out.append(2 * depth, ' ');
}

std::string joined(char open, const std::vector<std::string>& parts, char close) {
    std::string text(1, open);
    for (const std::string& part : parts) {
        text += (text.size() > 1 ? ", " : "") + part;
    }
    return text + close;
}

} // namespace

Json string(std::string_view text) {
    return {json_text(text)};
}

Json boolean(bool value) {
    return {value ? "true" : "false"};
}

Json number(std::string text) {
    return {std::move(text)};
}

Json array(const std::vector<Json>& items) {
    std::vector<std::string> parts;
    parts.reserve(items.size());
    for (const Json& item : items) {
        parts.push_back(item.text);
    }
    return {joined('[', parts, ']')};
}

Json object(const Members& members) {
    std::vector<std::string> parts;
    parts.reserve(members.size());
    for (const auto& [key, value] : members) {
        parts.push_back(json_text(key) + ": " + value.text);
    }
    return {joined('{', parts, '}')};
}

// Brackets that fit on the rest of a line stay there.
std::string indented(const Json& json) {
    const std::string_view text = json.text;
    std::string out;
    std::size_t depth = 0;
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        if (text[i] == '"') {
            end = end_of_string(text, i);
        } else if (opens(text[i])) {
            const std::size_t whole = end_of_brackets(text, i);
            if (whole - i + (out.size() - line_begin) <= line_width) {
                end = whole;
            } else {
                out += text[i];
                break_line(out, ++depth);
                line_begin = out.size() - 2 * depth;
                i = end;
                continue;
            }
        } else if (closes(text[i])) {
            break_line(out, --depth);
            line_begin = out.size() - 2 * depth;
        } else if (text[i] == ',') {
            out += ',';
            break_line(out, depth);
            line_begin = out.size() - 2 * depth;
            i += 2; // and the blank behind it
            continue;
        }
        out += text.substr(i, end - i);
        i = end;
    }
    return out + "\n";
}

} // namespace doudi::schema
