// Joins the files of all entities: each gives its rows in the order of the record's key, so the
// rows of one record stand at the front of all of them at once.

#include "data/csv_reader.hpp"

#include "data/byte_scan.hpp"
#include "data/csv_parser.hpp"
#include "data/csv_table.hpp"
#include "data/csv_texts.hpp"
#include "data/own_texts.hpp"
#include "data/reader_problems.hpp"
#include "data/repeated_texts.hpp"

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
        : options_(options), months_(months.begin(), months.end()), tables_(std::move(tables)) {
        trusts_order_ = options.trusts_order;
        has_record_key_ = !months_.front()->entities[0].key.empty();
        for (Index entity = 0; entity < tables_.size(); ++entity) {
            format_.headers.emplace_back();
            format_.paths.emplace_back();
            if (tables_[entity]) {
                present_.push_back(entity);
                bytes_total_ += tables_[entity]->bytes_total();
                format_.headers.back() = tables_[entity]->header();
                format_.paths.back() = tables_[entity]->path();
            }
        }
    }

    /// Lets `scout`, a reader of the same files, look first for what may not be repeated.
    void look_over_first(std::unique_ptr<CsvReader> scout) {
        repeated_ =
            std::make_shared<RepeatedTexts>(options_.temporary_folder, options_.memory_bytes);
        bytes_total_ += scout->bytes_total_;
        scout_ = std::move(scout);
        scouting_ = std::make_unique<CsvParser>(scout_->months_, scout_->format_, repeated_);
        scouted_.emplace(*months_.front());
    }

    [[nodiscard]] std::unique_ptr<RecordTexts> make_texts() const override {
        return std::make_unique<CsvTexts>(tables_.size());
    }

    [[nodiscard]] std::unique_ptr<RecordParser> make_parser() const override {
        return std::make_unique<CsvParser>(months_, format_, repeated_);
    }

    bool cut(RecordTexts& into) override {
        auto& texts = own_texts<CsvTexts>(into);
        texts.clear();
        if (!problems_.empty()) {
            return false;
        }
        if (scout_) {
            return look_over(texts);
        }
        if (!is_prepared_) {
            is_prepared_ = prepare();
            count_bytes();
            if (!collect_problems() || !is_prepared_) {
                return problems_.empty();
            }
        }
        const std::uint64_t stop = bytes_of_tables() + options_.batch_bytes;
        for (const Index entity : present_) {
            tables_[entity]->hold();
        }
        is_full_ = false;
        bool goes_on = true;
        while (goes_on && texts.entries().size() < options_.batch_records && !is_full_ &&
               bytes_of_tables() <= stop) {
            goes_on = step(texts);
        }
        for (const Index entity : present_) {
            texts.take_bytes(entity, *tables_[entity]);
        }
        texts.finish();
        count_bytes();
        // Rows that are read over, such as those of a refused record, may fill a batch.
        return collect_problems() && (goes_on || !texts.entries().empty());
    }

