#include "date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace doudi::oracle {
namespace {

std::optional<int> digits(std::string_view text) {
    int number = 0;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') {
            return std::nullopt;
        }
        number = number * 10 + (letter - '0');
    }
    return number;
}

std::chrono::sys_days to_days(const Date& date) {
    return std::chrono::year_month_day(std::chrono::year(date.year),
                                       std::chrono::month(static_cast<unsigned>(date.month)),
                                       std::chrono::day(static_cast<unsigned>(date.day)));
}

} // namespace

std::optional<Date> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') {
        return std::nullopt;
    }
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    if (!year || !month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return Date{*year, *month, 1};
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[7] != '-') {
        return std::nullopt;
    }
    auto date = parse_month(text.substr(0, 7));
    const auto day = digits(text.substr(8));
    if (!date || !day || *day < 1 || *day > days_in_month(date->year, date->month)) {
        return std::nullopt;
    }
    date->day = *day;
    return date;
}

std::string print(const Date& date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

int days_in_month(int year, int month) {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

Date first_of_month(const Date& date) {
    return {date.year, date.month, 1};
}

int years_between(const Date& from, const Date& to) {
    if (to < from) {
        return -years_between(to, from);
    }
    const bool before_the_day =
        to.month < from.month || (to.month == from.month && to.day < from.day);
    return to.year - from.year - (before_the_day ? 1 : 0);
}

int months_between(const Date& from, const Date& to) {
    if (to < from) {
        return -months_between(to, from);
    }
    const int months = (to.year - from.year) * 12 + to.month - from.month;
    return months - (to.day < from.day ? 1 : 0);
}

int days_between(const Date& from, const Date& to) {
    return static_cast<int>((to_days(to) - to_days(from)).count());
}

Date add_months(const Date& date, int months) {
    const int count = date.year * 12 + date.month - 1 + months;
    const int year = count >= 0 ? count / 12 : (count - 11) / 12;
    const int month = count - year * 12 + 1;
    return {year, month, std::min(date.day, days_in_month(year, month))};
}

Date add_days(const Date& date, int days) {
    const std::chrono::year_month_day day(to_days(date) + std::chrono::days(days));
    return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
            static_cast<int>(static_cast<unsigned>(day.day()))};
}

} // namespace doudi::oracle
