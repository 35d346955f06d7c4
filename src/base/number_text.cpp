#include "base/number_text.hpp"

#include "base/full_width.hpp"
#include "base/utf8.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace doudi {

namespace {

constexpr std::array<std::string_view, 12> units{"元",  "万元", "圆", "¥",  "￥", "CNY",
                                                 "RMB", "人",   "个", "月", "岁", "年"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

Phrase write(std::string_view mended) {
    return {fmt::format("改写为 {}", mended), fmt::format("write {}", mended)};
}

Phrase help_if_number(const std::string& mended) {
    return Decimal::parse(mended) ? write(mended) : Phrase{};
}

std::string without(std::string_view text, std::string_view unwanted) {
    std::string out;
    for (const char c : text) {
        if (unwanted.find(c) == std::string_view::npos) {
            out.push_back(c);
        }
    }
    return out;
}

std::optional<NumberFault> about_unit(std::string_view text) {
    for (const std::string_view unit : units) {
        const bool before = text.starts_with(unit);
        if (!before && !text.ends_with(unit)) {
            continue;
        }
        std::string_view rest =
            before ? text.substr(unit.size()) : text.substr(0, text.size() - unit.size());
        const std::string number = without(rest, ", ");
        if (Decimal::parse(number)) {
            const bool plain = unit != "万元";
            return NumberFault{{fmt::format("'{}' 带有单位 '{}'", utf8::shown(text), unit),
                                fmt::format("'{}' carries a unit '{}'", utf8::shown(text), unit)},
                               plain ? write(number)
                                     : Phrase{"换算成元，只写数字",
                                              "convert it to yuan and write the number alone"}};
        }
    }
    return std::nullopt;
}

bool is_too_long(std::string_view text) {
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
    const std::size_t point = text.find('.');
    const std::size_t places = point == std::string_view::npos ? 0 : text.size() - point - 1;
    return digits > limits::decimal_digits || places > static_cast<std::size_t>(limits::places);
}

bool is_plain_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return is_digit(c) || c == '.' || c == '-'; });
}

NumberFault number_fault(std::string_view text) {
    const std::string shown = utf8::shown(text);
    if (is_plain_number(text) && is_too_long(text)) {
        return {{fmt::format("'{}' 位数太多：最多 {} 位数字，{} 位小数", shown,
                             limits::decimal_digits, limits::places),
                 fmt::format("'{}' is too long: at most {} digits and {} places", shown,
                             limits::decimal_digits, limits::places)},
                {}};
    }
    if (const auto unit = about_unit(text)) {
        return *unit;
    }
    if (full_width::found_in(text)) {
        return {{fmt::format("'{}' 中有全角字符", shown),
                 fmt::format("'{}' holds full-width characters", shown)},
                help_if_number(without(full_width::to_plain(text), ", "))};
    }
    if (text.find(',') != std::string_view::npos && Decimal::parse(without(text, ","))) {
        return {{fmt::format("'{}' 中有千位分隔符", shown),
                 fmt::format("'{}' has a thousands separator", shown)},
                help_if_number(without(text, ","))};
    }
    if (text.ends_with('%') && Decimal::parse(text.substr(0, text.size() - 1))) {
        return {{fmt::format("'{}' 是百分比，这里要的是数", shown),
                 fmt::format("'{}' is a percentage, a number is expected", shown)},
                {}};
    }
    if (text.starts_with('+')) {
        return {
            {fmt::format("'{}' 前面不写正号", shown), fmt::format("'{}' has a plus sign", shown)},
            help_if_number(std::string(text.substr(1)))};
    }
    return {{fmt::format("'{}' 不是数", shown), fmt::format("'{}' is not a number", shown)},
            {"只写数字，如 660 或 0.5", "write digits alone, such as 660 or 0.5"}};
}

/// The runs of digits of `text`, when the rest is separators that dates are written with.
std::optional<std::array<int, 3>> three_numbers(std::string_view text) {
    std::string plain = full_width::to_plain(text);
    for (const std::string_view word : {"年", "月", "日", "号", "/", "."}) {
        for (std::size_t at = plain.find(word); at != std::string::npos; at = plain.find(word)) {
            plain.replace(at, word.size(), "-");
        }
    }
    std::array<int, 3> numbers{0, 0, 1};
    std::size_t count = 0;
    const char* at = plain.data();
    const char* const end = at + plain.size();
    while (at != end && count < 3) {
        const auto [next, error] = std::from_chars(at, end, numbers.at(count));
        if (error != std::errc{} || numbers.at(count) < 0) {
            return std::nullopt;
        }
        ++count;
        at = next != end && *next == '-' ? next + 1 : next;
        if (at == next && next != end) {
            return std::nullopt;
        }
    }
    return at == end && count >= 2 ? std::optional(numbers) : std::nullopt;
}

