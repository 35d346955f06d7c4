#pragma once

#include <doudi/audit/quantity.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/written.hpp>

#include <optional>
#include <string>

namespace doudi::cases {

/// How what was expected compares with what was found.
struct Comparison {
    bool equal = false;
    Phrase unreadable; ///< what was expected is no value of this type; empty when it is
    Phrase help;       ///< and what to write
};

/// Compares a written value with the one that was found. Numbers are compared exactly: "660",
/// "660.00", a rate as "20%" or "0.2", an exact fraction as "1000/3".
[[nodiscard]] Comparison compare(const WrittenText& expected, const Quantity& found,
                                 const Population& population);

/// A value as a case would write it: "980", "20%", "household_cover", "2020-07-01", "missing".
[[nodiscard]] std::string written(const Quantity& found, const Population& population);

} // namespace doudi::cases
