#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Findings about whole files, which end the reading or writing.
[[nodiscard]] Diagnostic cannot_read(const std::filesystem::path& path, const Phrase& why);
[[nodiscard]] Diagnostic cannot_write(const std::filesystem::path& path, const Phrase& why);
[[nodiscard]] Diagnostic broken_list(const std::filesystem::path& path, std::size_t line);
[[nodiscard]] Diagnostic mixed_formats(const std::filesystem::path& a,
                                       const std::filesystem::path& b);
[[nodiscard]] Diagnostic given_twice(const std::filesystem::path& path);
[[nodiscard]] Diagnostic no_input();
[[nodiscard]] Diagnostic name_is_taken(std::string_view name);
[[nodiscard]] Diagnostic no_header(const std::filesystem::path& path);
[[nodiscard]] Diagnostic broken_header(const std::filesystem::path& path, const Reason& reason);
/// `names`: what columns may be called. Nothing of the line is shown: it holds somebody's data.
[[nodiscard]] Diagnostic unnamed_columns(const std::filesystem::path& path,
                                         const std::vector<std::string>& names);
[[nodiscard]] Diagnostic too_many_columns(const std::filesystem::path& path, std::size_t most);
[[nodiscard]] Diagnostic changed_meanwhile(const std::filesystem::path& path);
[[nodiscard]] Diagnostic cannot_sort(const std::filesystem::path& folder, const Phrase& why);
[[nodiscard]] Diagnostic unknown_entity(const std::filesystem::path& path, std::string_view name,
                                        const std::vector<std::string_view>& names);
[[nodiscard]] Diagnostic two_files(const std::filesystem::path& a, const std::filesystem::path& b,
                                   std::string_view entity);
/// A warning: without a file of this inner entity, no record has any.
[[nodiscard]] Diagnostic nobody_of(std::string_view entity);
[[nodiscard]] Diagnostic no_file(std::string_view entity);
[[nodiscard]] Diagnostic no_key_to_join_by(std::string_view outer, std::string_view inner);

[[nodiscard]] Diagnostic read_only_once(const std::filesystem::path& path);
[[nodiscard]] Diagnostic months_not_kept(std::string_view entity);

} // namespace doudi::data
