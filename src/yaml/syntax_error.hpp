#pragma once

#include <doudi/diagnostic.hpp>

#include <memory>
#include <string_view>

namespace doudi::yaml {

/// yaml-cpp's complaint `what` at byte `offset`, as a sentence for the author of the file.
[[nodiscard]] Diagnostic explain_syntax_error(const std::shared_ptr<const Source>& source,
                                              int offset, std::string_view what);

} // namespace doudi::yaml
