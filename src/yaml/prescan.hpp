#pragma once

#include <doudi/diagnostic.hpp>

#include <memory>

namespace doudi::yaml {

/// Walks the text before YAML is read and names what authors mistake and YAML would misread or
/// complain about in words that do not help: full-width punctuation, tabs, quotes left open,
/// characters that mean something to YAML. Answers false when the structure of the text cannot
/// be relied on, so that reading on would only bring follow-ups.
[[nodiscard]] bool prescan(const std::shared_ptr<const Source>& source, Diagnostics& findings);

} // namespace doudi::yaml
