#pragma once

#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace doudi::data {

/// What the values of a column are, for writing them.
struct ValueFormat {
    Kind kind = Kind::number;
    int places = 0;
    const CategoryEntry* category = nullptr;

    /// Money has at least the places of its currency.
    [[nodiscard]] static ValueFormat of(const Rulebook& rulebook, const Type& type, int places);
    [[nodiscard]] static ValueFormat of_node(const Rulebook& rulebook, Index node);
    [[nodiscard]] static ValueFormat of_input(const Rulebook& rulebook, Index input);
};

/// Appends digits as an exact decimal: 980.00 for 98000 with 2 places.
void append_decimal(std::string& out, const Int128& digits, int places);

/// Appends digits as a decimal of that format, money with its fen.
void append_number(std::string& out, const ValueFormat& format, const Int128& digits);

/// Appends a value as JSON; null where its state is not ok.
void append_json_value(std::string& out, const ValueFormat& format, const Population& population,
                       const Column& column, std::size_t row);

/// Appends a value as a CSV field; nothing where its state is not ok.
void append_csv_value(std::string& out, const ValueFormat& format, const Population& population,
                      const Column& column, std::size_t row);

/// Appends a text as a CSV field, quoted when it must be, or when a reader could take it for a
/// formula, a number or null.
void append_csv_text(std::string& out, std::string_view text);

} // namespace doudi::data
