#include "syntax/scanner.hpp"

#include <doudi/date.hpp>
#include <doudi/limits.hpp>

#include <charconv>
#include <optional>
#include <string>

namespace doudi::syntax {

namespace {

/// Digits with separators between them that look like a date: where each part ends.
struct DateShape {
    std::string year;
    std::string month;
    std::string day;       ///< empty for a month
    std::size_t bytes = 0; ///< of the whole
    bool dashes = false;

    /// With as many digits as a date has; the first day of a month.
    [[nodiscard]] std::string padded() const {
        return fmt::format("{}-{:0>2}-{:0>2}", year, month, day.empty() ? "1" : day);
    }

    [[nodiscard]] bool is_likely_year() const {
        int number = 0;
        std::from_chars(year.data(), year.data() + year.size(), number);
        return number >= limits::first_year && number <= limits::last_year;
    }
};

/// Recognises `2020-07-01`, `2020/7/1`, `2020.07.01`, `2020年7月1日`, and months likewise.
std::optional<DateShape> date_shape(const Scanner& scanner) {
    DateShape shape;
    if (scanner.digits() != 4) {
        return std::nullopt;
    }
    const auto take = [&](std::size_t count) {
        const auto part = scanner.rest().substr(shape.bytes, count);
        shape.bytes += count;
        return std::string(part);
    };
    const auto skip = [&](std::string_view separator) {
        const bool there = scanner.rest().substr(shape.bytes).starts_with(separator);
        shape.bytes += there ? separator.size() : 0;
        return there;
    };
    shape.year = take(4);
    const char mark = scanner.peek(4);
    const bool in_words = skip("年");
    if (!in_words && mark != '-' && mark != '/' && mark != '.') {
        return std::nullopt;
    }
    shape.dashes = mark == '-';
    const std::string_view separator(&mark, 1);
    const std::size_t month_digits = in_words || skip(separator) ? scanner.digits(shape.bytes) : 0;
    if (month_digits == 0 || month_digits > 2) {
        return std::nullopt;
    }
    shape.month = take(month_digits);
    const bool goes_on = in_words ? skip("月") : scanner.peek(shape.bytes) == mark;
    const std::size_t before_day = shape.bytes + (in_words ? 0 : 1);
    const std::size_t day_digits = goes_on ? scanner.digits(before_day) : 0;
    if (day_digits > 0 && (day_digits <= 2 || mark == '-')) {
        shape.bytes = before_day;
        shape.day = take(day_digits);
        skip(in_words ? "日" : "");
    }
    return shape;
}

} // namespace

std::optional<Token> scan_date(Scanner& scanner) {
    const auto shape = date_shape(scanner);
    if (!shape) {
        return std::nullopt;
    }
    const bool always_date = shape->dashes && shape->month.size() == 2 && shape->day.size() >= 2;
    const bool month_only = shape->day.empty();
    if (!always_date && (!shape->is_likely_year() || (month_only && shape->month.size() < 2))) {
        return std::nullopt;
    }
    const bool exists = Date::parse(shape->padded()).has_value();
    const bool with_point = scanner.peek(4) == '.';
    if (!always_date &&
        (!exists || (month_only && with_point) || (month_only && scanner.peek(4) == '/'))) {
        return std::nullopt;
    }
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + shape->bytes);
    const Span span = scanner.span_since(begin);
    const std::string_view as_written = scanner.since(begin);
    if (always_date && exists) {
        return Token{TokenKind::date, std::string(as_written), span};
    }
    scanner.mend(begin, exists ? shape->padded() : as_written);
    if (always_date) {
        scanner.findings().add("date-format", span,
                               phrase("没有 '{}' 这一天", "there is no day '{}'", as_written),
                               {"日期写成 年-月-日；相减时减号两边空格",
                                "a date is year-month-day; to subtract, put blanks around '-'"});
    } else {
        scanner.findings().add(
            "date-format", span,
            month_only
                ? phrase("'{}' 是月份，公式里的日期要写到日",
                         "'{}' is a month, and a date in a formula names the day", as_written)
                : phrase("日期 '{}' 的写法不对", "the date '{}' is not written as a date is",
                         as_written),
            phrase("写成 {}；若是算术，运算符两边空格",
                   "write {}; if it is arithmetic, put blanks around the operators",
                   shape->padded()));
    }
    return Token{TokenKind::date, shape->padded(), span};
}

} // namespace doudi::syntax
