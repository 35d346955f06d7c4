#pragma once

#include <doudi/checked.hpp>
#include <doudi/date.hpp>
#include <doudi/pack.hpp>
#include <doudi/rulebook.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace doudi {

struct CompileOptions {
    Date date; ///< what is in force on this day; `decision_date` of formulas
};

/// Resolves, types and proves the rules of a pack that are in force on one date.
///
/// Reports all findings: names, cycles, types, units, ranges, tables. Warnings may come with a
/// rulebook; what nobody uses only `check` can say, which knows every date. Pure: opens nothing,
/// reads no clock; the same pack and date give the same bits. Throws UsageError for a date that is
/// no day of the calendar.
[[nodiscard]] Checked<Rulebook> compile(const RulePack& pack, const CompileOptions& options);

/// Compiles a pack for each month from that of `first` to that of `last`, on the day on which the
/// pack decides it. An error in one of them is a failure; each finding comes once.
///
/// Throws UsageError when `last` is before `first`, one of them is no day of the calendar, or
/// limits::months_of_run is exceeded.
[[nodiscard]] Checked<std::vector<Rulebook>> compile_months(const RulePack& pack, const Date& first,
                                                            const Date& last);

/// The days in the pack's `in_force` on which something changes, and its first day; rising.
[[nodiscard]] std::vector<Date> dates_of_change(const RulePack& pack);

/// The dates of change, or the latest of them where a pack has more than `check` can compile.
[[nodiscard]] std::vector<Date> dates_to_check(const RulePack& pack);

/// Compiles a pack on `dates_to_check` and gives all findings, each once; says so when these are
/// not all dates of change.
[[nodiscard]] Diagnostics check(const RulePack& pack);

/// The day on which `text`, a day "2020-07-15" or a month "2020-07", is decided.
[[nodiscard]] std::optional<Date> decision_date(const RulePack& pack, std::string_view text);

} // namespace doudi
