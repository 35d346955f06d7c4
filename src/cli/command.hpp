#pragma once

#include <doudi/language.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A subcommand of `doudi`, as data and one function. Only arguments.cpp knows CLI11.
namespace doudi::cli {

/// What a run tells the shell; each command's help says which of them it gives.
enum class ExitCode : int {
    success = 0,
    refused = 1, ///< the question was answered with no: findings, failed cases, no such record
    usage = 2,   ///< the command line was not understood
    trouble = 3, ///< a file could not be read or written
    // 128 + the signal's number when stopped: 130 (SIGINT), 141 (SIGPIPE), 143 (SIGTERM)
};

/// What every command is told.
struct Session {
    Language language = Language::en;
    bool json = false;

    [[nodiscard]] const std::string& say(const Phrase& phrase) const { return phrase.in(language); }

    [[nodiscard]] bool is_chinese() const { return language == Language::zh; }
};

/// Where a parsed argument goes: one text, several texts, or a flag.
using Target = std::variant<std::string*, std::vector<std::string>*, bool*>;

struct Argument {
    std::string_view name;  ///< "--on", or "PACK" for one without a name
    std::string_view value; ///< what its value is called in the help; empty for a flag
    Phrase words;
    Target target;
    bool required = false;
};

class Command {
public:
    Command() = default;
    virtual ~Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    [[nodiscard]] virtual std::string_view name() const = 0;

    /// One line, for the list of commands.
    [[nodiscard]] virtual Phrase summary() const = 0;

    /// What stands below the options: exit codes, an example.
    [[nodiscard]] virtual Phrase footer() const = 0;

    [[nodiscard]] virtual std::vector<Argument> arguments() = 0;

    [[nodiscard]] virtual ExitCode run(const Session& session) = 0;
};

} // namespace doudi::cli
