#include "data/record_keys.hpp"

#include <utility>

namespace doudi::data {

RecordKeys::RecordKeys(const Rulebook& rulebook, std::span<const Rulebook* const> others)
    : rulebook_(&rulebook), entities_(rulebook.entities.size()) {
    add_categories();
    for (Index entity = 0; entity < rulebook.entities.size(); ++entity) {
        add_row_keys(entity);
    }
    add_inputs();
    add_known_names(rulebook);
    for (const Rulebook* other : others) {
        if (other != rulebook_) {
            add_given_names(*other);
            add_known_names(*other);
        }
    }
    add_month_sums();
    add_newcomers();
}

void RecordKeys::add_categories() {
    for (const CategoryEntry& category : rulebook_->categories) {
        NameTable& table = categories_.emplace_back();
        for (std::uint32_t i = 0; i < category.values.size(); ++i) {
            table.add(category.values[i].name, i);
        }
    }
}

std::uint32_t RecordKeys::add_slot(Scope& scope, Slot slot) {
    const auto index = static_cast<std::uint32_t>(slots_.size());
    scope.add(slot.name, index);
    slots_.push_back(std::move(slot));
    return index;
}

void RecordKeys::add_row_keys(Index entity) {
    const EntityEntry& entry = rulebook_->entities[entity];
    Scope& row = entities_[entity].row;
    if (!entry.key.empty()) {
        add_slot(row, {.kind = SlotKind::key, .entity = entity, .name = entry.key});
    }
    add_slot(row, {.kind = SlotKind::given, .entity = entity, .name = "given"});
    add_slot(row, {.kind = SlotKind::previous, .entity = entity, .name = "previous"});
    for (Index inner = entity + 1; inner < rulebook_->entities.size(); ++inner) {
        const EntityEntry& candidate = rulebook_->entities[inner];
        if (candidate.outer == entity) {
            entities_[entity].lists.push_back(inner);
            add_slot(
                row,
                {.kind = SlotKind::list, .entity = entity, .inner = inner, .name = candidate.as});
        }
    }
}

ValueShape RecordKeys::shape_of(Index input) const {
    const InputEntry& entry = rulebook_->inputs[input];
    ValueShape shape{entry.type.kind, entry.places, entry.low, entry.high, nullptr};
    if (shape.kind == Kind::category) {
        shape.category = &categories_[entry.type.category];
    }
    return shape;
}

void RecordKeys::add_inputs() {
    for (Index input = 0; input < rulebook_->inputs.size(); ++input) {
        const InputEntry& entry = rulebook_->inputs[input];
        EntityKeys& keys = entities_[entry.entity];
        Slot slot{.entity = entry.entity,
                  .input = input,
                  .shape = shape_of(input),
                  .form = entry.form,
                  .month_exponent = entry.type.unit.month,
                  .name = entry.field};
        if (entry.type.kind == Kind::category) {
            slot.category = rulebook_->categories[entry.type.category].name;
        }
        switch (entry.role) {
        case InputRole::fact:
            slot.kind = SlotKind::fact;
            slot.unique = entry.unique;
            add_slot(keys.row, std::move(slot));
            break;
        case InputRole::given:
            slot.kind = SlotKind::given_name;
            add_slot(keys.given, std::move(slot));
            break;
        case InputRole::previous:
            slot.kind = SlotKind::previous_name;
            add_slot(keys.previous, std::move(slot));
            break;
        case InputRole::months_sum:
            break;
        }
    }
}

// Last month's decision may be stated whole, although today's rules read only a part of it.
void RecordKeys::add_known_names(const Rulebook& rulebook) {
    const auto add = [this](Index entity, const std::string& name) {
        if (entity < entities_.size() &&
            std::as_const(entities_[entity].previous).find(name) == NameTable::absent) {
            add_slot(entities_[entity].previous,
                     {.kind = SlotKind::previous_name, .entity = entity, .name = name});
        }
    };
    for (const ValueEntry& value : rulebook.values) {
        add(value.entity, value.name);
    }
    for (const DecisionEntry& decision : rulebook.decisions) {
        add(decision.entity, decision.name + ".outcome");
        add(decision.entity, decision.name + ".amount");
        for (const DecisionEntry::GivenOut& given : decision.gives) {
            add(decision.entity, decision.name + "." + given.name);
        }
    }
    for (const InputEntry& input : rulebook.inputs) {
        if (input.role == InputRole::fact) {
            add(input.entity, input.field);
            // "wage" and "member.wage" are the same.
            Scope& previous = entities_[input.entity].previous;
            if (std::as_const(previous).find(input.name) == NameTable::absent) {
                previous.add(input.name, std::as_const(previous).find(input.field));
            }
        }
    }
}

// A verified figure stays with the record, although its rule is not in force in every month.
void RecordKeys::add_given_names(const Rulebook& rulebook) {
    for (const InputEntry& input : rulebook.inputs) {
        if (input.role != InputRole::given) {
            continue;
        }
        Scope& given = entities_[input.entity].given;
        if (std::as_const(given).find(input.field) == NameTable::absent) {
            add_slot(given,
                     {.kind = SlotKind::given_name, .entity = input.entity, .name = input.field});
        }
    }
}

bool RecordKeys::sums_a_value(const InputEntry& sum) const {
    const EntityKeys& keys = entities_[sum.entity];
    const std::uint32_t fact = keys.row.find(sum.field);
    const bool is_fact = fact != NameTable::absent && slots_[fact].kind == SlotKind::fact;
    return !is_fact && keys.previous.find(sum.field) != NameTable::absent;
}

ValueShape RecordKeys::shape_of_value(std::string_view name, const InputEntry& sum) const {
    ValueShape shape{sum.type.kind, sum.places, sum.low, sum.high, nullptr};
    const Index value = rulebook_->find_value(name);
    const Index node = value == none ? none : rulebook_->values[value].node;
    if (node != none && node < rulebook_->nodes.size()) {
        const Node& entry = rulebook_->nodes[node];
        shape = {entry.type.kind, entry.places, entry.low, entry.high, nullptr};
    }
    return shape;
}

// A fact that only `sum_months` reads has no column of its own, but a record still states it. Its
// months may also stand under `previous:`.
void RecordKeys::add_month_sum(Index input) {
    const InputEntry& sum = rulebook_->inputs[input];
    EntityKeys& keys = entities_[sum.entity];
    const auto add = [&](Scope& scope, const ValueShape& shape) {
        std::uint32_t index = std::as_const(scope).find(sum.field);
        if (index == NameTable::absent) {
            index =
                add_slot(scope, {.kind = SlotKind::fact, .entity = sum.entity, .name = sum.field});
        }
        Slot& slot = slots_[index];
        if (slot.input == none) {
            slot.shape = shape;
        }
        slot.month_sums.push_back(input);
        return slot.shape;
    };
    ValueShape shape = shape_of_value(sum.field, sum);
    if (!sums_a_value(sum)) {
        shape = add(keys.row, shape);
    }
    add(keys.previous, shape);
}

void RecordKeys::add_month_sums() {
    for (Index input = 0; input < rulebook_->inputs.size(); ++input) {
        if (rulebook_->inputs[input].role == InputRole::months_sum) {
            add_month_sum(input);
        }
    }
}

void RecordKeys::add_newcomers() {
    for (Index input = 0; input < rulebook_->inputs.size(); ++input) {
        const InputEntry& entry = rulebook_->inputs[input];
        const bool is_sum = entry.role == InputRole::months_sum;
        if (entry.role != InputRole::previous && !is_sum) {
            continue;
        }
        NewcomerValue value{.input = input};
        value.yields_to_fact = is_sum && !sums_a_value(entry);
        if (entry.type.kind == Kind::category) {
            value.digits = Int128(-1);
        } else if (entry.type.kind == Kind::date || entry.type.kind == Kind::text) {
            value.state = State::missing;
        }
        entities_[entry.entity].newcomer.push_back(value);
    }
}

Index RecordKeys::owner_of(std::string_view full_name) const {
    for (Index entity = 0; entity < entities_.size(); ++entity) {
        for (const std::string& name : entities_[entity].previous.names()) {
            if (name == full_name) {
                return entity;
            }
        }
    }
    return none;
}

} // namespace doudi::data
