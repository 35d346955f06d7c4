#include "cli/language.hpp"

#include <cstdlib>
#include <optional>
#include <string_view>

namespace doudi::cli {

namespace {

std::optional<Language> language_called(std::string_view name) {
    if (name.starts_with("zh")) {
        return Language::zh;
    }
    return name.starts_with("en") ? std::optional(Language::en) : std::nullopt;
}

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): no threads yet
    return value == nullptr ? std::string_view{} : value;
}

std::optional<Language> language_on_line(std::span<char* const> arguments) {
    constexpr std::string_view option = "--lang";
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == option && i + 1 < arguments.size()) {
            return language_called(arguments[i + 1]);
        }
        if (argument.starts_with(option) && argument.substr(option.size()).starts_with('=')) {
            return language_called(argument.substr(option.size() + 1));
        }
    }
    return std::nullopt;
}

} // namespace

Language choose_language(std::span<char* const> arguments) {
    if (const auto asked = language_on_line(arguments)) {
        return *asked;
    }
    // The first variable that is set decides, as for every program's messages.
    for (const char* const name : {"DOUDI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (const std::string_view value = environment(name); !value.empty()) {
            return language_called(value).value_or(Language::en);
        }
    }
    return Language::en;
}

} // namespace doudi::cli
