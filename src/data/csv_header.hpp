#pragma once

#include "data/csv_row.hpp"
#include "data/record_keys.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// What the columns of one CSV file hold.
struct CsvHeader {
    enum class Holds : std::uint8_t { row, given, previous_name };

    struct Column {
        std::size_t field = 0; ///< in a row
        Holds holds = Holds::row;
        std::string key; ///< in the object of a record
    };

    Index entity = 0;
    std::size_t field_count = 0;
    bool ends_with_return = false; ///< before its line end
    std::vector<std::size_t>
        outer_keys;                 ///< fields with the keys of the outer entities, record first
    std::size_t own_key = SIZE_MAX; ///< field; none if the entity has no key
    std::vector<Column> columns;    ///< of the row itself, then given, then previous

    /// The field that holds the key of the record; SIZE_MAX when records have none.
    [[nodiscard]] std::size_t record_key() const {
        return outer_keys.empty() ? own_key : outer_keys.front();
    }
};

/// Reads the header of the file of one entity. Findings name the columns by place.
[[nodiscard]] CsvHeader read_header(const RecordKeys& keys, Index entity, const CsvRow& row,
                                    const std::filesystem::path& path, std::string_view text,
                                    Diagnostics& problems);

} // namespace doudi::data
