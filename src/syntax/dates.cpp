#include "syntax/scanner.hpp"

#include <doudi/date.hpp>
#include <doudi/limits.hpp>

#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace doudi::syntax {

namespace {

/// What people write after the year, the month and the day.
struct Separators {
    std::string_view year;
    std::string_view month;
    std::string_view day;
};

constexpr Separators dashes{"-", "-", ""};
constexpr std::array all_separators{dashes, Separators{"/", "/", ""}, Separators{".", ".", ""},
                                    Separators{"年", "月", "日"}};

/// Digits with separators between them, as a date has them, whether right or not.
struct DateShape {
    std::string year;
    std::string month;
    std::string day; ///< empty for a month
    const Separators* separators = nullptr;
    std::size_t bytes = 0; ///< of the whole

    /// With as many digits as a date has; the first day of a month.
    [[nodiscard]] std::string padded() const {
        return fmt::format("{}-{:0>2}-{:0>2}", year, month, day.empty() ? "1" : day);
    }

    [[nodiscard]] bool has_dashes() const { return separators->year == dashes.year; }

    /// `2020-07-01` is never a subtraction, not even when there is no such day.
    [[nodiscard]] bool must_be_date() const {
        return has_dashes() && month.size() == 2 && day.size() >= 2;
    }

    /// Whether a date was meant, though it is not written as one: 2020/7/1, 2020年7月, 2020-07.
    [[nodiscard]] bool may_be_date() const {
        int number = 0;
        std::from_chars(year.data(), year.data() + year.size(), number);
        const bool month_alone = !separators->day.empty() || (has_dashes() && month.size() == 2);
        return number >= limits::first_year && number <= limits::last_year &&
               (!day.empty() || month_alone) && Date::parse(padded()).has_value();
    }
};

/// The shape that stands here with these separators, if any.
std::optional<DateShape> shape_with(const Separators& separators, const Scanner& scanner) {
    DateShape shape;
    shape.separators = &separators;
    const auto take_part = [&](std::string& part, std::size_t at) {
        const std::size_t digits = scanner.digits(at);
        part = scanner.rest().substr(std::min(at, scanner.rest().size()), digits);
        shape.bytes = at + digits;
    };
    const auto next_is = [&](std::string_view separator) {
        return scanner.rest().substr(shape.bytes).starts_with(separator);
    };
    take_part(shape.year, 0);
    if (shape.year.size() != 4 || !next_is(separators.year)) {
        return std::nullopt;
    }
    take_part(shape.month, shape.bytes + separators.year.size());
    if (shape.month.empty() || shape.month.size() > 2) {
        return std::nullopt;
    }
    if (!next_is(separators.month)) {
        return shape;
    }
    const std::size_t after_month = shape.bytes + separators.month.size();
    if (scanner.is_digit(after_month)) {
        take_part(shape.day, after_month);
        shape.bytes += next_is(separators.day) ? separators.day.size() : 0;
    } else if (!separators.day.empty()) {
        shape.bytes = after_month;
    }
    return shape;
}

std::optional<DateShape> find_shape(const Scanner& scanner) {
    for (const Separators& separators : all_separators) {
        auto shape = shape_with(separators, scanner);
        if (shape && (shape->must_be_date() || shape->may_be_date())) {
            return shape;
        }
    }
    return std::nullopt;
}

void report_date(Scanner& scanner, const DateShape& shape, const Token& date) {
    const std::string as_written = scanner.findings().quote(date.span);
    if (shape.must_be_date()) {
        scanner.findings().add("date-format", date.span,
                               phrase("没有 '{}' 这一天", "there is no day '{}'", as_written),
                               {"日期写成 年-月-日；相减时减号两边空格",
                                "a date is year-month-day; to subtract, put blanks around '-'"});
        return;
    }
    scanner.findings().add(
        "date-format", date.span,
        shape.day.empty()
            ? phrase("'{}' 是月份，公式里的日期要写到日",
                     "'{}' is a month, and a date in a formula names the day", as_written)
            : phrase("日期 '{}' 的写法不对", "the date '{}' is not written as a date is",
                     as_written),
        phrase("写成 {}；若是算术，运算符两边空格",
               "write {}; if it is arithmetic, put blanks around the operators", date.text));
}

} // namespace

std::optional<Token> scan_date(Scanner& scanner) {
    const auto shape = find_shape(scanner);
    if (!shape) {
        return std::nullopt;
    }
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + shape->bytes);
    Token date{TokenKind::date, std::string(scanner.since(begin)), scanner.span_since(begin)};
    if (shape->must_be_date() && Date::parse(date.text)) {
        return date;
    }
    if (!shape->must_be_date()) {
        date.text = shape->padded();
        scanner.mend(begin, date.text);
    }
    report_date(scanner, *shape, date);
    return date;
}

} // namespace doudi::syntax
