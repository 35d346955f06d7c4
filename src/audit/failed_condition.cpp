#include "audit/reason_words.hpp"
#include "audit/wording.hpp"

#include <doudi/audit/failed_condition.hpp>

namespace doudi {
namespace {

using audit::Context;
using audit::Wording;

/// The name of a side, or its formula with values; empty for a bare value.
std::string side_text(const Wording& words, const Term& side, const Context& context) {
    const std::string title = words.title(side, context);
    if (!title.empty()) {
        return title;
    }
    const audit::Worded formula = words.formula(side, context);
    return formula.has_value ? std::string() : formula.text;
}

} // namespace

std::optional<FailedCondition> failed_condition(const Trace& trace, const Alternative& alternative,
                                                Language language) {
    const bool refused =
        alternative.reason && alternative.state == State::ok && !alternative.reason->holds;
    if (!refused) {
        return std::nullopt;
    }
    const Wording words(trace, language);
    const Context context{trace.entry().entity, trace.row};
    const Ground& leaf = audit::first_leaf(*alternative.reason);
    FailedCondition failed;
    if (leaf.sides.empty()) {
        failed.left = audit::name_of(words, leaf, context);
        failed.left_value = audit::truth_of(words, leaf);
    } else {
        failed.left = side_text(words, leaf.sides[0], context);
        failed.left_value = words.format(leaf.sides[0].value);
    }
    if (leaf.sides.size() > 1) {
        const Term& right = leaf.sides[leaf.failed_end == RangeEnd::high ? 2 : 1];
        failed.comparison = audit::comparison_words(words, leaf);
        failed.right = side_text(words, right, context);
        failed.right_value = words.format(right.value);
        failed.margin = audit::margin_words(words, leaf);
    }
    failed.sentence = words.say("{}，因此不符合“{}”", "{}, so '{}' does not apply",
                                audit::sentence(words, leaf, context),
                                words.outcome_title(trace.entry(), alternative.row));
    return failed;
}

} // namespace doudi
