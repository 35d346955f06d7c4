#include "cases/expected_value.hpp"

#include "base/number_text.hpp"
#include "base/suggest.hpp"

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>

#include <fmt/format.h>

#include <string_view>
#include <variant>
#include <vector>

namespace doudi::cases {

namespace {

/// A number as a case writes it: digits × 10^−places ÷ divisor.
struct ExpectedNumber {
    Decimal number;
    Int128 divisor = 1;
};

Comparison unreadable(Phrase why, Phrase help) {
    return {false, std::move(why), std::move(help)};
}

Phrase no_value_of(std::string_view text, const Phrase& type) {
    return {fmt::format("'{}' 不是{}", text, type.zh),
            fmt::format("'{}' is not {}", text, type.en)};
}

/// "1000/3": both whole or decimal, the lower one positive.
std::optional<ExpectedNumber> read_fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto above = Decimal::parse(text.substr(0, slash));
    const auto below = Decimal::parse(text.substr(slash + 1));
    if (!above || !below || below->places != 0 || below->digits <= Int128(0)) {
        return std::nullopt;
    }
    return ExpectedNumber{*above, below->digits};
}

std::variant<ExpectedNumber, NumberFault> read_expected(std::string_view text, Kind kind) {
    if (const auto fraction = read_fraction(text)) {
        return *fraction;
    }
    const bool in_percent = kind == Kind::rate && text.ends_with('%');
    NumberResult<Decimal> read = in_percent ? read_percent(text) : read_number(text);
    if (auto* const fault = std::get_if<NumberFault>(&read)) {
        return std::move(*fault);
    }
    return ExpectedNumber{std::get<Decimal>(read)};
}

// a ÷ p = b ÷ q exactly when a × q = b × p. A product that leaves 128 bits is of no number that a
// rulebook can hold on the other side.
bool is_same(const ExpectedNumber& expected, const Quantity& found) {
    const auto left = checked_multiply(expected.number.digits, found.divisor);
    const auto right = checked_multiply(found.digits, expected.divisor);
    if (!left || !right) {
        return false;
    }
    return doudi::compare(Decimal{*left, expected.number.places}, Decimal{*right, found.places}) ==
           std::strong_ordering::equal;
}

Comparison compare_number(const WrittenText& expected, const Quantity& found) {
    auto read = read_expected(expected.value, found.type.kind);
    if (auto* const fault = std::get_if<NumberFault>(&read)) {
        return unreadable(std::move(fault->why), std::move(fault->help));
    }
    return {found.is_ok() && is_same(std::get<ExpectedNumber>(read), found), {}, {}};
}

Comparison compare_date(const WrittenText& expected, const Quantity& found) {
    auto read = read_date(expected.value);
    if (auto* const fault = std::get_if<NumberFault>(&read)) {
        return unreadable(std::move(fault->why), std::move(fault->help));
    }
    const Int128 days(to_days(std::get<Date>(read)));
    return {found.is_ok() && found.digits == days, {}, {}};
}

Comparison compare_truth(const WrittenText& expected, const Quantity& found) {
    if (expected.value != "true" && expected.value != "false") {
        return unreadable(no_value_of(expected.value, {"真假值", "a truth value"}),
                          {"请写 true 或 false", "write true or false"});
    }
    return {found.is_ok() && found.is_true() == (expected.value == "true"), {}, {}};
}

Comparison compare_category(const WrittenText& expected, const Quantity& found,
                            const Population& population) {
    const CategoryEntry& category = population.rulebook().categories[found.type.category];
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < category.values.size(); ++i) {
        if (category.values[i].name == expected.value) {
            return {found.is_ok() && found.digits == Int128(static_cast<std::int64_t>(i)), {}, {}};
        }
        names.emplace_back(category.values[i].name);
    }
    const Phrase help = did_you_mean(suggest(expected.value, names));
    return unreadable(
        {fmt::format("类别 '{}' 没有取值 '{}'", category.name, expected.value),
         fmt::format("category '{}' has no value '{}'", category.name, expected.value)},
        help.empty() ? Phrase{"请写类别中的一个值", "write a value of the category"} : help);
}

std::string written_number(const Quantity& found) {
    if (found.is_quotient()) {
        return to_string(found.decimal().trimmed()) + "/" + to_string(Decimal{found.divisor, 0});
    }
    if (found.type.kind != Kind::rate) {
        return to_string(found.decimal().trimmed());
    }
    const auto hundredfold = checked_multiply(found.digits, Int128(100));
    return hundredfold ? to_string(Decimal{*hundredfold, found.places}.trimmed()) + "%"
                       : to_string(found.decimal());
}

} // namespace

Comparison compare(const WrittenText& expected, const Quantity& found,
                   const Population& population) {
    if (!expected.quoted && (expected.value == "missing" || expected.value == "null")) {
        return {found.state == State::missing, {}, {}};
    }
    if (!expected.quoted && expected.value == "fault") {
        return {found.state == State::fault, {}, {}};
    }
    switch (found.type.kind) {
    case Kind::boolean:
        return compare_truth(expected, found);
    case Kind::category:
        return compare_category(expected, found, population);
    case Kind::date:
        return compare_date(expected, found);
    case Kind::text:
        return {found.is_ok() && written(found, population) == expected.value, {}, {}};
    default:
        return compare_number(expected, found);
    }
}

std::string written(const Quantity& found, const Population& population) {
    if (!found.is_ok()) {
        return found.state == State::missing ? "missing" : "fault";
    }
    const auto digits = static_cast<std::int64_t>(found.digits);
    switch (found.type.kind) {
    case Kind::boolean:
        return found.is_true() ? "true" : "false";
    case Kind::category: {
        const auto& values = population.rulebook().categories[found.type.category].values;
        return digits < 0 ? "none" : values[static_cast<std::size_t>(digits)].name;
    }
    case Kind::date:
        return to_string(from_days(static_cast<std::int32_t>(digits)));
    case Kind::text:
        return std::string(population.text(static_cast<Index>(digits)));
    default:
        return written_number(found);
    }
}

} // namespace doudi::cases
