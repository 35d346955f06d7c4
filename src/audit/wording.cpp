// What things are called in a trace: titles where the pack has them, names where it has not.

#include "audit/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::audit {
namespace {

/// Words for the parts that the kinds of rules define under a rule's name.
struct PartWords {
    std::string_view part;
    std::string_view chinese;
    std::string_view english;
};

constexpr std::array part_words{
    PartWords{"of", "扣除前", "before"},
    PartWords{"when", "条件", "condition"},
    PartWords{"while", "持续条件", "lasting condition"},
    PartWords{"each", "本人金额", "for each"},
    PartWords{"covered", "本人纳入", "covered"},
    PartWords{"applies", "是否适用", "applies"},
    PartWords{"persons", "人数", "persons"},
    PartWords{"amount", "金额", "amount"},
    PartWords{"counted", "上月计入", "last month counts"},
    PartWords{"month", "第几个月", "month"},
    PartWords{"share", "发放比例", "share"},
    PartWords{"first_base", "起始基数", "base at first"},
    PartWords{"base", "基数", "base"},
};

std::string last_part(const std::string& name) {
    return name.substr(name.rfind('.') + 1);
}

std::string_view part_word(std::string_view part, bool zh) {
    for (const PartWords& words : part_words) {
        if (words.part == part) {
            return zh ? words.chinese : words.english;
        }
    }
    return part;
}

} // namespace

Wording::Wording(const Trace& trace, Language language)
    : trace_(trace), rulebook_(*trace.rulebook), language_(language),
      is_given_(trace.rulebook->values.size(), false) {
    for (const Step& step : trace.steps) {
        is_given_[step.value] = is_given_[step.value] || step.given;
    }
}

bool Wording::hands_on(Index value) const {
    const ValueEntry& entry = rulebook_.values[value];
    if (entry.role != ValueRole::part || is_given_[value] || entry.node == none) {
        return false;
    }
    const Node& node = rulebook_.nodes[entry.node];
    const Index formula = node.operand_count == 1 ? rulebook_.operands_of(node)[0] : none;
    return formula != none && rulebook_.nodes[formula].entity == node.entity &&
           (rulebook_.nodes[formula].operation == Operation::input ||
            rulebook_.nodes[formula].operation == Operation::reference);
}

/// As it is written under items: "medical" of both rigid.medical and rigid.medical.each.
std::string Wording::item_name(const ValueEntry& entry) const {
    const std::string rule = entry.rule == none ? "" : rulebook_.values[entry.rule].name + ".";
    if (rule.empty() || !entry.name.starts_with(rule)) {
        return last_part(entry.name);
    }
    const std::string inner = entry.name.substr(rule.size());
    return inner.substr(0, inner.find('.'));
}

std::string Wording::value_title(Index value) const {
    const ValueEntry& entry = rulebook_.values[value];
    const std::string own = phrase(entry.title, "");
    const std::string part = last_part(entry.name);
    switch (entry.role) {
    case ValueRole::outcome:
        return say("{}（结果）", "{} (outcome)",
                   own.empty() ? entry.name.substr(0, entry.name.rfind('.')) : own);
    case ValueRole::amount:
        return entry.node == trace_.entry().amount
                   ? std::string(pick("金额", "amount"))
                   : say("{}（金额）", "{} (amount)", own.empty() ? entry.name : own);
    case ValueRole::item:
        // What is worked out for inner rows is summed under the same title.
        return entry.item_amount != none
                   ? (own.empty() ? item_name(entry) : own)
                   : say("{}合计", "{} in all", own.empty() ? item_name(entry) : own);
    case ValueRole::part:
        return own.empty() ? entry.name : say("{}（{}）", "{} ({})", own, part_word(part, zh()));
    case ValueRole::left:
        break;
    default:
        return own.empty() ? part : own;
    }
    if (!own.empty() || entry.rule == none) {
        return own.empty() ? part : own;
    }
    const std::string rule = phrase(rulebook_.values[entry.rule].title, "");
    return rule.empty() ? part : say("{}后的余额", "what is left after {}", rule);
}

