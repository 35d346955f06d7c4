#include "data/shown_value.hpp"

#include "base/json_text.hpp"

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

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

std::string_view category_name(const ValueFormat& format, const Int128& digits) {
    // A newcomer's `none` belongs to no value of the category.
    return digits.is_negative()
               ? std::string_view("none")
               : std::string_view(
                     format.category
                         ->values[static_cast<std::size_t>(static_cast<std::int64_t>(digits))]
                         .name);
}

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
    const fmt::format_int text(rest);
    const std::string_view all(text.data(), text.size());
    std::array<char, 48> written{};
    char* end = written.data();
    if (value < 0) {
        *end++ = '-';
    }
    const auto part = static_cast<std::size_t>(places);
    if (all.size() <= part) { // 0.05: zeros stand in front of what there is
        end = std::copy_n("0.", 2, end);
        end = std::fill_n(end, part - all.size(), '0');
        end = std::copy(all.begin(), all.end(), end);
    } else {
        end = std::copy(all.begin(), all.end() - places, end);
        if (part > 0) {
            *end++ = '.';
            end = std::copy(all.end() - places, all.end(), end);
        }
    }
    out.append(written.data(), end);
}

void append_number(std::string& out, const ValueFormat& format, const Int128& digits) {
    append_decimal(out, digits, format.places);
    if (format.kind == Kind::money && format.places < limits::money_places) {
        out.append(format.places == 0 ? ".00" : "0");
    }
}

void append_json_value(std::string& out, const ValueFormat& format, const Population& population,
                       const Column& column, std::size_t row) {
    if (column.state(row) != State::ok) {
        out += "null";
        return;
    }
    const Int128 digits = column.digits(row);
    switch (format.kind) {
    case Kind::boolean:
        out += digits == Int128(0) ? "false" : "true";
        return;
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
        break;
    }
    append_number(out, format, digits);
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
        append_json_value(out, format, population, column, row);
        return;
    }
}

void append_csv_text(std::string& out, std::string_view text) {
    const bool quoted = text.empty() || text == "null" || text.back() == ' ' ||
                        csv_signs[static_cast<unsigned char>(text.front())] != Quoted::never ||
                        std::any_of(text.begin(), text.end(), [](char c) {
                            return csv_signs[static_cast<unsigned char>(c)] == Quoted::always;
                        });
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
