#pragma once

#include "data/csv_table.hpp"

#include <doudi/limits.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::data {

/// The headers of the CSV files that are joined, and their names.
struct CsvFormat {
    std::vector<CsvHeader> headers; ///< of each entity
    std::vector<std::string> paths; ///< of each entity; empty: it has no file
};

/// Rows of CSV files, put together by records: what a CsvReader cuts.
class CsvTexts final : public RecordTexts {
public:
    struct Row {
        Index entity = 0;
        std::size_t begin = 0; ///< of its bytes
        std::size_t size = 0;
        std::size_t line = 0;
        Why flaw = Why::nothing; ///< if known; then there are no bytes
    };

    /// A record with all its rows, its own first, or one row that is refused by itself.
    struct Entry {
        std::size_t first_row = 0;
        std::size_t rows = 0;
        std::size_t key_begin = 0;
        std::size_t key_size = 0;
        Why why = Why::nothing; ///< of a refusal; `nothing`: a record
        std::size_t other_line = 0;
        Why excess = Why::nothing; ///< too many rows, or bytes; those beyond are left out
    };

    void clear() {
        release_if_large(bytes_);
        bytes_.clear();
        rows_.clear();
        entries_.clear();
    }

    /// Ends adding, so that bytes behind the last row may be looked at.
    void finish() { bytes_.append(ByteWindow::padding, '\0'); }

    /// Begins a record with its own row, the present one of the table.
    void begin_record(const CsvTable& table) {
        begin_entry(table.record_key());
        hold(0, table);
    }

    /// Adds the present row of a table to the record begun last.
    void hold(Index entity, const CsvTable& table) {
        Entry& entry = entries_.back();
        if (entry.rows > limits::rows_of_record ||
            bytes_.size() - entry.key_begin > limits::record_bytes) {
            entry.excess = entry.rows > limits::rows_of_record ? Why::too_many_rows_of_record
                                                               : Why::record_too_large;
            return;
        }
        rows_.push_back(
            {entity, bytes_.size(), table.text().size(), table.line(), table.known_flaw()});
        bytes_ += table.text();
        ++entry.rows;
    }

    /// Line of the record's own row.
    [[nodiscard]] std::size_t line(const Entry& entry) const { return rows_[entry.first_row].line; }

    /// Refuses the record begun last; `other_line` is where another of its key stands.
    void refuse_record(Why why, std::size_t other_line) {
        entries_.back().why = why;
        entries_.back().other_line = other_line;
    }

    /// Refuses the present row of a table.
    void refuse_row(Index entity, const CsvTable& table, Why why, std::size_t other_line = 0) {
        begin_entry(table.record_key());
        hold(entity, table);
        refuse_record(why, other_line);
    }

    /// Of all rows and keys, in bytes.
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    [[nodiscard]] std::string_view key(const Entry& entry) const {
        return std::string_view(bytes_).substr(entry.key_begin, entry.key_size);
    }

    [[nodiscard]] std::span<const Row> rows(const Entry& entry) const {
        return std::span(rows_).subspan(entry.first_row, entry.rows);
    }

    [[nodiscard]] std::string_view text(const Row& row) const {
        return std::string_view(bytes_).substr(row.begin, row.size);
    }

private:
    void begin_entry(std::string_view key) {
        entries_.push_back({rows_.size(), 0, bytes_.size(), key.size()});
        bytes_ += key;
    }

    std::string bytes_;
    std::vector<Row> rows_;
    std::vector<Entry> entries_;
};

} // namespace doudi::data
