#pragma once

#include "data/further_values.hpp"
#include "data/months_out.hpp"

#include <doudi/decisions.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace doudi::data {

/// What stands in a column of decisions in one month.
struct DecisionCell {
    enum class Of : std::uint8_t { nothing, status, outcome, amount, given, shown, needs, value };

    Of of = Of::nothing; ///< nothing: that month does not know the column
    Index decision = none;
    std::size_t place = 0; ///< among what the decision gives out or shows, or the further values
    ValueFormat format = {};
    bool is_of_pack = false; ///< a further value of no record: it has one row
};

/// A column of a table of decisions, by name.
struct DecisionColumn {
    std::string name;
    Index entity = 0;
    std::vector<DecisionCell> cells; ///< of each month
};

/// The columns for the decisions and further values of all months: decision by decision, by name,
/// each with its status, outcome, amount, what it gives out and shows, and its needs.
[[nodiscard]] std::vector<DecisionColumn>
decision_columns(const MonthsOut& out, const std::vector<std::string>& values, bool with_needs);

/// The values of a column in a month; nullptr for status, needs and nothing. `values` are those
/// of further_values_of_month.
[[nodiscard]] const Column* column_of(const DecisionCell& cell, const Decisions& decisions,
                                      const std::vector<const Column*>& values);

} // namespace doudi::data
