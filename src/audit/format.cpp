#include "audit/units.hpp"

#include <doudi/audit/format.hpp>
#include <doudi/decimal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi {
namespace {

constexpr int quotient_places = 6;

/// A quotient as a decimal, and whether something is left.
struct Divided {
    Decimal value;
    bool goes_on = false;
};

Divided divide(const Quantity& value) {
    Int128 whole = value.digits / value.divisor;
    Int128 rest = value.digits % value.divisor;
    int places = value.places;
    while (places < std::max<int>(quotient_places, value.places) && rest != Int128(0)) {
        const auto next = checked_multiply(rest, Int128(10));
        const auto wider = checked_multiply(whole, Int128(10));
        if (!next || !wider) {
            break;
        }
        whole = *wider + *next / value.divisor;
        rest = *next % value.divisor;
        ++places;
    }
    return {{whole, places}, rest != Int128(0)};
}

Decimal with_at_least(const Decimal& value, int places) {
    const Decimal trimmed = value.trimmed();
    return trimmed.places >= places ? trimmed : value.with_places(places).value_or(trimmed);
}

/// 0.2 as 20: the places go, not the exactness.
Decimal in_per_cent(const Decimal& value) {
    if (value.places >= 2) {
        return {value.digits, value.places - 2};
    }
    return {value.digits * power_of_ten(2 - value.places), 0};
}

std::string number_text(const Quantity& value) {
    if (value.divisor == Int128(0)) {
        return "…";
    }
    const Divided divided = value.is_quotient() ? divide(value) : Divided{value.decimal(), false};
    const bool is_rate = value.type.kind == Kind::rate;
    Decimal shown = is_rate ? in_per_cent(divided.value) : divided.value;
    shown = value.type.kind == Kind::money ? with_at_least(shown, limits::money_places)
                                           : shown.trimmed();
    return to_grouped_string(shown) + (divided.goes_on ? "…" : "") + (is_rate ? "%" : "");
}

std::string state_text(State state, Language language) {
    if (state == State::missing) {
        return language == Language::zh ? "（缺）" : "(missing)";
    }
    return language == Language::zh ? "（算不出）" : "(cannot be worked out)";
}

std::string category_text(const Rulebook& rulebook, const Quantity& value, Language language) {
    const auto index = static_cast<std::int64_t>(value.digits);
    const std::size_t category = value.type.category;
    const bool known =
        category < rulebook.categories.size() && index >= 0 &&
        static_cast<std::size_t>(index) < rulebook.categories[category].values.size();
    if (!known) {
        return language == Language::zh ? "无" : "none";
    }
    const auto& entry = rulebook.categories[category].values[static_cast<std::size_t>(index)];
    const std::string& title = title_or(entry.title, entry.name, language);
    return language == Language::zh ? "“" + title + "”" : "'" + title + "'";
}

std::string date_text(const Quantity& value, Language language) {
    constexpr std::int64_t far = 10'000'000; // days; no date of a sound record is so far off
    const auto days = static_cast<std::int64_t>(value.digits);
    return format(from_days(static_cast<std::int32_t>(std::clamp(days, -far, far))), language);
}

std::string known_text(const Rulebook& rulebook, const Quantity& value) {
    const auto index = static_cast<std::int64_t>(value.digits);
    const bool known = index >= 0 && static_cast<std::size_t>(index) < rulebook.texts.size();
    return known ? "\"" + rulebook.texts[static_cast<std::size_t>(index)] + "\"" : "\"…\"";
}

} // namespace

const std::string& title_or(const Phrase& title, const std::string& name, Language language) {
    const std::string& wanted = title.in(language);
    if (!wanted.empty()) {
        return wanted;
    }
    const std::string& other = title.in(language == Language::zh ? Language::en : Language::zh);
    return other.empty() ? name : other;
}

std::string format(const Date& date, Language language) {
    constexpr std::array<std::string_view, 12> months{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    if (language == Language::zh) {
        return fmt::format("{}年{}月{}日", date.year, date.month, date.day);
    }
    return fmt::format("{} {} {}", date.day, months[static_cast<std::size_t>(date.month - 1)],
                       date.year);
}

std::string format(const Rulebook& rulebook, const Quantity& value, Language language,
                   UnitWords unit) {
    if (!value.is_ok()) {
        return state_text(value.state, language);
    }
    switch (value.type.kind) {
    case Kind::boolean:
        return value.is_true() ? (language == Language::zh ? "是" : "yes")
                               : (language == Language::zh ? "否" : "no");
    case Kind::category:
        return category_text(rulebook, value, language);
    case Kind::date:
        return date_text(value, language);
    case Kind::text:
        return known_text(rulebook, value);
    default:
        break;
    }
    const bool is_one = value.digits == Int128(1) && value.places == 0 && !value.is_quotient();
    return number_text(value) + audit::unit_text(rulebook, value.type, language, unit, is_one);
}

std::string format(const Trace& trace, const Quantity& value, Language language, UnitWords unit) {
    if (value.is_ok() && value.type.kind == Kind::text) {
        for (const auto& [index, text] : trace.texts) {
            if (value.digits == Int128(index)) {
                return "\"" + text + "\"";
            }
        }
    }
    return format(*trace.rulebook, value, language, unit);
}

std::string exact_text(const Quantity& value) {
    if (!value.is_quotient()) {
        return to_string(value.decimal());
    }
    if (value.divisor == Int128(0)) {
        return "";
    }
    // The places move to the divisor, so that both are whole numbers.
    const auto divisor = checked_multiply(value.divisor, power_of_ten(value.places));
    if (!divisor) {
        return to_string(value.decimal()) + "/" + to_string(Decimal{value.divisor, 0});
    }
    Int128 a = abs(value.digits);
    Int128 b = *divisor;
    while (b != Int128(0)) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return to_string(Decimal{value.digits / a, 0}) + "/" + to_string(Decimal{*divisor / a, 0});
}

} // namespace doudi
