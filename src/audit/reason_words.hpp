#pragma once

#include "audit/wording.hpp"

#include <string>
#include <string_view>

// Reasons in words: one sentence for a comparison, a list for what is made of several.
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

/// The first comparison that a reason comes down to, or nullptr.
[[nodiscard]] const Ground* first_leaf(const Ground& reason);

/// Appends the reason as a list, a line each, from `indent` blanks on.
void tell(const Wording& words, const Ground& reason, const Context& context, std::size_t indent,
          std::string& out);

} // namespace doudi::audit
