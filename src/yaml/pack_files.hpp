#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/load.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace doudi::yaml {

/// A file of a pack: its name as messages show it, and its content.
using NamedText = std::pair<std::string, std::string>;

/// Whether the name ends in `.test.yaml`.
[[nodiscard]] bool is_case_file(const std::string& name);

/// Reads every file of the pack in `folder`, at any depth, in the order of their names. Names
/// that begin with a point are passed over; what cannot be read is reported.
[[nodiscard]] std::vector<NamedText> read_pack_files(const std::filesystem::path& folder,
                                                     WithCases with_cases, Diagnostics& findings);

} // namespace doudi::yaml
