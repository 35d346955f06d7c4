#include "data/plain_column.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace doudi::data {

namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);
constexpr unsigned word_bits = 64;

/// Keeps what was noted before.
void note(std::uint8_t& noted, bool is_so) {
    noted = static_cast<std::uint8_t>(noted | static_cast<std::uint8_t>(is_so));
}

/// Reads numbers of at most eight bytes that have all their places.
template <bool has_places>
class ShortNumbers {
public:
    explicit ShortNumbers(int places)
        : least_(static_cast<std::size_t>(places) + (has_places ? 2 : 1)),
          point_(has_places ? 8 * (7 - static_cast<unsigned>(places)) : 0) {
        const std::uint64_t point = has_places ? std::uint64_t{0xFF} << point_ : 0;
        const std::uint64_t expected = (zeros & ~point) | (points & point);
        for (unsigned size = 1; size <= word_bytes; ++size) {
            expected_[size] = expected & (UINT64_MAX << (word_bits - 8 * size));
            wrong_first_[size] = size > least_ ? '0' : no_byte;
        }
        most_apart_ = nines & ~point;
    }

    /// The most places that leave room for a digit and a point.
    static constexpr int most_places = static_cast<int>(word_bytes) - 2;

    /// The largest of them.
    [[nodiscard]] static constexpr std::int64_t most() {
        return has_places ? 9'999'999 : 99'999'999;
    }

    /// Of a number, the bits in which its bytes differ from zeros, the last byte highest. Whether
    /// it cannot be one by its size and first byte; its bytes are still to be looked at.
    [[nodiscard]] bool begin(std::string_view field, std::int64_t& apart) const {
        const std::size_t size = std::min(field.size(), word_bytes + 1);
        const unsigned below = word_bits - 8 * static_cast<unsigned>(field.size());
        const std::uint64_t bytes = eight_bytes(field.data());
        apart = static_cast<std::int64_t>((bytes << (below % word_bits)) ^ expected_[size]);
        // Both are looked at, since nobody can foretell them.
        const bool is_other_size = field.size() - least_ > word_bytes - least_;
        const bool is_zero_in_front = (bytes & 0xFFU) == wrong_first_[size];
        return (static_cast<unsigned>(is_other_size) | static_cast<unsigned>(is_zero_in_front)) !=
               0;
    }

    /// Ends what `begin` began, of two numbers. Whether they are none: the lowest two bits.
    [[nodiscard]] unsigned end_two(std::int64_t* numbers) const {
#ifdef __SSE2__
        auto* const words = reinterpret_cast<__m128i*>(numbers);
        const __m128i apart = _mm_loadu_si128(words);
        const __m128i too_far = _mm_subs_epu8(apart, both(most_apart_));
        const auto sound =
            static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(too_far, _mm_setzero_si128())));
        __m128i digits = apart;
        if constexpr (has_places) { // the whole part moves to where the point was
            const std::uint64_t whole = whole_part();
            digits = _mm_or_si128(_mm_slli_epi64(_mm_and_si128(apart, both(whole)), 8),
                                  _mm_and_si128(apart, both(~whole << 8U)));
        }
        const __m128i pairs = _mm_add_epi16(
            _mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10)),
            _mm_srli_epi16(digits, 8));
        const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x0001'0064));
        _mm_storeu_si128(words, _mm_add_epi64(_mm_mul_epu32(fours, _mm_set1_epi64x(10'000)),
                                              _mm_srli_epi64(fours, 32)));
        if (sound == 0xFFFFU) {
            return 0;
        }
        return ((sound & 0xFFU) != 0xFFU ? 1U : 0U) | (sound >> 8U != 0xFFU ? 2U : 0U);
#else
        return (end(numbers[0]) ? 1U : 0U) | (end(numbers[1]) ? 2U : 0U);
#endif
    }

    /// The same for one.
    [[nodiscard]] bool end(std::int64_t& number) const {
        const auto apart = static_cast<std::uint64_t>(number);
        // What lifts anything beyond it to a high bit.
        const std::uint64_t lift = high_bits - (high_bits >> 7U) - most_apart_;
        const bool is_other = (((apart & ~high_bits) + lift) | apart) & high_bits;
        std::uint64_t digits = apart;
        if constexpr (has_places) {
            const std::uint64_t whole = whole_part();
            digits = ((apart & whole) << 8U) | (apart & (~whole << 8U));
        }
        number = static_cast<std::int64_t>(number_of_digits(digits));
        return is_other;
    }

private:
    /// Bits below the point, which stands in front of the last places.
    [[nodiscard]] std::uint64_t whole_part() const {
        return (std::uint64_t{1} << point_) - 1;
    }

#ifdef __SSE2__
    [[nodiscard]] static __m128i both(std::uint64_t word) {
        return _mm_set1_epi64x(static_cast<std::int64_t>(word));
    }
#endif

    static constexpr std::uint64_t no_byte = UINT64_MAX;
    static constexpr std::uint64_t zeros = 0x3030'3030'3030'3030U;
    static constexpr std::uint64_t points = 0x2E2E'2E2E'2E2E'2E2EU;
    static constexpr std::uint64_t nines = 0x0909'0909'0909'0909U;
    static constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

    std::size_t least_; ///< bytes
    unsigned point_;
    std::array<std::uint64_t, word_bytes + 2> expected_{};    ///< of each size
    std::array<std::uint64_t, word_bytes + 2> wrong_first_{}; ///< byte of each size
    std::uint64_t most_apart_;
};

} // namespace

