#include "cli/arguments.hpp"
#include "cli/commands.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <new>
#include <unistd.h>

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

/// A file that is opened must not become the standard output because somebody closed that: its
/// number is taken by a descriptor that refuses to be written to (or, as input, to be read from).
void hold_standard_streams() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) == -1) {
            // The lowest free number is given, and those below are taken.
            static_cast<void>(
                ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
        }
    }
}

/// What could not be written must not pass for what was. Whoever closed the pipe knows that.
ExitCode closed(ExitCode code, const Session& session) {
    constexpr int ended_by_sigpipe = 128 + SIGPIPE;
    errno = 0;
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    if (!failed) {
        return code;
    }
    if (errno == EPIPE) {
        return static_cast<ExitCode>(ended_by_sigpipe);
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
    hold_standard_streams();
    std::signal(SIGXFSZ, SIG_IGN); // a file that would grow too large is an error of writing
    try {
        return run({arguments, static_cast<std::size_t>(count)});
    } catch (const std::bad_alloc&) {
        std::fputs("doudi: 内存不足 · out of memory\n", stderr);
        return number(ExitCode::trouble);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "doudi: %s\n", error.what());
        return number(ExitCode::trouble);
    }
}
