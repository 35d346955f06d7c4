#include "data/record_csv.hpp"

#include "data/csv_files.hpp"
#include "data/reader_problems.hpp"
#include "data/record_out.hpp"

#include <utility>
#include <vector>

namespace doudi::data {

namespace {

class RecordCsv final : public RecordWriter {
public:
    explicit RecordCsv(const Rulebook& rulebook)
        : layout_(rulebook), files_(rulebook), under_newcomer_(rulebook.entities.size()) {}

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        const std::vector<EntityEntry>& entities = layout_.rulebook().entities;
        for (Index entity = 0; entity < entities.size(); ++entity) {
            const Index outer = entities[entity].outer;
            if (outer != none && entities[outer].key.empty()) {
                problems_.push_back(no_key_to_join_by(entities[outer].name, entities[entity].name));
                return false;
            }
            if (!files_.open(target, entity, header(entity), problems_)) {
                return false;
            }
        }
        return true;
    }

    bool write(const Population& population) override {
        for (Index entity = 0; entity < layout_.rulebook().entities.size(); ++entity) {
            text_.clear();
            under_newcomer_[entity].clear();
            KeyFields keys(population, entity);
            std::size_t outer_row = 0;
            for (std::size_t row = 0; row < population.rows(entity); ++row) {
                if (!layout_.is_sayable(population, entity, row)) {
                    problems_.push_back(months_not_kept(layout_.rulebook().entities[entity].name));
                    return false;
                }
                append_keys(keys, population, entity, row);
                append_row(population, entity, row,
                           is_under_newcomer(population, entity, row, outer_row));
            }
            if (!files_.write(entity, text_, problems_)) {
                return false;
            }
        }
        return true;
    }

    bool finish() override { return files_.finish(problems_); }

private:
    [[nodiscard]] std::string header(Index entity) const {
        std::string out;
        const EntityEntry& entry = layout_.rulebook().entities[entity];
        // A row without key is told by its order, so it has no column for one.
        if (!entry.key.empty()) {
            out = key_columns(layout_.rulebook(), entity);
        } else if (entry.outer != none) {
            out = key_columns(layout_.rulebook(), entry.outer);
        }
        const auto add = [&out](const std::string& name) {
            out += out.empty() ? "" : ",";
            append_csv_text(out, name);
        };
        for (const RecordOut::Field& field : layout_.of(entity).facts) {
            add(field.name);
        }
        for (const RecordOut::Field& field : layout_.of(entity).given) {
            add("given." + field.name);
        }
        add("previous");
        for (const RecordOut::Field& field : layout_.of(entity).previous) {
            add("previous." + field.name);
        }
        return out + "\n";
    }

    void append_keys(KeyFields& keys, const Population& population, Index entity, std::size_t row) {
        const std::size_t before = text_.size();
        keys.append(text_, row);
        if (!population.rulebook().entities[entity].key.empty()) {
            text_ += ',';
            return;
        }
        const std::size_t comma = text_.rfind(',');
        text_.resize(comma == std::string::npos || comma < before ? before : comma + 1);
    }

    // Whether an outer row said that there was none before.
    bool is_under_newcomer(const Population& population, Index entity, std::size_t row,
                           std::size_t& outer_row) {
        const Index outer = population.rulebook().entities[entity].outer;
        if (outer == none) {
            return false;
        }
        while (population.starts(entity)[outer_row + 1] <= row) {
            ++outer_row;
        }
        return under_newcomer_[outer][outer_row];
    }

    void append_row(const Population& population, Index entity, std::size_t row, bool under) {
        const RecordOut::Entity& fields = layout_.of(entity);
        for (const RecordOut::Field& fact : fields.facts) {
            const bool is_null =
                population.is_stated(fact.input) && !is_there(population, fact.input, row);
            text_ += is_null ? "null" : "";
            append_field(population, fact, row);
        }
        for (const RecordOut::Field& given : fields.given) {
            append_field(population, given, row);
        }
        const PreviousForm form = layout_.previous_of(population, entity, row, under);
        under_newcomer_[entity].push_back(under || form == PreviousForm::none_before);
        text_ += form == PreviousForm::none_before ? "none"
                 : form == PreviousForm::null      ? "null"
                                                   : "";
        for (const RecordOut::Field& previous : fields.previous) {
            text_ += ',';
            if (form == PreviousForm::values && is_there(population, previous.input, row)) {
                append_csv_value(text_, previous.format, population,
                                 population.column(previous.input), row);
            }
        }
        text_ += '\n';
    }

    void append_field(const Population& population, const RecordOut::Field& field,
                      std::size_t row) {
        if (is_there(population, field.input, row)) {
            append_csv_value(text_, field.format, population, population.column(field.input), row);
        }
        text_ += ',';
    }

    RecordOut layout_;
    CsvFiles files_;
    std::vector<std::vector<bool>> under_newcomer_; ///< of each entity, by row of the batch
    std::string text_;
};

} // namespace

Checked<std::unique_ptr<RecordWriter>> open_record_csv(const Rulebook& rulebook,
                                                       const std::filesystem::path& target) {
    using Result = Checked<std::unique_ptr<RecordWriter>>;
    auto writer = std::make_unique<RecordCsv>(rulebook);
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

} // namespace doudi::data
