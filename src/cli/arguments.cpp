#include "cli/arguments.hpp"

#include "cli/language.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

namespace doudi::cli {

namespace {

const Phrase about{"按规则判定待遇资格，并逐项说明理由",
                   "decides who is eligible for a benefit, exactly, and says why"};
const Phrase about_language{"语言：zh 中文，en 英文（默认看环境变量 DOUDI_LANG，再看 LANG）",
                            "language: zh or en (default: DOUDI_LANG, then LANG)"};
const Phrase about_json{"以 JSON 输出", "print JSON"};
const Phrase about_help{"显示帮助", "show this help"};
const Phrase about_version{"显示版本", "show the version"};
const Phrase options_title{"选项", "Options"};
const Phrase commands_title{"命令", "Commands"};
const Phrase closing{"“doudi 命令 --help” 显示该命令的用法。",
                     "'doudi COMMAND --help' shows how to use a command."};

constexpr std::size_t column_width_of_names = 26;

/// "[--threads N]": how an argument stands in the usage line.
std::string usage_of(const Argument& argument) {
    std::string words(argument.name);
    if (!argument.value.empty()) {
        words += " " + std::string(argument.value);
    }
    return argument.required ? " " + words : " [" + words + "]";
}

/// CLI11's help, with the whole usage in one line.
class HelpFormatter final : public CLI::Formatter {
public:
    explicit HelpFormatter(bool is_chinese) : is_chinese_(is_chinese) {
        column_width(column_width_of_names);
        label("Positionals", is_chinese ? "参数" : "Arguments");
    }

    void set_usage(const CLI::App* app, std::string usage) { usages_[app] = std::move(usage); }

    [[nodiscard]] std::string make_usage(const CLI::App* app, std::string name) const override {
        const auto usage = usages_.find(app);
        return fmt::format("\n{}{}{}\n", is_chinese_ ? "用法：" : "Usage: ", name,
                           usage == usages_.end() ? "" : usage->second);
    }

private:
    bool is_chinese_;
    std::map<const CLI::App*, std::string> usages_;
};

/// The command line as CLI11 knows it, with words in one language.
class Line {
public:
    Line(const Session& session, const Commands& commands)
        : session_(session), app_(session.say(about), "doudi"),
          formatter_(std::make_shared<HelpFormatter>(session.is_chinese())) {
        app_.formatter(formatter_);
        formatter_->set_usage(&app_, session.is_chinese() ? " 命令 …" : " COMMAND …");
        add_general(app_);
        app_.set_version_flag("--version", DOUDI_VERSION, session.say(about_version))
            ->group(say(options_title));
        app_.footer(say(closing));
        for (const std::unique_ptr<Command>& command : commands) {
            add(*command);
        }
    }

    [[nodiscard]] Request parse(std::span<char* const> arguments) {
        try {
            app_.parse(static_cast<int>(arguments.size()), arguments.data());
        } catch (const CLI::Success& wanted) {
            app_.exit(wanted);
            return {session_, nullptr, ExitCode::success};
        } catch (const CLI::ExtrasError&) {
            return refuse_extras();
        } catch (const CLI::ParseError& error) {
            return refuse(translated(error), command_name());
        }
        if (!lang_.empty() && lang_ != "zh" && lang_ != "en") {
            return refuse({fmt::format("--lang 只能是 zh 或 en，不能是 '{}'", lang_),
                           fmt::format("--lang must be zh or en, not '{}'", lang_)});
        }
        for (const auto& [subcommand, command] : commands_) {
            if (subcommand->parsed()) {
                return accept(*subcommand, *command);
            }
        }
        return refuse({"请指明命令", "say which command"});
    }

private:
    [[nodiscard]] const std::string& say(const Phrase& phrase) const {
        return session_.say(phrase);
    }

    /// What every command takes, before or behind its name.
    void add_general(CLI::App& app) {
        app.set_help_flag("-h,--help", say(about_help))->group(say(options_title));
        app.add_option("--lang", lang_, say(about_language))
            ->option_text("zh|en")
            ->group(say(options_title));
        app.add_flag("--json", session_.json, say(about_json))->group(say(options_title));
    }

