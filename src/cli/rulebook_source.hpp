#pragma once

#include "cli/command.hpp"

#include <doudi/rulebook.hpp>

#include <string>
#include <variant>
#include <vector>

namespace doudi::cli {

/// A rulebook, or how the run ends without one; why has been said already.
using OpenedRulebook = std::variant<Rulebook, ExitCode>;

/// Opens what PACK names: the folder of a pack, compiled for the date `on`, or the file of a
/// rulebook that was compiled before, whose date `on` must be or hold if it says anything.
[[nodiscard]] OpenedRulebook open_rulebook(const Session& session, const std::string& pack,
                                           const std::string& on);

/// The rulebooks of months that follow one another, or how the run ends without them.
using OpenedMonths = std::variant<std::vector<Rulebook>, ExitCode>;

/// The months of a run, as the command line has them.
struct MonthRange {
    std::string from; ///< "2020-01"
    std::string to;

    [[nodiscard]] bool is_asked_for() const { return !from.empty() || !to.empty(); }
};

/// Compiles the folder of a pack for each of the months.
[[nodiscard]] OpenedMonths open_months(const Session& session, const std::string& pack,
                                       const MonthRange& range);

/// "--from MONTH" and "--to MONTH".
[[nodiscard]] Argument argument_from(std::string& from);
[[nodiscard]] Argument argument_to(std::string& to);

/// "--on DATE" as decide and explain have it.
[[nodiscard]] Argument argument_on(std::string& on, bool required);

/// "PACK": a folder or a compiled rulebook.
[[nodiscard]] Argument argument_pack(std::string& pack);

} // namespace doudi::cli
