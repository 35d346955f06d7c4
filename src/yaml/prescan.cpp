#include "yaml/prescan.hpp"

#include "yaml/scan_words.hpp"

#include <algorithm>
#include <utility>

// Line by line, with just enough of YAML to know what is text and what is structure: the column
// of the key or dash that a value belongs to tells whether the next line goes on with it.
namespace doudi::yaml {

namespace {

constexpr auto npos = std::string_view::npos;

} // namespace

Prescan::Prescan(std::shared_ptr<const Source> source, Diagnostics& findings)
    : text_(source->text()), source_(std::move(source)), say_(source_, findings) {}

bool Prescan::run() {
    while (line_ < text_.size() && !stopped_) {
        const std::size_t next = std::min(text_.find('\n', line_), text_.size());
        end_ = next > line_ && text_[next - 1] == '\r' ? next - 1 : next;
        at_ = line_;
        line();
        line_ = next + 1;
    }
    if (quote_ != '\0') {
        say_.open_quote(quote_at_, quote_);
    } else if (!brackets_.empty() && !stopped_) {
        say_.open_bracket(brackets_.front().at, text_[brackets_.front().at]);
    }
    return say_.reliable();
}

char Prescan::byte(std::size_t offset) const {
    return offset < end_ ? text_[offset] : '\0';
}

std::string_view Prescan::between(std::size_t begin, std::size_t end) const {
    end = std::min(end, text_.size());
    begin = std::min(begin, end);
    return text_.substr(begin, end - begin);
}

std::ptrdiff_t Prescan::column(std::size_t offset) const {
    return static_cast<std::ptrdiff_t>(offset - line_);
}

/// Size of a full-width or no-break space at `offset`, or 0.
std::size_t Prescan::wide_blank_at(std::size_t offset) const {
    const std::string_view rest = between(offset, end_);
    return rest.starts_with("\u3000") ? 3 : rest.starts_with("\u00A0") ? 2 : 0;
}

/// A colon that ends a key: a blank, a blank of the wrong kind or the end of the line follows.
bool Prescan::is_colon(std::size_t offset) const {
    return byte(offset) == ':' &&
           (offset + 1 >= end_ || is_blank(byte(offset + 1)) || wide_blank_at(offset + 1) > 0);
}

bool Prescan::is_comment(std::size_t offset) const {
    return byte(offset) == '#' && (offset == line_ || is_blank(text_[offset - 1]));
}

std::size_t Prescan::find_colon(std::size_t from, std::size_t to) const {
    const std::string_view text = text_.substr(0, to);
    for (std::size_t at = text.find(':', from); at != npos; at = text.find(':', at + 1)) {
        if (is_colon(at)) {
            return at;
        }
    }
    return npos;
}

std::size_t Prescan::find_comment(std::size_t from) const {
    const std::string_view text = text_.substr(0, end_);
    for (std::size_t at = text.find('#', from); at != npos; at = text.find('#', at + 1)) {
        if (is_comment(at)) {
            return at;
        }
    }
    return std::max(from, end_);
}

void Prescan::skip_blanks() {
    while (at_ < end_ && is_blank(text_[at_])) {
        ++at_;
    }
}

void Prescan::line() {
    if (block_open_ && inside_block_text()) {
        return;
    }
    if ((quote_ != '\0' || !brackets_.empty()) && goes_on_below_owner()) {
        if (quote_ != '\0') {
            say_.open_quote(quote_at_, quote_);
        } else {
            say_.open_bracket(brackets_.front().at, text_[brackets_.front().at]);
        }
        quote_ = '\0';
        brackets_.clear();
    }
    if (quote_ != '\0') {
        find_closing_quote();
        if (quote_ == '\0' && brackets_.empty()) {
            after_quote();
        }
    }
    if (!brackets_.empty()) {
        flow();
    } else if (at_ == line_ && quote_ == '\0') {
        fresh_line();
    }
}

bool Prescan::inside_block_text() {
    const std::size_t first = between(line_, end_).find_first_not_of(' ');
    block_open_ = first == npos || static_cast<std::ptrdiff_t>(first) > owner_ ||
                  trimmed(between(line_, end_)).empty();
    return block_open_;
}

/// Whether a line begins no deeper than the key whose quote or bracket is still open, and with
/// something other than the closing bracket: then the closing was forgotten.
bool Prescan::goes_on_below_owner() {
    const std::string_view content = trimmed(between(line_, end_));
    const std::size_t first = between(line_, end_).find_first_not_of(" \t");
    if (content.empty() || static_cast<std::ptrdiff_t>(first) > owner_) {
        return false;
    }
    if (quote_ != '\0') {
        return true;
    }
    const bool item = content.starts_with("- ");
    return item || find_colon(line_, end_) != npos ? content[0] != ']' && content[0] != '}' : false;
}

void Prescan::fresh_line() {
    const bool waited = std::exchange(awaits_, false);
    if (!check_indentation() || at_ >= end_) {
        awaits_ = waited;
        return;
    }
    if (byte(at_) == '#') {
        plain_open_ = false;
        awaits_ = waited;
        return;
    }
    if (plain_open_ && column(at_) > owner_ && !follows_lost_blank()) {
        continuation();
        return;
    }
    plain_open_ = false;
    told_deeper_ = false;
    first_word_ = {};
    lost_blank_ = npos;
    list_item_ = false;
    awaits_ = waited;
    const std::string_view content = between(at_, end_);
    if (column(at_) == 0 && (content.starts_with("---") || content.starts_with("..."))) {
        return;
    }
    if (content.starts_with("＃")) {
        say_.full_width_hash(at_);
        return;
    }
    dashes();
    node(true);
}

/// Steps over the blanks that begin a line; false when they are of the wrong kind.
bool Prescan::check_indentation() {
    while (byte(at_) == ' ') {
        ++at_;
    }
    const std::size_t wide = wide_blank_at(at_);
    if (byte(at_) == '\t') {
        const std::size_t begin = at_;
        skip_blanks();
        say_.tab(begin, at_);
        return false;
    }
    if (wide > 0 && !plain_open_) {
        say_.full_width_space(at_, wide);
        return false;
    }
    return true;
}

void Prescan::dashes() {
    while (byte(at_) == '-' && (at_ + 1 >= end_ || is_blank(byte(at_ + 1)))) {
        list_item_ = true;
        owner_ = column(at_);
        ++at_;
        skip_blanks();
        awaits_ = at_ >= end_;
    }
    for (const std::string_view dash : {"－", "—", "–"}) {
        const std::size_t after = at_ + dash.size();
        const bool item = is_blank(byte(after)) || wide_blank_at(after) > 0;
        if (between(at_, end_).starts_with(dash) && item) {
            say_.full_width_dash(at_, dash.size());
            at_ = end_;
        }
    }
}

/// Whether the text above was a key whose colon lacks its blank, as a key on this line shows: then
/// this line is no more of that text.
bool Prescan::follows_lost_blank() {
    const std::size_t lost = std::exchange(lost_blank_, npos);
    const std::size_t colon = find_colon(at_, find_comment(at_));
    if (lost == npos || colon == npos || !looks_like_key(between(at_, colon), false)) {
        return false;
    }
    const std::size_t line = text_.rfind('\n', lost) + 1; // npos + 1 is the beginning
    say_.missing_blank(lost, trimmed(between(line, lost)));
    return true;
}

/// A further line of plain text.
void Prescan::continuation() {
    const std::size_t comment = find_comment(at_);
    const std::size_t colon = find_colon(at_, comment);
    const bool key = colon != npos && looks_like_key(between(at_, colon), false);
    if (key && !std::exchange(told_deeper_, true)) { // the lines below share its mend
        if (first_word_.end > 0 && column(at_) == first_column_) {
            say_.missing_colon(first_word_.begin, first_word_.end);
        } else {
            say_.deeper_key(at_, colon, key_);
        }
    } else if (colon != npos && !key && !told_deeper_) {
        say_.colon_in_text(colon);
    }
    check_comment(at_, comment);
    plain_open_ = comment >= end_;
}

} // namespace doudi::yaml
