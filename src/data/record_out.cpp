#include "data/record_out.hpp"

#include "base/json_text.hpp"
#include "data/csv_files.hpp"

#include <algorithm>

namespace doudi::data {

namespace {

class RecordJson {
public:
    RecordJson(std::string& out, const RecordOut& layout, const Population& population)
        : out_(&out), layout_(&layout), population_(&population) {}

    void append_row(Index entity, std::size_t row, std::size_t first, bool under_newcomer) {
        const RecordOut::Entity& fields = layout_->of(entity);
        *out_ += '{';
        is_first_ = true;
        const std::string& key = layout_->rulebook().entities[entity].key;
        if (!key.empty()) {
            append_name(key);
            append_json_text(*out_, row_key(*population_, entity, row, first, scratch_));
        }
        for (const RecordOut::Field& fact : fields.facts) {
            if (population_->is_stated(fact.input)) {
                append_name(fact.name);
                append_value(fact, row);
            }
        }
        append_object("given", fields.given, row);
        const PreviousForm form = layout_->previous_of(*population_, entity, row, under_newcomer);
        append_previous(form, fields.previous, row);
        const bool is_new = under_newcomer || form == PreviousForm::none_before;
        for (const Index inner : fields.inner) {
            append_list(inner, row, is_new);
        }
        *out_ += '}';
        is_first_ = false;
    }

private:
    void append_list(Index inner, std::size_t row, bool under_newcomer) {
        const std::vector<std::uint32_t>& starts = population_->starts(inner);
        if (starts[row] == starts[row + 1]) {
            return;
        }
        append_name(layout_->rulebook().entities[inner].as);
        *out_ += '[';
        for (std::size_t i = starts[row]; i < starts[row + 1]; ++i) {
            *out_ += i == starts[row] ? "" : ", ";
            append_row(inner, i, starts[row], under_newcomer);
        }
        *out_ += ']';
        is_first_ = false;
    }

    void append_previous(PreviousForm form, const std::vector<RecordOut::Field>& fields,
                         std::size_t row) {
        if (form == PreviousForm::none_before || form == PreviousForm::null) {
            append_name("previous");
            *out_ += form == PreviousForm::null ? "null" : "\"none\"";
        } else {
            append_object("previous", fields, row);
        }
    }

    void append_object(std::string_view name, const std::vector<RecordOut::Field>& fields,
                       std::size_t row) {
        bool is_open = false;
        for (const RecordOut::Field& field : fields) {
            if (!is_there(*population_, field.input, row)) {
                continue;
            }
            if (!is_open) {
                append_name(name);
                *out_ += '{';
                is_first_ = true;
                is_open = true;
            }
            append_name(field.name);
            append_value(field, row);
        }
        if (is_open) {
            *out_ += '}';
        }
    }

    void append_name(std::string_view name) {
        *out_ += is_first_ ? "" : ", ";
        is_first_ = false;
        append_json_text(*out_, name);
        *out_ += ": ";
    }

    void append_value(const RecordOut::Field& field, std::size_t row) {
        append_json_value(*out_, field.format, *population_, population_->column(field.input), row);
    }

    std::string scratch_;
    std::string* out_;
    const RecordOut* layout_;
    const Population* population_;
    bool is_first_ = true;
};

} // namespace

bool is_there(const Population& population, Index input, std::size_t row) {
    return population.is_stated(input) && population.column(input).state(row) == State::ok;
}

RecordOut::RecordOut(const Rulebook& rulebook)
    : rulebook_(&rulebook), entities_(rulebook.entities.size()) {
    const RecordKeys keys(rulebook);
    for (Index entity = 0; entity < entities_.size(); ++entity) {
        entities_[entity].inner = keys.of(entity).lists;
        entities_[entity].newcomer = keys.of(entity).newcomer;
    }
    for (Index input = 0; input < rulebook.inputs.size(); ++input) {
        const InputEntry& entry = rulebook.inputs[input];
        Entity& entity = entities_[entry.entity];
        Field field{input, entry.field, ValueFormat::of_input(rulebook, input)};
        switch (entry.role) {
        case InputRole::fact:
            entity.facts.push_back(std::move(field));
            break;
        case InputRole::given:
            entity.given.push_back(std::move(field));
            break;
        case InputRole::previous:
            entity.previous.push_back(std::move(field));
            break;
        case InputRole::months_sum:
            entity.sums.push_back(input);
            break;
        }
    }
}

PreviousForm RecordOut::previous_of(const Population& population, Index entity, std::size_t row,
                                    bool under_newcomer) const {
    const Entity& fields = entities_[entity];
    bool is_new = true;
    bool any_there = false;
    for (const NewcomerValue& value : fields.newcomer) {
        if (value.yields_to_fact) {
            continue;
        }
        const bool there = is_there(population, value.input, row);
        any_there = any_there || there;
        is_new = is_new && there == (value.state == State::ok) &&
                 (!there || population.column(value.input).digits(row) == value.digits);
    }
    if (!any_there) {
        return under_newcomer && !fields.newcomer.empty() ? PreviousForm::null
                                                          : PreviousForm::nothing;
    }
    if (is_new) {
        return PreviousForm::none_before;
    }
    return PreviousForm::values;
}

// Only a newcomer's sums, which are 0, come back when the record is read again.
bool RecordOut::is_sayable(const Population& population, Index entity, std::size_t row) const {
    const bool is_new = previous_of(population, entity, row, false) == PreviousForm::none_before;
    const std::vector<Index>& sums = entities_[entity].sums;
    return std::none_of(sums.begin(), sums.end(), [&](Index sum) {
        return is_there(population, sum, row) &&
               !(is_new && population.column(sum).digits(row) == Int128(0));
    });
}

void append_record_json(std::string& out, const RecordOut& layout, const Population& population,
                        std::size_t record) {
    RecordJson(out, layout, population).append_row(0, record, 0, false);
}

} // namespace doudi::data
