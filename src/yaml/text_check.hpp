#pragma once

#include <doudi/diagnostic.hpp>

#include <memory>

namespace doudi::yaml {

/// Whether `source` is a text at all: not too large, UTF-8, without control characters. Reports
/// what is wrong and answers false when nothing further should be read.
[[nodiscard]] bool check_text(const std::shared_ptr<const Source>& source, Diagnostics& findings);

} // namespace doudi::yaml
