#pragma once

#include "cli/command.hpp"

#include <doudi/rulebook.hpp>

#include <string>
#include <variant>

namespace doudi::cli {

/// A rulebook, or how the run ends without one; why has been said already.
using OpenedRulebook = std::variant<Rulebook, ExitCode>;

/// Opens what PACK names: the folder of a pack, compiled for the date `on`, or the file of a
/// rulebook that was compiled before, whose date `on` must be or hold if it says anything.
[[nodiscard]] OpenedRulebook open_rulebook(const Session& session, const std::string& pack,
                                           const std::string& on);

/// "--on DATE" as decide and explain have it.
[[nodiscard]] Argument argument_on(std::string& on, bool required);

/// "PACK": a folder or a compiled rulebook.
[[nodiscard]] Argument argument_pack(std::string& pack);

} // namespace doudi::cli
