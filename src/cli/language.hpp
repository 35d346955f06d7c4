#pragma once

#include <doudi/language.hpp>

#include <span>

namespace doudi::cli {

/// The language to speak: `--lang zh|en` anywhere on the line, else DOUDI_LANG, else Chinese where
/// the system's messages are Chinese, else English.
[[nodiscard]] Language choose_language(std::span<char* const> arguments);

} // namespace doudi::cli
