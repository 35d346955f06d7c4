#pragma once

#include <doudi/checked.hpp>
#include <doudi/pack.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace doudi {

/// Whether the cases of a pack are read too; deciding does not need them.
enum class WithCases { no, yes };

/// Reads a pack: the folder that holds `pack.yaml`, every `*.yaml` in it at any depth and, when
/// asked, its `*.test.yaml`. Files are taken in the order of their names.
///
/// Reports all findings about the shape of the files; names, types and dates are the business of
/// `compile`. A folder that cannot be read is a finding, too. Opens files, and nothing else.
[[nodiscard]] Checked<RulePack> load_pack(const std::filesystem::path& folder,
                                          WithCases with_cases = WithCases::no);

/// The same from texts in memory: file name and content of each. One must be `pack.yaml`.
[[nodiscard]] Checked<RulePack>
load_pack_texts(const std::vector<std::pair<std::string, std::string>>& files,
                WithCases with_cases = WithCases::no);

} // namespace doudi
