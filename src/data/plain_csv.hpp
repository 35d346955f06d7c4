#pragma once

#include "data/csv_texts.hpp"
#include "data/plain_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace doudi::data {

/// Finds the fields of records that are written plainly as CSV: no quotes, a field for each column,
/// nothing about a month before, and all inner rows directly inside the record's.
class PlainCsv {
public:
    /// The rows must outlive it.
    PlainCsv(const RecordKeys& keys, PlainRows& rows, const CsvFormat& format);

    /// Adds one entry to the rows, as a record that is plain or not.
    void split(const CsvTexts& texts, std::size_t i);

private:
    /// What is known of the file of an entity.
    struct Entity {
        bool is_plain = false; ///< its rows may be read here
        bool has_key = false;
        std::size_t fields = 0;   ///< of a row
        std::size_t end_size = 1; ///< bytes of its line end
        std::size_t own_key = SIZE_MAX;
        std::vector<std::size_t> idle; ///< fields that must be empty

        /// Bytes behind a field: a comma, or the line end.
        [[nodiscard]] std::uint32_t gap(std::size_t field) const {
            return static_cast<std::uint32_t>(field + 1 == fields ? end_size : 1);
        }
    };

    void know(const RecordKeys& keys, Index entity, const CsvHeader& header);
    [[nodiscard]] bool split_record(const CsvTexts& texts, const CsvTexts::Entry& entry);
    [[nodiscard]] bool split_rows(std::span<const CsvTexts::Row> rows);
    [[nodiscard]] bool end_row(Index entity, const std::uint32_t* places);

    PlainRows* rows_;
    std::vector<Entity> entities_;
};

} // namespace doudi::data