private:
    // Some of the first pass; false when something is wrong with it.
    bool look_over(CsvTexts& texts) {
        if (scout_->cut(texts)) {
            bytes_read_ = scout_->bytes_read();
            const bool good = scouting_->look_over(texts, *scouted_);
            texts.clear();
            return good || fail_to_sort();
        }
        texts.clear();
        problems_ = scout_->problems();
        bytes_before_ = scout_->bytes_read();
        scouting_.reset();
        scout_.reset();
        return problems_.empty() && (repeated_->finish() || fail_to_sort());
    }

    bool fail_to_sort() {
        problems_.push_back(cannot_sort(options_.temporary_folder, repeated_->problem()));
        return false;
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

    [[nodiscard]] std::uint64_t bytes_of_tables() const {
        std::uint64_t bytes = 0;
        for (const Index entity : present_) {
            bytes += tables_[entity]->bytes_done();
        }
        return bytes;
    }

    void count_bytes() { bytes_read_ = bytes_before_ + bytes_of_tables(); }

    bool collect_problems() {
        for (const Index entity : present_) {
            lost_order_ = lost_order_ || tables_[entity]->lost_order();
            if (tables_[entity]->problem()) {
                problems_.push_back(*tables_[entity]->problem());
            }
        }
        return problems_.empty();
    }

    // Takes one record, or one row that belongs to none. False when no row is left.
    bool step(CsvTexts& texts) {
        Index least = none;
        for (const Index entity : present_) {
            CsvTable& table = *tables_[entity];
            if (table.problem()) {
                return false;
            }
            if (!table.has_row()) {
                continue;
            }
            if (table.record_key().empty() && has_record_key_) {
                texts.refuse_row(entity, table, Why::missing_key);
                (void)table.next();
                return true;
            }
            if (least == none || is_less(table.record_key(), tables_[least]->record_key())) {
                least = entity;
            }
        }
        if (least == none) {
            return false;
        }
        CsvTable& table = *tables_[least];
        if (refused_key_ && *refused_key_ == table.record_key() && has_record_key_) {
            go_on_refusing(least, texts);
        } else if (least == 0) {
            take_record(texts);
        } else {
            texts.refuse_row(least, table, Why::no_outer_row);
            (void)table.next();
        }
        return true;
    }

    void take_record(CsvTexts& texts) {
        CsvTable& table = *tables_[0];
        texts.begin_record(table);
        if (!has_record_key_) {
            (void)table.next();
            return;
        }
        const std::string_view key = texts.last_key();
        const std::size_t line = table.line();
        (void)table.next();
        if (table.has_row() && are_same(table.record_key(), key)) {
            texts.refuse_record(Why::repeated_record, table.line());
            refused_key_ = key;
            refused_line_ = line;
            return;
        }
        hold_inner_rows(texts, key);
    }

    // Further records of a key that was refused, and the inner rows of all of them.
    void go_on_refusing(Index entity, CsvTexts& texts) {
        CsvTable& table = *tables_[entity];
        if (entity == 0) {
            texts.refuse_row(entity, table, Why::repeated_record, refused_line_);
        }
        (void)table.next();
    }

    void hold_inner_rows(CsvTexts& texts, std::string_view key) {
        for (const Index entity : present_) {
            CsvTable& table = *tables_[entity];
            while (entity > 0 && table.has_row() && are_same(table.record_key(), key)) {
                do {
                    if (!texts.add(entity, table) && table.is_held()) {
                        // What is left of the record is read over, so it must not be held.
                        is_full_ = true;
                        texts.take_bytes(entity, table);
                    }
                } while (table.next_of_record());
                (void)table.next();
            }
        }
    }

    ReadOptions options_;
    std::vector<const Rulebook*> months_;
    std::vector<std::unique_ptr<CsvTable>> tables_; ///< of each entity, or nullptr
    std::vector<Index> present_;                    ///< entities that have one
    CsvFormat format_;
    bool has_record_key_;
    std::optional<std::string> refused_key_;
    std::size_t refused_line_ = 0;
    bool is_prepared_ = false;
    bool is_full_ = false;                    ///< a record has too much, so the batch ends with it
    std::shared_ptr<RepeatedTexts> repeated_; ///< or nullptr
    std::unique_ptr<CsvReader> scout_;        ///< while the files are looked over
    std::unique_ptr<CsvParser> scouting_;
    std::optional<RecordBatch> scouted_;
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
    of_reader.trusts_order = options.trusts_order && !has_texts;
    Diagnostics problems;
    Diagnostics warnings;
    std::unique_ptr<CsvReader> reader = open_reader(months, files, of_reader, problems, warnings);
    if (reader != nullptr && has_texts) {
        Diagnostics again; // the same warnings
        auto scout = open_reader(months.first(1), files, of_reader, problems, again);
        if (scout != nullptr) {
            reader->look_over_first(std::move(scout));
        }
    }
    if (!problems.empty()) {
        return Result::failure(std::move(problems));
    }
    return Result::success(std::move(reader), std::move(warnings));
}

} // namespace doudi::data
