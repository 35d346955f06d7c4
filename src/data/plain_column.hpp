#pragma once

#include "data/plain_value.hpp"
#include "data/record_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Where the fields of some rows stand in a text, behind which ByteWindow::padding bytes may be
/// looked at.
struct FieldPlaces {
    Cursor text = nullptr;
    std::size_t stride = 0;      ///< from the places of a row to those of the next
    bool is_null_a_word = false; ///< in place of a text, as in CSV
    std::vector<std::uint32_t> places = {};

    /// A value that is written as null stands nowhere: from 1 to 0, without a gap.
    static constexpr std::uint32_t null_size = UINT32_MAX;
};

/// The values of one column in some rows, all read at once: the same few operations for each
/// of them.
class PlainColumn {
public:
    /// Its field begins at that place of a row, and ends `gap` bytes before the next place.
    PlainColumn(const PlainSlot& slot, std::size_t place, std::uint32_t gap = 0)
        : slot_(slot), place_(place), gap_(gap) {}

    [[nodiscard]] const PlainSlot& slot() const { return slot_; }

    /// Reads the field of each row. Rows whose field is not written plainly are noted in
    /// `unusual`; a text is kept with `texts`.
    void read(const FieldPlaces& fields, RecordRows& texts, std::span<std::uint8_t> unusual);

    /// Puts what was read in rows `from` to `to` into the last rows of the population.
    void put(RecordRows& rows, std::size_t from, std::size_t to) const;

    [[nodiscard]] Said said(std::size_t row) const {
        return said_.empty() ? Said::value : said_[row];
    }

    [[nodiscard]] std::int64_t value(std::size_t row) const { return values_[row]; }

private:
    class Fields;

    template <bool has_places>
    void read_numbers(const FieldPlaces& fields, std::span<std::uint8_t> unusual);
    void read_truths(const FieldPlaces& fields, std::span<std::uint8_t> unusual);
    void read_words(const FieldPlaces& fields, RecordRows& texts, std::span<std::uint8_t> unusual);
    [[nodiscard]] bool read_odd_numbers(Fields column, std::span<std::uint8_t> unusual);
    void note_outside(std::span<std::uint8_t> unusual) const;
    [[nodiscard]] bool read_long_number(std::string_view field, std::size_t row);
    [[nodiscard]] bool read_odd_truth(std::string_view field, std::size_t row);
    [[nodiscard]] bool has_no_value(std::string_view field, std::size_t row);
    void expect_nothing(const FieldPlaces& fields, std::span<std::uint8_t> unusual) const;

    PlainSlot slot_;
    std::size_t place_;
    std::uint32_t gap_;
    std::vector<std::int64_t> values_;
    std::vector<Said> said_;        ///< empty: a value in each row
    std::vector<std::uint8_t> odd_; ///< numbers that are not short
};

} // namespace doudi::data
