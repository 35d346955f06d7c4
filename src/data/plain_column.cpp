#include "data/plain_column.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>

namespace doudi::data {

namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);
constexpr unsigned word_bits = 64;

/// Keeps what was noted before.
void note(std::uint8_t& noted, bool is_so) {
    noted = static_cast<std::uint8_t>(noted | static_cast<std::uint8_t>(is_so));
}

/// The fields of one column, without a look at what a byte that is written might have changed.
class FieldsOfColumn {
public:
    FieldsOfColumn(const FieldPlaces& fields, std::size_t place)
        : text_(fields.text), place_(fields.places.data() + place), stride_(fields.stride),
          gap_(fields.gap) {}

    [[nodiscard]] std::string_view operator[](std::size_t row) const {
        const std::uint32_t* const place = place_ + row * stride_;
        return {text_ + place[0], place[1] - place[0] - gap_};
    }

private:
    Cursor text_;
    const std::uint32_t* place_;
    std::size_t stride_;
    std::uint32_t gap_;
};

/// Reads numbers of at most eight bytes that have all their places.
template <bool has_places>
class ShortNumber {
public:
    explicit ShortNumber(int places)
        : least_(static_cast<std::size_t>(places) + (has_places ? 2 : 1)),
          whole_((std::uint64_t{1} << point_of(places)) - 1) {
        if constexpr (has_places) {
            const std::uint64_t point = std::uint64_t{0xFF} << point_of(places);
            expected_ = (expected_ & ~point) | (point & points);
            most_apart_ = (most_apart_ & ~point) | (point & nothing_apart);
        }
    }

    /// The most places that leave room for a digit and a point.
    static constexpr int most_places = static_cast<int>(word_bytes) - 2;

    [[nodiscard]] bool read(std::string_view field, std::int64_t& number) const {
        const std::size_t size = field.size();
        if (size < least_ || size > word_bytes) {
            return false;
        }
        // The last byte highest, and below the first one what is expected there.
        const unsigned below = word_bits - 8 * static_cast<unsigned>(size);
        const std::uint64_t bytes = eight_bytes(field.data()) << below;
        const std::uint64_t apart = bytes ^ (expected_ & (UINT64_MAX << below));
        const bool is_other = (((apart + most_apart_) | apart) & high_bits) != 0;
        const bool is_zero_in_front = (size > least_) & (field[0] == '0');
        std::uint64_t digits = apart;
        if constexpr (has_places) { // the whole part moves to where the point was
            digits = ((apart & whole_) << 8U) | (apart & (~whole_ << 8U));
        }
        number = static_cast<std::int64_t>(number_of_digits(digits));
        return !(is_other | is_zero_in_front);
    }

private:
    /// Bits below the point, which stands in front of the last places.
    [[nodiscard]] static unsigned point_of(int places) {
        return has_places ? 8 * (7 - static_cast<unsigned>(places)) : 0;
    }

    static constexpr std::uint64_t points = 0x2E2E'2E2E'2E2E'2E2EU;
    static constexpr std::uint64_t nothing_apart = 0x7F7F'7F7F'7F7F'7F7FU;
    static constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

    std::size_t least_;   ///< bytes
    std::uint64_t whole_; ///< bits below the point
    std::uint64_t expected_ = 0x3030'3030'3030'3030U;
    std::uint64_t most_apart_ = 0x7676'7676'7676'7676U; ///< what lifts anything else to a high bit
};

} // namespace

void PlainColumn::read(const FieldPlaces& fields, RecordRows& texts,
                       std::span<std::uint8_t> unusual) {
    using Form = PlainSlot::Form;
    values_.resize(unusual.size());
    said_.clear();
    if (unusual.empty()) { // then there are no places to look at
        return;
    }
    switch (slot_.form) {
    case Form::unusual:
        expect_nothing(fields, unusual);
        break;
    case Form::number:
        if (slot_.places > 0) {
            read_numbers<true>(fields, unusual);
        } else {
            read_numbers<false>(fields, unusual);
        }
        break;
    case Form::truth:
        read_truths(fields, unusual);
        break;
    default:
        read_words(fields, texts, unusual);
        break;
    }
}

