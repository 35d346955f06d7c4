// Joins the files of all entities: each gives its rows in the order of the record's key, so the
// rows of one record stand at the front of all of them at once.

#include "data/csv_reader.hpp"

#include "data/csv_record.hpp"
#include "data/csv_table.hpp"
#include "data/month_builders.hpp"
#include "data/reader_problems.hpp"
#include "data/repeated_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace doudi::data {

namespace {

class CsvReader final : public RecordReader {
public:
    CsvReader(std::span<const Rulebook* const> months,
              std::vector<std::unique_ptr<CsvTable>> tables, const ReadOptions& options)
        : options_(options), tables_(std::move(tables)), builders_(months),
          record_(*months.front(), tables_) {
        for (Index entity = 0; entity < tables_.size(); ++entity) {
            if (tables_[entity]) {
                present_.push_back(entity);
                bytes_total_ += tables_[entity]->bytes_total();
            }
        }
    }

    /// Lets `scout`, a reader of the same files, look first for what may not be repeated.
    void look_over_first(std::unique_ptr<CsvReader> scout, const Rulebook& rulebook) {
        texts_ = std::make_shared<RepeatedTexts>(options_.temporary_folder, options_.memory_bytes);
        scout->texts_ = texts_;
        scout->is_scout_ = true;
        bytes_total_ += scout->bytes_total_;
        scouted_.emplace(rulebook);
        scout_ = std::move(scout);
    }

    bool next(RecordBatch& batch) override {
        batch.clear();
        if (!problems_.empty()) {
            return false;
        }
        if (scout_) {
            return look_over();
        }
        if (!is_prepared_) {
            is_prepared_ = prepare();
            count_bytes();
            if (!collect_problems() || !is_prepared_) {
                return problems_.empty();
            }
        }
        builders_.begin_batch(batch);
        const std::uint64_t begin = bytes_read_;
        bool took_any = false;
        while (batch.population.size() + batch.rejected.size() < options_.batch_records &&
               bytes_read_ - begin <= options_.batch_bytes && step(batch)) {
            took_any = true;
        }
        builders_.finish_batch();
        return collect_problems() && took_any;
    }

private:
    // Some of the first pass; false when something is wrong with it.
    bool look_over() {
        if (scout_->next(*scouted_)) {
            bytes_read_ = scout_->bytes_read();
            return true;
        }
        problems_ = scout_->problems();
        bytes_before_ = scout_->bytes_read();
        scout_.reset();
        if (problems_.empty() && !texts_->finish()) {
            problems_.push_back(cannot_sort(options_.temporary_folder, texts_->problem()));
        }
        return problems_.empty();
    }

    void build(RecordBatch& batch) {
        if (!texts_) {
            record_.build(builders_, batch);
            return;
        }
        const RepeatedTexts::Place place{0, record_.line()};
        record_.build(builders_, batch, [&](RecordBuilder& builder) {
            if (!is_scout_) {
                texts_->refuse_repeated(builder, place, [this](const RepeatedTexts::Place& other) {
                    return fmt::format("{}:{}", tables_[0]->path(), other.line);
                });
            } else if (!texts_->add(builder, place)) {
                problems_.push_back(cannot_sort(options_.temporary_folder, texts_->problem()));
            }
        });
    }

    // Whether all tables stand at their first row.
    bool prepare() {
        for (const Index entity : present_) {
            if (!tables_[entity]->prepare(options_.batch_bytes)) {
                return false;
            }
        }
        for (const Index entity : present_) {
            (void)tables_[entity]->next();
        }
        return true;
    }

    void count_bytes() {
        bytes_read_ = bytes_before_;
        for (const Index entity : present_) {
            bytes_read_ += tables_[entity]->bytes_done();
        }
    }

    bool collect_problems() {
        for (const Index entity : present_) {
            if (tables_[entity]->problem()) {
                problems_.push_back(*tables_[entity]->problem());
            }
        }
        return problems_.empty();
    }

