#include "data/decision_json.hpp"

#include "base/json_text.hpp"

namespace doudi::data {

namespace {

std::string name_with_colon(std::string_view name) {
    return json_text(name) + ": ";
}

} // namespace

DecisionJson::DecisionJson(const Rulebook& rulebook, std::vector<FurtherValue> values,
                           bool with_reasons)
    : rulebook_(&rulebook), entities_(rulebook.entities.size()), values_(std::move(values)) {
    for (Index entity = 0; entity < entities_.size(); ++entity) {
        const EntityEntry& entry = rulebook.entities[entity];
        EntityLayout& layout = entities_[entity];
        layout.key = entry.key.empty() ? "" : name_with_colon(entry.key);
        layout.list = name_with_colon(entry.as);
        if (entity > 0) {
            entities_[entry.outer].inner.push_back(entity);
        }
    }
    entities_[0].is_shown = true;
    for (Index decision = 0; decision < rulebook.decisions.size(); ++decision) {
        add_decision(decision);
        if (with_reasons) {
            refusals_.emplace_back(rulebook, rulebook.decisions[decision]);
        }
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
        entities_[values_[i].entity].values.push_back(i);
        value_names_.push_back(name_with_colon(rulebook.values[values_[i].value].name));
        show(values_[i].entity);
    }
}

void DecisionJson::show(Index entity) {
    for (Index shown = entity; shown != none; shown = rulebook_->entities[shown].outer) {
        entities_[shown].is_shown = true;
    }
}

// Decisions of one programme stand side by side in the rulebook, so they share an object.
void DecisionJson::add_decision(Index decision) {
    const DecisionEntry& entry = rulebook_->decisions[decision];
    EntityLayout& entity = entities_[entry.entity];
    show(entry.entity);
    Layout layout;
    layout.decision = decision;
    layout.closing = "}";
    if (entry.name == entry.programme || !entry.name.starts_with(entry.programme + ".")) {
        layout.opening = name_with_colon(entry.name) + "{";
    } else {
        const std::string part = entry.name.substr(entry.programme.size() + 1);
        const bool goes_on =
            !entity.decisions.empty() &&
            rulebook_->decisions[entity.decisions.back().decision].programme == entry.programme;
        if (goes_on) {
            entity.decisions.back().closing = "}";
        }
        layout.opening = goes_on ? std::string{} : name_with_colon(entry.programme) + "{";
        layout.opening += name_with_colon(part) + "{";
        layout.closing = "}}";
    }
    if (entry.outcome != none) {
        layout.outcome = ValueFormat::of_node(*rulebook_, entry.outcome);
    }
    if (entry.amount != none) {
        layout.amount = ValueFormat::of_node(*rulebook_, entry.amount);
    }
    for (const DecisionEntry::GivenOut& given : entry.gives) {
        layout.gives.push_back(
            {name_with_colon(given.name), ValueFormat::of_node(*rulebook_, given.node)});
    }
    for (std::size_t i = 0; i < entry.show.size(); ++i) {
        layout.show.push_back({name_with_colon(entry.show_names[i]),
                               ValueFormat::of_node(*rulebook_, entry.show[i])});
    }
    entity.decisions.push_back(std::move(layout));
}

DecisionJson::Context DecisionJson::context(const DecidedMonth& decided, const NeededFacts& needs,
                                            std::string_view month) const {
    return {decided.population, decided.decisions, &needs, columns_of(values_, *decided.decisions),
            month};
}

void DecisionJson::append_row(std::string& out, const Context& context, Index entity,
                              std::size_t row) const {
    const EntityLayout& layout = entities_[entity];
    const char* separator = "";
    out += '{';
    const TextColumn& keys = context.population->keys(entity);
    if (!layout.key.empty() && row < keys.size()) {
        out += layout.key;
        append_json_text(out, keys[row]);
        separator = ", ";
    }
    if (entity == 0 && !context.month.empty()) {
        out += separator;
        out += "\"month\": \"";
        out += context.month;
        out += '"';
        separator = ", ";
    }
    for (const Layout& decision : layout.decisions) {
        out += separator;
        append_decision(out, context, decision, row);
        separator = ", ";
    }
    if (!layout.values.empty()) {
        out += separator;
        append_values(out, context, layout, row);
        separator = ", ";
    }
    for (const Index inner : layout.inner) {
        if (!entities_[inner].is_shown) {
            continue;
        }
        out += separator;
        out += entities_[inner].list;
        out += '[';
        const std::vector<std::uint32_t>& starts = context.population->starts(inner);
        for (std::size_t i = starts[row]; i < starts[row + 1]; ++i) {
            out += i == starts[row] ? "" : ", ";
            append_row(out, context, inner, i);
        }
        out += ']';
        separator = ", ";
    }
    out += '}';
}

void DecisionJson::append_decision(std::string& out, const Context& context, const Layout& layout,
                                   std::size_t row) const {
    const DecisionColumns& columns = context.decisions->decisions[layout.decision];
    const auto status = static_cast<Status>(columns.statuses[row]);
    out += layout.opening;
    out += "\"status\": \"";
    out += to_string(status);
    out += "\", \"outcome\": ";
    append_json_value(out, layout.outcome, *context.population, columns.outcome, row);
    if (rulebook_->decisions[layout.decision].amount != none) {
        out += ", \"amount\": ";
        append_json_value(out, layout.amount, *context.population, columns.amount, row);
    }
    append_fields(out, context, "gives", layout.gives, columns.gives, row);
    append_fields(out, context, "show", layout.show, columns.show, row);
    if (!refusals_.empty()) {
        append_reasons(out, context, layout.decision, row);
    }
    if (status == Status::undetermined && *context.needs) {
        append_needs(out, context, layout.decision, row);
    }
    out += layout.closing;
}

void DecisionJson::append_fields(std::string& out, const Context& context, std::string_view name,
                                 const std::vector<Field>& fields,
                                 const std::vector<Column>& columns, std::size_t row) const {
    if (fields.empty()) {
        return;
    }
    out += ", \"";
    out += name;
    out += "\": {";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        out += i == 0 ? "" : ", ";
        out += fields[i].name;
        append_json_value(out, fields[i].format, *context.population, columns[i], row);
    }
    out += '}';
}

