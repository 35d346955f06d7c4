#pragma once

#include <doudi/rulebook.hpp>

#include <string>
#include <string_view>

namespace doudi {

/// "less_equal": the name of an operation, as in this library.
[[nodiscard]] std::string_view to_string(Operation operation);

/// A rulebook as text for the maintainers of doudi: entities, inputs, every node with its
/// operands, places and proven range, and the decisions. Not a format that anything reads.
[[nodiscard]] std::string print(const Rulebook& rulebook);

} // namespace doudi
