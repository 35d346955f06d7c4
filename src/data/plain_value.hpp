#pragma once

#include "data/byte_scan.hpp"
#include "data/record_keys.hpp"
#include "data/record_rows.hpp"

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

/// Reads a number as digits at `places`, and goes behind it. False, with `at` anywhere, for one
/// that is unusual, has more places than that or is no number.
[[nodiscard]] bool take_long_number(Cursor& at, int places, std::int64_t& digits);

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

/// Reads a word between quotes, or a field, as a category's value, a date or a text, which is kept
/// with `texts`. False when it is none of those.
[[nodiscard]] bool read_plain_word(const PlainSlot& slot, std::string_view word, RecordRows& texts,
                                   std::int64_t& digits);

/// Whether a word is a key that no reader objects to.
[[nodiscard]] bool is_plain_key(std::string_view word);

} // namespace doudi::data