template <bool has_places>
void PlainColumn::read_numbers(const FieldPlaces& fields, std::span<std::uint8_t> unusual) {
    const ShortNumber<has_places> number(std::min<int>(slot_.places, number.most_places));
    const bool is_short = slot_.places <= number.most_places;
    const FieldsOfColumn column(fields, place_);
    const std::size_t rows = values_.size();
    std::int64_t* const values = values_.data();
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string_view field = column[row];
        if (!is_short || !number.read(field, values[row])) {
            note(unusual[row], !read_long_number(field, row));
        }
    }
    const std::int64_t low = slot_.low;
    const std::int64_t high = slot_.high;
    for (std::size_t row = 0; row < rows; ++row) {
        note(unusual[row], (values[row] < low) | (values[row] > high));
    }
}

bool PlainColumn::read_long_number(std::string_view field, std::size_t row) {
    if (has_no_value(field, row)) {
        return true;
    }
    Cursor at = field.data();
    return take_long_number(at, slot_.places, values_[row]) && at == field.data() + field.size();
}

void PlainColumn::read_truths(const FieldPlaces& fields, std::span<std::uint8_t> unusual) {
    const FieldsOfColumn column(fields, place_);
    for (std::size_t row = 0; row < values_.size(); ++row) {
        const std::string_view field = column[row];
        Cursor at = field.data();
        if (!take_plain_truth(at, values_[row]) || at != field.data() + field.size()) {
            note(unusual[row], !read_odd_truth(field, row));
        }
    }
}

bool PlainColumn::read_odd_truth(std::string_view field, std::size_t row) {
    if (has_no_value(field, row)) {
        return true;
    }
    values_[row] = field == "TRUE" ? 1 : 0;
    return field == "TRUE" || field == "FALSE";
}

// The same word mostly comes again.
void PlainColumn::read_words(const FieldPlaces& fields, RecordRows& texts,
                             std::span<std::uint8_t> unusual) {
    const FieldsOfColumn column(fields, place_);
    std::string_view last;
    std::int64_t value = 0;
    for (std::size_t row = 0; row < values_.size(); ++row) {
        const std::string_view field = column[row];
        if (has_no_value(field, row)) {
            continue;
        }
        if (last.empty() || !are_same(field, last)) {
            last = {};
            if ((fields.is_null_a_word && field == "null") ||
                !read_plain_word(slot_, field, texts, value)) {
                unusual[row] = 1;
                continue;
            }
            last = field;
        }
        values_[row] = value;
    }
}

// What the row holds then is in the range, and nobody looks at it.
bool PlainColumn::has_no_value(std::string_view field, std::size_t row) {
    if (!field.empty() && field.size() != FieldPlaces::null_size) {
        return false;
    }
    if (said_.empty()) {
        said_.assign(values_.size(), Said::value);
    }
    said_[row] = field.empty() ? Said::nothing : Said::unknown;
    values_[row] = slot_.low;
    return true;
}

void PlainColumn::expect_nothing(const FieldPlaces& fields, std::span<std::uint8_t> unusual) const {
    const FieldsOfColumn column(fields, place_);
    for (std::size_t row = 0; row < unusual.size(); ++row) {
        note(unusual[row], !column[row].empty());
    }
}

void PlainColumn::put(RecordRows& rows, std::size_t from, std::size_t to) const {
    if (slot_.form == PlainSlot::Form::unusual) {
        return;
    }
    const std::span<const std::int64_t> values(values_);
    const std::span<const Said> said(said_);
    rows.put_words(slot_.input, values.subspan(from, to - from),
                   said.empty() ? said : said.subspan(from, to - from));
}

} // namespace doudi::data