void DecisionJson::append_values(std::string& out, const Context& context,
                                 const EntityLayout& layout, std::size_t row) const {
    out += "\"values\": {";
    const char* separator = "";
    for (const std::size_t i : layout.values) {
        out += separator;
        out += value_names_[i];
        append_json_value(out, values_[i].format, *context.population, *context.values[i],
                          values_[i].row_for(row));
        separator = ", ";
    }
    out += '}';
}

void DecisionJson::append_reasons(std::string& out, const Context& context, Index decision,
                                  std::size_t row) const {
    const ShownRefusals& refusals = refusals_[decision];
    const DecisionColumns& columns = context.decisions->decisions[decision];
    const std::string* const decided_by = refusals.decided_by(columns, row);
    out += ", \"reasons\": {\"decided_by\": ";
    out += decided_by == nullptr ? "null" : json_text(*decided_by);
    out += ", \"refused\": {";
    const char* separator = "";
    for (std::size_t i = 0; i < refusals.size(); ++i) {
        const std::string* const condition = refusals.condition(columns, i, row);
        if (condition == nullptr) {
            continue;
        }
        out += separator;
        append_json_text(out, refusals.name(i));
        out += ": {\"condition\": ";
        append_json_text(out, *condition);
        out += ", \"margin\": ";
        if (!refusals.append_margin(out, columns, i, row)) {
            out += "null";
        }
        out += '}';
        separator = ", ";
    }
    out += "}}";
}

void DecisionJson::append_needs(std::string& out, const Context& context, Index decision,
                                std::size_t row) const {
    out += ", \"needs\": [";
    const char* separator = "";
    for (const std::string& path : (*context.needs)(*context.population, decision, row)) {
        out += separator;
        append_json_text(out, path);
        separator = ", ";
    }
    out += ']';
}

} // namespace doudi::data
