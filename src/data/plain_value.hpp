#pragma once

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

/// The slots of all keys, by index.
[[nodiscard]] std::vector<PlainSlot> plain_slots(const RecordKeys& keys);

/// Reads a number as digits at `places`, and goes behind it. False, with `at` anywhere, for one
/// that is unusual, has more places than that or is no number.
[[nodiscard]] bool take_plain_number(Cursor& at, int places, std::int64_t& digits);

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
