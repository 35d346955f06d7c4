// The smaller parts of a trace as JSON: values, citations, terms, reasons, items.

#include "audit/reason_words.hpp"
#include "audit/trace_json.hpp"

#include <algorithm>

namespace doudi::audit {
namespace {

constexpr std::array<std::string_view, 9> kind_names{
    "boolean", "integer", "number", "rate", "months", "money", "date", "category", "text"};
constexpr std::array<std::string_view, 6> rounding_names{"half_up", "half_even", "ceiling",
                                                         "floor",   "up",        "down"};
constexpr std::array<std::string_view, 3> end_names{"neither", "low", "high"};

} // namespace

/// "members.a" as in a record; empty for the record itself.
std::string TraceJson::path(Index entity, std::uint32_t row) const {
    std::string result;
    while (entity < trace_.rows.size() && row < trace_.rows[entity].size() &&
           rulebook_.entities[entity].outer != none) {
        const RowName& own = trace_.rows[entity][row];
        result =
            rulebook_.entities[entity].as + "." + own.key + (result.empty() ? "" : "." + result);
        row = own.outer;
        entity = rulebook_.entities[entity].outer;
    }
    return result;
}

std::string TraceJson::name_of(Index index) const {
    const Node& node = rulebook_.nodes[index];
    switch (node.operation) {
    case Operation::input:
        return rulebook_.inputs[node.payload].name;
    case Operation::value:
    case Operation::reference:
        return rulebook_.values[node.payload].name;
    case Operation::parameter:
        return rulebook_.parameters[node.payload].name;
    default:
        return "";
    }
}

std::string TraceJson::written(Index index) const {
    const Node& node = rulebook_.nodes[index];
    if (node.formula == none || node.formula >= rulebook_.formulas.size()) {
        return "";
    }
    const std::string& text = rulebook_.formulas[node.formula].text;
    const bool inside = node.span.begin < node.span.end && node.span.end <= text.size();
    return inside ? text.substr(node.span.begin, node.span.end - node.span.begin) : "";
}

/// "money/month/member", as types are written in a pack.
std::string TraceJson::unit(const Type& type) const {
    std::string result(name_in(kind_names, type.kind));
    result += type.unit.month < 0 ? "/month" : "";
    result += type.unit.year < 0 ? "/year" : "";
    for (std::size_t i = 0; i < std::min(rulebook_.entities.size(), most_entities); ++i) {
        result += type.unit.entity[i] < 0 ? "/" + rulebook_.entities[i].name : "";
    }
    return result;
}

void TraceJson::datum(const Quantity& value) {
    json_.key("value");
    if (!value.is_ok()) {
        return json_.null();
    }
    switch (value.type.kind) {
    case Kind::boolean:
        return json_.boolean(value.is_true());
    case Kind::date:
        return json_.text(to_string(
            from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(value.digits)))));
    case Kind::category: {
        const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(value.digits));
        const bool known = value.type.category < rulebook_.categories.size() &&
                           index < rulebook_.categories[value.type.category].values.size();
        return known ? json_.text(rulebook_.categories[value.type.category].values[index].name)
                     : json_.null();
    }
    case Kind::text: {
        const std::string quoted = zh_.format(value);
        return json_.text(std::string_view(quoted).substr(1, quoted.size() - 2));
    }
    default:
        return json_.text(exact_text(value));
    }
}

void TraceJson::quantity(const Quantity& value) {
    json_.object([&] {
        json_.member("state", name_in(state_names, value.state));
        json_.member("type", unit(value.type));
        datum(value);
    });
}

void TraceJson::quantity_in_words(const Quantity& value) {
    json_.object([&] {
        json_.member("state", name_in(state_names, value.state));
        json_.member("type", unit(value.type));
        datum(value);
        words("words",
              [&](const Wording& wording) { return wording.format(value, UnitWords::whole); });
    });
}

void TraceJson::citation(const Citation& citation) {
    json_.object([&] {
        list("sources", citation.sources, [&](const Citation::Source& source) {
            json_.object([&] {
                json_.member("document", source.document < rulebook_.documents.size()
                                             ? rulebook_.documents[source.document].name
                                             : std::string());
                json_.member("clause", source.text);
            });
        });
        list("assumed", citation.assumed, [&](const Phrase& why) {
            json_.object([&] {
                json_.member("zh", why.zh);
                json_.member("en", why.en);
            });
        });
    });
}

void TraceJson::term(const Term& term) {
    const Index entity = rulebook_.nodes[term.node].entity;
    json_.object([&] {
        json_.member("name", name_of(term.node));
        json_.member("text", written(term.node));
        json_.member("row", path(entity, term.row));
        json_.key("value");
        quantity(term.value);
        list("operands", term.operands, [&](const Term& operand) { this->term(operand); });
        json_.member("cut", term.cut);
    });
}

void TraceJson::reason(const Ground& reason) {
    const Index entity = rulebook_.nodes[reason.node].entity;
    const std::string_view result = reason.state != State::ok
                                        ? name_in(state_names, reason.state)
                                        : std::string_view(reason.holds ? "holds" : "fails");
    json_.object([&] {
        json_.member("result", result);
        json_.member("name", name_of(reason.node));
        json_.member("text", written(reason.node));
        json_.member("row", path(entity, reason.row));
        const bool is_leaf = !reason.sides.empty();
        words("words", [&](const Wording& wording) {
            return is_leaf ? sentence(wording, reason, {none, 0}) : std::string();
        });
        json_.member("given", reason.given);
        list("sides", reason.sides, [&](const Term& side) { term(side); });
        json_.member("failed_end", name_in(end_names, reason.failed_end));
        maybe("margin", reason.margin, [&](const Quantity& margin) { quantity(margin); });
        list("because", reason.because, [&](const Ground& part) { this->reason(part); });
        json_.member("cut", reason.cut);
    });
}

void TraceJson::choice(const Choice& choice) {
    json_.object([&] {
        json_.member("row", std::size_t{choice.row});
        json_.member("otherwise", choice.otherwise);
        list("because", choice.because, [&](const Ground& part) { reason(part); });
    });
}

void TraceJson::rounding(const RoundingNote& note) {
    json_.object([&] {
        json_.member("mode", name_in(rounding_names, note.mode));
        json_.member("to", to_string(note.step));
        json_.key("before");
        quantity(note.before);
        json_.key("after");
        quantity(note.after);
    });
}

void TraceJson::item(const ItemRow& item, Index entity) {
    json_.object([&] {
        json_.member("row", path(entity, item.row));
        maybe("refused", item.refused, [&](const Ground& why) { reason(why); });
        maybe("amount", item.amount, [&](const Term& amount) { term(amount); });
        maybe("cap", item.cap, [&](const Term& cap) { term(cap); });
        maybe("cut", item.cut, [&](const Quantity& cut) { quantity(cut); });
        json_.key("counted");
        quantity(item.counted);
    });
}

} // namespace doudi::audit
