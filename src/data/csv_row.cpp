#include "data/csv_row.hpp"

#include "base/utf8.hpp"

#include <doudi/limits.hpp>

#include <array>

namespace doudi::data {

namespace {

constexpr std::array<bool, 256> ends_field = [] {
    std::array<bool, 256> signs{};
    signs[','] = true;
    signs['\n'] = true;
    signs['"'] = true;
    return signs;
}();

enum class Ended : std::uint8_t { field, row, flaw, nowhere };

/// Takes fields off a row, one by one.
class RowScan {
public:
    RowScan(std::string_view text, bool is_last, CsvRow& row)
        : text_(text), is_last_(is_last), row_(&row) {}

    Ended next() {
        if (at_ < text_.size() && text_[at_] == '"') {
            return quoted();
        }
        const std::size_t begin = at_;
        while (at_ < text_.size() && !ends_field[static_cast<unsigned char>(text_[at_])]) {
            ++at_;
        }
        if (at_ < text_.size()) {
            if (text_[at_] == '"') {
                return flaw(Why::bad_quote);
            }
            const bool has_return = text_[at_] == '\n' && at_ > begin && text_[at_ - 1] == '\r';
            return add({text_.substr(begin, at_ - begin - (has_return ? 1 : 0)), false, false});
        }
        if (!is_last_) {
            return Ended::nowhere;
        }
        const bool has_return = at_ > begin && text_[at_ - 1] == '\r'; // whose line end is missing
        return add({text_.substr(begin, at_ - begin - (has_return ? 1 : 0)), false, false});
    }

    [[nodiscard]] std::size_t taken() const { return at_; }

private:
    Ended quoted() {
        const std::size_t begin = at_ + 1;
        bool doubled = false;
        std::size_t quote = text_.find('"', begin);
        while (quote + 1 < text_.size() && quote != std::string_view::npos &&
               text_[quote + 1] == '"') {
            doubled = true;
            quote = text_.find('"', quote + 2);
        }
        if (quote == std::string_view::npos) {
            const bool is_lost = is_last_ || text_.size() - begin > limits::field_bytes;
            return is_lost ? flaw(Why::bad_quote) : Ended::nowhere;
        }
        at_ = quote + 1;
        if (at_ < text_.size() && text_[at_] == '\r') {
            ++at_;
        }
        if (at_ == text_.size() && !is_last_) {
            return Ended::nowhere;
        }
        if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
            return flaw(Why::bad_quote);
        }
        return add({text_.substr(begin, quote - begin), true, doubled});
    }

    // The separator that ends the field is still to be taken.
    Ended add(const CsvField& field) {
        if (field.text.size() > limits::field_bytes) {
            return flaw(Why::field_too_long);
        }
        if (row_->fields.size() < csv_fields) {
            row_->fields.push_back(field);
        }
        ++row_->field_count;
        const bool goes_on = at_ < text_.size() && text_[at_] == ',';
        at_ += at_ < text_.size() ? 1 : 0;
        return goes_on ? Ended::field : Ended::row;
    }

    Ended flaw(Why why) {
        row_->flaw = why;
        return Ended::flaw;
    }

    std::string_view text_;
    bool is_last_;
    CsvRow* row_;
    std::size_t at_ = 0;
};

bool is_ascii(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text) {
        all |= static_cast<unsigned char>(c);
    }
    return all < 0x80U;
}

std::size_t end_of_line(std::string_view text, bool is_last, CsvRow& row) {
    const std::size_t end = text.find('\n');
    if (end != std::string_view::npos) {
        return end + 1;
    }
    row.is_cut = !is_last && text.size() > csv_row_bytes;
    return is_last || row.is_cut ? text.size() : 0;
}

} // namespace

std::string_view CsvField::plain(std::string& scratch) const {
    if (!doubled) {
        return text;
    }
    scratch.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        scratch += text[i];
        i += text[i] == '"' ? 1 : 0;
    }
    return scratch;
}

std::size_t scan_row(std::string_view text, bool is_last, CsvRow& row) {
    row.fields.clear();
    row.field_count = 0;
    row.flaw = Why::nothing;
    row.is_cut = false;
    RowScan scan(text, is_last, row);
    Ended ended = Ended::field;
    while (ended == Ended::field) {
        ended = scan.next();
    }
    if (ended == Ended::nowhere && text.size() > csv_row_bytes) {
        row.flaw = Why::field_too_long;
        ended = Ended::flaw;
    }
    if (ended == Ended::flaw) {
        return end_of_line(text, is_last, row);
    }
    if (ended == Ended::nowhere) {
        return 0;
    }
    const std::string_view taken = text.substr(0, scan.taken());
    if (!is_ascii(taken) && utf8::find_malformed(taken)) {
        row.flaw = Why::invalid_utf8;
    }
    return taken.size();
}

} // namespace doudi::data
