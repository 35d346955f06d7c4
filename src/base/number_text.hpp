#pragma once

#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/language.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace doudi {

/// Why a number or a date cannot be read, and what to write instead (which may be empty). `why`
/// goes on from the place: "'1,570' has a thousands separator".
struct NumberFault {
    Phrase why;
    Phrase help;
};

template <typename T>
using NumberResult = std::variant<T, NumberFault>;

/// Reads "660", "-0.5", "1234.56" as authors write them; names thousands separators, full-width
/// digits, signs, exponents, units such as 元, percent signs and numbers too long.
[[nodiscard]] NumberResult<Decimal> read_number(std::string_view text);

/// Reads "20%" as 0.2; a bare "20" is a fault with its mend.
[[nodiscard]] NumberResult<Decimal> read_percent(std::string_view text);

/// Reads "2020-07-01"; names "2020-7-1", "2020/07/01", "2020年7月1日" and days that do not exist.
[[nodiscard]] NumberResult<Date> read_date(std::string_view text);

/// Reads "2020-07" as the first day of that month.
[[nodiscard]] NumberResult<Date> read_month(std::string_view text);

} // namespace doudi
