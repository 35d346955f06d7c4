#pragma once

#include "data/csv_texts.hpp"
#include "data/plain_rows.hpp"

#include <cstddef>
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
        std::size_t own_key = SIZE_MAX;
        std::vector<std::size_t> idle; ///< fields that must be empty
    };

    void know(const RecordKeys& keys, Index entity, const CsvHeader& header);
    [[nodiscard]] bool split_record(const CsvTexts& texts, const CsvTexts::Entry& entry);
    [[nodiscard]] bool split_row(const CsvTexts& texts, const CsvTexts::Row& row);

    PlainRows* rows_;
    std::vector<Entity> entities_;
};

} // namespace doudi::data
