#include "syntax/scanner.hpp"

#include <doudi/decimal.hpp>
#include <doudi/limits.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace doudi::syntax {

namespace {

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
    Diagnostic& finding =
        scanner.findings().add("number-format", span,
                               phrase("'{}' 不是数字的写法", "'{}' is not how a number is written",
                                      scanner.findings().quote(span)));
    if (meant) {
        finding.help = phrase("写成 {}", "write {}", *meant);
        scanner.mend(begin, *meant);
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

/// Takes the rest of a number with thousands parted by commas, such as `1,570.50`. Two values
/// stand apart by a blank, so the number is taken inside brackets, too: nobody should have to
/// guess what `min(wage, 1,570)` means.
void scan_thousands(Scanner& scanner, Token& number, std::size_t begin) {
    const bool begins_thousands = number.text.size() <= 3 && number.text[0] != '0' &&
                                  number.text.find('.') == std::string::npos;
    if (!begins_thousands) {
        return;
    }
    while (scanner.peek() == ',' && scanner.digits(1) == 3) {
        number.text += scanner.rest().substr(1, 3);
        scanner.move_to(scanner.position() + 4);
    }
    if (number.text.size() <= 3) {
        return;
    }
    if (scanner.peek() == '.' && scanner.is_digit(1)) {
        const std::size_t places = 1 + scanner.digits(1);
        number.text += scanner.rest().substr(0, places);
        scanner.move_to(scanner.position() + places);
    }
    number.span = scanner.span_since(begin);
    scanner.findings().add(
        "number-format", number.span,
        phrase("'{}' 里有逗号，数字不分节", "'{}' has a comma, and digits are not grouped",
               scanner.findings().quote(number.span)),
        scanner.open_brackets == 0
            ? phrase("写成 {}", "write {}", number.text)
            : phrase("写成 {}；若是几个值，逗号后面空一格",
                     "write {}; if these are several values, put a blank after each comma",
                     number.text));
    scanner.mend(begin, number.text);
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
    scanner.mend(scanner.position(), " ");
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
    } else {
        scan_thousands(scanner, number, begin);
    }
    scan_percent_sign(scanner, number, begin);
    return number;
}

} // namespace doudi::syntax
