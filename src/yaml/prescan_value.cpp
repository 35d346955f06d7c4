#include "yaml/prescan.hpp"
#include "yaml/scan_words.hpp"

#include <algorithm>

// Values outside of brackets: keys, plain text, quotes, and the heads of block text.
namespace doudi::yaml {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view wide_colon = "：";

/// The characters that most values begin with; none of them is kept for anything else.
bool may_start_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '{' ||
           c == '[' || c == '"';
}

} // namespace

void Prescan::node(bool may_be_key) {
    if (at_ >= end_ || is_comment(at_) || refuse_start()) {
        return;
    }
    const char first = byte(at_);
    if (first == '"' || first == '\'') {
        open_quote(may_be_key);
    } else if (first == '[' || first == '{') {
        open_bracket();
        flow();
    } else if (first == '|' || first == '>') {
        block_header();
    } else if (!may_be_key) {
        plain_value();
    } else if (const std::size_t colon = find_colon(at_, find_comment(at_)); colon != npos) {
        key_and_value(colon);
    } else {
        plain_without_key();
    }
}

/// Names a value that begins with a character YAML keeps for itself; true when it did.
bool Prescan::refuse_start() {
    const std::string_view rest = between(at_, end_);
    const char first = rest.front();
    if (may_start_plain(first)) {
        return false;
    }
    const std::size_t word = at_ + std::min(rest.find_first_of(" \t,]}"), rest.size());
    const std::size_t wide = wide_blank_at(at_);
    if (first == '!') {
        say_.tag(at_, word);
    } else if (first == '&' || first == '*') {
        say_.alias(at_, word);
    } else if (first == '%' || first == '@' || first == '`' ||
               ((first == '?' || first == ':') && (rest.size() == 1 || is_blank(rest[1])))) {
        say_.reserved(at_, at_ + 1);
    } else if ((rest.starts_with("［") || rest.starts_with("｛")) && !is_prose_key(key_)) {
        say_.full_width_bracket(at_);
    } else if (wide > 0) {
        say_.full_width_space(at_, wide);
    } else {
        return false;
    }
    const bool inside = !brackets_.empty();
    at_ = inside ? std::max(word, at_ + 1) : end_;
    plain_open_ = !inside && owner_ >= 0;
    return true;
}

void Prescan::key_and_value(std::size_t colon) {
    const std::string_view behind_dash = trimmed(between(at_ + 1, colon));
    const bool is_number = is_whole_literal(behind_dash); // which may be negative
    const bool is_item = byte(at_) == '-' && looks_like_key(behind_dash, false) && !is_number;
    if (is_item) {
        say_.missing_blank_after_dash(at_, behind_dash);
        list_item_ = true;
        ++at_;
    }
    const std::string_view key = trimmed(between(at_, colon));
    const std::size_t wide = key.find(wide_colon);
    owner_ = column(at_);
    if (wide != npos && looks_like_key(key.substr(0, wide), false)) {
        say_.full_width_colon(at_ + wide, key.substr(0, wide));
        plain_open_ = true;
        return;
    }
    if (const std::size_t quote = wide_quote_size(key); quote > 0) {
        say_.full_width_quote(at_, quote);
    }
    key_ = key;
    at_ = colon + 1;
    skip_blanks();
    awaits_ = at_ >= end_ || is_comment(at_);
    node(false);
    plain_open_ = plain_open_ && !is_item; // the keys of the item follow
}

/// A line without a key: plain text of a list, the value of the key above, or a key whose colon
/// is not one.
void Prescan::plain_without_key() {
    const std::size_t end = find_comment(at_);
    const std::string_view content = between(at_, end);
    const std::size_t wide = content.find(wide_colon);
    const std::size_t plain = content.find(':');
    const bool must_be_key = !list_item_ && !awaits_;
    if (wide != npos && (looks_like_key(content.substr(0, wide), true)
                             ? !(list_item_ && is_prose_key(key_))
                             : must_be_key && looks_like_key(content.substr(0, wide), false))) {
        say_.full_width_colon(at_ + wide, content.substr(0, wide));
        owner_ = column(at_);
    } else if (plain != npos && must_be_key && looks_like_key(content.substr(0, plain), false)) {
        say_.missing_blank(at_ + plain, content.substr(0, plain));
    } else if (plain != npos && !list_item_ && looks_like_key(content.substr(0, plain), false)) {
        lost_blank_ = at_ + plain; // the lines that follow will tell
    } else {
        note_missing_colon(content, must_be_key);
    }
    check_comment(at_, end);
    awaits_ = awaits_ && must_be_key; // a key without its colon may have its value below
    plain_open_ = end >= end_ && !awaits_;
}

