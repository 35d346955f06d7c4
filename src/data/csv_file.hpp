#pragma once

#include "data/byte_window.hpp"
#include "data/csv_row.hpp"

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace doudi::data {

/// The rows of one CSV file in the order of the file, in memory of about one row.
class CsvFile {
public:
    /// Opens a file at its beginning.
    [[nodiscard]] bool open(const std::filesystem::path& path);

    /// The next row that is not blank. False at the end, or when reading failed.
    [[nodiscard]] bool next();

    /// The row, until `next` is called.
    [[nodiscard]] const CsvRow& row() const { return row_; }

    /// Its bytes, and the line on which it begins.
    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] std::size_t line() const { return line_; }

    [[nodiscard]] const ByteWindow& window() const { return window_; }

private:
    [[nodiscard]] bool scan();
    void read_over_line();

    ByteWindow window_;
    CsvRow row_;
    std::string_view text_;
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    std::size_t taken_ = 0; ///< bytes of the row, still in the window
};

} // namespace doudi::data
