#pragma once

#include <doudi/language.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi {

/// Edits from `a` to `b` by code points: insert, delete, replace, swap two neighbours. Stops
/// counting above `most` and answers `most + 1` then.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

/// The candidate that the author most likely meant by `wanted`: at most two edits away and fewer
/// than half its length; the first in order among equals. Empty when there is none.
[[nodiscard]] std::string suggest(std::string_view wanted,
                                  const std::vector<std::string_view>& candidates);

/// "did you mean 'x'?" in both languages, or an empty phrase for an empty name.
[[nodiscard]] Phrase did_you_mean(std::string_view name);

} // namespace doudi
