#include "yaml/scalar_map.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

// yaml-cpp says where a scalar begins and what it means, not which byte came from where. This
// walks the written and the decoded text side by side, by the folding rules of each style, and
// notices when they do not agree.
namespace doudi::yaml {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

class Walk {
public:
    Walk(std::string_view file, std::size_t offset, const std::string& value)
        : file_(file), at_(offset), value_(value) {}

    void plain() {
        while (!done() && faithful_) {
            if (ends_line(at_)) {
                fold();
            } else {
                match();
            }
        }
    }

    void single_quoted() {
        ++at_;
        while (!done() && faithful_) {
            if (ends_line(at_)) {
                fold();
            } else if (byte(at_) == '\'') {
                faithful_ = byte(at_ + 1) == '\'' && value_[decoded_] == '\'';
                record(at_);
                at_ += 2;
            } else {
                match();
            }
        }
        close('\'');
    }

    void double_quoted() {
        ++at_;
        while (!done() && faithful_) {
            if (ends_line(at_)) {
                fold();
            } else if (byte(at_) == '\\') {
                escape();
            } else {
                match();
            }
        }
        close('"');
    }

    void block() {
        to_next_line();
        const std::size_t indent = block_indent();
        while (!done() && faithful_ && at_ < file_.size()) {
            block_line(indent);
        }
        faithful_ = faithful_ && done();
    }

    [[nodiscard]] std::size_t at() const { return at_; }

    [[nodiscard]] std::size_t last() const { return last_; }

    [[nodiscard]] bool faithful() const { return faithful_; }

    std::vector<WrittenText::Piece> take_pieces() { return std::move(pieces_); }

private:
    [[nodiscard]] bool done() const { return decoded_ >= value_.size(); }

    [[nodiscard]] char byte(std::size_t offset) const {
        return offset < file_.size() ? file_[offset] : '\0';
    }

    [[nodiscard]] bool is_break(std::size_t offset) const {
        return byte(offset) == '\n' || (byte(offset) == '\r' && byte(offset + 1) == '\n');
    }

    [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const {
        while (is_blank(byte(offset))) {
            ++offset;
        }
        return offset;
    }

    [[nodiscard]] bool ends_line(std::size_t offset) const { return is_break(skip_blanks(offset)); }

    /// The next decoded byte stands at `offset`.
    void record(std::size_t offset) {
        const bool goes_on =
            !pieces_.empty() && offset - pieces_.back().file == decoded_ - pieces_.back().decoded;
        if (!goes_on) {
            pieces_.push_back({decoded_, offset});
        }
        last_ = offset + 1;
        ++decoded_;
    }

    void match() {
        faithful_ = at_ < file_.size() && file_[at_] == value_[decoded_];
        if (faithful_) {
            record(at_++);
        }
    }

    /// Line breaks inside a plain or quoted scalar: one becomes a blank, more become one less.
    void fold() {
        const std::size_t begin = skip_blanks(at_);
        std::size_t breaks = 0;
        for (at_ = begin; is_break(at_); at_ = skip_blanks(at_)) {
            at_ += byte(at_) == '\r' ? 2 : 1;
            ++breaks;
        }
        const char wanted = breaks == 1 ? ' ' : '\n';
        for (std::size_t i = 0; i < std::max<std::size_t>(1, breaks - 1) && faithful_; ++i) {
            faithful_ = !done() && value_[decoded_] == wanted;
            if (faithful_) {
                record(begin);
            }
        }
    }

    void escape() {
        const char kind = byte(at_ + 1);
        if (is_break(at_ + 1)) { // a line joined to the next
            at_ += byte(at_ + 1) == '\r' ? 3 : 2;
            at_ = skip_blanks(at_);
            return;
        }
        const std::size_t written = kind == 'x' ? 4 : kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
        const auto means = utf8::first_code_point(std::string_view(value_).substr(decoded_));
        for (std::size_t i = 0; i < means.size; ++i) {
            record(at_);
        }
        at_ += written;
    }

    void close(char quote) {
        while (faithful_ && byte(at_) == '\\' && is_break(at_ + 1)) {
            escape();
        }
        faithful_ = faithful_ && byte(at_) == quote;
        at_ += faithful_ ? 1 : 0;
        last_ = at_;
    }

    void to_next_line() {
        while (at_ < file_.size() && file_[at_] != '\n') {
            ++at_;
        }
        at_ += at_ < file_.size() ? 1 : 0;
    }

    /// How far the lines of a block are indented: the blanks of its first full line, less those
    /// that arrived.
    [[nodiscard]] std::size_t block_indent() const {
        std::size_t line = at_;
        while (ends_line(line)) {
            line = file_.find('\n', line) + 1;
        }
        std::size_t written = 0;
        while (byte(line + written) == ' ') {
            ++written;
        }
        const std::size_t text = std::min(value_.find_first_not_of('\n'), value_.size());
        std::size_t arrived = 0;
        while (text + arrived < value_.size() && value_[text + arrived] == ' ') {
            ++arrived;
        }
        return written - std::min(written, arrived);
    }

    void block_line(std::size_t indent) {
        for (std::size_t i = 0; i < indent && byte(at_) == ' '; ++i) {
            ++at_;
        }
        while (!done() && faithful_ && at_ < file_.size() && !is_break(at_)) {
            if (file_[at_] != value_[decoded_] && ends_line(at_)) {
                break;
            }
            match();
        }
        if (!faithful_ || done()) {
            return;
        }
        at_ = skip_blanks(at_);
        const std::size_t end = at_;
        to_next_line();
        if (value_[decoded_] == '\n' || value_[decoded_] == ' ') {
            record(end);
        }
    }

    std::string_view file_;
    std::size_t at_;
    const std::string& value_;
    std::size_t decoded_ = 0;
    std::size_t last_ = 0;
    bool faithful_ = true;
    std::vector<WrittenText::Piece> pieces_;
};

} // namespace

MappedScalar map_scalar(const std::shared_ptr<const Source>& source, std::size_t offset,
                        std::string value) {
    MappedScalar mapped;
    mapped.text.value = std::move(value);
    Walk walk(source->text(), offset, mapped.text.value);
    const char first = offset < source->text().size() ? source->text()[offset] : '\0';
    const bool block = first == '|' || first == '>';
    mapped.text.quoted = first == '\'' || first == '"';
    if (first == '\'') {
        walk.single_quoted();
    } else if (first == '"') {
        walk.double_quoted();
    } else if (block) {
        walk.block();
    } else {
        walk.plain();
    }
    mapped.faithful = walk.faithful();
    mapped.text.pieces = walk.take_pieces();
    const bool starts_inside = block && !mapped.text.pieces.empty();
    const std::size_t begin = starts_inside ? mapped.text.pieces.front().file : offset;
    const std::size_t end = std::max(walk.last(), begin + (mapped.text.value.empty() ? 1 : 0));
    mapped.text.place = {source, {begin, std::min(end, source->text().size())}};
    const auto& pieces = mapped.text.pieces;
    if (pieces.size() == 1 && pieces.front().file == begin) {
        mapped.text.pieces.clear();
    }
    return mapped;
}

} // namespace doudi::yaml