std::string Wording::input_title(Index input) const {
    const InputEntry& entry = rulebook_.inputs[input];
    const Index value = rulebook_.find_value(entry.field);
    std::string title = phrase(entry.title, "");
    if (value != none && (title.empty() || entry.role != InputRole::fact)) {
        title = value_title(value);
    }
    title = title.empty() ? last_part(entry.field) : title;
    switch (entry.role) {
    case InputRole::previous:
        return say("上月的{}", "last month's {}", title);
    case InputRole::months_sum:
        return say("前 {1} 个月{0}合计", "{0} summed over {1} months", title, entry.months);
    default:
        return title;
    }
}

std::string Wording::parameter_title(Index parameter) const {
    const ParameterUse& use = rulebook_.parameters[parameter];
    return phrase(use.title, last_part(use.name));
}

std::string Wording::decision_title(Index decision) const {
    const DecisionEntry& entry = rulebook_.decisions[decision];
    return phrase(entry.title, entry.name);
}

std::string Wording::entity_title(Index entity) const {
    return phrase(rulebook_.entities[entity].title, rulebook_.entities[entity].name);
}

std::string Wording::outcome_title(const DecisionEntry& entry, Index row) const {
    const Index outcome = entry.rows[row].outcome;
    const bool known = entry.category < rulebook_.categories.size() &&
                       outcome < rulebook_.categories[entry.category].values.size();
    const std::string name =
        known ? rulebook_.categories[entry.category].values[outcome].name : std::string("?");
    const Phrase& title = entry.rows[row].title;
    return title.empty() && known
               ? phrase(rulebook_.categories[entry.category].values[outcome].title, name)
               : phrase(title, name);
}

std::string Wording::row_name(Index entity, std::uint32_t row) const {
    std::string name;
    while (entity < trace_.rows.size() && row < trace_.rows[entity].size() &&
           rulebook_.entities[entity].outer != none) {
        const RowName& own = trace_.rows[entity][row];
        name = own.key + (name.empty() ? "" : "·" + name);
        row = own.outer;
        entity = rulebook_.entities[entity].outer;
    }
    return name;
}

std::string Wording::whose(Index entity, std::uint32_t row, const Context& context) const {
    const bool is_outer = entity == none || rulebook_.holds(entity, context.entity);
    if (is_outer && (entity != context.entity || row == context.row)) {
        return "";
    }
    const std::string name = row_name(entity, row);
    return name.empty() ? "" : say("{} 的", "{}'s ", name);
}

std::string Wording::joined(const std::vector<std::string>& names) const {
    constexpr std::size_t most_names = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) {
        text += i == 0 ? "" : pick("、", ", ");
        text += names[i];
    }
    return names.size() > most_names ? say("{}等 {} 个", "{}, … ({} in all)", text, names.size())
                                     : text;
}

std::string Wording::sources(const Citation& citation) const {
    std::string text;
    Index told = none;
    for (const Citation::Source& source : citation.sources) {
        const bool is_same = source.document != none && source.document == told;
        text += text.empty() ? "" : is_same ? pick("、", ", ") : pick("；", "; ");
        told = source.document;
        if (!is_same && source.document != none && source.document < rulebook_.documents.size()) {
            const DocumentEntry& document = rulebook_.documents[source.document];
            text += say("《{}》", "{}", phrase(document.title, document.name));
            if (!document.number.empty()) {
                text += say("（{}）", " ({})", document.number);
            }
            text += source.text.empty() || zh() ? "" : ", ";
        }
        text += source.text;
    }
    return text;
}

std::string Wording::documents(const Citation& citation) const {
    std::vector<std::string> titles;
    for (const Citation::Source& source : citation.sources) {
        if (source.document == none || source.document >= rulebook_.documents.size()) {
            continue;
        }
        const DocumentEntry& document = rulebook_.documents[source.document];
        std::string title = say("《{}》", "{}", phrase(document.title, document.name));
        if (std::find(titles.begin(), titles.end(), title) == titles.end()) {
            titles.push_back(std::move(title));
        }
    }
    return fmt::format("{}", fmt::join(titles, pick("；", "; ")));
}

std::string Wording::assumptions(const Citation& citation) const {
    std::string text;
    for (const Phrase& assumed : citation.assumed) {
        text += text.empty() ? "" : pick("；", "; ");
        text += phrase(assumed, "");
    }
    return text;
}

} // namespace doudi::audit
