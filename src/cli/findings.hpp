#pragma once

#include "cli/command.hpp"

#include <doudi/diagnostic.hpp>

#include <cstdio>

namespace doudi::cli {

/// How many findings there are of each weight.
struct FindingCounts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t assumptions = 0;
};

[[nodiscard]] FindingCounts count(const Diagnostics& findings);

/// Prints findings for people, or as JSON, to `stream`.
void print(const Session& session, const Diagnostics& findings, std::FILE* stream);

/// Prints to standard error what comes with a success, if anything does.
void mention(const Session& session, const Diagnostics& warnings);

/// How a run ends after these findings: success without errors; trouble when a file could not be
/// read or written; else a refusal.
[[nodiscard]] ExitCode ending(const Diagnostics& findings);

/// Prints the errors to standard error and says how the run ends.
[[nodiscard]] ExitCode fail(const Session& session, const Diagnostics& findings);

/// Errors and warnings alone, without the assumptions of a pack.
[[nodiscard]] Diagnostics without_notes(const Diagnostics& findings);

} // namespace doudi::cli
