// Everything decided about one record as one letter, part by part.
//
// What is said about several rows in the same words is said once: "A、B、C：…". Steps stay in the
// trace; a letter tells what was decided, why, from which figures, and on what that rests.

#include "audit/assumptions.hpp"
#include "audit/decision_words.hpp"
#include "audit/reason_list.hpp"
#include "audit/step_words.hpp"
#include "audit/wording.hpp"

#include <doudi/letter.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace doudi {
namespace {

using audit::Context;
using audit::ReasonList;
using audit::Wording;

/// How deep a letter goes into how a named value came about; the trace goes all the way.
constexpr std::size_t most_opened = 2;

enum class Part : std::uint8_t { granted, review, open, found, refused };

constexpr std::array parts{Part::granted, Part::review, Part::open, Part::found, Part::refused};

Phrase heading_of(Part part) {
    switch (part) {
    case Part::granted:
        return {"可以领取的", "What is granted"};
    case Part::review:
        return {"须由人工决定的", "What people still have to decide"};
    case Part::open:
        return {"暂时不能决定的", "What cannot be decided yet"};
    case Part::found:
        return {"其他决定（不发放款项）", "What else was decided, without money"};
    case Part::refused:
        break;
    }
    return {"没有发放的，以及原因", "What is not granted, and why"};
}

Part part_of(const Trace& trace) {
    switch (trace.status) {
    case Status::undetermined:
    case Status::faulted:
        return Part::open;
    case Status::review:
        return Part::review;
    case Status::decided:
        break;
    }
    if (!trace.amount) {
        return Part::found;
    }
    return Int128(0) < trace.amount->digits ? Part::granted : Part::refused;
}

void line(std::string& out, std::size_t indent, const std::string& text) {
    out.append(indent, ' ');
    out += text + "\n";
}

/// What is said about one or more rows of a decision in the same words.
struct Paragraph {
    Index decision = none;
    std::vector<std::string> names; ///< empty for the record itself
    std::string head;               ///< outcome and amount
    std::string body;
};

/// The formula of the amount, through names that only hand it on; empty when it is a constant.
std::string amount_words(const Wording& words) {
    const Trace& trace = words.trace();
    const auto step_of = [&](Index node, std::uint32_t row) {
        return std::find_if(trace.steps.begin(), trace.steps.end(), [&](const Step& step) {
            const ValueEntry& value = words.rulebook().values[step.value];
            return value.node == node && (step.row == row || value.entity == 0);
        });
    };
    auto step = step_of(trace.entry().amount, trace.row);
    for (std::size_t i = 0; step != trace.steps.end() && i < trace.steps.size(); ++i) {
        const Node* const node =
            step->formula ? &words.rulebook().nodes[step->formula->node] : nullptr;
        const bool is_name =
            node != nullptr && !step->rounding &&
            (node->operation == Operation::reference || node->operation == Operation::value);
        if (!is_name) {
            break;
        }
        step = step_of(words.rulebook().values[node->payload].node, step->formula->row);
    }
    if (step == trace.steps.end() || step->given) {
        return "";
    }
    const Index entity = words.rulebook().values[step->value].entity;
    const std::string text = audit::worked_out(words, *step, {entity, step->row});
    const bool is_amount = words.rulebook().values[step->value].node == trace.entry().amount;
    return text.empty() || is_amount
               ? text
               : words.say("{}，{}", "{}, {}", words.value_title(step->value), text);
}

void tell_citation(const Wording& words, const Citation& citation, std::string& out) {
    const bool is_own =
        words.zh() == (words.rulebook().language == Language::zh); // language of the pack
    const std::string text = is_own ? words.sources(citation) : words.documents(citation);
    if (!text.empty()) {
        line(out, 4, words.say("依据：{}", "legal basis: {}", text));
    }
}

/// Whether a row would pay or hand on to people: why not the others is of no interest to anybody.
bool could_help(const Wording& words, const Alternative& alternative) {
    const DecisionEntry::Row& row = words.trace().entry().rows[alternative.row];
    return row.amount != none || row.review;
}

/// Why the row was chosen; of the last row, why none before it was.
void tell_reasons(const Wording& words, Part part, std::string& out) {
    const Trace& trace = words.trace();
    const Alternative* const row = audit::chosen(trace);
    const Context context = audit::subject_of(trace);
    ReasonList reasons(words, out, most_opened);
    if (row != nullptr && row->reason) {
        return reasons.tell_under(std::string(words.pick("因为", "because")), *row->reason, context,
                                  4);
    }
    const auto helps = [&](const Alternative& one) { return could_help(words, one); };
    const bool only_helpful = part == Part::refused && std::any_of(trace.alternatives.begin(),
                                                                   trace.alternatives.end(), helps);
    for (const Alternative& alternative : trace.alternatives) {
        if (!alternative.reason || (only_helpful && !helps(alternative))) {
            continue;
        }
        const std::string title = words.outcome_title(trace.entry(), alternative.row);
        reasons.tell_under(part == Part::refused
                               ? words.say("不符合“{}”", "'{}' does not apply", title)
                               : words.say("不属于“{}”", "'{}' is not the case", title),
                           *alternative.reason, context, 4);
    }
}

/// Dates have lines of their own: people wait for them.
void tell_figures(const Wording& words, const std::vector<NamedQuantity>& values,
                  std::string_view heading, std::string& out) {
    const Context context = audit::subject_of(words.trace());
    std::string text;
    for (const NamedQuantity& value : values) {
        const std::string said = audit::named_words(words, value, context);
        if (value.quantity.type.kind == Kind::date) {
            line(out, 4, said);
            continue;
        }
        text += text.empty() ? "" : words.pick("；", "; ");
        text += said;
    }
    if (!text.empty()) {
        line(out, 4, words.say("{}：{}", "{}: {}", heading, text));
    }
}

void tell_open(const Wording& words, std::string& out) {
    const Trace& trace = words.trace();
    if (trace.status == Status::faulted) {
        line(out, 4,
             std::string(words.pick("规则算不出结果，由经办单位查明：",
                                    "the rules give no result; the office finds out why:")));
        for (const Fault& fault : trace.faults) {
            line(out, 6, "- " + audit::fault_words(words, fault));
        }
        return;
    }
    line(out, 4, std::string(words.pick("还需要：", "still needed:")));
    for (const MissingFact& need : trace.needs) {
        line(out, 6, "- " + audit::need_words(words, need));
    }
}

std::string head_of(const Wording& words, Part part) {
    const Trace& trace = words.trace();
    if (part == Part::open) {
        return trace.status == Status::faulted
                   ? std::string(words.pick("算不出", "cannot be worked out"))
                   : std::string(words.pick("还缺材料", "facts are missing"));
    }
    const std::string outcome = audit::outcome_words(words);
    return part != Part::granted ? outcome
                                 : words.say("{}，{}", "{}, {}", outcome,
                                             words.format(*trace.amount, UnitWords::whole));
}

Paragraph paragraph_of(const Trace& trace, Part part, Language language) {
    const Wording words(trace, language);
    Paragraph paragraph;
    paragraph.decision = trace.decision;
    const std::string name = words.row_name(trace.entry().entity, trace.row);
    if (!name.empty()) {
        paragraph.names.push_back(name);
    }
    paragraph.head = head_of(words, part);
    std::string& out = paragraph.body;
    const Alternative* const row = audit::chosen(trace);
    if (part == Part::open) {
        tell_open(words, out);
        return paragraph;
    }
    if (part == Part::review && row != nullptr) {
        line(out, 4, words.phrase(trace.entry().rows[row->row].why_review, ""));
    }
    if (part != Part::refused) {
        tell_figures(words, trace.gives, words.pick("同时给出", "with it"), out);
    }
    tell_reasons(words, part, out);
    if (part == Part::granted) {
        const std::string amount = amount_words(words);
        if (!amount.empty()) {
            line(out, 4, words.say("金额的算法：{}", "how the amount was worked out: {}", amount));
        }
    }
    if (part != Part::refused) {
        tell_figures(words, trace.show, words.pick("所用数据", "figures used"), out);
    }
    if (row != nullptr) {
        tell_citation(words, trace.entry().rows[row->row].citation, out);
    }
    return paragraph;
}

/// The paragraphs of one part; rows about which the same is said are told together.
std::vector<Paragraph> paragraphs_of(const std::vector<Trace>& traces, Part part,
                                     Language language) {
    std::vector<Paragraph> paragraphs;
    for (const Trace& trace : traces) {
        if (part_of(trace) != part) {
            continue;
        }
        Paragraph own = paragraph_of(trace, part, language);
        const auto same =
            std::find_if(paragraphs.begin(), paragraphs.end(), [&](const Paragraph& other) {
                return other.decision == own.decision && other.head == own.head &&
                       other.body == own.body;
            });
        if (same == paragraphs.end()) {
            paragraphs.push_back(std::move(own));
        } else {
            same->names.insert(same->names.end(), own.names.begin(), own.names.end());
        }
    }
    return paragraphs;
}

/// "一、" or "1. ", of the parts that there are.
std::string number_words(const Wording& words, std::size_t number) {
    constexpr std::array<std::string_view, 6> digits{"一", "二", "三", "四", "五", "六"};
    return words.zh() ? fmt::format("{}、", digits[number - 1]) : fmt::format("{}. ", number);
}

std::string title_of(const Wording& words, const Paragraph& paragraph) {
    const std::string title = words.decision_title(paragraph.decision);
    if (paragraph.names.empty()) {
        return words.say("{}：{}", "{}: {}", title, paragraph.head);
    }
    const bool is_several = paragraph.names.size() > 1;
    return words.say(is_several ? "{}（{}，各）：{}" : "{}（{}）：{}",
                     is_several ? "{} (for each of {}): {}" : "{} (for {}): {}", title,
                     words.joined(paragraph.names), paragraph.head);
}

void tell_head(const Wording& words, const std::vector<Trace>& traces, std::string& out) {
    const Rulebook& rulebook = words.rulebook();
    const Trace& trace = words.trace();
    std::array<std::size_t, parts.size()> counts{};
    for (const Trace& one : traces) {
        ++counts[static_cast<std::size_t>(part_of(one))];
    }
    const std::string key = trace.rows[0].empty() ? std::string() : trace.rows[0][0].key;
    line(out, 0, words.phrase(rulebook.title, rulebook.pack));
    line(out, 0,
         words.say("关于{} {} 的决定，{}", "decisions about {} {}, {}", words.entity_title(0), key,
                   words.format(rulebook.date)));
    out += "\n";
    line(out, 0,
         words.say("共 {} 项决定：发放 {} 项，须由人工决定 {} 项，暂时不能决定 {} 项，"
                   "不发放款项的其他决定 {} 项，没有发放 {} 项。",
                   "Decisions: {}. Granted: {}; for people to decide: {}; not to be decided yet: "
                   "{}; others, without money: {}; not granted: {}.",
                   traces.size(), counts[0], counts[1], counts[2], counts[3], counts[4]));
}

} // namespace

