#pragma once

#include <doudi/engine/lowering.hpp>
#include <doudi/error.hpp>
#include <doudi/limits.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

// Whether a population is what a rulebook's plan expects: misuse is told before anything runs.
namespace doudi::engine {

[[nodiscard]] inline StatedInputs stated_inputs(const Population& population) {
    StatedInputs stated(population.rulebook().inputs.size());
    for (Index i = 0; i < stated.size(); ++i) {
        const bool has_gaps = !population.column(i).states.empty();
        stated[i] = !population.is_stated(i) ? Stated::nothing
                    : has_gaps               ? Stated::some_rows
                                             : Stated::all_rows;
    }
    return stated;
}

/// The same, as if any row of a stated input could be missing: one plan for many populations.
[[nodiscard]] inline StatedInputs with_gaps(StatedInputs stated) {
    std::replace(stated.begin(), stated.end(), Stated::all_rows, Stated::some_rows);
    return stated;
}

/// Whether columns made for one rulebook mean the same in the other.
[[nodiscard]] inline bool has_same_inputs(const Rulebook& a, const Rulebook& b) {
    const auto same_entity = [](const EntityEntry& x, const EntityEntry& y) {
        return x.name == y.name && x.outer == y.outer && x.at_least == y.at_least &&
               x.at_most == y.at_most;
    };
    const auto same_words = [](const CategoryEntry& x, const CategoryEntry& y) {
        return std::equal(
            x.values.begin(), x.values.end(), y.values.begin(), y.values.end(),
            [](const auto& one, const auto& other) { return one.name == other.name; });
    };
    const auto same_input = [&](const InputEntry& x, const InputEntry& y) {
        return x.name == y.name && x.entity == y.entity && x.type == y.type &&
               x.places == y.places && x.form == y.form && x.low == y.low && x.high == y.high &&
               (x.type.kind != Kind::category ||
                same_words(a.categories[x.type.category], b.categories[y.type.category]));
    };
    return &a == &b || (a.texts == b.texts &&
                        std::equal(a.entities.begin(), a.entities.end(), b.entities.begin(),
                                   b.entities.end(), same_entity) &&
                        std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(),
                                   b.inputs.end(), same_input));
}

/// Whether every outer row has as many inner rows as the entity allows.
[[nodiscard]] inline bool counts_fit(const EntityEntry& entry,
                                     const std::vector<std::uint32_t>& starts) {
    // Below at_least, and starts that fall, come out as large unsigned numbers.
    const std::uint32_t spread = entry.at_most - entry.at_least;
    std::uint32_t too_far = 0;
    for (std::size_t row = 0; row + 1 < starts.size(); ++row) {
        const std::uint32_t count = starts[row + 1] - starts[row];
        const bool is_far = (count - entry.at_least > spread) | (starts[row + 1] < starts[row]);
        too_far |= is_far ? 1U : 0U;
    }
    return too_far == 0;
}

/// Whether no record has more inner rows than ranges are proven for.
[[nodiscard]] inline bool records_fit(const Population& population, Index entity) {
    bool fit = true;
    std::size_t begin = 0;
    for (std::size_t record = 0; record < population.size() && fit; ++record) {
        const std::size_t end = population.first_row(entity, record + 1);
        fit = end - begin <= limits::rows_of_record;
        begin = end;
    }
    return fit;
}

/// Whether rows of `entity` may be more in a record than ranges are proven for, by what its
/// entities allow.
[[nodiscard]] inline bool may_be_too_many(const Rulebook& rulebook, Index entity) {
    std::size_t most = 1;
    for (; entity != 0 && most <= limits::rows_of_record;
         entity = rulebook.entities[entity].outer) {
        most *= rulebook.entities[entity].at_most;
    }
    return most > limits::rows_of_record;
}

/// Throws UsageError when the population's columns mean something else to the rulebook.
inline void check_inputs(const Rulebook& rulebook, const Population& population) {
    if (!has_same_inputs(rulebook, population.rulebook())) {
        throw UsageError("evaluate: the population was made for a rulebook with other inputs");
    }
}

/// Throws UsageError for rows that belong to nobody or columns of the wrong length or width.
inline void check_fit(const Rulebook& rulebook, const Population& population) {
    check_inputs(rulebook, population);
    for (Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const EntityEntry& entry = rulebook.entities[entity];
        const auto& starts = population.starts(entity);
        if (starts.empty() || starts.front() != 0 ||
            starts.size() != population.rows(entry.outer) + 1 || !counts_fit(entry, starts)) {
            throw UsageError(
                "evaluate: the rows of '" + entry.name +
                "' do not match those of its outer entity; set_counts says how many each has, "
                "zero too");
        }
        if (may_be_too_many(rulebook, entity) && !records_fit(population, entity)) {
            throw UsageError("evaluate: a record has more rows of '" + entry.name + "' than " +
                             std::to_string(limits::rows_of_record));
        }
    }
    for (Index i = 0; i < rulebook.inputs.size(); ++i) {
        const InputEntry& input = rulebook.inputs[i];
        const Column& column = population.column(i);
        if (!population.is_stated(i)) {
            continue;
        }
        const std::size_t rows = population.rows(input.entity);
        if (column.size() != rows || (!column.states.empty() && column.states.size() != rows) ||
            column.width != width_for(input.type.kind, input.low, input.high)) {
            throw UsageError("evaluate: '" + input.name + "' needs " + std::to_string(rows) +
                             " values of its width");
        }
    }
}

} // namespace doudi::engine
