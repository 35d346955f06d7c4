#pragma once

#include "data/byte_window.hpp"
#include "data/csv_row.hpp"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

namespace doudi::data {

/// The rows of one CSV file in the order of the file, in memory of about one row.
class CsvFile {
public:
    /// Opens a file at its beginning.
    [[nodiscard]] bool open(const std::filesystem::path& path);

    /// The next row that is not blank. False at the end, or when reading failed.
    [[nodiscard]] bool next();

    /// The next row, if this row and that one are lines without quotes and it begins with `begin`.
    /// Otherwise this row stays.
    [[nodiscard]] bool next_if_begins_with(std::string_view begin);

    /// The row, until `next` is called. A line without quotes is not taken apart before that.
    [[nodiscard]] const CsvRow& row() {
        if (is_plain_) {
            (void)scan_row(text_, true, row_);
            is_plain_ = false;
        }
        return row_;
    }

    /// A flaw that was met on the way to the end of the row; a plain line may still have one.
    [[nodiscard]] Why met_flaw() const { return is_plain_ ? Why::nothing : row_.flaw; }

    /// The text of one field of the row, as meant; empty when the row does not have it. `scratch`
    /// may hold it.
    [[nodiscard]] std::string_view field(std::size_t position, std::string& scratch) const;

    /// Whether it is known that the row is a line without quotes, with its line end.
    [[nodiscard]] bool is_plain() const { return is_plain_; }

    /// Its bytes, its line end among them, and the line on which it begins.
    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] std::size_t line() const { return line_; }

    [[nodiscard]] const ByteWindow& window() const { return window_; }

    /// Keeps this row and those behind it, so that nobody need copy them.
    void hold() { window_.hold(); }

    /// Where the row stands among those that are held.
    [[nodiscard]] std::size_t place() const { return window_.place_of(text_.data()); }

    /// Hands the rows that are held over, as ByteWindow does; this one stays as well, elsewhere.
    [[nodiscard]] std::size_t hand_over(std::vector<char>& bytes, std::size_t wanted);

private:
    [[nodiscard]] bool scan();
    [[nodiscard]] bool take_plain_line(std::string_view text);
    void read_over_line();

    ByteWindow window_;
    CsvRow row_;
    bool is_plain_ = false; ///< a short line without quotes that is not taken apart yet
    std::string_view text_;
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    std::size_t taken_ = 0; ///< bytes of the row, still in the window
};

} // namespace doudi::data
