#include "cli/arguments.hpp"
#include "cli/commands.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

namespace {

using namespace doudi::cli;

int number(ExitCode code) {
    return static_cast<int>(code);
}

Commands all_commands() {
    Commands commands;
    commands.push_back(check_command());
    commands.push_back(test_command());
    commands.push_back(decide_command());
    commands.push_back(explain_command());
    commands.push_back(compile_command());
    commands.push_back(describe_command());
    commands.push_back(schema_command());
    return commands;
}

/// What could not be written must not pass for what was.
ExitCode closed(ExitCode code, const Session& session) {
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    if (!failed) {
        return code;
    }
    std::fputs(session.is_chinese() ? "无法写入标准输出\n" : "cannot write to standard output\n",
               stderr);
    return ExitCode::trouble;
}

int run(std::span<char* const> arguments) {
    const Commands commands = all_commands();
    const Request request = parse(arguments, commands);
    const ExitCode code =
        request.command == nullptr ? request.code : request.command->run(request.session);
    return number(closed(code, request.session));
}

} // namespace

int main(int count, char** arguments) {
    try {
        return run({arguments, static_cast<std::size_t>(count)});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "doudi: %s\n", error.what());
        return number(ExitCode::trouble);
    }
}
