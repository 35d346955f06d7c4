#pragma once

#include <doudi/language.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace doudi {

/// A word of the formula language, or one that stands for a state, and so no name.
[[nodiscard]] bool is_reserved_word(std::string_view text);

/// Letters of any script, digits and underscores, not beginning with a digit, at most
/// limits::name_bytes, and no reserved word.
[[nodiscard]] bool is_name(std::string_view text);

/// Why a text is no name, and what to write instead (which may be empty).
struct NameFault {
    Phrase why;
    Phrase help;
};

/// nullopt when `text` is a name.
[[nodiscard]] std::optional<NameFault> find_name_fault(std::string_view text);

} // namespace doudi
