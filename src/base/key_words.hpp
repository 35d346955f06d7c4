#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace doudi {

/// A key of rule files, which are English, and what it means.
struct KeyWord {
    std::string_view name;
    std::string_view zh; ///< several meanings are parted by "；", remarks stand in "（…）"
    std::string_view en;
};

/// All keys, by name.
[[nodiscard]] std::span<const KeyWord> key_words();

/// The one of `known` whose meaning in Chinese is `written`, such as "source" for "依据"; empty
/// when there is none.
[[nodiscard]] std::string_view key_meant_by(std::string_view written,
                                            const std::vector<std::string_view>& known);

} // namespace doudi
