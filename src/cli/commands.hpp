#pragma once

#include "cli/command.hpp"

#include <memory>

// A file each.
namespace doudi::cli {

[[nodiscard]] std::unique_ptr<Command> check_command();
[[nodiscard]] std::unique_ptr<Command> describe_command();
[[nodiscard]] std::unique_ptr<Command> schema_command();
[[nodiscard]] std::unique_ptr<Command> test_command();
[[nodiscard]] std::unique_ptr<Command> decide_command();
[[nodiscard]] std::unique_ptr<Command> explain_command();
[[nodiscard]] std::unique_ptr<Command> compile_command();

} // namespace doudi::cli
