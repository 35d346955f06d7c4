#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace doudi::oracle {

struct Date {
    int year = 1;
    int month = 1;
    int day = 1;

    auto operator<=>(const Date&) const = default;
};

/// Reads "2020-07-01"; nullopt for any other text and for days that do not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Reads "2020-07" as the first day of that month.
[[nodiscard]] std::optional<Date> parse_month(std::string_view text);

[[nodiscard]] std::string print(const Date& date);

[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] Date first_of_month(const Date& date);

[[nodiscard]] int years_between(const Date& from, const Date& to);
[[nodiscard]] int months_between(const Date& from, const Date& to);
[[nodiscard]] int days_between(const Date& from, const Date& to);

/// The same day `months` on, or the last day of that month if it has no such day.
[[nodiscard]] Date add_months(const Date& date, int months);
[[nodiscard]] Date add_days(const Date& date, int days);

} // namespace doudi::oracle
