#include "cases/schema_values.hpp"

#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace doudi::schema {

namespace {

/// A month's last day and 29 February of leap years: ends on which a day exists.
constexpr std::string_view day_pattern =
    "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$";

std::string digit_range(char low, char high) {
    return low == high ? std::string(1, low) : fmt::format("[{}-{}]", low, high);
}

/// `text` with every digit free, for what stands behind a place where texts differ.
std::string any_digits(std::string_view text) {
    std::string pattern;
    for (const char c : text) {
        pattern += c >= '0' && c <= '9' ? "[0-9]" : std::string(1, c);
    }
    return pattern;
}

/// Texts of the form of `bound` that do not come before it (`up`), or not behind it.
std::string bounded(std::string_view bound, bool up) {
    std::string pattern(bound);
    for (std::size_t i = 0; i < bound.size(); ++i) {
        const char edge = up ? '9' : '0';
        if (bound[i] == '-' || bound[i] == edge) {
            continue;
        }
        const char next = static_cast<char>(bound[i] + (up ? 1 : -1));
        pattern += "|" + std::string(bound.substr(0, i)) +
                   (up ? digit_range(next, '9') : digit_range('0', next)) +
                   any_digits(bound.substr(i + 1));
    }
    return "^(?:" + pattern + ")$";
}

Date date_of(const Int128& days) {
    const auto bound = [](int year) {
        return Int128(to_days({year, year == 1 ? 1 : 12, year == 1 ? 1 : 31}));
    };
    const Int128 inside = std::clamp(days, bound(1), bound(9999));
    return from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(inside)));
}

/// Digits in quotes: any that have no more places than the data may have, but for zeros.
Json decimal_text_schema(const Shape& shape) {
    const std::string fraction =
        shape.places == 0 ? "(?:\\.0+)?" : fmt::format("(?:\\.[0-9]{{1,{}}}0*)?", shape.places);
    const std::string sign = shape.low < Int128(0) ? "-?" : "";
    const std::string zero = shape.low < Int128(0) ? "" : "|-0(?:\\.0+)?";
    return object(
        {{"type", string("string")},
         {"pattern", string(fmt::format("^(?:{}(?:0|[1-9][0-9]*){}{})$", sign, fraction, zero))}});
}

Json number_schema(const Shape& shape) {
    Members members{{"type", string(shape.places == 0 ? "integer" : "number")}};
    if (shape.places > 0) {
        members.emplace_back("multipleOf", number(digits_text(Int128(1), shape.places)));
    }
    members.emplace_back("minimum", number(digits_text(shape.low, shape.places)));
    members.emplace_back("maximum", number(digits_text(shape.high, shape.places)));
    return object(members);
}

Json category_schema(const Rulebook& rulebook, const Shape& shape) {
    std::vector<Json> values;
    for (const CategoryEntry::Value& value : rulebook.categories[shape.type.category].values) {
        values.push_back(object({{"const", string(value.name)},
                                 {"title", string(both_languages(value.title, value.name))}}));
    }
    return object({{"oneOf", array(values)}});
}

/// JSON Schema has no check characters, so of a form it says what a pattern can.
Json text_schema(TextForm form) {
    if (form != TextForm::any) {
        const Phrase words = in_words(form);
        return object({{"type", string("string")},
                       {"description", string(words.zh + " / " + words.en)},
                       {"pattern", string(pattern_of(form))}});
    }
    return object({{"type", string("string")},
                   {"minLength", number("1")},
                   {"maxLength", number(std::to_string(limits::field_bytes))}});
}

} // namespace

std::string digits_text(const Int128& digits, int places) {
    return to_string(Decimal{digits, places}.trimmed());
}

std::string both_languages(const Phrase& phrase, std::string_view name) {
    if (phrase.empty()) {
        return std::string(name);
    }
    if (phrase.zh.empty() || phrase.en.empty() || phrase.zh == phrase.en) {
        return phrase.zh.empty() ? phrase.en : phrase.zh;
    }
    return phrase.zh + " / " + phrase.en;
}

Json null_schema() {
    return object({{"type", string("null")}});
}

Json any_of(const std::vector<Json>& schemas) {
    return schemas.size() == 1 ? schemas.front() : object({{"anyOf", array(schemas)}});
}

Json date_schema(const Date& low, const Date& high) {
    std::vector<Json> bounds{object({{"pattern", string(day_pattern)}}),
                             object({{"pattern", string(bounded(to_string(low), true))}}),
                             object({{"pattern", string(bounded(to_string(high), false))}})};
    return object({{"type", string("string")},
                   {"format", string("date")},
                   {"maxLength", number("10")},
                   {"allOf", array(bounds)}});
}

Json value_schema(const Rulebook& rulebook, const Shape& shape) {
    switch (shape.type.kind) {
    case Kind::boolean:
        return object({{"type", string("boolean")}});
    case Kind::category:
        return category_schema(rulebook, shape);
    case Kind::date:
        return date_schema(date_of(shape.low), date_of(shape.high));
    case Kind::text:
        return text_schema(shape.form);
    default:
        return any_of({number_schema(shape), decimal_text_schema(shape)});
    }
}

Json yearly_schema(const Shape& shape) {
    Shape year = shape;
    year.low = shape.low * Int128(12);
    year.high = shape.high * Int128(12);

    Json amount = object({{"type", string("number")},
                          {"multipleOf", number(digits_text(Int128(12), shape.places))},
                          {"minimum", number(digits_text(year.low, shape.places))},
                          {"maximum", number(digits_text(year.high, shape.places))}});
    return object(
        {{"type", string("object")},
         {"title", string("每年金额，除以十二后按月计 / a year's amount, a twelfth a month")},
         {"properties", object({{"per_year", any_of({amount, decimal_text_schema(year)})}})},
         {"required", array({string("per_year")})},
         {"additionalProperties", boolean(false)}});
}

Json value_text(const Rulebook& rulebook, const Shape& shape, const Int128& digits) {
    const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(digits));
    switch (shape.type.kind) {
    case Kind::boolean:
        return boolean(digits != Int128(0));
    case Kind::category: {
        const auto& values = rulebook.categories[shape.type.category].values;
        return string(index < values.size() ? values[index].name : std::string());
    }
    case Kind::date:
        return string(to_string(date_of(digits)));
    case Kind::text:
        return string(index < rulebook.texts.size() ? rulebook.texts[index] : std::string());
    default:
        return number(digits_text(digits, shape.places));
    }
}

} // namespace doudi::schema
