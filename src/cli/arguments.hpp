#pragma once

#include "cli/command.hpp"

#include <memory>
#include <span>
#include <vector>

namespace doudi::cli {

using Commands = std::vector<std::unique_ptr<Command>>;

/// What the command line asks for: a command to run, or nothing more to do.
struct Request {
    Session session;
    Command* command = nullptr;
    ExitCode code = ExitCode::success; ///< when there is no command
};

/// Reads the command line into the targets of one command. Prints help when asked for and says
/// what is wrong with a line that cannot be understood.
[[nodiscard]] Request parse(std::span<char* const> arguments, const Commands& commands);

} // namespace doudi::cli
