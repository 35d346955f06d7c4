#pragma once

#include <doudi/column.hpp>
#include <doudi/error.hpp>
#include <doudi/rulebook.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace doudi {

/// Texts end to end, such as keys: one allocation, not one for each.
class TextColumn {
public:
    void push(std::string_view text) {
        bytes_.append(text);
        ends_.push_back(bytes_.size());
    }

    void resize(std::size_t rows) {
        bytes_.resize(rows == 0 ? 0 : ends_[rows - 1]);
        ends_.resize(rows);
    }

    void clear() { resize(0); }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }

    [[nodiscard]] bool empty() const { return ends_.empty(); }

    [[nodiscard]] std::string_view operator[](std::size_t row) const {
        const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
        return std::string_view(bytes_).substr(begin, ends_[row] - begin);
    }

private:
    std::string bytes_;
    std::vector<std::size_t> ends_;
};

/// The records to decide, as columns: a column for each input of a rulebook, and who belongs to
/// whom. The rows of an inner entity stand in the order of their outer rows.
///
/// The rulebook must outlive it. Misuse (a column of the wrong length, an unknown name) throws
/// UsageError, at the latest when it is evaluated. Reading from several threads is safe.
class Population {
public:
    explicit Population(const Rulebook& rulebook)
        : rulebook_(&rulebook), columns_(rulebook.inputs.size()),
          stated_(rulebook.inputs.size(), 0), settled_(rulebook.inputs.size()),
          starts_(rulebook.entities.size()), keys_(rulebook.entities.size()) {
        clear();
    }

    explicit Population(const Rulebook&&) = delete; // would not outlive it

    [[nodiscard]] const Rulebook& rulebook() const { return *rulebook_; }

    /// Number of records, and rows of any entity.
    [[nodiscard]] std::size_t size() const { return records_; }

    [[nodiscard]] std::size_t rows(Index entity) const {
        return entity == 0 ? records_ : starts_[entity].back();
    }

    /// Says how many records there are. Do this first, then the counts, outer before inner.
    void set_records(std::size_t records) { records_ = records; }

    /// Says how many rows of `entity` each row of its outer entity has.
    /// Throws UsageError for a wrong number of counts or a count outside at_least … at_most.
    void set_counts(std::string_view entity, std::span<const std::uint32_t> counts);

    /// Sets a column: one number for each row of the input's entity, as digits at the input's
    /// places (fen for money, days since 1970-01-01 for a date, 0 or 1 for truth, `category_value`
    /// for a category, and −1 for the previous category of a newcomer). Throws UsageError for an
    /// unknown name, a wrong length or a number outside the input's range. `missing`, if not empty,
    /// says 1 for each missing row.
    void set(std::string_view input, std::span<const std::int64_t> digits,
             std::span<const std::uint8_t> missing = {});

    /// The number that stands for a category's value in `set`. Throws UsageError when the rulebook
    /// has no such input, it is no category, or the category has no such value.
    [[nodiscard]] std::int64_t category_value(std::string_view input, std::string_view value) const;

    /// Keys of the rows of an entity, for messages and output; optional.
    void set_keys(std::string_view entity, std::span<const std::string> keys);

    // For readers that fill columns row by row. Rows must be whole when evaluation begins.

    [[nodiscard]] Column& column(Index input) { return columns_[input]; }

    [[nodiscard]] const Column& column(Index input) const { return columns_[input]; }

    /// Whether a column holds anything: an input that no record states may stay empty. A fact
    /// that is not stated takes its default or is missing; a given value is not there.
    [[nodiscard]] bool is_stated(Index input) const { return stated_[input] != 0; }

    void mark_stated(Index input, bool stated = true) { stated_[input] = stated ? 1 : 0; }

    /// Rows of a sum over months that dated facts of the record settle, 1 for each; rows beyond its
    /// end are not. What is decided in other months leaves a settled sum alone.
    [[nodiscard]] std::vector<std::uint8_t>& settled(Index input) { return settled_[input]; }

    [[nodiscard]] bool is_settled(Index input, std::size_t row) const {
        return row < settled_[input].size() && settled_[input][row] != 0;
    }

    /// Row in `starts(entity)[outer row]` … `[outer row + 1]` are the inner rows.
    [[nodiscard]] std::vector<std::uint32_t>& starts(Index entity) { return starts_[entity]; }

    [[nodiscard]] const std::vector<std::uint32_t>& starts(Index entity) const {
        return starts_[entity];
    }

    [[nodiscard]] TextColumn& keys(Index entity) { return keys_[entity]; }

    [[nodiscard]] const TextColumn& keys(Index entity) const { return keys_[entity]; }

    /// Value of a text: the rulebook's constant or one of this population's.
    [[nodiscard]] Index intern(std::string_view text);

    [[nodiscard]] std::string_view text(Index value) const {
        const std::size_t constants = rulebook_->texts.size();
        return value < constants ? std::string_view(rulebook_->texts[value])
                                 : texts_[value - constants];
    }

