#pragma once

#include "data/csv_file.hpp"
#include "data/csv_header.hpp"
#include "data/row_sort.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// The rows of the CSV file of one entity, in the order of the record's key.
///
/// A first pass looks whether the file is in that order already, unless it is to be trusted. If so
/// it is read again, row by row; if not, or when it can be read only once, its rows go through a
/// sort. Rows of equal key stay in the order of the file. Rows without a key may stand anywhere,
/// but not between rows of one key, which would no longer be found together.
class CsvTable {
public:
    CsvTable(std::filesystem::path path, const ReadOptions& options);

    /// Opens the file and reads its header.
    void open(const RecordKeys& keys, Index entity, Diagnostics& problems);

    /// Does some of the work that comes before the first row: about `bytes` of it. Whether all of
    /// it is done, or failed.
    [[nodiscard]] bool prepare(std::uint64_t bytes);

    /// Goes on to the next row. False at the end, or when reading failed.
    [[nodiscard]] bool next();

    /// The same, for a row of the same record only; a shorter way that need not see that there is
    /// one: then this row stays.
    [[nodiscard]] bool next_of_record();

    [[nodiscard]] bool has_row() const { return has_row_; }

    /// The bytes of the row, its line end among them; none when a flaw is known.
    [[nodiscard]] std::string_view text() const { return text_; }

    /// Whether the row is a line without quotes, with its line end.
    [[nodiscard]] bool is_plain() const {
        return sort_ ? text_.find('"') == std::string_view::npos && text_.ends_with('\n')
                     : file_.is_plain();
    }

    /// A flaw that was met on the way to the end of the row; there may be another.
    [[nodiscard]] Why known_flaw() const { return known_flaw_; }

    /// Until the next row.
    [[nodiscard]] std::string_view record_key() const { return key_; }

    [[nodiscard]] std::size_t line() const { return line_; }

    /// Keeps this row and those behind it in the bytes that were read, unless they are sorted.
    void hold();

    [[nodiscard]] bool is_held() const { return is_held_; }

    /// Where the row begins among those that are held.
    [[nodiscard]] std::size_t place() const { return text_.empty() ? 0 : file_.place(); }

    /// Ends holding: `bytes` are the first `wanted` of those that were held. Answers where they
    /// begin.
    [[nodiscard]] std::size_t hand_over(std::vector<char>& bytes, std::size_t wanted);

    [[nodiscard]] const CsvHeader& header() const { return header_; }

    [[nodiscard]] const std::string& path() const { return name_; }

    [[nodiscard]] const std::optional<Diagnostic>& problem() const { return problem_; }

    /// Whether that is that the file was trusted to be sorted and is not.
    [[nodiscard]] bool lost_order() const { return lost_order_; }

    /// Bytes worked through, in all passes, and expected in all.
    [[nodiscard]] std::uint64_t bytes_done() const {
        const std::uint64_t read = file_.window().bytes_done();
        if (sort_) {
            return read + served_bytes_;
        }
        const bool is_second_pass = step_ == Step::ready && !options_.trusts_order;
        return read + (is_second_pass ? file_.window().size() : 0);
    }

    [[nodiscard]] std::uint64_t bytes_total() const {
        return (options_.trusts_order ? 1 : 2) * file_.window().size();
    }

private:
    enum class Step : std::uint8_t { checking, sorting, ready };

    [[nodiscard]] bool reopen(Step step);
    [[nodiscard]] bool check_some(std::uint64_t bytes);
    [[nodiscard]] bool sort_some(std::uint64_t bytes);
    [[nodiscard]] bool next_in_file();
    [[nodiscard]] bool keeps_order(std::string_view key);
    void see_row();
    [[nodiscard]] bool next_sorted();
    bool fail(Diagnostic problem);

    std::filesystem::path path_;
    std::string name_;
    ReadOptions options_;
    CsvHeader header_;
    CsvFile file_;
    std::optional<RowSort> sort_;
    Step step_ = Step::checking;
    std::string_view text_;
    Why known_flaw_ = Why::nothing;
    std::string_view key_; ///< until the next row
    std::string last_key_;
    bool is_parted_ = false; ///< a row without a key stands behind it
    std::string scratch_;
    std::size_t line_ = 0;
    bool has_row_ = false;
    bool is_held_ = false;
    bool lost_order_ = false;
    std::uint64_t served_bytes_ = 0; ///< of sorted rows
    std::optional<Diagnostic> problem_;
};

} // namespace doudi::data