    void advance(CsvTable& table) {
        (void)table.next();
        count_bytes();
    }

    // Takes one record, or one row that belongs to none. False when no row is left.
    bool step(RecordBatch& batch) {
        CsvTable* least = nullptr;
        for (const Index entity : present_) {
            CsvTable& table = *tables_[entity];
            if (table.problem()) {
                return false;
            }
            if (!table.has_row()) {
                continue;
            }
            if (table.record_key().empty() && has_record_key()) {
                refuse_loose_row(table, batch);
                return true;
            }
            if (least == nullptr || table.record_key() < least->record_key()) {
                least = &table;
            }
        }
        if (least == nullptr) {
            return false;
        }
        if (refused_key_ && *refused_key_ == least->record_key() && has_record_key()) {
            go_on_refusing(*least, batch);
        } else if (least == tables_[0].get()) {
            take_record(batch);
        } else {
            batch.rejected.push_back(refused_row(*least, Why::no_outer_row, record_entity().name));
            advance(*least);
        }
        return true;
    }

    [[nodiscard]] const EntityEntry& record_entity() const {
        return builders_.rulebook().entities[0];
    }

    [[nodiscard]] bool has_record_key() const { return !record_entity().key.empty(); }

    void refuse_loose_row(CsvTable& table, RecordBatch& batch) {
        batch.rejected.push_back(table.flaw() == Why::nothing
                                     ? refused_row(table, Why::missing_key, record_entity().key)
                                     : refused_for_flaw(table));
        advance(table);
    }

    void take_record(RecordBatch& batch) {
        CsvTable& table = *tables_[0];
        record_.begin(table.record_key());
        record_.hold(0);
        if (!has_record_key()) {
            advance(table);
            build(batch);
            return;
        }
        const std::string key(table.record_key());
        const std::size_t line = table.line();
        advance(table);
        if (table.has_row() && table.record_key() == key) {
            RejectedRecord& first = batch.rejected.emplace_back(
                refused_row(table, Why::repeated_record, record_entity().key));
            first.line = line;
            name_other(first, table.line());
            refused_key_ = key;
            refused_line_ = line;
            return;
        }
        hold_inner_rows(key);
        build(batch);
    }

    void name_other(RejectedRecord& rejected, std::size_t line) {
        const std::string place = fmt::format("{}:{}", tables_[0]->path(), line);
        rejected.reasons = {make_reason(Why::repeated_record, record_entity().key, place)};
    }

    // Further records of a key that was refused, and the inner rows of all of them.
    void go_on_refusing(CsvTable& table, RecordBatch& batch) {
        if (&table == tables_[0].get()) {
            RejectedRecord& again = batch.rejected.emplace_back(
                refused_row(table, Why::repeated_record, record_entity().key));
            name_other(again, refused_line_);
        }
        advance(table);
    }

    void hold_inner_rows(const std::string& key) {
        for (const Index entity : present_) {
            CsvTable& table = *tables_[entity];
            while (entity > 0 && table.has_row() && table.record_key() == key) {
                record_.hold(entity);
                advance(table);
            }
        }
    }

