#include "data/decision_csv.hpp"

#include "data/csv_files.hpp"
#include "data/further_values.hpp"
#include "data/shown_value.hpp"

#include <algorithm>
#include <utility>

namespace doudi::data {

namespace {

class DecisionCsv final : public DecisionWriter {
public:
    DecisionCsv(const Rulebook& rulebook, WriteOptions options)
        : rulebook_(&rulebook), needs_(std::move(options.needs)),
          values_(further_values(rulebook, options.values)), files_(rulebook) {}

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        for (Index entity = 0; entity < rulebook_->entities.size(); ++entity) {
            if (is_written(entity) && !files_.open(target, entity, header(entity), problems_)) {
                return false;
            }
        }
        return true;
    }

    bool write(const Population& population, const Decisions& decisions) override {
        const std::vector<const Column*> further = columns_of(values_, decisions);
        for (Index entity = 0; entity < rulebook_->entities.size(); ++entity) {
            if (!is_written(entity)) {
                continue;
            }
            text_.clear();
            KeyFields keys(population, entity);
            for (std::size_t row = 0; row < population.rows(entity); ++row) {
                keys.append(text_, row);
                append_decisions(population, decisions, entity, row);
                append_values(population, further, entity, row);
                text_ += '\n';
            }
            if (!files_.write(entity, text_, problems_)) {
                return false;
            }
        }
        return true;
    }

    bool finish() override { return files_.finish(problems_); }

    [[nodiscard]] std::vector<std::filesystem::path> files() const override {
        return files_.paths();
    }

private:
    [[nodiscard]] bool is_written(Index entity) const {
        const auto is_of = [entity](const auto& entry) { return entry.entity == entity; };
        return std::any_of(rulebook_->decisions.begin(), rulebook_->decisions.end(), is_of) ||
               std::any_of(values_.begin(), values_.end(), is_of);
    }

    [[nodiscard]] std::string header(Index entity) const {
        std::string out = key_columns(*rulebook_, entity);
        for (const DecisionEntry& decision : rulebook_->decisions) {
            if (decision.entity != entity) {
                continue;
            }
            const auto add = [&](const std::string& name) {
                out += ',';
                append_csv_text(out, decision.name + "." + name);
            };
            add("status");
            add("outcome");
            if (decision.amount != none) {
                add("amount");
            }
            for (const DecisionEntry::GivenOut& given : decision.gives) {
                add(given.name);
            }
            for (const std::string& name : decision.show_names) {
                add("show." + name);
            }
            if (needs_) {
                add("needs");
            }
        }
        for (const FurtherValue& value : values_) {
            if (value.entity == entity) {
                out += ',';
                append_csv_text(out, "values." + rulebook_->values[value.value].name);
            }
        }
        return out + "\n";
    }

    void append_decisions(const Population& population, const Decisions& decisions, Index entity,
                          std::size_t row) {
        for (const DecisionColumns& columns : decisions.decisions) {
            const DecisionEntry& entry = rulebook_->decisions[columns.decision];
            if (entry.entity != entity) {
                continue;
            }
            const auto add = [&](Index node, const Column& column) {
                text_ += ',';
                append_csv_value(text_, ValueFormat::of_node(*rulebook_, node), population, column,
                                 row);
            };
            const auto status = static_cast<Status>(columns.statuses[row]);
            text_ += ',';
            text_ += to_string(status);
            add(entry.outcome, columns.outcome);
            if (entry.amount != none) {
                add(entry.amount, columns.amount);
            }
            for (std::size_t i = 0; i < entry.gives.size(); ++i) {
                add(entry.gives[i].node, columns.gives[i]);
            }
            for (std::size_t i = 0; i < entry.show.size(); ++i) {
                add(entry.show[i], columns.show[i]);
            }
            if (needs_) {
                text_ += ',';
                append_csv_text_or_nothing(status == Status::undetermined
                                               ? joined(population, columns.decision, row)
                                               : "");
            }
        }
    }

    void append_values(const Population& population, const std::vector<const Column*>& columns,
                       Index entity, std::size_t row) {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (values_[i].entity == entity) {
                text_ += ',';
                append_csv_value(text_, values_[i].format, population, *columns[i],
                                 values_[i].row_for(row));
            }
        }
    }

    void append_csv_text_or_nothing(const std::string& text) {
        if (!text.empty()) {
            append_csv_text(text_, text);
        }
    }

    [[nodiscard]] std::string joined(const Population& population, Index decision,
                                     std::size_t row) const {
        std::string out;
        for (const std::string& path : needs_(population, decision, row)) {
            out += (out.empty() ? "" : "; ") + path;
        }
        return out;
    }

    const Rulebook* rulebook_;
    NeededFacts needs_;
    std::vector<FurtherValue> values_;
    CsvFiles files_;
    std::string text_;
};

} // namespace

Checked<std::unique_ptr<DecisionWriter>> open_decision_csv(const Rulebook& rulebook,
                                                           const std::filesystem::path& target,
                                                           WriteOptions options) {
    using Result = Checked<std::unique_ptr<DecisionWriter>>;
    auto writer = std::make_unique<DecisionCsv>(rulebook, std::move(options));
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

} // namespace doudi::data
