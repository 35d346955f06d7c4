#include "data/csv_files.hpp"

#include "data/reader_problems.hpp"
#include "data/shown_value.hpp"

#include <fmt/format.h>

#include <utility>

namespace doudi::data {

namespace {

std::filesystem::path file_of_entity(const std::filesystem::path& target, std::string_view entity,
                                     bool is_record) {
    std::error_code ignored;
    if (!target.has_filename() || std::filesystem::is_directory(target, ignored)) {
        return target / (std::string(entity) + ".csv");
    }
    if (is_record || target == "-") {
        return target;
    }
    return target.parent_path() /
           fmt::format("{}.{}{}", target.stem().string(), entity, target.extension().string());
}

} // namespace

bool CsvFiles::check(bool good, const File& file, Diagnostics& problems) {
    if (!good && problems.empty()) {
        problems.push_back(cannot_write(file.path, file.file.problem()));
    }
    return good;
}

bool CsvFiles::open(const std::filesystem::path& target, Index entity, std::string_view header,
                    Diagnostics& problems) {
    if (!target.has_filename()) {
        std::error_code ignored;
        std::filesystem::create_directory(target.parent_path(), ignored);
    }
    if (target == "-" && !files_.empty()) {
        problems.push_back(cannot_write(target, {"标准输出只容得下一个主体的文件",
                                                 "the standard output takes the file of one entity "
                                                 "only"}));
        return false;
    }
    File& file = files_.emplace_back();
    file.entity = entity;
    file.path = file_of_entity(target, rulebook_->entities[entity].name, entity == 0);
    return check(file.file.open(file.path), file, problems) && write(entity, header, problems);
}

bool CsvFiles::write(Index entity, std::string_view rows, Diagnostics& problems) {
    for (File& file : files_) {
        if (file.entity == entity) {
            return check(file.file.write(rows), file, problems);
        }
    }
    return true;
}

std::vector<std::filesystem::path> CsvFiles::paths() const {
    std::vector<std::filesystem::path> paths;
    for (const File& file : files_) {
        paths.push_back(file.path);
    }
    return paths;
}

bool CsvFiles::finish(Diagnostics& problems) {
    bool good = true;
    for (File& file : files_) {
        good = good && check(file.file.prepare(), file, problems);
    }
    for (File& file : files_) {
        good = good && check(file.file.commit(), file, problems);
    }
    return good;
}

std::string key_columns(const Rulebook& rulebook, Index entity) {
    std::string out;
    for (Index at = entity; at != none; at = rulebook.entities[at].outer) {
        const EntityEntry& entry = rulebook.entities[at];
        std::string name;
        append_csv_text(name, entry.key.empty() ? entry.name + ".position" : entry.key);
        out = name + (out.empty() ? "" : ",") + out;
    }
    return out;
}

std::string_view row_key(const Population& population, Index entity, std::size_t row,
                         std::size_t first, std::string& scratch) {
    const TextColumn& keys = population.keys(entity);
    if (row < keys.size()) {
        return keys[row];
    }
    scratch = std::to_string(row - first + 1);
    return scratch;
}

KeyFields::KeyFields(const Population& population, Index entity) : population_(&population) {
    for (Index at = entity; at != none; at = population.rulebook().entities[at].outer) {
        levels_.insert(levels_.begin(), {at, 0});
    }
}

void KeyFields::append(std::string& out, std::size_t row) {
    levels_.back().row = row;
    for (std::size_t i = levels_.size() - 1; i > 0; --i) {
        const std::vector<std::uint32_t>& starts = population_->starts(levels_[i].entity);
        std::size_t& outer_row = levels_[i - 1].row;
        while (starts[outer_row + 1] <= levels_[i].row) {
            ++outer_row;
        }
    }
    for (std::size_t i = 0; i < levels_.size(); ++i) {
        const Level& level = levels_[i];
        const std::size_t first =
            i == 0 ? 0 : population_->starts(level.entity)[levels_[i - 1].row];
        out += i == 0 ? "" : ",";
        append_csv_text(out, row_key(*population_, level.entity, level.row, first, scratch_));
    }
}

} // namespace doudi::data