    ReadOptions options_;
    std::vector<std::unique_ptr<CsvTable>> tables_; ///< of each entity, or nullptr
    std::vector<Index> present_;                    ///< entities that have one
    MonthBuilders builders_;
    CsvRecord record_;
    std::optional<std::string> refused_key_;
    std::size_t refused_line_ = 0;
    bool is_prepared_ = false;
    std::shared_ptr<RepeatedTexts> texts_; ///< shared with the scout that fills it
    std::unique_ptr<CsvReader> scout_;     ///< while the files are looked over
    std::optional<RecordBatch> scouted_;
    bool is_scout_ = false;
    std::uint64_t bytes_before_ = 0; ///< in the pass before this one
};

Index entity_of(const Rulebook& rulebook, const RecordFile& file, std::string& name) {
    name = file.entity.empty() ? file.path.stem().string() : file.entity;
    return rulebook.find_entity(name);
}

void check_joins(const Rulebook& rulebook, const std::vector<std::unique_ptr<CsvTable>>& tables,
                 Diagnostics& problems) {
    for (Index entity = 0; entity < tables.size(); ++entity) {
        const Index outer = rulebook.entities[entity].outer;
        if (entity == 0 && !tables[0]) {
            problems.push_back(no_file(rulebook.entities[0].name));
        } else if (entity > 0 && outer > 0 && tables[entity] && !tables[outer]) {
            problems.push_back(no_file(rulebook.entities[outer].name));
        } else if (entity > 0 && !tables[entity] && tables[outer] &&
                   rulebook.entities[entity].at_least > 0) { // every record would be refused
            problems.push_back(no_file(rulebook.entities[entity].name));
        } else if (entity > 0 && tables[entity] && rulebook.entities[outer].key.empty()) {
            problems.push_back(
                no_key_to_join_by(rulebook.entities[outer].name, rulebook.entities[entity].name));
        }
    }
}

Diagnostics missing_inner_files(const Rulebook& rulebook,
                                const std::vector<std::unique_ptr<CsvTable>>& tables) {
    Diagnostics warnings;
    for (Index entity = 1; entity < tables.size(); ++entity) {
        if (!tables[entity]) {
            warnings.push_back(nobody_of(rulebook.entities[entity].name));
        }
    }
    return warnings;
}

std::unique_ptr<CsvReader> open_reader(std::span<const Rulebook* const> months,
                                       const std::vector<RecordFile>& files,
                                       const ReadOptions& options, Diagnostics& problems,
                                       Diagnostics& warnings) {
    const Rulebook& rulebook = *months.front();
    ReadOptions of_table = options;
    of_table.memory_bytes /= std::max<std::size_t>(files.size(), 1);
    std::vector<std::unique_ptr<CsvTable>> tables(rulebook.entities.size());
    std::vector<const RecordFile*> taken(rulebook.entities.size());
    const RecordKeys keys(rulebook, months);
    for (const RecordFile& file : files) {
        std::string name;
        const Index entity = entity_of(rulebook, file, name);
        if (entity == none) {
            std::vector<std::string_view> names;
            for (const EntityEntry& entry : rulebook.entities) {
                names.push_back(entry.name);
            }
            problems.push_back(unknown_entity(file.path, name, names));
        } else if (taken[entity] != nullptr) {
            problems.push_back(two_files(taken[entity]->path, file.path, name));
        } else {
            taken[entity] = &file;
            tables[entity] = std::make_unique<CsvTable>(file.path, of_table);
            tables[entity]->open(keys, entity, problems);
        }
    }
    check_joins(rulebook, tables, problems);
    if (!problems.empty()) {
        return nullptr;
    }
    warnings = missing_inner_files(rulebook, tables);
    return std::make_unique<CsvReader>(months, std::move(tables), options);
}

} // namespace

Checked<std::unique_ptr<RecordReader>> open_csv_reader(std::span<const Rulebook* const> months,
                                                       const std::vector<RecordFile>& files,
                                                       const ReadOptions& options) {
    using Result = Checked<std::unique_ptr<RecordReader>>;
    const bool has_texts = options.unique && RepeatedTexts::are_in(*months.front());
    ReadOptions of_reader = options;
    of_reader.memory_bytes /= has_texts ? 2 : 1;
    Diagnostics problems;
    Diagnostics warnings;
    std::unique_ptr<CsvReader> reader = open_reader(months, files, of_reader, problems, warnings);
    if (reader != nullptr && has_texts) {
        Diagnostics again; // the same warnings
        auto scout = open_reader(months.first(1), files, of_reader, problems, again);
        if (scout != nullptr) {
            reader->look_over_first(std::move(scout), *months.front());
        }
    }
    if (!problems.empty()) {
        return Result::failure(std::move(problems));
    }
    return Result::success(std::move(reader), std::move(warnings));
}

} // namespace doudi::data
