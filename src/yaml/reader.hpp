#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/written.hpp>

#include <memory>

namespace doudi::yaml {

/// Reads one YAML text. Answers nullptr, with findings, when it cannot be read, and nullptr
/// without an error when it says nothing (empty, or comments alone). What comes back has no
/// empty values and no key twice; findings may still hold errors.
[[nodiscard]] std::shared_ptr<const WrittenNode> read(const std::shared_ptr<const Source>& source,
                                                      Diagnostics& findings);

} // namespace doudi::yaml
