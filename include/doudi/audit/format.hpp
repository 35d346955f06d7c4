#pragma once

#include <doudi/audit/quantity.hpp>
#include <doudi/audit/trace.hpp>
#include <doudi/date.hpp>
#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>

#include <cstdint>
#include <string>

namespace doudi {

/// How much of a unit is said: "2,137.50", "2,137.50 元", "2,137.50 元/月".
enum class UnitWords : std::uint8_t { number_only, brief, whole };

/// A value as people write it: money with at least two places and grouped, a rate in per cent,
/// dates in full, truth as 是/否 or yes/no, a category by its title. Exact; a quotient that does
/// not end is cut after six places and marked with "…". Missing and faulty values say so.
[[nodiscard]] std::string format(const Rulebook& rulebook, const Quantity& value, Language language,
                                 UnitWords unit = UnitWords::brief);

/// The same, and texts of the trace's record are known.
[[nodiscard]] std::string format(const Trace& trace, const Quantity& value, Language language,
                                 UnitWords unit = UnitWords::brief);

/// "2020年7月1日", "1 July 2020".
[[nodiscard]] std::string format(const Date& date, Language language);

/// The number alone, exact, for machines: "2137.50", "0.2", or "4275/2" for a quotient.
[[nodiscard]] std::string exact_text(const Quantity& value);

/// The phrase in `language`, in the other one when it is silent there, or `name`.
[[nodiscard]] const std::string& title_or(const Phrase& title, const std::string& name,
                                          Language language);

} // namespace doudi
