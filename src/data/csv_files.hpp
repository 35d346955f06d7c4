#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/output_file.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// The CSV files of some entities, which appear together or not at all.
class CsvFiles {
public:
    explicit CsvFiles(const Rulebook& rulebook) : rulebook_(&rulebook) {}

    /// Begins a file beside `target` (see DecisionWriter) with a row of column names.
    [[nodiscard]] bool open(const std::filesystem::path& target, Index entity,
                            std::string_view header, Diagnostics& problems);

    [[nodiscard]] bool write(Index entity, std::string_view rows, Diagnostics& problems);

    /// Names of the files, in the order in which they were opened.
    [[nodiscard]] std::vector<std::filesystem::path> paths() const;

    /// Puts all files in place; not one unless each is whole on the disk.
    [[nodiscard]] bool finish(Diagnostics& problems);

private:
    struct File {
        Index entity = 0;
        std::filesystem::path path;
        OutputFile file;
    };

    [[nodiscard]] bool check(bool good, const File& file, Diagnostics& problems);

    const Rulebook* rulebook_;
    std::vector<File> files_;
};

/// Names of the columns that say which row of an entity is meant: the keys of the outer entities
/// and its own; a position in place of a key that an entity does not have.
[[nodiscard]] std::string key_columns(const Rulebook& rulebook, Index entity);

/// Writes those columns for the rows of one entity of a population, which come in order.
class KeyFields {
public:
    KeyFields(const Population& population, Index entity);

    void append(std::string& out, std::size_t row);

private:
    struct Level {
        Index entity = 0;
        std::size_t row = 0;
    };

    const Population* population_;
    std::string scratch_;
    std::vector<Level> levels_; ///< the record first
};

/// The key of a row; its position in its list, or among the records, when it has none: then
/// `scratch` holds it.
[[nodiscard]] std::string_view row_key(const Population& population, Index entity, std::size_t row,
                                       std::size_t first, std::string& scratch);

} // namespace doudi::data
