#include "data/csv_file.hpp"

#include <algorithm>

namespace doudi::data {

bool CsvFile::open(const std::filesystem::path& path) {
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
    do {
        if (!scan()) {
            return false;
        }
    } while (row_.is_blank());
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
    bool is_last = false;
    for (;;) {
        const std::string_view text = window_.text();
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
            return false;
        }
        is_last = !window_.extend();
    }
}

void CsvFile::read_over_line() {
    for (;;) {
        const std::string_view text = window_.text();
        const std::size_t end = text.find('\n');
        window_.drop(std::min(text.size(), end == std::string_view::npos ? end : end + 1));
        if (end != std::string_view::npos) {
            ++next_line_;
            return;
        }
        if (!window_.extend()) {
            return;
        }
    }
}

} // namespace doudi::data
