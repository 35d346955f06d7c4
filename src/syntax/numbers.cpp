#include "syntax/scanner.hpp"

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace doudi::syntax {

namespace {

// ---- dates ----------------------------------------------------------------------------------

/// Digits with separators between them that look like a date: where each part ends.
struct DateShape {
    std::string year;
    std::string month;
    std::string day;        ///< empty for a month
    std::size_t bytes = 0;  ///< of the whole
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
    if (day_digits > 0 && day_digits <= 2) {
        shape.bytes = before_day;
        shape.day = take(day_digits);
        skip(in_words ? "日" : "");
    }
    return shape;
}

/// A date as it should be, a mended one, or nothing when these are numbers after all.
std::optional<Token> scan_date(Scanner& scanner) {
    const auto shape = date_shape(scanner);
    if (!shape) {
        return std::nullopt;
    }
    const bool whole = shape->year.size() == 4 && shape->month.size() == 2 && shape->day.size() == 2;
    const bool always_date = whole && shape->dashes;
    const bool month_only = shape->day.empty();
    if (!always_date && (!shape->is_likely_year() || (month_only && shape->month.size() < 2))) {
        return std::nullopt;
    }
    const bool exists = Date::parse(shape->padded()).has_value();
    const bool with_point = scanner.peek(4) == '.';
    if (!always_date && (!exists || (month_only && with_point) ||
                         (month_only && scanner.peek(4) == '/'))) {
        return std::nullopt;
    }
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + shape->bytes);
    const Span span = scanner.span_since(begin);
    const std::string_view as_written = scanner.since(begin);
    if (always_date && exists) {
        return Token{TokenKind::date, std::string(as_written), span};
    }
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

// ---- numbers --------------------------------------------------------------------------------

/// "1.5" with exponent 3 is "1500"; nothing when the exponent is out of all proportion.
std::optional<std::string> without_exponent(std::string number, std::string_view exponent) {
    const bool negative = exponent.starts_with('-');
    exponent.remove_prefix(negative || exponent.starts_with('+') ? 1 : 0);
    std::size_t shift = 0;
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), shift);
    if (read.ec != std::errc{} || shift > static_cast<std::size_t>(limits::places)) {
        return std::nullopt;
    }
    std::size_t point = std::min(number.find('.'), number.size());
    number.erase(point, 1);
    number.insert(0, negative ? shift : 0, '0');
    number.append(negative ? 0 : shift, '0');
    point += negative ? 0 : shift;
    std::string whole = number.substr(0, point);
    std::string places = number.substr(point);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    places.erase(places.find_last_not_of('0') + 1);
    return places.empty() ? whole : whole + "." + places;
}

/// What a number is that was not written as one, or nothing when nobody can tell.
std::optional<std::string> meant_number(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
    const std::size_t letter = text.find_first_of("eE");
    std::string number = text.substr(0, letter);
    number.insert(0, number.starts_with('.') ? 1 : 0, '0');
    number.erase(number.ends_with('.') ? number.size() - 1 : number.size());
    const std::size_t whole = std::min(number.find('.'), number.size());
    number.erase(0, std::min(number.find_first_not_of('0'), whole == 0 ? 0 : whole - 1));
    if (letter != std::string::npos) {
        const auto plain = without_exponent(number, std::string_view(text).substr(letter + 1));
        return plain && Decimal::parse(*plain) ? plain : std::nullopt;
    }
    return Decimal::parse(number) ? std::optional(number) : std::nullopt;
}

/// Moves over digits, points, exponent and whatever letters hang on them.
void skip_number(Scanner& scanner) {
    const auto skip = [&](std::size_t bytes) { scanner.move_to(scanner.position() + bytes); };
    skip(scanner.digits());
    while (scanner.peek() == '.' && scanner.peek(1) != '.') {
        skip(1 + scanner.digits(1));
    }
    const std::size_t begin = scanner.position();
    skip(scanner.name_bytes());
    const std::string_view letters = scanner.since(begin);
    if ((letters == "e" || letters == "E") && (scanner.peek() == '-' || scanner.peek() == '+') &&
        scanner.is_digit(1)) {
        skip(1 + scanner.digits(1));
    }
}

Token report_number(Scanner& scanner, std::size_t begin) {
    const Span span = scanner.span_since(begin);
    auto meant = meant_number(std::string(scanner.since(begin)));
    Diagnostic& finding = scanner.findings().add(
        "number-format", span,
        phrase("'{}' 不是数字的写法", "'{}' is not how a number is written",
               scanner.findings().quote(span)));
    if (meant) {
        finding.help = phrase("写成 {}", "write {}", *meant);
        return {TokenKind::number, std::move(*meant), span};
    }
    finding.help = phrase("数字写成 12 或 12.5，最多 {} 位、小数最多 {} 位；名称不以数字开头",
                          "a number is 12 or 12.5, with at most {} digits, {} of them after the "
                          "point; a name does not begin with a digit",
                          limits::decimal_digits, limits::places);
    return {TokenKind::unreadable, {}, span};
}

bool is_well_written(std::string_view number) {
    return Decimal::parse(number).has_value() &&
           (number.size() < 2 || number[0] != '0' || number[1] == '.');
}

/// Takes `%` after a number, with or without blanks between them.
void scan_percent_sign(Scanner& scanner, Token& number, std::size_t begin) {
    std::size_t ahead = 0;
    while (scanner.peek(ahead) == ' ') {
        ++ahead;
    }
    if (scanner.peek(ahead) != '%' || number.kind != TokenKind::number) {
        return;
    }
    scanner.move_to(scanner.position() + ahead + 1);
    number.kind = TokenKind::percent;
    number.span = scanner.span_since(begin);
    if (scanner.name_bytes() == 0) {
        return;
    }
    scanner.findings().add(
        "wrong-operator", number.span,
        phrase("'{}%' 后面紧跟着别的字", "'{}%' runs into the next word", number.text),
        phrase("在 % 后面空一格：{}% of …", "put a blank after %: {}% of …", number.text));
}

} // namespace

Token scan_number(Scanner& scanner) {
    if (auto date = scan_date(scanner)) {
        return *std::move(date);
    }
    const std::size_t begin = scanner.position();
    skip_number(scanner);
    Token number{TokenKind::number, std::string(scanner.since(begin)), scanner.span_since(begin)};
    if (!is_well_written(number.text)) {
        number = report_number(scanner, begin);
    }
    scan_percent_sign(scanner, number, begin);
    return number;
}

} // namespace doudi::syntax
