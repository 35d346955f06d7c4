#include "data/csv_table.hpp"

#include "data/byte_scan.hpp"
#include "data/reader_problems.hpp"

#include <utility>

namespace doudi::data {

namespace {

// A row with a flaw is not read a second time: the sort keeps its flaw behind its line.
constexpr unsigned line_shift = 8;

} // namespace

CsvTable::CsvTable(std::filesystem::path path, const ReadOptions& options)
    : path_(std::move(path)), name_(path_.string()), options_(options) {}

void CsvTable::open(const RecordKeys& keys, Index entity, Diagnostics& problems) {
    if (!file_.open(path_)) {
        problems.push_back(cannot_read(path_, file_.window().problem()));
        return;
    }
    if (!file_.next()) {
        problems.push_back(file_.window().problem().empty()
                               ? no_header(path_)
                               : cannot_read(path_, file_.window().problem()));
        return;
    }
    if (file_.row().flaw != Why::nothing) {
        problems.push_back(broken_header(path_, make_reason(file_.row().flaw)));
        return;
    }
    if (file_.row().field_count > csv_fields) {
        problems.push_back(too_many_columns(path_, csv_fields));
        return;
    }
    header_ = read_header(keys, entity, file_.row(), path_, file_.text(), problems);
    header_.ends_with_return = file_.text().ends_with("\r\n");
    const bool is_ordered = header_.record_key() == SIZE_MAX;
    const bool is_read_once = path_ == "-" || file_.window().size() == 0;
    if (is_ordered) {
        step_ = Step::ready;
    } else if (is_read_once) {
        step_ = Step::sorting;
        sort_.emplace(options_.temporary_folder, options_.memory_bytes);
    } else if (options_.trusts_order) {
        step_ = Step::ready;
    }
}

bool CsvTable::fail(Diagnostic problem) {
    problem_ = std::move(problem);
    has_row_ = false;
    return false;
}

// From the first row behind the header.
bool CsvTable::reopen(Step step) {
    step_ = step;
    last_key_.clear();
    is_parted_ = false;
    if (!file_.open(path_) || !file_.next()) {
        return fail(cannot_read(path_, file_.window().problem()));
    }
    return true;
}

bool CsvTable::prepare(std::uint64_t bytes) {
    switch (step_) {
    case Step::checking:
        return !check_some(bytes);
    case Step::sorting:
        return !sort_some(bytes);
    case Step::ready:
        break;
    }
    return true;
}

// Whether there is more to do.
bool CsvTable::check_some(std::uint64_t bytes) {
    const std::uint64_t stop = file_.window().bytes_done() + bytes;
    while (file_.next()) {
        const std::string_view key = file_.field(header_.record_key(), scratch_);
        if (!keeps_order(key)) {
            sort_.emplace(options_.temporary_folder, options_.memory_bytes);
            return reopen(Step::sorting);
        }
        if (file_.window().bytes_done() > stop) {
            return true;
        }
    }
    if (!file_.window().problem().empty()) {
        return fail(cannot_read(path_, file_.window().problem()));
    }
    (void)reopen(Step::ready);
    return false;
}

bool CsvTable::sort_some(std::uint64_t bytes) {
    const std::uint64_t stop = file_.window().bytes_done() + bytes;
    while (file_.next()) {
        const Why flaw = file_.met_flaw();
        const std::uint64_t number =
            std::uint64_t{file_.line()} << line_shift | static_cast<std::uint64_t>(flaw);
        const std::string_view text = flaw == Why::nothing ? file_.text() : std::string_view{};
        if (!sort_->add({file_.field(header_.record_key(), scratch_), number, text})) {
            return fail(cannot_sort(options_.temporary_folder, sort_->problem()));
        }
        if (file_.window().bytes_done() > stop) {
            return true;
        }
    }
    if (!file_.window().problem().empty()) {
        return fail(cannot_read(path_, file_.window().problem()));
    }
    step_ = Step::ready;
    if (!sort_->finish()) {
        return fail(cannot_sort(options_.temporary_folder, sort_->problem()));
    }
    return false;
}

bool CsvTable::next() {
    has_row_ = !problem_ && (sort_ ? next_sorted() : next_in_file());
    return has_row_;
}

bool CsvTable::next_of_record() {
    const bool is_first_field = header_.record_key() == 0 && text_.size() > key_.size() &&
                                text_.data() == key_.data() && text_[key_.size()] == ',';
    if (sort_ || !is_first_field || !file_.next_if_begins_with(text_.substr(0, key_.size() + 1))) {
        return false;
    }
    text_ = file_.text();
    line_ = file_.line();
    key_ = text_.substr(0, key_.size());
    return true;
}

void CsvTable::hold() {
    if (!sort_) {
        file_.hold();
        is_held_ = true;
    }
}

std::size_t CsvTable::hand_over(std::vector<char>& bytes, std::size_t wanted) {
    is_held_ = false;
    const std::size_t first = file_.hand_over(bytes, wanted);
    if (has_row_) {
        see_row();
    }
    return first;
}

void CsvTable::see_row() {
    known_flaw_ = file_.met_flaw();
    text_ = known_flaw_ == Why::nothing ? file_.text() : std::string_view{};
    line_ = file_.line();
    key_ = file_.field(header_.record_key(), scratch_);
}

bool CsvTable::next_in_file() {
    if (!file_.next()) {
        return file_.window().problem().empty()
                   ? false
                   : fail(cannot_read(path_, file_.window().problem()));
    }
    see_row();
    if (header_.record_key() != SIZE_MAX && !keeps_order(key_)) {
        lost_order_ = options_.trusts_order;
        return fail(changed_meanwhile(path_));
    }
    return true;
}

/// Whether the next key may follow the one before.
bool CsvTable::keeps_order(std::string_view key) {
    if (key.empty()) {
        is_parted_ = true;
        return true;
    }
    if (are_same(key, last_key_)) {
        return !is_parted_;
    }
    if (is_less(key, last_key_)) {
        return false;
    }
    last_key_ = key;
    is_parted_ = false;
    return true;
}

bool CsvTable::next_sorted() {
    SortedText text;
    if (!sort_->next(text)) {
        return sort_->problem().empty()
                   ? false
                   : fail(cannot_sort(options_.temporary_folder, sort_->problem()));
    }
    text_ = text.text;
    known_flaw_ = static_cast<Why>(text.number & ((1U << line_shift) - 1));
    line_ = static_cast<std::size_t>(text.number >> line_shift);
    key_ = text.key;
    served_bytes_ += text.text.size();
    return true;
}

} // namespace doudi::data
