#pragma once

#include <doudi/engine/lowering.hpp>
#include <doudi/error.hpp>
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
    const auto same_input = [](const InputEntry& x, const InputEntry& y) {
        return x.name == y.name && x.entity == y.entity && x.type == y.type &&
               x.places == y.places && x.form == y.form && x.low == y.low && x.high == y.high;
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
    bool fit = true;
    for (std::size_t row = 0; row + 1 < starts.size(); ++row) {
        const std::uint32_t count = starts[row + 1] - starts[row];
        fit = fit & (starts[row + 1] >= starts[row]) & (count >= entry.at_least) &
              (count <= entry.at_most);
    }
    return fit;
}

/// Throws UsageError for rows that belong to nobody or columns of the wrong length or width.
inline void check_fit(const Rulebook& rulebook, const Population& population) {
    if (!has_same_inputs(rulebook, population.rulebook())) {
        throw UsageError("evaluate: the population was made for a rulebook with other inputs");
    }
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
