#include "data/value_text.hpp"

#include "base/full_width.hpp"
#include "data/byte_scan.hpp"

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>

#include <algorithm>
#include <optional>

namespace doudi::data {

namespace {

bool has_leading_zero(std::string_view unsigned_text) {
    return unsigned_text.size() > 1 && unsigned_text[0] == '0' && is_digit(unsigned_text[1]);
}

/// Why a text that is no plain decimal is none.
Why why_no_number(std::string_view text) {
    if (full_width::found_in(text)) {
        return Why::full_width_digit;
    }
    std::size_t digits = 0;
    std::size_t others = 0;
    std::size_t separators = 0;
    std::size_t exponents = 0;
    for (const char c : text) {
        const bool separates = c == ',' || c == '_' || c == ' ' || c == '\'';
        digits += is_digit(c) ? 1 : 0;
        separators += separates ? 1 : 0;
        exponents += c == 'e' || c == 'E' ? 1 : 0;
        others += is_digit(c) || separates || c == '.' || c == '-' || c == '+' ? 0 : 1;
    }
    if (digits == 0) {
        return Why::not_a_number;
    }
    if (others == 0 && separators > 0) {
        return Why::thousands_separator;
    }
    if (exponents == 1 && others == 1 && text.back() != 'e' && text.back() != 'E') {
        return Why::exponent;
    }
    if (others == 0 && text.starts_with('+')) {
        return Why::plus_sign;
    }
    if (others == 1 && text.ends_with('%')) {
        return Why::percent_sign;
    }
    const bool too_long =
        digits > limits::decimal_digits || text.size() - text.find('.') > limits::places + 1U;
    return others == 0 && too_long && text.find('-', 1) == std::string_view::npos &&
                   text.find('.') == text.rfind('.') && text.back() != '.'
               ? Why::number_too_long
               : Why::not_a_number;
}

/// At most most_short_digits, so nothing overflows; anything unusual is left to `read_long_digits`.
std::optional<Reading> read_short_digits(std::string_view unsigned_text, bool negative,
                                         int places) {
    std::int64_t digits = 0;
    std::size_t point = unsigned_text.size();
    for (std::size_t i = 0; i < unsigned_text.size(); ++i) {
        const char c = unsigned_text[i];
        if (is_digit(c)) {
            digits = digits * 10 + (c - '0');
        } else if (c == '.' && point == unsigned_text.size() && i > 0) {
            point = i;
        } else {
            return std::nullopt;
        }
    }
    const std::size_t written =
        point == unsigned_text.size() ? 0 : unsigned_text.size() - point - 1;
    if (point + 1 == unsigned_text.size()) {
        return std::nullopt;
    }
    digits = negative ? -digits : digits;
    const int more = places - static_cast<int>(written);
    if (more >= 0) {
        const std::int64_t power = short_powers_of_ten[static_cast<std::size_t>(more)];
        const bool small =
            unsigned_text.size() + static_cast<std::size_t>(more) <= most_short_digits;
        return Reading{small ? Int128(digits * power) : Int128(digits) * Int128(power)};
    }
    const std::int64_t power = short_powers_of_ten[static_cast<std::size_t>(-more)];
    if (digits % power != 0) {
        return Reading{{}, Why::too_many_places};
    }
    return Reading{Int128(digits / power)};
}

Reading read_long_digits(std::string_view text, int places) {
    // Zeros at the end of a fraction say nothing, however many there are.
    if (text.find('.') != std::string_view::npos && text.ends_with('0')) {
        const std::size_t last = text.find_last_not_of('0');
        text = text.substr(0, text[last] == '.' ? last + 2 : last + 1);
    }
    const auto number = Decimal::parse(text);
    if (!number) {
        return {{}, why_no_number(text)};
    }
    const Decimal shortest = number->trimmed(); // "12.0" is a whole number
    if (shortest.places > places) {
        return {{}, Why::too_many_places};
    }
    const auto scaled = shortest.with_places(places);
    return scaled ? Reading{scaled->digits} : Reading{{}, Why::number_too_long};
}

Reading read_date_days(std::string_view text) {
    if (const auto date = Date::parse(text)) {
        return {Int128(to_days(*date))};
    }
    bool has_shape = text.size() == 10;
    for (std::size_t i = 0; i < text.size() && has_shape; ++i) {
        has_shape = i == 4 || i == 7 ? text[i] == '-' : is_digit(text[i]);
    }
    return {{}, has_shape ? Why::no_such_day : Why::not_a_date};
}

/// A spreadsheet turns "true" into "TRUE" whenever it saves a CSV file, and YAML takes the two for
/// one, so both are read where values are written without a type.
Reading read_truth(ScalarKind kind, std::string_view text) {
    const bool is_written = kind == ScalarKind::written;
    const bool may_be = kind == ScalarKind::truth || is_written;
    const bool yes = text == "true" || (is_written && text == "TRUE");
    const bool no = text == "false" || (is_written && text == "FALSE");
    if (!may_be || (!yes && !no)) {
        return {{}, Why::not_a_truth_value};
    }
    return {Int128(yes ? 1 : 0)};
}

Reading read_category(const ValueShape& shape, ScalarKind kind, std::string_view text) {
    if (kind != ScalarKind::text && kind != ScalarKind::written) {
        return {{}, Why::wrong_kind};
    }
    const std::uint32_t index = shape.category->find(text);
    return index == NameTable::absent ? Reading{{}, Why::unknown_category_value}
                                      : Reading{Int128(index)};
}

} // namespace

Reading read_digits(std::string_view text, int places) {
    const bool negative = text.starts_with('-');
    const std::string_view unsigned_text = text.substr(negative ? 1 : 0);
    if (has_leading_zero(unsigned_text)) {
        const std::size_t zeros = unsigned_text.find_first_not_of('0');
        const std::string_view rest =
            zeros < unsigned_text.size() && is_digit(unsigned_text[zeros])
                ? unsigned_text.substr(zeros)
                : unsigned_text.substr(std::min(zeros, unsigned_text.size()) - 1);
        const Why why = read_digits(rest, places).why;
        return {{}, why == Why::nothing || why == Why::too_many_places ? Why::leading_zero : why};
    }
    if (!unsigned_text.empty() && unsigned_text.size() <= most_short_digits) {
        if (const auto reading = read_short_digits(unsigned_text, negative, places)) {
            return *reading;
        }
    }
    return read_long_digits(text, places);
}

Reading read_value(const ValueShape& shape, ScalarKind kind, std::string_view text) {
    Reading reading;
    switch (shape.kind) {
    case Kind::boolean:
        return read_truth(kind, text);
    case Kind::category:
        return read_category(shape, kind, text);
    case Kind::date:
        if (kind == ScalarKind::truth || kind == ScalarKind::number) {
            return {{}, Why::not_a_date};
        }
        reading = read_date_days(text);
        break;
    default:
        if (kind == ScalarKind::truth) {
            return {{}, Why::not_a_number};
        }
        reading = read_digits(text, shape.places);
        break;
    }
    if (reading.why == Why::nothing &&
        (reading.digits < shape.low || reading.digits > shape.high)) {
        reading.why = Why::value_out_of_range;
    }
    return reading;
}

std::int32_t read_month_index(std::string_view text) {
    if (text.size() != 7) {
        return -1;
    }
    const auto date = Date::parse(std::string(text) + "-01");
    return date ? month_index(*date) : -1;
}

std::string shown_digits(Kind kind, int places, const Int128& digits) {
    if (kind == Kind::date && digits.fits_int32()) {
        return to_string(from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(digits))));
    }
    return to_string(Decimal{digits, places});
}

} // namespace doudi::data
