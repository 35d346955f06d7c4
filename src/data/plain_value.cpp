#include "data/plain_value.hpp"

#include "base/utf8.hpp"

#include <doudi/date.hpp>
#include <doudi/limits.hpp>
#include <doudi/text_form.hpp>

#include <algorithm>

namespace doudi::data {

namespace {

PlainSlot::Form form_of(const Slot& slot) {
    using Form = PlainSlot::Form;
    const bool has_column = slot.input != none;
    if (!has_column || (slot.kind != SlotKind::fact && slot.kind != SlotKind::given_name)) {
        return Form::unusual;
    }
    switch (slot.shape.kind) {
    case Kind::boolean:
        return Form::truth;
    case Kind::category:
        return Form::category;
    case Kind::date:
        return Form::date;
    case Kind::text:
        return Form::text;
    default:
        break;
    }
    return slot.shape.low.fits_int64() && slot.shape.high.fits_int64() ? Form::number
                                                                       : Form::unusual;
}

} // namespace

PlainSlot PlainSlot::of(const Slot& slot) {
    PlainSlot plain;
    plain.form = form_of(slot);
    plain.places = slot.shape.places;
    plain.text_form = slot.form;
    plain.unique = slot.unique;
    plain.input = slot.input;
    plain.low = static_cast<std::int64_t>(slot.shape.low);
    plain.high = static_cast<std::int64_t>(slot.shape.high);
    plain.category = slot.shape.category;
    return plain;
}

bool take_long_number(Cursor& at, int places, std::int64_t& digits) {
    const bool negative = *at == '-';
    Cursor next = at + (negative ? 1 : 0);
    const Cursor first = next;
    std::uint64_t value = 0;
    for (; is_digit(*next); ++next) {
        value = value * 10 + static_cast<std::uint64_t>(*next - '0');
    }
    const auto whole = next - first;
    if (whole == 0 || (whole > 1 && *first == '0')) {
        return false;
    }
    int written = 0;
    if (*next == '.') {
        const Cursor part = ++next;
        for (; is_digit(*next); ++next) {
            value = value * 10 + static_cast<std::uint64_t>(*next - '0');
        }
        written = static_cast<int>(std::min<std::ptrdiff_t>(next - part, most_short_digits + 1));
        if (written == 0) {
            return false;
        }
    }
    // More digits than these wrapped around on the way.
    if (whole + std::max(written, places) > most_short_digits) {
        return false;
    }
    auto result = static_cast<std::int64_t>(value);
    if (written < places) {
        result *= short_powers_of_ten[static_cast<std::size_t>(places - written)];
    } else if (written > places) {
        const std::int64_t power = short_powers_of_ten[static_cast<std::size_t>(written - places)];
        if (result % power != 0) {
            return false;
        }
        result /= power;
    }
    digits = negative ? -result : result;
    at = next;
    return true;
}

bool read_plain_word(const PlainSlot& slot, std::string_view word, RecordRows& texts,
                     std::int64_t& digits) {
    switch (slot.form) {
    case PlainSlot::Form::category: {
        const std::uint32_t value = slot.category->find(word);
        digits = value;
        return value != NameTable::absent;
    }
    case PlainSlot::Form::date: {
        const auto date = Date::parse(word);
        digits = date ? to_days(*date) : 0;
        return date && digits >= slot.low && digits <= slot.high;
    }
    case PlainSlot::Form::text:
        if (word.empty() || word.size() > limits::field_bytes || utf8::find_malformed(word) ||
            find_flaw(slot.text_form, word) != FormFlaw::nothing) {
            return false;
        }
        digits = texts.intern(word);
        return true;
    default:
        return false;
    }
}

bool is_plain_key(std::string_view word) {
    return !word.empty() && word.size() <= limits::name_bytes && are_printable(word);
}

} // namespace doudi::data
