#pragma once

#include "data/further_values.hpp"
#include "data/months_out.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/decisions.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace doudi::data {

/// What stands in a column of decisions in one month.
struct DecisionCell {
    enum class Of : std::uint8_t {
        nothing, ///< that month does not know the column
        status,
        outcome,
        amount,
        given,
        shown,
        needs,
        decided_by,
        refused,
        margin,
        value
    };

    Of of = Of::nothing;
    Index decision = none;
    /// Among what the decision gives out or shows, its refusals, or the further values.
    std::size_t place = 0;
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
/// each with its status, outcome, amount, what it gives out and shows, its reasons and its needs.
[[nodiscard]] std::vector<DecisionColumn> decision_columns(const MonthsOut& out,
                                                           const WriteOptions& options);

/// The values of a column in a month; nullptr for what
/// has words of its own (status, needs, reasons) and for nothing. `values` are those
/// of further_values_of_month.
[[nodiscard]] const Column* column_of(const DecisionCell& cell, const Decisions& decisions,
                                      const std::vector<const Column*>& values);

} // namespace doudi::data
