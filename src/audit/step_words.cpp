#include "audit/step_words.hpp"

#include "audit/reason_words.hpp"

#include <fmt/format.h>

#include <cstddef>
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

/// A rule that is one of its own parts says nothing new.
bool only_repeats(const Wording& words, const Step& step) {
    if (step.given || !step.choices.empty() || !step.formula || step.rounding) {
        return false;
    }
    const Node& node = words.rulebook().nodes[step.formula->node];
    const bool is_name =
        node.operation == Operation::reference || node.operation == Operation::value;
    return is_name && words.rulebook().values[node.payload].rule == step.value;
}

/// Whether the formula is nothing but a constant, such as the value of a row of a table.
bool is_constant(const Wording& words, const Term& term) {
    return words.rulebook().nodes[term.node].operation == Operation::constant;
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

void tell_choice(const Wording& words, const Step& step, const Choice& choice,
                 const Context& context, std::string& out) {
    const bool is_table = words.rulebook().values[step.value].kind == "table" ||
                          words.rulebook().values[step.value].kind == "decision";
    if (is_table && choice.otherwise) {
        line(out, indent_of_detail,
             std::string(words.pick("其他各行都不成立，按最后一行：",
                                    "no other row holds, so the last one:")));
    } else if (is_table) {
        line(out, indent_of_detail, words.say("按第 {} 行：", "row {}:", choice.row));
    } else {
        line(out, indent_of_detail, std::string(words.pick("因为：", "because:")));
    }
    for (const Ground& reason : choice.because) {
        tell(words, reason, context, indent_of_detail + 2, out);
    }
}

void tell_formula(const Wording& words, const Step& step, const Context& context,
                  std::string& out) {
    if (!step.formula || (is_constant(words, *step.formula) && !step.rounding) ||
        (is_of_decision(words, step) && !step.result.is_ok())) {
        return;
    }
    std::string text = words.side(*step.formula, context);
    if (step.rounding && step.result.is_ok()) {
        text += words.say(
            "，{}，得 {}", ", {}: {}",
            words.rounding(step.rounding->mode, step.rounding->step, step.rounding->after.type),
            words.format(step.rounding->after));
    }
    line(out, indent_of_detail, words.say("算法：{}", "worked out: {}", text));
}

void tell_item(const Wording& words, const Step& step, const ItemRow& item, std::string& out) {
    const Context context{words.rulebook().values[step.value].item_entity, item.row};
    if (item.refused) {
        const bool known = item.refused->state == State::ok;
        line(out, indent_of_detail,
             std::string(known
                             ? words.pick("不计，因为：", "does not count, because:")
                             : words.pick("还不能判断是否计入：", "not known whether it counts:")));
        tell(words, *item.refused, context, indent_of_detail + 2, out);
        return;
    }
    line(out, indent_of_detail,
         words.say("算法：{}", "worked out: {}", words.side(*item.amount, context)));
    if (item.cap && item.cut) {
        line(out, indent_of_detail,
             words.say("上限：{}，超出的 {}不计", "the cap {} cuts off {}",
                       words.side(*item.cap, context), words.format(*item.cut)));
    } else if (item.cap && item.counted.is_ok()) {
        line(out, indent_of_detail,
             words.say("上限：{}，没有超过", "the cap {} is not exceeded",
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
        tell(words, *step.reason, context, indent_of_detail, out);
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

/// "家庭月收入：937.70 元/月" for the record, "a：800.00 元/月" for a row inside it.
void tell_row(const Wording& words, const Step& step, std::string& out) {
    const Index entity = words.rulebook().values[step.value].entity;
    const std::string row = entity == none ? "" : words.row_name(entity, step.row);
    const std::string result = words.format(step.result, UnitWords::whole);
    if (!row.empty()) {
        line(out, indent_of_row, words.say("{}：{}", "{}: {}", row, result));
    }
    tell_details(words, step, out);
}

void tell_title(const Wording& words, const Step& step, std::size_t number, std::string& out) {
    const Index entity = words.rulebook().values[step.value].entity;
    const bool is_single = entity == none || words.row_name(entity, step.row).empty();
    std::string text = fmt::format("{}. {}", number, words.value_title(step.value));
    if (step.only_shown) {
        text += words.pick("（只供列示）", " (only shown)");
    }
    if (is_single) {
        text = words.say("{}：{}", "{}: {}", text, words.format(step.result, UnitWords::whole));
    }
    line(out, indent_of_title, text);
}

} // namespace

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
    const std::vector<Step>& steps = words.trace().steps;
    std::size_t number = 0;
    Index told = none;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (only_repeats(words, step)) {
            continue;
        }
        if (step.value != told) {
            told = step.value;
            tell_title(words, step, ++number, out);
        }
        tell_row(words, step, out);
        if (i + 1 == steps.size() || steps[i + 1].value != told) {
            tell_citation(words, words.rulebook().values[told].citation, indent_of_row, out);
        }
    }
    if (words.trace().steps_left_out > 0) {
        line(out, 2,
             words.say("还有 {} 步没有列出", "{} more steps are left out",
                       words.trace().steps_left_out));
    }
}

} // namespace doudi::audit
