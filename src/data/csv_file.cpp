#include "data/csv_file.hpp"

#include "data/byte_scan.hpp"

#include <doudi/limits.hpp>

#include <algorithm>
#include <bit>

namespace doudi::data {

namespace {

/// A line without quotes, which ends with its line end, as do its fields.
std::string_view field_of_plain(std::string_view line, std::size_t position) {
    const char* at = line.data();
    const char* const end = at + line.size() - 1;
    for (; position > 0 && at != end; --position) {
        at = find_first<','>(at, end);
        at += at != end ? 1 : 0;
    }
    const char* const begin = at;
    at = find_first<','>(at, end);
    const bool has_return = at == end && at != begin && at[-1] == '\r';
    return {begin, static_cast<std::size_t>(at - begin) - (has_return ? 1 : 0)};
}

/// With its line end; 0 when that is not there, or a quote comes first.
std::size_t size_of_plain_line(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        const std::uint64_t found = signs_in_block<'\n', '"'>(text.data() + at);
        if (found != 0) {
            const std::size_t first = at + static_cast<std::size_t>(std::countr_zero(found));
            return first < text.size() && text[first] == '\n' ? first + 1 : 0;
        }
    }
    return 0;
}

bool is_blank_line(std::string_view line) {
    return line == "\n" || line == "\r\n";
}

} // namespace

bool CsvFile::open(const std::filesystem::path& path) {
    is_plain_ = false;
    row_.is_cut = false;
    taken_ = 0;
    next_line_ = 1;
    if (!window_.open(path)) {
        return false;
    }
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    while (window_.text().size() < byte_order_mark.size() && window_.extend()) {
    }
    if (window_.text().starts_with(byte_order_mark)) {
        window_.drop(byte_order_mark.size());
    }
    return window_.problem().empty();
}

bool CsvFile::next() {
    constexpr std::size_t many = 1U << 16U;
    std::size_t blank = 0; // bytes in front of this line that are read over
    while (scan()) {
        if (!(is_plain_ ? is_blank_line(text_) : row_.is_blank())) {
            return true;
        }
        blank += taken_;
        if (blank > many) { // so that they are not held
            window_.drop(taken_);
            taken_ = 0;
            window_.cut_out(blank);
            blank = 0;
        }
    }
    return false;
}

bool CsvFile::next_if_begins_with(std::string_view begin) {
    const std::string_view rest = is_plain_ ? window_.text().substr(taken_) : std::string_view{};
    if (rest.size() < begin.size() || !goes_on_with(rest.data(), begin)) {
        return false;
    }
    const std::size_t before = taken_;
    if (!take_plain_line(rest)) {
        return false;
    }
    window_.drop(before);
    return true;
}

std::string_view CsvFile::field(std::size_t position, std::string& scratch) const {
    if (is_plain_) {
        return field_of_plain(text_, position);
    }
    return position < row_.fields.size() ? row_.fields[position].plain(scratch)
                                         : std::string_view{};
}

std::size_t CsvFile::hand_over(std::vector<char>& bytes, std::size_t wanted) {
    const char* const before = text_.data();
    const std::size_t first = window_.hand_over(bytes, wanted);
    text_ = window_.text().substr(0, text_.size());
    if (!is_plain_) {
        for (CsvField& field : row_.fields) {
            // Those of a flawed row may reach beyond it.
            field.text = {window_.text().data() + (field.text.data() - before), field.text.size()};
        }
    }
    return first;
}

// A line that is long could have a field that is too long.
bool CsvFile::take_plain_line(std::string_view text) {
    const std::size_t size = size_of_plain_line(text);
    if (size == 0 || size > limits::field_bytes) {
        return false;
    }
    taken_ = size;
    text_ = text.substr(0, size);
    line_ = next_line_++;
    is_plain_ = true;
    return true;
}

bool CsvFile::scan() {
    if (row_.is_cut) {
        read_over_line();
        row_.is_cut = false;
    } else {
        window_.drop(taken_);
    }
    taken_ = 0;
    is_plain_ = false;
    bool is_last = false;
    for (;;) {
        const std::string_view text = window_.text();
        if (!text.empty() && take_plain_line(text)) {
            return true;
        }
        if (!text.empty()) {
            taken_ = scan_row(text, is_last, row_);
        }
        if (taken_ > 0) {
            text_ = text.substr(0, taken_);
            line_ = next_line_;
            next_line_ += static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
            return true;
        }
        if (is_last) {
            text_ = {};
            row_.fields.clear();
            return false;
        }
        is_last = !window_.extend();
    }
}

void CsvFile::read_over_line() {
    for (;;) {
        const std::string_view text = window_.text();
        const std::size_t end = text.find('\n');
        if (end != std::string_view::npos) {
            window_.drop(end + 1);
            ++next_line_;
            return;
        }
        window_.forget();
        if (!window_.extend()) {
            return;
        }
    }
}

} // namespace doudi::data