/// The fields of one column, without a look at what a byte that is written might have changed.
class PlainColumn::Fields {
public:
    Fields(const FieldPlaces& fields, std::size_t place, std::uint32_t gap)
        : text_(fields.text), place_(fields.places.data() + place), stride_(fields.stride),
          gap_(gap) {}

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

// In loops without branches as long as nothing is odd.
template <bool has_places>
void PlainColumn::read_numbers(const FieldPlaces& fields, std::span<std::uint8_t> unusual) {
    const ShortNumbers<has_places> numbers(std::min<int>(slot_.places, numbers.most_places));
    const Fields column(fields, place_, gap_);
    const std::size_t rows = values_.size();
    std::int64_t* const values = values_.data();
    odd_.resize(rows);
    std::uint8_t* const odd = odd_.data();
    for (std::size_t row = 0; row < rows; ++row) {
        odd[row] = static_cast<std::uint8_t>(numbers.begin(column[row], values[row]));
    }
    for (std::size_t row = 0; row + 1 < rows; row += 2) {
        if (const unsigned none = numbers.end_two(values + row); none != 0) {
            note(odd[row], (none & 1U) != 0);
            note(odd[row + 1], (none & 2U) != 0);
        }
    }
    if (rows % 2 == 1) {
        note(odd[rows - 1], numbers.end(values[rows - 1]));
    }
    if (slot_.places > numbers.most_places) {
        std::fill(odd_.begin(), odd_.end(), std::uint8_t{1});
    }
    const bool any = read_odd_numbers(column, unusual);
    if (any || slot_.low > 0 || slot_.high < numbers.most()) {
        note_outside(unusual);
    }
}

// Whether there are any.
bool PlainColumn::read_odd_numbers(Fields column, std::span<std::uint8_t> unusual) {
    const std::uint8_t* const odd = odd_.data();
    const auto next = [&](std::size_t row) {
        const void* const found = std::memchr(odd + row, 1, odd_.size() - row);
        return found == nullptr
                   ? odd_.size()
                   : static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - odd);
    };
    const std::size_t first = next(0);
    for (std::size_t row = first; row < odd_.size(); row = next(row + 1)) {
        note(unusual[row], !read_long_number(column[row], row));
    }
    return first < odd_.size();
}

void PlainColumn::note_outside(std::span<std::uint8_t> unusual) const {
    const auto low = static_cast<std::uint64_t>(slot_.low);
    const std::uint64_t most = static_cast<std::uint64_t>(slot_.high) - low;
    const auto is_outside = [&](std::int64_t value) {
        return static_cast<std::uint64_t>(value) - low > most;
    };
    bool any = false;
    for (const std::int64_t value : values_) {
        any |= is_outside(value);
    }
    for (std::size_t row = 0; any && row < values_.size(); ++row) {
        note(unusual[row], is_outside(values_[row]));
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
    const Fields column(fields, place_, gap_);
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
    const Fields column(fields, place_, gap_);
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
    const Fields column(fields, place_, gap_);
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
