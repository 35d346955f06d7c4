#pragma once

#include "compile/model.hpp"

#include <doudi/decimal.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace doudi::compiler {

/// One key a level: a whole number, or the index of a category's value.
using Keys = std::vector<std::int64_t>;

/// `and_above` of one row of whole-number keys.
struct Above {
    std::int64_t beyond = 0;     ///< the key above which it holds
    std::optional<Decimal> flat; ///< the value of every key above; else it rises from `beyond`
    Decimal add;
    const ParameterEntry* written = nullptr; ///< the entry that says so
};

/// A parameter table as read: a value for each combination of keys.
struct TableCells {
    std::map<Keys, Decimal> values;
    std::map<Keys, Above> above;                      ///< by the keys before the last
    std::map<Keys, const ParameterEntry*> changed_by; ///< the leaves that a `changes:` named
    const ParameterEntry* whole = nullptr;            ///< the entry that gave the whole table
    const ParameterEntry* reading = nullptr;          ///< the entry that is being read
};

/// Reads nested maps into `cells`: a whole table, or with `partial` the leaves that `changes:`
/// names. Holes and overlaps are findings; false after one.
bool read_table_cells(Model& model, const Parameter& parameter, const WrittenNode& node,
                      bool partial, TableCells& cells);

/// Reports a table with more cells than limits::table_cells.
void report_table_too_large(Model& model, const Parameter& parameter);

} // namespace doudi::compiler