std::string to_letter(const std::vector<Trace>& traces, Language language) {
    const bool is_one =
        !traces.empty() && std::all_of(traces.begin(), traces.end(), [&](const Trace& trace) {
            return trace.rulebook == traces.front().rulebook &&
                   trace.record == traces.front().record;
        });
    if (!is_one) {
        throw UsageError("to_letter: the traces must be of one record");
    }
    const Wording words(traces.front(), language);
    std::string out;
    std::size_t number = 0;
    tell_head(words, traces, out);
    for (const Part part : parts) {
        const std::vector<Paragraph> paragraphs = paragraphs_of(traces, part, language);
        if (paragraphs.empty()) {
            continue;
        }
        out += "\n";
        line(out, 0, number_words(words, ++number) + heading_of(part).in(language));
        for (const Paragraph& paragraph : paragraphs) {
            line(out, 2, "- " + title_of(words, paragraph));
            out += paragraph.body;
        }
    }
    std::string assumed;
    audit::tell_assumptions(traces, language, assumed);
    if (!assumed.empty()) {
        out += "\n";
        line(out, 0,
             number_words(words, ++number) +
                 std::string(words.pick("暂按以下假定办理（不是法规，找到依据后改正）",
                                        "What is assumed: no law, to be mended once it is found")));
        out += assumed;
    }
    return out;
}

} // namespace doudi
