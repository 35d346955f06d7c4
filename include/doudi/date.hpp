#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doudi {

/// A day of the proleptic Gregorian calendar. Nothing keeps its three numbers from being no day at
/// all (see `exists`); functions of dates take only days that are.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

    /// Reads "2020-07-01" and nothing else; a day that does not exist is refused.
    [[nodiscard]] static constexpr std::optional<Date> parse(std::string_view text);
};

[[nodiscard]] constexpr bool is_leap_year(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// `month` is 1 to 12.
[[nodiscard]] constexpr int days_in_month(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

/// Whether there is such a day, in a year from 1 to 9999.
[[nodiscard]] constexpr bool exists(const Date& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

/// Days since 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
[[nodiscard]] constexpr std::int32_t to_days(const Date& date) {
    const int year = date.year - (date.month <= 2 ? 1 : 0);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

/// The inverse of `to_days`.
[[nodiscard]] constexpr Date from_days(std::int32_t days) {
    const int shifted = days + 719'468;
    const int era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const int day_of_era = shifted - era * 146'097;
    const int year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted_month = (5 * day_of_year + 2) / 153;
    const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/// Months since 0000-01; the day is left out.
[[nodiscard]] constexpr std::int32_t month_index(const Date& date) {
    return date.year * 12 + date.month - 1;
}

/// The same day `months` later, or the last day of that month when it has no such day.
[[nodiscard]] constexpr Date add_months(const Date& date, std::int32_t months) {
    const std::int32_t index = month_index(date) + months;
    const int year = (index >= 0 ? index : index - 11) / 12;
    const int month = index - year * 12 + 1;
    return {year, month, std::min(date.day, days_in_month(year, month))};
}

/// Whole months from `a` to `b`; the negative of the reverse when `b` comes first.
[[nodiscard]] constexpr std::int32_t months_between(const Date& a, const Date& b) {
    if (b < a) {
        return -months_between(b, a);
    }
    return month_index(b) - month_index(a) - (b.day < a.day ? 1 : 0);
}

/// Whole years from `a` to `b`. Somebody born on 29 February completes a year on 1 March of a
/// common year, because 28 February is still before the day of birth.
[[nodiscard]] constexpr std::int32_t years_between(const Date& a, const Date& b) {
    if (b < a) {
        return -years_between(b, a);
    }
    const bool before = b.month != a.month ? b.month < a.month : b.day < a.day;
    return b.year - a.year - (before ? 1 : 0);
}

/// "2020-07-01".
[[nodiscard]] inline std::string to_string(const Date& date) {
    std::string text = "0000-00-00";
    int year = date.year;
    for (std::size_t i = 4; i-- > 0; year /= 10) {
        text[i] = static_cast<char>('0' + year % 10);
    }
    text[5] = static_cast<char>('0' + date.month / 10);
    text[6] = static_cast<char>('0' + date.month % 10);
    text[8] = static_cast<char>('0' + date.day / 10);
    text[9] = static_cast<char>('0' + date.day % 10);
    return text;
}

constexpr std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    int numbers[3] = {0, 0, 0};
    int which = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++which;
        } else if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        } else {
            numbers[which] = numbers[which] * 10 + (text[i] - '0');
        }
    }
    const Date date{numbers[0], numbers[1], numbers[2]};
    return exists(date) ? std::optional(date) : std::nullopt;
}

} // namespace doudi
