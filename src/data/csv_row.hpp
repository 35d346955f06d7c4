#pragma once

#include "data/reasons.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

struct CsvField {
    std::string_view text; ///< without the quotes around it
    bool quoted = false;
    bool doubled = false; ///< quotes inside are still doubled

    /// The text as meant; `scratch` holds it when quotes were doubled.
    [[nodiscard]] std::string_view plain(std::string& scratch) const;
};

/// One row of a CSV file, RFC 4180: commas between fields; a field in double quotes may hold
/// commas, line ends and, doubled, quotes.
struct CsvRow {
    std::vector<CsvField> fields; ///< those before a flaw, at most `csv_fields`
    std::size_t field_count = 0;  ///< all of them
    Why flaw = Why::nothing;      ///< bad_quote, field_too_long or invalid_utf8
    bool is_cut = false;          ///< its line is too long; the rest is still to come

    [[nodiscard]] bool is_blank() const {
        return flaw == Why::nothing && field_count == 1 && fields[0].text.empty();
    }
};

inline constexpr std::size_t csv_row_bytes = 16U << 20U; ///< most bytes of one row
inline constexpr std::size_t csv_fields = 4'096;         ///< most fields of one row

/// Reads the row with which `text` begins into views of `text`. Answers the bytes it takes, its
/// line end among them, or 0 when its end is not there yet and more may follow. A flawed row ends
/// with its first line, so that a stray quote spoils no more than that.
[[nodiscard]] std::size_t scan_row(std::string_view text, bool is_last, CsvRow& row);

} // namespace doudi::data