/// A word at the place of a key without a colon behind it; where text may stand as well, the lines
/// below tell.
void Prescan::note_missing_colon(std::string_view content, bool must_be_key) {
    const std::size_t word = std::min(content.find_first_of(" \t"), content.size());
    if (!looks_like_key(content.substr(0, word), true)) {
        return;
    }
    if (!must_be_key && is_prose_key(key_)) {
        return;
    }
    if (!must_be_key) {
        first_word_ = {at_, at_ + word};
        first_column_ = column(at_);
        return;
    }
    if (column(at_) > owner_) {
        return; // a file of one text, or the rest of a text that a comment has cut off
    }
    say_.missing_colon(at_, at_ + word);
    owner_ = column(at_);
    awaits_ = trimmed(content).size() == word;
}

void Prescan::plain_value() {
    const std::size_t comment = find_comment(at_);
    const std::size_t colon = find_colon(at_, comment);
    if (colon != npos) {
        const std::size_t quote = wide_quote_size(between(at_, comment));
        quote > 0 ? say_.full_width_quote(at_, quote) : say_.colon_in_text(colon);
    } else {
        check_comment(at_, comment);
    }
    plain_open_ = comment >= end_;
}

void Prescan::block_header() {
    std::size_t at = at_ + 1;
    while (byte(at) == '+' || byte(at) == '-' || (byte(at) >= '1' && byte(at) <= '9')) {
        ++at;
    }
    const std::size_t after = at;
    while (is_blank(byte(at))) {
        ++at;
    }
    if (at < end_ && (after == at || !is_comment(at))) {
        say_.block_header(at_, end_);
        plain_open_ = true;
        return;
    }
    block_open_ = true;
}

void Prescan::open_quote(bool may_be_key) {
    quote_ = byte(at_);
    quote_at_ = at_;
    quote_may_be_key_ = may_be_key;
    ++at_;
    find_closing_quote();
    if (quote_ == '\0' && brackets_.empty()) {
        after_quote();
    }
}

void Prescan::find_closing_quote() {
    while (at_ < end_) {
        const char c = text_[at_];
        const bool doubled = quote_ == '\'' && c == '\'' && byte(at_ + 1) == '\'';
        if (doubled || (quote_ == '"' && c == '\\')) {
            at_ += 2;
        } else if (c == quote_) {
            quote_ = '\0';
            ++at_;
            return;
        } else {
            ++at_;
        }
    }
    at_ = end_;
}

void Prescan::after_quote() {
    skip_blanks();
    if (at_ >= end_ || is_comment(at_)) {
        return;
    }
    const bool same_line = quote_at_ >= line_;
    if (is_colon(at_) && quote_may_be_key_ && same_line) {
        owner_ = column(quote_at_);
        key_ = trimmed(between(quote_at_ + 1, at_));
        ++at_;
        skip_blanks();
        awaits_ = at_ >= end_ || is_comment(at_);
        node(false);
    } else if (byte(at_) == ':' && quote_may_be_key_) {
        say_.missing_blank(at_, between(quote_at_, at_));
    } else {
        say_.text_after(at_, end_, "quote");
        plain_open_ = true;
    }
}

/// Text that a comment one blank away has cut; two blanks show that a comment is meant.
void Prescan::check_comment(std::size_t begin, std::size_t hash) {
    const bool one_blank = hash < end_ && hash >= begin + 2 && !is_blank(text_[hash - 2]);
    const std::string_view kept = trimmed(between(begin, hash));
    if (one_blank && may_lose_text(key_) && !is_whole_literal(kept)) {
        say_.cut_by_comment(begin, hash, end_);
    }
}

} // namespace doudi::yaml
