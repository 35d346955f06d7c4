#pragma once

#include <doudi/audit/trace.hpp>
#include <doudi/language.hpp>

#include <optional>
#include <string>

namespace doudi {

/// The comparison on which an alternative failed, in words: "家庭月收入", "2,137.50 元",
/// "不低于", "低保标准 660.00 元 × 3 人", "1,980.00 元", "超出 157.50 元".
///
/// Of several that failed it is the first. What is not a comparison (a fact that is not so) has
/// a left side alone.
struct FailedCondition {
    std::string left;
    std::string left_value;
    std::string comparison;
    std::string right; ///< empty when the right side is a bare value
    std::string right_value;
    std::string margin;
    std::string sentence; ///< all of it, and that the outcome does therefore not apply
};

/// Why a row of the decision was refused, shortly; nullopt for a row that was not.
///
/// For many records build the trace with ExplainOptions::reasons_only.
[[nodiscard]] std::optional<FailedCondition>
failed_condition(const Trace& trace, const Alternative& alternative, Language language);

} // namespace doudi
