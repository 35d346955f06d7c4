// A trace as a text that can be read aloud, section by section.

#include "audit/decision_words.hpp"
#include "audit/reason_list.hpp"
#include "audit/step_words.hpp"
#include "audit/wording.hpp"

#include <doudi/explain.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace doudi {
namespace {

using audit::Wording;

void line(std::string& out, std::size_t indent, const std::string& text) {
    out.append(indent, ' ');
    out += text + "\n";
}

void tell_needs(const Wording& words, std::string& out) {
    const Trace& trace = words.trace();
    line(out, 0,
         words.say("还不能确定，还缺 {} 项数据：",
                   trace.needs.size() == 1 ? "not yet determined; {} fact is still needed:"
                                           : "not yet determined; {} facts are still needed:",
                   trace.needs.size()));
    for (const MissingFact& need : trace.needs) {
        line(out, 2,
             words.say("- {}（{}）", "- {} ({})", audit::need_words(words, need), need.path));
    }
}

void tell_faults(const Wording& words, std::string& out) {
    line(out, 0, std::string(words.pick("算不出结果：", "no result can be worked out:")));
    for (const Fault& fault : words.trace().faults) {
        line(out, 2, "- " + audit::fault_words(words, fault));
    }
}

/// The outcome and the amount; of an open decision what of them is known.
void tell_result(const Wording& words, std::string& out) {
    const Trace& trace = words.trace();
    const bool is_open = trace.status == Status::undetermined || trace.status == Status::faulted;
    if (is_open) {
        trace.status == Status::faulted ? tell_faults(words, out) : tell_needs(words, out);
    }
    const Alternative* const row = audit::chosen(trace);
    const std::string outcome = audit::outcome_words(words);
    if (trace.outcome.is_ok()) {
        line(out, 0,
             is_open ? words.say("已能确定的结果：{}", "outcome, as far as known: {}", outcome)
                     : words.say("结果：{}", "outcome: {}", outcome));
    }
    if (trace.status == Status::review && row != nullptr) {
        line(out, 0,
             words.say("须由人工审核：{}", "people must decide: {}",
                       words.phrase(trace.entry().rows[row->row].why_review, "")));
    }
    if (trace.amount && trace.amount->is_ok()) {
        const std::string amount = words.format(*trace.amount, UnitWords::whole);
        line(out, 0,
             is_open ? words.say("已能确定的金额：{}", "amount, as far as known: {}", amount)
                     : words.say("金额：{}", "amount: {}", amount));
    }
}

void tell_named(const Wording& words, const std::vector<NamedQuantity>& values, std::string& out) {
    for (const NamedQuantity& value : values) {
        line(out, 2, "- " + audit::named_words(words, value, {none, 0}));
    }
}

/// "工资性收入 1,000.00 元/月".
std::string fact_words(const Wording& words, const FactUse& fact) {
    const InputEntry& input = words.rulebook().inputs[fact.input];
    const std::string text =
        words.named(words.input_title(fact.input), fact.value, UnitWords::whole);
    return input.role == InputRole::given ? words.say("{}（记录给出）", "{} (given)", text) : text;
}

/// The facts of one row, those that stand for nothing said apart.
void tell_row_facts(const Wording& words, std::span<const FactUse* const> facts, std::string& out) {
    const InputEntry& first = words.rulebook().inputs[facts.front()->input];
    const std::string name = words.row_name(first.entity, facts.front()->row);
    std::string stated;
    std::string defaults;
    for (const FactUse* fact : facts) {
        std::string& text = fact->is_default ? defaults : stated;
        text += text.empty() ? "" : words.pick("；", "; ");
        text += fact_words(words, *fact);
    }
    const std::string who = name.empty() ? words.entity_title(first.entity) : name;
    line(out, 2, words.say("- {}：{}", "- {}: {}", who, stated));
    if (!defaults.empty()) {
        line(out, 4, words.say("默认值：{}", "by default: {}", defaults));
    }
}

/// Row by row, outer rows first, as a record is read.
void tell_facts(const Wording& words, std::string& out) {
    const Rulebook& rulebook = words.rulebook();
    std::vector<const FactUse*> facts;
    for (const FactUse& fact : words.trace().facts) {
        facts.push_back(&fact);
    }
    const auto place = [&](const FactUse* fact) {
        return std::pair(rulebook.inputs[fact->input].entity, fact->row);
    };
    std::stable_sort(facts.begin(), facts.end(),
                     [&](const FactUse* a, const FactUse* b) { return place(a) < place(b); });
    for (auto begin = facts.begin(); begin != facts.end();) {
        const auto end = std::find_if(
            begin, facts.end(), [&](const FactUse* fact) { return place(fact) != place(*begin); });
        tell_row_facts(words, {begin, end}, out);
        begin = end;
    }
}

void tell_parameters(const Wording& words, std::string& out) {
    for (const ParameterNote& note : words.trace().parameters) {
        const ParameterUse& use = words.rulebook().parameters[note.parameter];
        std::string keys;
        for (const Quantity& key : note.keys) {
            keys += keys.empty() ? "" : words.pick("，", ", ");
            keys += words.format(key);
        }
        const std::string name = words.parameter_title(note.parameter) +
                                 (keys.empty() ? "" : words.say("〔{}〕", " [{}]", keys));
        const std::string value = words.format(note.value, UnitWords::whole);
        line(out, 2,
             use.is_option ? words.say("- {}：选定{}", "- {}: {}, as chosen", name, value)
                           : words.say("- {}：{}，自{}起", "- {}: {}, since {}", name, value,
                                       words.format(use.since)));
        audit::tell_citation(words, use.citation, 4, out);
    }
}

/// A section with its heading, when it has anything to say.
template <typename Tell>
void section(std::string& out, std::string_view heading, const Tell& tell) {
    std::string body;
    tell(body);
    if (!body.empty()) {
        out += "\n" + std::string(heading) + "\n" + body;
    }
}

} // namespace

std::string to_text(const Trace& trace, Language language) {
    const Wording words(trace, language);
    const Rulebook& rulebook = *trace.rulebook;
    std::string out;
    line(out, 0, words.decision_title(trace.decision));
    const std::string inner = words.row_name(trace.entry().entity, trace.row);
    line(out, 0,
         words.say("{} {}{}，{}", "{} {}{}, {}", words.entity_title(0),
                   trace.rows[0].empty() ? "" : trace.rows[0][0].key,
                   inner.empty() ? ""
                                 : words.say("，{} {}", ", {} {}",
                                             words.entity_title(trace.entry().entity), inner),
                   words.format(rulebook.date)));
    tell_result(words, out);
    section(out, words.pick("理由", "why"), [&](std::string& body) {
        audit::ReasonList reasons(words, body);
        for (const Alternative& alternative : trace.alternatives) {
            audit::tell_alternative(words, alternative, reasons, 2, body);
            if (alternative.chosen) {
                audit::tell_citation(words, trace.entry().rows[alternative.row].citation, 4, body);
            }
        }
    });
    section(out, words.pick("同时给出", "given out with it"),
            [&](std::string& body) { tell_named(words, trace.gives, body); });
    section(out, words.pick("列示", "shown"),
            [&](std::string& body) { tell_named(words, trace.show, body); });
    section(out, words.pick("计算过程", "how it was worked out"),
            [&](std::string& body) { audit::tell_steps(words, body); });
    section(out, words.pick("用到的数据", "facts used"),
            [&](std::string& body) { tell_facts(words, body); });
    section(out, words.pick("用到的标准和参数", "parameters used"),
            [&](std::string& body) { tell_parameters(words, body); });
    return out;
}

} // namespace doudi
