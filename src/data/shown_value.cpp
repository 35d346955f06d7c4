#include "data/shown_value.hpp"

#include "base/json_text.hpp"

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace doudi::data {

namespace {

/// Where a sign makes it necessary to quote a field of CSV.
enum class Quoted : std::uint8_t { never, in_front, always };

constexpr std::array<Quoted, 256> csv_signs = [] {
    std::array<Quoted, 256> signs{};
    for (const char c : std::string_view("=+-@\t ")) { // as in a formula, or to be trimmed
        signs[static_cast<unsigned char>(c)] = Quoted::in_front;
    }
    for (const char c : std::string_view(",\"\r\n")) {
        signs[static_cast<unsigned char>(c)] = Quoted::always;
    }
    return signs;
}();

constexpr std::size_t word_bytes = sizeof(std::uint64_t);

/// Whether one of the next `word_bytes` must always be quoted.
bool has_csv_sign(const char* at) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, word_bytes);
    const auto has = [bytes](char sign) { // then that byte becomes zero, the only one that borrows
        const std::uint64_t apart = bytes ^ (ones * static_cast<unsigned char>(sign));
        return (apart - ones) & ~apart & high_bits;
    };
    return (has(',') | has('"') | has('\r') | has('\n')) != 0;
}

std::string_view category_name(const ValueFormat& format, const Int128& digits) {
    // A newcomer's `none` belongs to no value of the category.
    return digits.is_negative()
               ? std::string_view("none")
               : std::string_view(
                     format.category
                         ->values[static_cast<std::size_t>(static_cast<std::int64_t>(digits))]
                         .name);
}

/// 00 to 99, one behind the other.
constexpr std::array<char, 200> digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

void append_date(std::string& out, const Int128& digits) {
    out += to_string(from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(digits))));
}

} // namespace

ValueFormat ValueFormat::of(const Rulebook& rulebook, const Type& type, int places) {
    const bool is_category = type.kind == Kind::category;
    return {type.kind, places, is_category ? &rulebook.categories[type.category] : nullptr};
}

ValueFormat ValueFormat::of_node(const Rulebook& rulebook, Index node) {
    const Node& entry = rulebook.nodes[node];
    return of(rulebook, entry.type, entry.places);
}

ValueFormat ValueFormat::of_input(const Rulebook& rulebook, Index input) {
    const InputEntry& entry = rulebook.inputs[input];
    return of(rulebook, entry.type, entry.places);
}

void append_decimal(std::string& out, const Int128& digits, int places) {
    if (!digits.fits_int64()) {
        out += to_string(Decimal{digits, places});
        return;
    }
    const auto value = static_cast<std::int64_t>(digits);
    auto rest =
        value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
    // From the end to the front, two digits at a time.
    std::array<char, 48> written;
    char* const end = written.data() + written.size();
    char* at = end;
    const auto put_two = [&] {
        at -= 2;
        std::memcpy(at, digit_pairs.data() + 2 * (rest % 100), 2);
        rest /= 100;
    };
    const auto put_one = [&] {
        *--at = static_cast<char>('0' + rest % 10);
        rest /= 10;
    };
    if (places > 0) {
        for (int left = places; left > 1; left -= 2) {
            put_two();
        }
        if (places % 2 == 1) {
            put_one();
        }
        *--at = '.';
    }
    while (rest >= 10) {
        put_two();
    }
    if (at == end || *at == '.' || rest > 0) {
        put_one();
    }
    if (value < 0) {
        *--at = '-';
    }
    out.append(at, end);
}

void append_number(std::string& out, const ValueFormat& format, const Int128& digits) {
    append_decimal(out, digits, format.places);
    if (format.kind == Kind::money && format.places < limits::money_places) {
        out.append(format.places == 0 ? ".00" : "0");
    }
}

namespace {

/// What is written without quotes everywhere.
void append_bare(std::string& out, const ValueFormat& format, const Int128& digits) {
    if (format.kind == Kind::boolean) {
        out += digits == Int128(0) ? "false" : "true";
    } else {
        append_number(out, format, digits);
    }
}

} // namespace

void append_json_value(std::string& out, const ValueFormat& format, const Population& population,
                       const Column& column, std::size_t row) {
    if (column.state(row) != State::ok) {
        out += "null";
        return;
    }
    const Int128 digits = column.digits(row);
    switch (format.kind) {
    case Kind::date:
        out += '"';
        append_date(out, digits);
        out += '"';
        return;
    case Kind::category:
        append_json_text(out, category_name(format, digits));
        return;
    case Kind::text:
        append_json_text(out,
                         population.text(static_cast<Index>(static_cast<std::int64_t>(digits))));
        return;
    default:
        append_bare(out, format, digits);
        return;
    }
}

void append_csv_value(std::string& out, const ValueFormat& format, const Population& population,
                      const Column& column, std::size_t row) {
    if (column.state(row) != State::ok) {
        return;
    }
    const Int128 digits = column.digits(row);
    switch (format.kind) {
    case Kind::date:
        append_date(out, digits);
        return;
    case Kind::category:
        append_csv_text(out, category_name(format, digits));
        return;
    case Kind::text:
        append_csv_text(out,
                        population.text(static_cast<Index>(static_cast<std::int64_t>(digits))));
        return;
    default:
        append_bare(out, format, digits);
        return;
    }
}

void append_csv_text(std::string& out, std::string_view text) {
    bool quoted = text.empty() || text == "null" || text.back() == ' ' ||
                  csv_signs[static_cast<unsigned char>(text.front())] != Quoted::never;
    std::size_t at = 0;
    for (; !quoted && at + word_bytes <= text.size(); at += word_bytes) {
        quoted = has_csv_sign(text.data() + at);
    }
    if (at > 0 && at < text.size()) { // some are looked at again
        quoted = quoted || has_csv_sign(text.data() + text.size() - word_bytes);
        at = text.size();
    }
    for (; !quoted && at < text.size(); ++at) {
        quoted = csv_signs[static_cast<unsigned char>(text[at])] == Quoted::always;
    }
    if (!quoted) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        out.append(c == '"' ? 2 : 1, c);
    }
    out += '"';
}

} // namespace doudi::data
