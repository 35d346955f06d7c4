#pragma once

#include "data/record_keys.hpp"
#include "data/shown_value.hpp"

#include <doudi/population.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace doudi::data {

/// How a row says under `previous:` what its columns hold.
enum class PreviousForm : std::uint8_t {
    nothing,     ///< nothing is stated, and nobody further out said none
    none_before, ///< a newcomer
    values,      ///< some values
    null         ///< nothing is stated, but an outer row said none
};

/// What there is to write of the records of a population, so that reading gives it back.
class RecordOut {
public:
    explicit RecordOut(const Rulebook& rulebook);

    struct Field {
        Index input = none;
        std::string name;
        ValueFormat format;
    };

    struct Entity {
        std::vector<Field> facts;
        std::vector<Field> given;
        std::vector<Field> previous;
        std::vector<Index> sums; ///< over months of facts; they cannot be written
        std::vector<NewcomerValue> newcomer;
        std::vector<Index> inner;
    };

    [[nodiscard]] const Rulebook& rulebook() const { return *rulebook_; }

    [[nodiscard]] const Entity& of(Index entity) const { return entities_[entity]; }

    [[nodiscard]] PreviousForm previous_of(const Population& population, Index entity,
                                           std::size_t row, bool under_newcomer) const;

    /// Whether everything about the row can be said in a record. Of values by month only sums
    /// are there, which no record can state.
    [[nodiscard]] bool is_sayable(const Population& population, Index entity,
                                  std::size_t row) const;

private:
    const Rulebook* rulebook_;
    std::vector<Entity> entities_;
};

/// Whether a column holds something in a row.
[[nodiscard]] bool is_there(const Population& population, Index input, std::size_t row);

/// Appends one record as a nested JSON object, without a newline.
void append_record_json(std::string& out, const RecordOut& layout, const Population& population,
                        std::size_t record);

} // namespace doudi::data
