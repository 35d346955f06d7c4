#pragma once

#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>

#include <string_view>
#include <vector>

// What to say to somebody who wrote a title, or a value that a category does not have.
namespace doudi {

[[nodiscard]] std::vector<std::string_view> names_of_values(const CategoryEntry& category);

/// The value that has `text` for its title in one of the languages; empty when none has.
[[nodiscard]] std::string_view value_titled(const CategoryEntry& category, std::string_view text);

/// "write pass for '符合'", or an empty phrase when `text` is no title.
[[nodiscard]] Phrase write_instead_of_title(const CategoryEntry& category, std::string_view text);

/// The values with their titles, as many as can be taken in.
[[nodiscard]] Phrase values_listed(const CategoryEntry& category);

/// The fact of `entity` that has `title` for its title; empty when none has.
[[nodiscard]] std::string_view fact_titled(const Rulebook& rulebook, Index entity,
                                           std::string_view title);

} // namespace doudi
