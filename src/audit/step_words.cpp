#include "audit/step_words.hpp"

#include "audit/reason_list.hpp"
#include "audit/reason_words.hpp"
#include "audit/shorter_reason.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace doudi::audit {
namespace {

constexpr std::size_t indent_of_title = 2;
constexpr std::size_t indent_of_row = 5;
constexpr std::size_t indent_of_detail = 7;

void line(std::string& out, std::size_t indent, const std::string& text) {
    out.append(indent, ' ');
    out += text + "\n";
}

bool is_name(const Node& node) {
    return node.operation == Operation::reference || node.operation == Operation::value;
}

/// A rule that is one of its own parts, or hands on what it reads, says nothing new.
bool only_repeats(const Wording& words, const Step& step) {
    if (step.given || !step.choices.empty() || !step.formula || step.rounding) {
        return false;
    }
    const Node& node = words.rulebook().nodes[step.formula->node];
    return words.hands_on(step.value) ||
           (is_name(node) && words.rulebook().values[node.payload].rule == step.value);
}

/// Whether the step is the amount or a given-out value of the decision that is explained.
bool is_of_decision(const Wording& words, const Step& step) {
    const DecisionEntry& entry = words.trace().entry();
    const Index node = words.rulebook().values[step.value].node;
    bool found = node == entry.amount;
    for (const DecisionEntry::GivenOut& given : entry.gives) {
        found = found || node == given.node;
    }
    return found && !words.trace().alternatives.empty();
}

/// Whether the formula is nothing but a constant, such as the value of a row of a table.
bool is_constant(const Wording& words, const Term& term) {
    return words.rulebook().nodes[term.node].operation == Operation::constant;
}

/// What was said about a choice or a refusal, with its grounds on the same line when it has one.
void tell_grounds(const Wording& words, const std::string& what, std::span<const Ground> grounds,
                  const Context& context, std::string& out) {
    const Ground* leaf = grounds.size() == 1 ? only_leaf(grounds.front()) : nullptr;
    if (leaf != nullptr) {
        return line(out, indent_of_detail, what + sentence(words, *leaf, context));
    }
    line(out, indent_of_detail, what.substr(0, what.find_last_not_of(' ') + 1));
    for (const Ground& ground : grounds) {
        ReasonList(words, out).tell(ground, context, indent_of_detail + 2);
    }
}

void tell_choice(const Wording& words, const Step& step, const Choice& choice,
                 const Context& context, std::string& out) {
    const std::string& kind = words.rulebook().values[step.value].kind;
    const bool is_table = kind == "table" || kind == "decision";
    const std::string what = !is_table ? std::string(words.pick("因为：", "because: "))
                             : choice.otherwise
                                 ? std::string(words.pick("其他各行都不成立，按最后一行：",
                                                          "no other row holds, so the last one: "))
                                 : words.say("按第 {} 行：", "row {}: ", choice.row);
    tell_grounds(words, what, choice.because, context, out);
}

/// "a、b、c，共 3 人" for a count that says whom it counts.
std::string counted_words(const Wording& words, const Term& count) {
    const Index entity = words.rulebook().nodes[count.node].payload;
    std::vector<std::string> names;
    for (const Term& row : count.operands) {
        names.push_back(words.row_name(entity, row.row));
    }
    return words.say("{}，共 {}", "{}: {}", words.joined(names), words.format(count.value));
}

void tell_formula(const Wording& words, const Step& step, const Context& context,
                  std::string& out) {
    const std::string text = worked_out(words, step, context);
    if (!text.empty()) {
        line(out, indent_of_detail, words.say("算法：{}", "worked out: {}", text));
    }
}

void tell_item(const Wording& words, const Step& step, const ItemRow& item, std::string& out) {
    const Context context{words.rulebook().values[step.value].item_entity, item.row};
    if (item.refused) {
        const bool known = item.refused->state == State::ok;
        return tell_grounds(words,
                            std::string(known ? words.pick("不计，因为：", "does not count: ")
                                              : words.pick("还不能判断是否计入：",
                                                           "not known whether it counts: ")),
                            {&*item.refused, 1}, context, out);
    }
    line(out, indent_of_detail,
         words.say("算法：{}", "worked out: {}", words.side(*item.amount, context)));
    if (item.cap && item.cut) {
        line(out, indent_of_detail,
             words.say("上限：{}，超出的 {}不计", "cap: {}; {} is cut off",
                       words.side(*item.cap, context), words.format(*item.cut)));
    } else if (item.cap && item.counted.is_ok()) {
        line(out, indent_of_detail,
             words.say("上限：{}，没有超过", "cap: {}, not exceeded",
                       words.side(*item.cap, context)));
    }
}

void tell_details(const Wording& words, const Step& step, std::string& out) {
    const Context context{words.rulebook().values[step.value].entity, step.row};
    if (step.given) {
        line(out, indent_of_detail,
             std::string(words.pick("由记录直接给出，没有按规则计算",
                                    "given by the record, not worked out by the rule")));
        return;
    }
    for (const Choice& choice : step.choices) {
        if (!is_of_decision(words, step)) { // else it is said among the reasons
            tell_choice(words, step, choice, context, out);
        }
    }
    if (step.reason) {
        ReasonList(words, out).tell(shorter(words, *step.reason), context, indent_of_detail);
    }
    tell_formula(words, step, context, out);
    for (const ItemRow& item : step.items) {
        tell_item(words, step, item, out);
    }
    if (step.beyond) {
        line(out, indent_of_detail,
             words.say("余额不足，{} 不再扣除", "{} is not taken, for no more was left",
                       words.format(*step.beyond)));
    }
}

/// Rows of one value that have the same result for the same reasons.
struct AlikeRows {
    std::vector<std::string> names;
    std::string result;
    std::string details;
};

std::vector<AlikeRows> alike_rows(const Wording& words, std::span<const Step> steps) {
    std::vector<AlikeRows> groups;
    for (const Step& step : steps) {
        const Index entity = words.rulebook().values[step.value].entity;
        AlikeRows own{{entity == none ? "" : words.row_name(entity, step.row)},
                      words.format(step.result, UnitWords::whole),
                      ""};
        tell_details(words, step, own.details);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const AlikeRows& other) {
            return other.result == own.result && other.details == own.details;
        });
        if (same == groups.end()) {
            groups.push_back(std::move(own));
        } else {
            same->names.push_back(std::move(own.names.front()));
        }
    }
    return groups;
}

