#include "audit/assumptions.hpp"

#include "audit/decision_words.hpp"
#include "audit/wording.hpp"

#include <algorithm>
#include <utility>

namespace doudi::audit {
namespace {

/// An assumption, and the titles of what rests on it.
struct Resting {
    std::string why;
    std::vector<std::string> about;
};

/// What an assumption of a value is about, in a word: a part of a rule by the rule.
std::string about_value(const Wording& words, Index value) {
    const ValueEntry& entry = words.rulebook().values[value];
    switch (entry.role) {
    case ValueRole::part:
    case ValueRole::left:
        return words.value_title(entry.rule == none ? value : entry.rule);
    case ValueRole::item:
        return entry.title.empty() ? words.value_title(value) : words.phrase(entry.title, "");
    default:
        return words.value_title(value);
    }
}

class Collector {
public:
    void add(const Wording& words, const std::string& about, const Citation& citation) {
        for (const Phrase& assumed : citation.assumed) {
            const std::string why = words.phrase(assumed, "");
            auto found = std::find_if(all_.begin(), all_.end(),
                                      [&](const Resting& other) { return other.why == why; });
            if (found == all_.end()) {
                found = all_.insert(found, {why, {}});
            }
            if (std::find(found->about.begin(), found->about.end(), about) == found->about.end()) {
                found->about.push_back(about);
            }
        }
    }

    [[nodiscard]] const std::vector<Resting>& all() const { return all_; }

private:
    std::vector<Resting> all_;
};

} // namespace

void tell_assumptions(const std::vector<Trace>& traces, Language language, std::string& out) {
    Collector collector;
    for (const Trace& trace : traces) {
        const Wording words(trace, language);
        if (const Alternative* const row = chosen(trace)) {
            collector.add(words,
                          words.say("{}“{}”", "{} '{}'", words.decision_title(trace.decision),
                                    words.outcome_title(trace.entry(), row->row)),
                          trace.entry().rows[row->row].citation);
        }
        for (const Step& step : trace.steps) {
            if (!step.only_shown && !step.given) {
                collector.add(words, about_value(words, step.value),
                              words.rulebook().values[step.value].citation);
            }
        }
        for (const ParameterNote& note : trace.parameters) {
            collector.add(words, words.parameter_title(note.parameter),
                          words.rulebook().parameters[note.parameter].citation);
        }
    }
    for (const Resting& resting : collector.all()) {
        const Wording words(traces.front(), language);
        out += words.say("  - {}：{}\n", "  - {}: {}\n", words.joined(resting.about), resting.why);
    }
}

} // namespace doudi::audit
