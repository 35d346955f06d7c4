#include "yaml/prescan.hpp"
#include "yaml/scan_words.hpp"

#include <doudi/limits.hpp>

#include <algorithm>

namespace doudi::yaml {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view wide_colon = "：";
constexpr std::string_view structure = ",[]{}";

bool is_ascii_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '%';
}

/// One that may end plain text inside brackets.
bool is_sign(char c) {
    return c == ',' || c == ':' || c == '#' || c == '[' || c == ']' || c == '{' || c == '}';
}

} // namespace

void Prescan::open_bracket() {
    if (brackets_.size() >= limits::yaml_depth) {
        say_.too_deep(at_);
        stopped_ = true;
        at_ = end_;
        return;
    }
    const bool is_map = byte(at_) == '{';
    brackets_.push_back({at_, is_map, false, at_ + 1});
    if (is_map) {
        key_.clear();
    }
    ++at_;
}

void Prescan::close_bracket() {
    flow_entry_ends();
    brackets_.pop_back();
    ++at_;
}

void Prescan::flow() {
    while (at_ < end_ && !brackets_.empty()) {
        flow_character();
    }
    if (brackets_.empty()) {
        after_bracket();
    }
}

void Prescan::after_bracket() {
    skip_blanks();
    if (at_ < end_ && !is_comment(at_) && byte(at_) != ':') {
        say_.text_after(at_, end_, "bracket");
        plain_open_ = true;
    }
}

void Prescan::flow_character() {
    const char c = byte(at_);
    if (is_blank(c)) {
        ++at_;
    } else if (is_comment(at_)) {
        at_ = end_;
    } else if (c == '"' || c == '\'') {
        open_quote(true);
    } else if (c == '[' || c == '{') {
        open_bracket();
    } else if (c == ']' || c == '}') {
        close_bracket();
    } else if (c == ',') {
        flow_entry_ends();
        brackets_.back().has_colon = false;
        brackets_.back().value = ++at_;
    } else if (c == ':') {
        flow_colon();
    } else {
        flow_text();
    }
}

/// Plain text inside brackets, up to what ends it there.
void Prescan::flow_text() {
    if (refuse_start()) {
        return;
    }
    const std::size_t begin = at_;
    const auto ends = [&](std::size_t offset) {
        const char c = text_[offset];
        if (!is_sign(c)) {
            return false;
        }
        const bool colon =
            c == ':' && (is_colon(offset) || structure.find(byte(offset + 1)) != npos);
        return colon || structure.find(c) != npos || is_comment(offset);
    };
    while (at_ < end_ && !ends(at_)) {
        ++at_;
    }
    if (is_comment(at_)) {
        check_comment(begin, at_);
        at_ = end_;
        return;
    }
    const std::string_view written = between(begin, at_);
    if (const std::size_t mark = written.find('?'); mark != npos) {
        say_.question_mark(begin + mark);
    }
    const std::size_t comma = find_wide_comma(written);
    const bool between_items = comma != npos && comma > 0 && is_ascii_word(written[comma - 1]);
    if (!brackets_.back().is_map && between_items) {
        say_.full_width_comma(begin + comma);
    }
}

void Prescan::flow_colon() {
    Bracket& bracket = brackets_.back();
    const std::string_view before = between(bracket.value, at_);
    if (bracket.is_map && bracket.has_colon) {
        const std::size_t comma = find_wide_comma(before);
        if (comma != npos) {
            say_.full_width_comma(bracket.value + comma);
        } else {
            say_.colon_in_text(at_);
        }
    } else if (bracket.is_map) {
        key_ = trimmed(before);
    }
    bracket.has_colon = true;
    bracket.value = ++at_;
    if (const std::size_t wide = wide_blank_at(at_); wide > 0) {
        say_.full_width_space(at_, wide);
        at_ += wide;
    }
}

/// An entry of a map that has only a full-width colon.
void Prescan::flow_entry_ends() {
    const Bracket& bracket = brackets_.back();
    const std::string_view entry = between(bracket.value, at_);
    const std::size_t wide = entry.find(wide_colon);
    const bool title = key_ == "zh" || key_ == "en";
    if (bracket.is_map && !bracket.has_colon && wide != npos && !title) {
        say_.full_width_colon(bracket.value + wide, trimmed(entry.substr(0, wide)));
    }
}

} // namespace doudi::yaml