/// One value in all its rows.
void tell_value(const Wording& words, std::span<const Step> steps, std::size_t number,
                std::string& out) {
    const Step& first = steps.front();
    std::string title = words.say("{}. {}", "{}. {}", number, words.value_title(first.value));
    if (first.only_shown) {
        title += words.pick("（只供列示）", " (only shown)");
    }
    const std::vector<AlikeRows> groups = alike_rows(words, steps);
    const bool is_single = groups.size() == 1 && groups.front().names.front().empty();
    line(out, indent_of_title,
         is_single ? words.say("{}：{}", "{}: {}", title, groups.front().result) : title);
    for (const AlikeRows& group : groups) {
        if (!is_single) {
            line(out, indent_of_row,
                 words.say("{}：{}", "{}: {}", words.joined(group.names), group.result));
        }
        out += group.details;
    }
    if (!std::all_of(steps.begin(), steps.end(), [](const Step& step) { return step.given; })) {
        tell_citation(words, words.rulebook().values[first.value].citation, indent_of_row, out);
    }
}

/// Whether nothing was there to be taken off: told in one line with others of its kind.
bool is_zero_item(const Wording& words, std::span<const Step> steps) {
    return std::all_of(steps.begin(), steps.end(), [&](const Step& step) {
        const bool refused = std::any_of(step.items.begin(), step.items.end(),
                                         [](const ItemRow& item) { return item.refused; });
        return words.rulebook().values[step.value].role == ValueRole::item && !step.given &&
               !refused && !step.beyond && step.result.is_ok() && step.result.digits == Int128(0);
    });
}

void tell_zero_items(const Wording& words, const std::vector<Index>& values, std::size_t number,
                     std::string& out) {
    std::vector<std::string> titles;
    for (const Index value : values) {
        titles.push_back(words.value_title(value));
    }
    line(out, indent_of_title,
         words.say("{}. {}：都是 0", "{}. {}: all 0", number, words.joined(titles)));
}

} // namespace

std::string worked_out(const Wording& words, const Step& step, const Context& context) {
    if (!step.formula || (is_constant(words, *step.formula) && !step.rounding) ||
        (is_of_decision(words, step) && !step.result.is_ok())) {
        return "";
    }
    const Node& node = words.rulebook().nodes[step.formula->node];
    std::string text = node.operation == Operation::count && !step.formula->operands.empty()
                           ? counted_words(words, *step.formula)
                           : words.side(*step.formula, context);
    if (step.rounding && step.result.is_ok()) {
        text += words.say(
            "，{}，得 {}", ", {}: {}",
            words.rounding(step.rounding->mode, step.rounding->step, step.rounding->after.type),
            words.format(step.rounding->after));
    }
    return text;
}

void tell_citation(const Wording& words, const Citation& citation, std::size_t indent,
                   std::string& out) {
    if (!citation.sources.empty()) {
        line(out, indent, words.say("依据：{}", "source: {}", words.sources(citation)));
    }
    if (!citation.assumed.empty()) {
        line(out, indent, words.say("假定：{}", "assumed: {}", words.assumptions(citation)));
    }
}

void tell_steps(const Wording& words, std::string& out) {
    const std::span<const Step> steps = words.trace().steps;
    std::size_t number = 0;
    std::vector<Index> zero_items;
    const auto tell_zeros = [&] {
        if (!zero_items.empty()) {
            tell_zero_items(words, zero_items, ++number, out);
            zero_items.clear();
        }
    };
    for (std::size_t begin = 0; begin < steps.size();) {
        std::size_t end = begin + 1;
        while (end < steps.size() && steps[end].value == steps[begin].value) {
            ++end;
        }
        const std::span<const Step> rows = steps.subspan(begin, end - begin);
        begin = end;
        if (is_zero_item(words, rows)) {
            // The sum of an item over inner rows goes without saying then.
            if (words.rulebook().values[rows.front().value].item_amount != none) {
                zero_items.push_back(rows.front().value);
            }
        } else if (!std::all_of(rows.begin(), rows.end(),
                                [&](const Step& step) { return only_repeats(words, step); })) {
            tell_zeros();
            tell_value(words, rows, ++number, out);
        }
    }
    tell_zeros();
    if (words.trace().steps_left_out > 0) {
        line(out, indent_of_title,
             words.say("还有 {} 步没有列出", "{} more steps are left out",
                       words.trace().steps_left_out));
    }
}

} // namespace doudi::audit