NumberFault date_fault(std::string_view text, bool month_only) {
    const std::string shown = utf8::shown(text);
    const Phrase form = month_only ? Phrase{"月份写作 2020-07", "write a month as 2020-07"}
                                   : Phrase{"日期写作 2020-07-01", "write a date as 2020-07-01"};
    const auto numbers = three_numbers(text);
    if (!numbers) {
        return {{fmt::format("'{}' 不是{}", shown, month_only ? "月份" : "日期"),
                 fmt::format("'{}' is not a {}", shown, month_only ? "month" : "date")},
                form};
    }
    const auto [year, month, day] = *numbers;
    const std::string padded = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    if (!Date::parse(padded)) {
        return {{fmt::format("日历上没有 '{}'", shown),
                 fmt::format("there is no '{}' in the calendar", shown)},
                form};
    }
    const std::string mended = month_only ? padded.substr(0, 7) : padded;
    return {{fmt::format("'{}' 的写法不对", shown),
             fmt::format("'{}' is not written as {}", shown, month_only ? "a month" : "a date")},
            write(mended)};
}

/// What to write for a bare `number`. Below ten it may be a share (0.2, 1.5) or a percentage (4.3):
/// both are named, because the wrong one is a hundredfold.
Phrase percent_of(const Decimal& number) {
    const std::string as_written = to_string(number) + "%";
    const Int128 ten = power_of_ten(number.places + 1);
    if (number.digits == Int128(0) || number.digits >= ten || number.digits <= -ten) {
        return write(as_written);
    }
    const Decimal hundredfold = number.places >= 2
                                    ? Decimal{number.digits, number.places - 2}
                                    : Decimal{number.digits * power_of_ten(2 - number.places), 0};
    const std::string as_share = to_string(hundredfold.trimmed()) + "%";
    return {fmt::format("{} 即 {}，请写 {}；若是指百分之 {}，请写 {}", to_string(number), as_share,
                        as_share, to_string(number), as_written),
            fmt::format("{} is {}: write {}; if {} percent is meant, write {}", to_string(number),
                        as_share, as_share, to_string(number), as_written)};
}

} // namespace

NumberResult<Decimal> read_number(std::string_view text) {
    if (const auto number = Decimal::parse(text)) {
        return *number;
    }
    return number_fault(text);
}

NumberResult<Decimal> read_percent(std::string_view text) {
    const bool percent = text.ends_with('%');
    const auto number = Decimal::parse(text.substr(0, text.size() - (percent ? 1 : 0)));
    if (number && percent) {
        if (number->places + 2 <= limits::places) {
            return Decimal{number->digits, number->places + 2}.trimmed();
        }
        return number_fault(text.substr(0, text.size() - 1));
    }
    const std::string shown = utf8::shown(text);
    if (number) {
        return NumberFault{
            {fmt::format("'{}' 缺少 %：比率在规则文件中写作百分比", shown),
             fmt::format("'{}' lacks its %: a rate is written as a percentage", shown)},
            percent_of(number->trimmed())};
    }
    const std::string plain = without(full_width::to_plain(text), ", ");
    if (plain != text && plain.ends_with('%') &&
        Decimal::parse(plain.substr(0, plain.size() - 1))) {
        return NumberFault{{fmt::format("'{}' 的写法不对", shown),
                            fmt::format("'{}' is not written as a percentage", shown)},
                           write(plain)};
    }
    return NumberFault{
        {fmt::format("'{}' 不是百分比", shown), fmt::format("'{}' is not a percentage", shown)},
        {"比率写作百分比，如 20%", "write a rate as a percentage, such as 20%"}};
}

NumberResult<Date> read_date(std::string_view text) {
    if (const auto date = Date::parse(text)) {
        return *date;
    }
    return date_fault(text, false);
}

NumberResult<Date> read_month(std::string_view text) {
    const auto date = text.size() == 7 ? Date::parse(std::string(text) + "-01") : std::nullopt;
    if (date) {
        return *date;
    }
    return date_fault(text, true);
}

} // namespace doudi
