#pragma once

#include "data/csv_table.hpp"

#include <doudi/limits.hpp>
#include <doudi/records.hpp>

#include <algorithm>
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

/// Rows of CSV files, put together by records: what a CsvReader cuts. Rows of a file that is read
/// in its own order stay in the bytes that were read.
class CsvTexts final : public RecordTexts {
public:
    struct Row {
        std::size_t begin = 0; ///< among the bytes of its entity
        std::size_t line = 0;
        Index entity = 0;
        std::uint32_t size = 0;
        Why flaw = Why::nothing; ///< if known; then there are no bytes
        bool is_plain = false;   ///< a line without quotes, with its line end
    };

    /// A record with all its rows, its own first, or one row that is refused by itself.
    struct Entry {
        std::size_t first_row = 0;
        std::size_t rows = 0;
        std::size_t key_begin = 0;
        std::size_t key_size = 0;
        std::size_t bytes = 0;  ///< of its key and rows
        Why why = Why::nothing; ///< of a refusal; `nothing`: a record
        std::size_t other_line = 0;
        Why excess = Why::nothing; ///< too many rows, or bytes; those beyond are left out
    };

    explicit CsvTexts(std::size_t entities) : parts_(entities) {}

    void clear() {
        for (Part& part : parts_) {
            release_if_large(part.bytes);
            part.used = 0;
            part.first = 0;
        }
        keys_.clear();
        rows_.clear();
        entries_.clear();
    }

    /// Ends holding rows of that table, with the batch, or when a record has too much. Bytes behind
    /// the last row may be looked at.
    void take_bytes(Index entity, CsvTable& table) {
        Part& part = parts_[entity];
        if (table.is_held()) {
            part.first = table.hand_over(part.bytes, part.used);
        } else {
            part.reserve(ByteWindow::padding);
        }
    }

    /// Ends adding.
    void finish() { keys_.append(ByteWindow::padding, '\0'); }

    /// Begins a record with its own row, the present one of the table.
    void begin_record(const CsvTable& table) {
        begin_entry(table.record_key());
        (void)add(0, table);
    }

    /// Adds the present row of a table to the record begun last. False, and nothing is added, when
    /// that has too much already.
    [[nodiscard]] bool add(Index entity, const CsvTable& table) {
        Entry& entry = entries_.back();
        if (entry.rows > limits::rows_of_record || entry.bytes > limits::record_bytes) {
            entry.excess = entry.rows > limits::rows_of_record ? Why::too_many_rows_of_record
                                                               : Why::record_too_large;
            return false;
        }
        const std::string_view text = table.text();
        rows_.push_back({place(entity, table), table.line(), entity,
                         static_cast<std::uint32_t>(text.size()), table.known_flaw(),
                         table.is_plain()});
        entry.bytes += text.size();
        ++entry.rows;
        return true;
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
        (void)add(entity, table);
        refuse_record(why, other_line);
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    [[nodiscard]] std::string_view key(const Entry& entry) const {
        return std::string_view(keys_).substr(entry.key_begin, entry.key_size);
    }

    /// Of the record begun last, until the next one begins.
    [[nodiscard]] std::string_view last_key() const { return key(entries_.back()); }

    [[nodiscard]] std::span<const Row> rows(const Entry& entry) const {
        return std::span(rows_).subspan(entry.first_row, entry.rows);
    }

    /// Where the bytes of an entity begin.
    [[nodiscard]] const char* bytes(Index entity) const {
        return parts_[entity].bytes.data() + parts_[entity].first;
    }

    [[nodiscard]] std::string_view text(const Row& row) const {
        return {bytes(row.entity) + row.begin, row.size};
    }

private:
    /// Rows of an entity.
    struct Part {
        std::vector<char> bytes;
        std::size_t used = 0;  ///< up to the end of the last row
        std::size_t first = 0; ///< of the bytes that were held

        void reserve(std::size_t more) {
            if (bytes.size() < used + more) {
                bytes.resize(2 * (used + more));
            }
        }
    };

    void begin_entry(std::string_view key) {
        entries_.push_back({rows_.size(), 0, keys_.size(), key.size(), key.size()});
        keys_ += key;
    }

    /// Of the present row of a table.
    [[nodiscard]] std::size_t place(Index entity, const CsvTable& table) {
        Part& part = parts_[entity];
        if (table.is_held()) {
            part.used = std::max(part.used, table.place() + table.text().size());
            return table.place();
        }
        const std::size_t begin = part.used;
        part.reserve(table.text().size());
        std::copy(table.text().begin(), table.text().end(), part.bytes.data() + begin);
        part.used += table.text().size();
        return begin;
    }

    std::vector<Part> parts_; ///< of each entity
    std::string keys_;
    std::vector<Row> rows_;
    std::vector<Entry> entries_;
};

} // namespace doudi::data