    /// Inner rows of `entity` below record `record`: begin and end.
    [[nodiscard]] std::pair<std::size_t, std::size_t> rows_of_record(Index entity,
                                                                     std::size_t record) const {
        return {first_row(entity, record), first_row(entity, record + 1)};
    }

    /// Row of `entity` with which the rows of `record` begin.
    [[nodiscard]] std::size_t first_row(Index entity, std::size_t record) const {
        return entity == 0 ? record
                           : starts_[entity][first_row(rulebook_->entities[entity].outer, record)];
    }

    /// Forgets all rows and keeps the memory.
    void clear();

private:
    const Rulebook* rulebook_;
    std::size_t records_ = 0;
    std::vector<Column> columns_;
    std::vector<std::uint8_t> stated_;
    std::vector<std::vector<std::uint8_t>> settled_;
    std::vector<std::vector<std::uint32_t>> starts_;
    std::vector<TextColumn> keys_;
    TextColumn texts_;
    std::unordered_map<std::string, Index> text_values_;
};

// ---------------------------------------------------------------------------------------------

inline void Population::clear() {
    records_ = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const InputEntry& input = rulebook_->inputs[i];
        columns_[i].clear();
        columns_[i].width = width_for(input.type.kind, input.low, input.high);
        stated_[i] = 0;
        settled_[i].clear();
    }
    for (std::size_t entity = 0; entity < starts_.size(); ++entity) {
        starts_[entity].assign(1, 0);
        keys_[entity].clear();
    }
    texts_.clear();
    text_values_.clear();
}

inline void Population::set_counts(std::string_view entity, std::span<const std::uint32_t> counts) {
    const Index index = rulebook_->find_entity(entity);
    if (index == none || index == 0) {
        throw UsageError("set_counts: '" + std::string(entity) + "' is not an inner entity");
    }
    const EntityEntry& entry = rulebook_->entities[index];
    if (counts.size() != rows(entry.outer)) {
        throw UsageError("set_counts: '" + std::string(entity) + "' needs " +
                         std::to_string(rows(entry.outer)) + " counts, not " +
                         std::to_string(counts.size()));
    }
    std::vector<std::uint32_t>& starts = starts_[index];
    starts.assign(1, 0);
    for (const std::uint32_t count : counts) {
        if (count < entry.at_least || count > entry.at_most) {
            throw UsageError("set_counts: a count of '" + std::string(entity) +
                             "' is outside at_least to at_most");
        }
        starts.push_back(starts.back() + count);
    }
}

inline void Population::set(std::string_view input, std::span<const std::int64_t> digits,
                            std::span<const std::uint8_t> missing) {
    const Index index = rulebook_->find_input(input);
    if (index == none) {
        throw UsageError("set: the rulebook has no input '" + std::string(input) + "'");
    }
    const InputEntry& entry = rulebook_->inputs[index];
    if (digits.size() != rows(entry.entity) ||
        (!missing.empty() && missing.size() != digits.size())) {
        throw UsageError("set: '" + std::string(input) + "' needs " +
                         std::to_string(rows(entry.entity)) + " values, not " +
                         std::to_string(digits.size()));
    }
    Column& column = columns_[index];
    column.clear();
    for (std::size_t row = 0; row < digits.size(); ++row) {
        const bool absent = !missing.empty() && missing[row] != 0;
        if (!absent && (Int128(digits[row]) < entry.low || Int128(digits[row]) > entry.high)) {
            throw UsageError("set: row " + std::to_string(row) + " of '" + std::string(input) +
                             "' is out of range");
        }
        column.push(absent ? Int128(0) : Int128(digits[row]), absent ? State::missing : State::ok);
    }
    stated_[index] = 1;
}

inline std::int64_t Population::category_value(std::string_view input,
                                               std::string_view value) const {
    const Index index = rulebook_->find_input(input);
    if (index == none || rulebook_->inputs[index].type.kind != Kind::category) {
        throw UsageError("category_value: the rulebook has no category '" + std::string(input) +
                         "'");
    }
    const std::vector<CategoryEntry::Value>& values =
        rulebook_->categories[rulebook_->inputs[index].type.category].values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].name == value) {
            return static_cast<std::int64_t>(i);
        }
    }
    throw UsageError("category_value: '" + std::string(input) + "' has no value '" +
                     std::string(value) + "'");
}

inline void Population::set_keys(std::string_view entity, std::span<const std::string> keys) {
    const Index index = rulebook_->find_entity(entity);
    if (index == none || keys.size() != rows(index)) {
        throw UsageError("set_keys: '" + std::string(entity) +
                         "' is not an entity, or the number of keys is wrong");
    }
    keys_[index].clear();
    for (const std::string& key : keys) {
        keys_[index].push(key);
    }
}

inline Index Population::intern(std::string_view text) {
    const Index constants = static_cast<Index>(rulebook_->texts.size());
    for (Index i = 0; i < constants; ++i) {
        if (rulebook_->texts[i] == text) {
            return i;
        }
    }
    const auto [known, is_new] =
        text_values_.try_emplace(std::string(text), static_cast<Index>(texts_.size()));
    if (is_new) {
        texts_.push(text);
    }
    return constants + known->second;
}

} // namespace doudi
