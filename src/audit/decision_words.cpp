#include "audit/decision_words.hpp"

#include <algorithm>
#include <utility>

namespace doudi::audit {
namespace {

void line(std::string& out, std::size_t indent, const std::string& text) {
    out.append(indent, ' ');
    out += text + "\n";
}

} // namespace

Context subject_of(const Trace& trace) {
    return {trace.entry().entity, trace.row};
}

const Alternative* chosen(const Trace& trace) {
    const auto found =
        std::find_if(trace.alternatives.begin(), trace.alternatives.end(),
                     [](const Alternative& alternative) { return alternative.chosen; });
    return found == trace.alternatives.end() ? nullptr : &*found;
}

std::string outcome_words(const Wording& words) {
    const Trace& trace = words.trace();
    const Alternative* const row = chosen(trace);
    return row != nullptr ? words.outcome_title(trace.entry(), row->row)
                          : words.format(trace.outcome);
}

std::string fault_words(const Wording& words, const Fault& fault) {
    const std::string what = words.formula(fault.where, subject_of(words.trace())).text;
    const auto why = [&]() -> std::string_view {
        switch (fault.cause) {
        case FaultCause::division_by_zero:
            return words.pick("除数为零", "the divisor is zero");
        case FaultCause::two_rows_true:
            return words.pick("只许一行成立的表有两行成立",
                              "two rows of a table that allows one are true");
        case FaultCause::outside_table:
            return words.pick("表里没有这个键", "the table has no such key");
        case FaultCause::outside_bands:
            return words.pick("低于最低一档", "below the lowest band");
        case FaultCause::outside_range:
            return words.pick("超出规定的范围", "outside the range that was declared");
        case FaultCause::nobody:
            return words.pick("没有一个可供比较",
                              "there is nobody to take the smallest or largest of");
        case FaultCause::without_value:
            return words.pick("这一天没有值", "it has no value on this date");
        case FaultCause::unknown:
            break;
        }
        return words.pick("原因不明", "for an unknown reason");
    }();
    const std::string where = fault.value == none ? std::string() : words.value_title(fault.value);
    const std::string whole =
        where.empty() ? what : words.after(words.say("“{}”里的", "in '{}',", where), what);
    return words.say("{}：{}", "{}: {}", whole, why);
}

std::string need_words(const Wording& words, const MissingFact& need) {
    const Index entity = words.rulebook().inputs[need.input].entity;
    return words.whose(entity, need.row, Context{0, 0}) + words.input_title(need.input);
}

std::string named_words(const Wording& words, const NamedQuantity& value, const Context& context) {
    std::string title;
    if (value.node != none) {
        Term term;
        term.node = value.node;
        term.row = words.trace().row;
        title = words.title(term, context);
    }
    return words.say("{}：{}", "{}: {}", title.empty() ? value.name : title,
                     words.format(value.quantity, UnitWords::whole));
}

void tell_alternative(const Wording& words, const Alternative& alternative, ReasonList& reasons,
                      std::size_t indent, std::string& out) {
    const DecisionEntry& entry = words.trace().entry();
    const std::string title = words.outcome_title(entry, alternative.row);
    const Context context = subject_of(words.trace());
    const bool open = alternative.state != State::ok;
    const std::string head =
        alternative.state == State::missing
            ? words.say("是否符合“{}”还不能判断", "'{}' cannot be told yet", title)
        : open ? words.say("是否符合“{}”算不出", "'{}' cannot be worked out", title)
        : alternative.chosen ? words.say("符合“{}”", "'{}' applies", title)
                             : words.say("不符合“{}”", "'{}' does not apply", title);
    if (!alternative.reason) {
        const bool is_only = words.trace().alternatives.size() == 1;
        line(out, indent,
             is_only
                 ? words.say("- 只有这一种结果：“{}”", "- there is but one outcome: '{}'", title)
             : alternative.chosen
                 ? words.say("- 以上都不符合，结果是“{}”",
                             "- none of the above applies, so the outcome is '{}'", title)
                 : words.say("- 如果以上都不符合，结果是“{}”",
                             "- if none of the above applies, the outcome is '{}'", title));
    } else {
        reasons.tell_under(head, *alternative.reason, context, indent);
    }
}

} // namespace doudi::audit
