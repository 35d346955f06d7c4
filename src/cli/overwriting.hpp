#pragma once

#include <doudi/diagnostic.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace doudi::cli {

/// A file that would be written over although the run reads it, or written to twice.
///
/// Devices and pipes may have several uses; files and the standard output ("-") may not.
[[nodiscard]] std::optional<Diagnostic>
find_clash(const std::vector<std::filesystem::path>& read,
           const std::vector<std::filesystem::path>& written);

} // namespace doudi::cli
