#pragma once

#include "cases/schema_json.hpp"

#include <doudi/rulebook.hpp>

#include <cstdint>
#include <string>

// What a single value of a record may be.
namespace doudi::schema {

/// What the values of one key may be.
struct Shape {
    Type type;
    std::uint8_t places = 0;
    Int128 low;
    Int128 high;
    TextForm form = TextForm::any;
};

/// Keywords of a schema for a value that is there; several in an anyOf where a number may also be
/// written as a text.
[[nodiscard]] Json value_schema(const Rulebook& rulebook, const Shape& shape);

/// `{"type": "null"}`: not known.
[[nodiscard]] Json null_schema();

[[nodiscard]] Json any_of(const std::vector<Json>& schemas);

/// An amount a year of an amount a month: a multiple of twelve of the smallest unit.
[[nodiscard]] Json yearly_schema(const Shape& shape);

/// A number of that shape as JSON writes it.
[[nodiscard]] std::string digits_text(const Int128& digits, int places);

/// A value of that shape as a record states it.
[[nodiscard]] Json value_text(const Rulebook& rulebook, const Shape& shape, const Int128& digits);

/// "家庭财产 / financial assets"; once where both are the same, `name` where both are empty.
[[nodiscard]] std::string both_languages(const Phrase& phrase, std::string_view name = {});

/// A pattern of ECMA 262 for the days from `low` to `high` of the calendar.
[[nodiscard]] Json date_schema(const Date& low, const Date& high);

} // namespace doudi::schema
