#pragma once

#include <doudi/diagnostic.hpp>

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace doudi::data {

/// Findings about whole files, which end the reading or writing.
[[nodiscard]] Diagnostic cannot_read(const std::filesystem::path& path, const Phrase& why);
[[nodiscard]] Diagnostic cannot_write(const std::filesystem::path& path, const Phrase& why);
[[nodiscard]] Diagnostic broken_list(const std::filesystem::path& path, std::size_t line);
[[nodiscard]] Diagnostic mixed_formats(const std::filesystem::path& a,
                                       const std::filesystem::path& b);
[[nodiscard]] Diagnostic no_input();

} // namespace doudi::data
