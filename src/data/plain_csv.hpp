#pragma once

#include "data/csv_texts.hpp"
#include "data/plain_record.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Reads the rows of one record that are written plainly as CSV: no quotes, a field for each
/// column, nothing about a month before, and all inner rows directly inside the record's.
class PlainCsv : public PlainRecord {
public:
    /// The format must outlive it.
    PlainCsv(const RecordKeys& keys, RecordRows& rows, const CsvFormat& format);

    [[nodiscard]] bool read(const CsvTexts& texts, const CsvTexts::Entry& entry);

private:
    enum class Holds : std::uint8_t { value, own_key, outer_key, unusual };

    /// What stands in one field of a row.
    struct Field {
        Holds holds = Holds::unusual;
        PlainSlot slot;
    };

    struct Row {
        std::vector<Field> fields;
        bool is_plain = false; ///< rows of the entity may be read here
    };

    [[nodiscard]] std::vector<Field> fields_of(const CsvHeader& header) const;
    [[nodiscard]] bool read_row(Index entity, std::string_view text);
    [[nodiscard]] bool take_field(Cursor& at, const Field& field, Index entity,
                                  std::string_view& key);
    [[nodiscard]] bool take_value(Cursor& at, const PlainSlot& slot, Index entity);
    [[nodiscard]] bool take_truth(Cursor& at, const PlainSlot& slot);

    std::vector<Row> rows_of_; ///< of each entity
};

} // namespace doudi::data
