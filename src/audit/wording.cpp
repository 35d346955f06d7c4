// What things are called in a trace: titles where the pack has them, names where it has not.

#include "audit/wording.hpp"

#include <fmt/format.h>

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

std::string Wording::value_title(Index value) const {
    const ValueEntry& entry = rulebook_.values[value];
    const std::string own = phrase(entry.title, "");
    const std::string part = last_part(entry.name);
    switch (entry.role) {
    case ValueRole::outcome:
        return say("{}（结果）", "{} (outcome)", own.empty() ? entry.name : own);
    case ValueRole::amount:
        return say("{}（金额）", "{} (amount)", own.empty() ? entry.name : own);
    case ValueRole::given_out:
        return own.empty() ? entry.name : say("{}（{}）", "{} ({})", own, part);
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
    if (title.empty()) {
        title = value == none ? last_part(entry.field) : value_title(value);
    }
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

std::string Wording::sources(const Citation& citation) const {
    std::string text;
    for (const Citation::Source& source : citation.sources) {
        text += text.empty() ? "" : pick("；", "; ");
        if (source.document != none && source.document < rulebook_.documents.size()) {
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

std::string Wording::assumptions(const Citation& citation) const {
    std::string text;
    for (const std::string& assumed : citation.assumed) {
        text += text.empty() ? "" : pick("；", "; ");
        text += assumed;
    }
    return text;
}

} // namespace doudi::audit
