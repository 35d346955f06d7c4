#include "data/decision_csv.hpp"

#include "data/csv_files.hpp"
#include "data/decided_fit.hpp"
#include "data/decision_columns.hpp"
#include "data/further_values.hpp"
#include "data/shown_refusals.hpp"
#include "data/shown_value.hpp"

#include <algorithm>
#include <utility>

namespace doudi::data {

namespace {

using Of = DecisionCell::Of;

class DecisionCsv final : public DecisionWriter {
public:
    DecisionCsv(const MonthsOut& out, const WriteOptions& options)
        : rulebooks_(out.months.begin(), out.months.end()), rulebook_(out.months.front()),
          files_(*rulebook_), columns_(decision_columns(out, options)), needs_(options.needs) {
        for (std::size_t month = 0; month < out.months.size(); ++month) {
            Month& written = months_.emplace_back();
            written.label = out.label(month);
            written.values = further_values_of_month(out.months, month, options.values);
            const Rulebook& rulebook = *out.months[month];
            for (const DecisionEntry& entry : rulebook.decisions) {
                if (options.reasons) {
                    written.refusals.emplace_back(rulebook, entry);
                }
            }
        }
    }

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        for (Index entity = 0; entity < rulebook_->entities.size(); ++entity) {
            if (!is_written(entity)) {
                continue;
            }
            written_.push_back(entity);
            if (!files_.open(target, entity, header(entity), problems_)) {
                return false;
            }
        }
        return true;
    }

    void format(std::span<const DecidedMonth> months, DecisionText& text,
                const NeededFacts& needs) const override {
        check_decided(rulebooks_, months);
        text.files.resize(written_.size());
        text.objects = 0;
        for (std::size_t i = 0; i < written_.size(); ++i) {
            text.files[i].clear();
            append_rows(text.files[i], months, needs ? needs : needs_, written_[i]);
        }
    }

    bool append(const DecisionText& text) override {
        for (std::size_t i = 0; i < written_.size(); ++i) {
            if (!files_.write(written_[i], text.files[i], problems_)) {
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
    struct Month {
        std::string label; ///< empty: no column says the month
        std::vector<FurtherValue> values;
        std::vector<ShownRefusals> refusals; ///< of each decision, when reasons are written
    };

    /// Where the rows of one month go, and what they say.
    struct Writing {
        std::string& out;
        const NeededFacts& needs;
        const Month& month;
        const DecidedMonth& decided;
    };

    /// A column of one month.
    struct Field {
        const DecisionCell* cell = nullptr;
        const Column* column = nullptr;
    };

    [[nodiscard]] bool is_written(Index entity) const {
        return std::any_of(columns_.begin(), columns_.end(),
                           [&](const DecisionColumn& column) { return column.entity == entity; });
    }

    [[nodiscard]] std::string header(Index entity) const {
        std::string out = key_columns(*rulebook_, entity);
        if (!months_.front().label.empty()) {
            out += ',';
            out += month_name;
        }
        for (const DecisionColumn& column : columns_) {
            if (column.entity == entity) {
                out += ',';
                append_csv_text(out, column.name);
            }
        }
        return out + "\n";
    }

    [[nodiscard]] std::vector<Field> fields_of(const DecidedMonth& decided, std::size_t month,
                                               Index entity) const {
        const auto values = columns_of(months_[month].values, *decided.decisions);
        std::vector<Field> fields;
        for (const DecisionColumn& column : columns_) {
            if (column.entity == entity) {
                const DecisionCell& cell = column.cells[month];
                fields.push_back({&cell, column_of(cell, *decided.decisions, values)});
            }
        }
        return fields;
    }

    // The months of a record stand together, whatever the size of a batch.
    void append_rows(std::string& out, std::span<const DecidedMonth> months,
                     const NeededFacts& needs, Index entity) const {
        std::vector<KeyFields> keys;
        std::vector<std::vector<Field>> fields;
        for (std::size_t month = 0; month < months.size(); ++month) {
            keys.emplace_back(*months[month].population, entity);
            fields.push_back(fields_of(months[month], month, entity));
        }
        const Population& population = *months.front().population;
        for (std::size_t record = 0; record < population.size(); ++record) {
            const auto [begin, end] = population.rows_of_record(entity, record);
            for (std::size_t month = 0; month < months.size(); ++month) {
                for (std::size_t row = begin; row < end; ++row) {
                    keys[month].append(out, row);
                    append_label(out, months_[month].label);
                    append_fields({out, needs, months_[month], months[month]}, fields[month], row);
                }
            }
        }
    }

    static void append_label(std::string& out, const std::string& label) {
        if (!label.empty()) {
            out += ',';
            out += label;
        }
    }

    static void append_fields(const Writing& to, const std::vector<Field>& fields,
                              std::size_t row) {
        for (const Field& field : fields) {
            to.out += ',';
            if (field.column != nullptr) {
                append_csv_value(to.out, field.cell->format, *to.decided.population, *field.column,
                                 field.cell->is_of_pack ? 0 : row);
            } else {
                append_words(to, *field.cell, row);
            }
        }
        to.out += '\n';
    }

    static void append_words(const Writing& to, const DecisionCell& cell, std::size_t row) {
        if (cell.of == Of::nothing) {
            return;
        }
        const DecisionColumns& columns = to.decided.decisions->decisions[cell.decision];
        const auto status = static_cast<Status>(columns.statuses[row]);
        if (cell.of == Of::status) {
            to.out += to_string(status);
        } else if (cell.of != Of::needs) {
            append_reason(to.out, cell, to.month.refusals[cell.decision], columns, row);
        } else if (status == Status::undetermined) {
            append_needs(to, cell.decision, row);
        }
    }

    static void append_reason(std::string& out, const DecisionCell& cell,
                              const ShownRefusals& refusals, const DecisionColumns& columns,
                              std::size_t row) {
        if (cell.of == Of::margin) {
            static_cast<void>(refusals.append_margin(out, columns, cell.place, row));
            return;
        }
        const std::string* const words = cell.of == Of::decided_by
                                             ? refusals.decided_by(columns, row)
                                             : refusals.condition(columns, cell.place, row);
        if (words != nullptr) {
            append_csv_text(out, *words);
        }
    }

    static void append_needs(const Writing& to, Index decision, std::size_t row) {
        std::string paths;
        for (const std::string& path : to.needs(*to.decided.population, decision, row)) {
            paths += (paths.empty() ? "" : "; ") + path;
        }
        if (!paths.empty()) {
            append_csv_text(to.out, paths);
        }
    }

    std::vector<const Rulebook*> rulebooks_; ///< of each month
    const Rulebook* rulebook_;               ///< of the first month
    CsvFiles files_;
    std::vector<DecisionColumn> columns_;
    NeededFacts needs_;
    std::vector<Month> months_;
    std::vector<Index> written_; ///< entities that have a file
};

} // namespace

Checked<std::unique_ptr<DecisionWriter>>
open_decision_csv(const MonthsOut& out, const std::filesystem::path& target, WriteOptions options) {
    using Result = Checked<std::unique_ptr<DecisionWriter>>;
    auto writer = std::make_unique<DecisionCsv>(out, options);
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

} // namespace doudi::data
