#pragma once

#include "audit/wording.hpp"

#include <string>
#include <string_view>

// Reasons in sentences; reason_list.hpp makes lists of them.
namespace doudi::audit {

/// The words of one comparison: "不低于", "is not below".
[[nodiscard]] std::string comparison_words(const Wording& words, const Ground& reason);

/// "超出 157.50 元", "over by 157.50 yuan"; empty without a margin.
[[nodiscard]] std::string margin_words(const Wording& words, const Ground& reason);

/// One sentence about a reason that has sides, without a full stop.
[[nodiscard]] std::string sentence(const Wording& words, const Ground& reason,
                                   const Context& context);

/// The only comparison that a reason comes down to, or nullptr when there are several or none.
[[nodiscard]] const Ground* only_leaf(const Ground& reason);

/// The first comparison or truth that a reason comes down to.
[[nodiscard]] const Ground& first_leaf(const Ground& reason);

/// The name of a reason that is a named value or a fact; empty for a bare formula.
[[nodiscard]] std::string name_of(const Wording& words, const Ground& reason,
                                  const Context& context);

/// "是", "no", "（缺）".
[[nodiscard]] std::string truth_of(const Wording& words, const Ground& reason);

} // namespace doudi::audit
