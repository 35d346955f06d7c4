// A trace as JSON by docs/trace.schema.json. Every key is always there; what is not known is null.

#include "audit/trace_json.hpp"

#include <doudi/explain.hpp>

namespace doudi {
namespace audit {
namespace {

constexpr std::array<std::string_view, 8> cause_names{
    "division_by_zero", "two_rows_true", "outside_table", "outside_bands",
    "outside_range",    "nobody",        "without_value", "unknown"};
constexpr std::array<std::string_view, 4> role_names{"fact", "given", "previous", "months_sum"};
constexpr std::array<std::string_view, 7> value_roles{"rule",    "part",   "item",     "left",
                                                      "outcome", "amount", "given_out"};

} // namespace

/// Where a step comes from: its rule, its formula as written, its citation.
void TraceJson::step_origin(const Step& step) {
    const ValueEntry& entry = rulebook_.values[step.value];
    const FormulaEntry unwritten;
    const FormulaEntry& formula =
        entry.formula < rulebook_.formulas.size() ? rulebook_.formulas[entry.formula] : unwritten;
    json_.member("name", entry.name);
    words("title", [&](const Wording& wording) { return wording.value_title(step.value); });
    json_.member("kind", entry.kind);
    json_.member("role", name_in(value_roles, entry.role));
    json_.member("rule", entry.rule < rulebook_.values.size() ? rulebook_.values[entry.rule].name
                                                              : entry.name);
    json_.member("row", path(entry.entity, step.row));
    json_.member("text", formula.text);
    json_.member("file", formula.file);
    json_.member("line", std::size_t{formula.line});
    json_.key("citation");
    citation(entry.citation);
}

void TraceJson::step(const Step& step) {
    const Index entity = rulebook_.values[step.value].item_entity;
    json_.object([&] {
        step_origin(step);
        json_.key("value");
        quantity_in_words(step.result);
        json_.member("given", step.given);
        json_.member("only_shown", step.only_shown);
        list("choices", step.choices, [&](const Choice& part) { choice(part); });
        maybe("reason", step.reason, [&](const Ground& why) { reason(why); });
        maybe("formula", step.formula, [&](const Term& part) { term(part); });
        maybe("rounding", step.rounding, [&](const RoundingNote& note) { rounding(note); });
        list("items", step.items, [&](const ItemRow& row) { item(row, entity); });
        maybe("beyond", step.beyond, [&](const Quantity& beyond) { quantity(beyond); });
    });
}

void TraceJson::named(const NamedQuantity& value) {
    json_.object([&] {
        json_.member("name", value.name);
        words("title", [&](const Wording& wording) {
            return value.value == none ? value.name : wording.value_title(value.value);
        });
        json_.key("value");
        quantity_in_words(value.quantity);
    });
}

void TraceJson::alternative(const Alternative& alternative) {
    const DecisionEntry& entry = trace_.entry();
    const DecisionEntry::Row& row = entry.rows[alternative.row];
    const bool known = entry.category < rulebook_.categories.size() &&
                       row.outcome < rulebook_.categories[entry.category].values.size();
    const bool holds = !alternative.reason || alternative.reason->holds;
    json_.object([&] {
        json_.member("outcome", known
                                    ? rulebook_.categories[entry.category].values[row.outcome].name
                                    : std::string());
        words("title", [&](const Wording& wording) {
            return wording.outcome_title(entry, alternative.row);
        });
        json_.member("result", alternative.state != State::ok
                                   ? name_in(state_names, alternative.state)
                                   : std::string_view(holds ? "holds" : "fails"));
        json_.member("chosen", alternative.chosen);
        json_.member("review", row.review);
        phrase("why_review", row.why_review.zh, row.why_review.en);
        maybe("reason", alternative.reason, [&](const Ground& why) { reason(why); });
        json_.key("citation");
        citation(row.citation);
    });
}

void TraceJson::fault(const Fault& fault) {
    json_.object([&] {
        json_.member("cause", name_in(cause_names, fault.cause));
        json_.member("name",
                     fault.value == none ? std::string() : rulebook_.values[fault.value].name);
        json_.key("where");
        term(fault.where);
    });
}

void TraceJson::fact(const FactUse& fact) {
    const InputEntry& input = rulebook_.inputs[fact.input];
    json_.object([&] {
        json_.member("name", input.name);
        words("title", [&](const Wording& wording) { return wording.input_title(fact.input); });
        json_.member("role", name_in(role_names, input.role));
        json_.member("row", path(input.entity, fact.row));
        json_.member("is_default", fact.is_default);
        json_.key("value");
        quantity_in_words(fact.value);
    });
}

void TraceJson::parameter(const ParameterNote& note) {
    const ParameterUse& use = rulebook_.parameters[note.parameter];
    json_.object([&] {
        json_.member("name", use.name);
        words("title",
              [&](const Wording& wording) { return wording.parameter_title(note.parameter); });
        if (!use.is_option) {
            json_.member("since", to_string(use.since));
        }
        list("keys", note.keys, [&](const Quantity& key) { quantity(key); });
        json_.key("value");
        quantity_in_words(note.value);
        json_.key("citation");
        citation(use.citation);
    });
}

void TraceJson::document(const DocumentEntry& document) {
    json_.object([&] {
        json_.member("name", document.name);
        json_.member("number", document.number);
        json_.member("date", document.date);
        phrase("title", document.title.zh, document.title.en);
    });
}

/// What was decided, about whom.
void TraceJson::head() {
    const DecisionEntry& entry = trace_.entry();
    json_.member("pack", rulebook_.pack);
    json_.member("date", to_string(rulebook_.date));
    json_.member("decision", entry.name);
    words("title", [&](const Wording& wording) { return wording.decision_title(trace_.decision); });
    json_.member("record", trace_.rows.empty() || trace_.rows[0].empty() ? std::string()
                                                                         : trace_.rows[0][0].key);
    json_.member("row", path(entry.entity, trace_.row));
    json_.member("status", to_string(trace_.status));
    json_.key("outcome");
    quantity_in_words(trace_.outcome);
    maybe("amount", trace_.amount, [&](const Quantity& amount) { quantity_in_words(amount); });
}

void TraceJson::write() {
    json_.object([&] {
        head();
        list("gives", trace_.gives, [&](const NamedQuantity& value) { named(value); });
        list("show", trace_.show, [&](const NamedQuantity& value) { named(value); });
        list("alternatives", trace_.alternatives,
             [&](const Alternative& one) { alternative(one); });
        list("needs", trace_.needs, [&](const MissingFact& need) { json_.text(need.path); });
        list("faults", trace_.faults, [&](const Fault& one) { fault(one); });
        list("steps", trace_.steps, [&](const Step& one) { step(one); });
        json_.member("steps_left_out", trace_.steps_left_out);
        list("facts", trace_.facts, [&](const FactUse& one) { fact(one); });
        list("documents", rulebook_.documents, [&](const DocumentEntry& one) { document(one); });
        list("parameters", trace_.parameters, [&](const ParameterNote& one) { parameter(one); });
    });
}

} // namespace audit

std::string to_json(const Trace& trace) {
    std::string out;
    audit::TraceJson(trace, out).write();
    return out;
}

} // namespace doudi
