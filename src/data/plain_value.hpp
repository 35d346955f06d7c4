#pragma once

#include "data/byte_scan.hpp"
#include "data/record_keys.hpp"
#include "data/record_rows.hpp"

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

// Most values are written plainly: 12.30, true, a known word. Those go straight into their columns.
// Anything else is left to RecordBuilder, which knows everything and says what is wrong; whatever
// is read here, it would have read the same.
namespace doudi::data {

/// A place in a text. Behind the text there are ByteWindow::padding bytes that may be looked at.
using Cursor = const char*;

/// One key of a record, and what its values look like when nothing is unusual about them.
struct PlainSlot {
    enum class Form : std::uint8_t { unusual, number, truth, category, date, text };

    Form form = Form::unusual;
    std::uint8_t places = 0;
    TextForm text_form = TextForm::any;
    bool unique = false;
    Index input = none;
    std::int64_t low = 0;
    std::int64_t high = 0;
    const NameTable* category = nullptr;

    [[nodiscard]] static PlainSlot of(const Slot& slot);
};

/// The slots of all keys, by index.
[[nodiscard]] std::vector<PlainSlot> plain_slots(const RecordKeys& keys);

/// Reads a number as digits at `places`, and goes behind it. False, with `at` anywhere, for one
/// that is unusual, has more places than that or is no number.
[[nodiscard]] bool take_long_number(Cursor& at, int places, std::int64_t& digits);

/// Whether the bytes are 0.00 and no further digit; `others` are those of other_than_digits.
[[nodiscard]] inline bool starts_with_no_fen(std::uint64_t bytes, std::uint64_t others) {
    return (bytes & 0xFFFF'FFFFU) == 0x3030'2E30U && (others & 0x80'0000'0000U) != 0;
}

/// The same. Most are short and have all their places: a few words of eight bytes, without loops
/// and without branches that nobody can foretell.
[[nodiscard]] inline bool take_plain_number(Cursor& at, int places, std::int64_t& digits) {
    const auto lowest = [](unsigned count) { return (std::uint64_t{1} << (8 * count)) - 1; };
    const unsigned sign = *at == '-' ? 1 : 0;
    const Cursor first = at + sign;
    const std::uint64_t bytes = eight_bytes(first);
    const std::uint64_t others = other_than_digits(bytes);
    if (places == 2 && starts_with_no_fen(bytes, others)) { // of most amounts there is nothing
        digits = 0;
        at = first + 4;
        return true;
    }
    const auto whole = static_cast<unsigned>(std::countr_zero(others)) / 8;
    std::uint64_t joined = bytes & lowest(whole % 8);
    unsigned count = whole;
    unsigned end = whole;
    bool is_usual = others != 0;
    if (places > 0) {
        const std::uint64_t behind_point = others & (others - 1);
        end = static_cast<unsigned>(std::countr_zero(behind_point)) / 8;
        const unsigned part = (end - whole - 1) % 8;
        joined |= ((bytes >> (8 * ((whole + 1) % 8))) & lowest(part)) << (8 * (whole % 8));
        count += part;
        is_usual = (behind_point != 0) & (first[whole] == '.') & (static_cast<int>(part) == places);
    } else {
        is_usual = is_usual & (first[whole] != '.');
    }
    is_usual = is_usual & (whole != 0) & ((whole == 1) | (*first != '0'));
    if (!is_usual) {
        return take_long_number(at, places, digits);
    }
    const auto number = static_cast<std::int64_t>(number_of_digits(joined, count));
    const auto negative = -static_cast<std::int64_t>(sign);
    digits = (number ^ negative) - negative;
    at = first + end;
    return true;
}

/// Reads true or false, and goes behind it; without a branch for one that nobody can foretell.
[[nodiscard]] inline bool take_plain_truth(Cursor& at, std::int64_t& digits) {
    constexpr std::uint64_t four_bytes = 0xFFFF'FFFFU;
    constexpr std::uint64_t five_bytes = 0xFF'FFFF'FFFFU;
    const std::uint64_t bytes = eight_bytes(at);
    const bool yes = (bytes & four_bytes) == 0x6575'7274U;   // true, backwards
    const bool no = (bytes & five_bytes) == 0x65'736C'6166U; // false, backwards
    digits = yes ? 1 : 0;
    at += 5 - digits;
    return static_cast<int>(yes) + static_cast<int>(no) == 1;
}

/// Texts of a record that may stand in one row alone go to `unique_texts`.
struct PlainTexts {
    RecordRows& rows;
    std::vector<UniqueText>& unique_texts;
};

/// Reads a word between quotes, or a field: a category's value, a date or a text. False when it is
/// none of those.
[[nodiscard]] bool read_plain_word(const PlainSlot& slot, std::string_view word, std::size_t row,
                                   const PlainTexts& texts);

/// Whether a word is a key that no reader objects to.
[[nodiscard]] bool is_plain_key(std::string_view word);

} // namespace doudi::data