    void add(Command& command) {
        CLI::App& app = *app_.add_subcommand(std::string(command.name()), say(command.summary()));
        app.group(say(commands_title));
        app.footer(say(command.footer()));
        std::string usage;
        for (const Argument& argument : command.arguments()) {
            add(app, argument);
            usage += usage_of(argument);
        }
        formatter_->set_usage(&app, std::move(usage));
        add_general(app);
        commands_.emplace_back(&app, &command);
    }

    // Whether a required argument is there is asked afterwards, in the user's language.
    void add(CLI::App& app, const Argument& argument) {
        const std::string name(argument.name);
        const std::string& words = say(argument.words);
        if (bool* const* const flag = std::get_if<bool*>(&argument.target)) {
            app.add_flag(name, **flag, words)->group(say(options_title));
            return;
        }
        CLI::Option* option = nullptr;
        if (auto* const* const texts = std::get_if<std::vector<std::string>*>(&argument.target)) {
            option = app.add_option(name, **texts, words);
        } else {
            option = app.add_option(name, *std::get<std::string*>(argument.target), words);
        }
        option->type_name("");
        option->option_text(std::string(argument.value));
        if (name.starts_with('-')) {
            option->group(say(options_title));
        }
    }

    [[nodiscard]] Request accept(const CLI::App& app, Command& command) {
        for (const Argument& argument : command.arguments()) {
            if (argument.required && app.count(std::string(argument.name)) == 0) {
                return refuse({fmt::format("缺少 {}", argument.name),
                               fmt::format("{} is missing", argument.name)},
                              command.name());
            }
            // Such as "$OUT" of a script that never set it: nobody means the present folder.
            if (holds_empty_text(argument.target) && app.count(std::string(argument.name)) != 0) {
                return refuse({fmt::format("{} 的值是空的", argument.name),
                               fmt::format("the value of {} is empty", argument.name)},
                              command.name());
            }
        }
        return {session_, &command, ExitCode::success};
    }

    [[nodiscard]] static bool holds_empty_text(const Target& target) {
        if (const auto* const texts = std::get_if<std::vector<std::string>*>(&target)) {
            return std::any_of((*texts)->begin(), (*texts)->end(),
                               [](const std::string& text) { return text.empty(); });
        }
        const auto* const text = std::get_if<std::string*>(&target);
        return text != nullptr && (*text)->empty();
    }

    /// The command that the line names, or nothing.
    [[nodiscard]] std::string_view command_name() const {
        for (const auto& [app, command] : commands_) {
            if (app->parsed()) {
                return command->name();
            }
        }
        return {};
    }

    [[nodiscard]] Request refuse_extras() const {
        const std::vector<std::string> extras = app_.remaining(true);
        const std::string first = extras.empty() ? "" : extras.front();
        if (!command_name().empty() || first.starts_with('-')) {
            return refuse({fmt::format("不认识的参数 '{}'", first),
                           fmt::format("'{}' is not an argument", first)},
                          command_name());
        }
        std::string names;
        for (const auto& [app, command] : commands_) {
            names += " " + std::string(command->name());
        }
        return refuse({fmt::format("没有命令 '{}'；可用：{}", first, names),
                       fmt::format("there is no command '{}'; there are:{}", first, names)});
    }

    [[nodiscard]] Request refuse(const Phrase& why, std::string_view command = {}) const {
        fmt::print(stderr, "{}{}\n{}doudi {}{}--help\n",
                   session_.is_chinese() ? "命令行有误：" : "doudi: ", say(why),
                   session_.is_chinese() ? "用法见 " : "see ", command, command.empty() ? "" : " ");
        return {session_, nullptr, ExitCode::usage};
    }

    /// What CLI11 found, in both languages. Its own words are English and name the option first.
    [[nodiscard]] static Phrase translated(const CLI::ParseError& error) {
        const std::string words = error.what();
        const std::string name = words.substr(0, words.find(':'));
        if (error.get_name() == "ArgumentMismatch" && name.starts_with('-')) {
            return {fmt::format("{} 后面缺少值", name), fmt::format("{} lacks its value", name)};
        }
        return {fmt::format("无法识别（{}）", words), words};
    }

    Session session_;
    CLI::App app_;
    std::shared_ptr<HelpFormatter> formatter_;
    std::string lang_;
    std::vector<std::pair<CLI::App*, Command*>> commands_;
};

} // namespace

Request parse(std::span<char* const> arguments, const Commands& commands) {
    Session session;
    session.language = choose_language(arguments);
    return Line(session, commands).parse(arguments);
}

} // namespace doudi::cli
