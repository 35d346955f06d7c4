#pragma once

#include "compile/model.hpp"

#include <doudi/decimal.hpp>

#include <optional>

// What a parameter says on a date: a value, a table or bands, with where it comes from.
namespace doudi::compiler {

struct ScalarValue {
    Decimal value;
    Index use = none; ///< in Rulebook::parameters
};

/// The entry in force, or nullptr. With `each: month` that of the month of `date`.
[[nodiscard]] const ParameterEntry* entry_on(const ParameterDeclaration& parameter,
                                             const Date& date);

/// The entry that ended the parameter before or on a date, or nullptr while it goes on.
[[nodiscard]] const ParameterEntry* end_on(const ParameterDeclaration& parameter, const Date& date);

/// The value of a parameter without keys; reports a gap, at `reader`, and a bad value.
[[nodiscard]] std::optional<ScalarValue> scalar_on(Model& model, Index parameter, const Date& date,
                                                   const Place& reader);

/// All values of a parameter without keys over time, as bands over days: in Rulebook::bands.
[[nodiscard]] std::optional<Index> timeline_of(Model& model, Index parameter, const Place& reader);

/// Bands over days without any value, for reading a parameter that has ended.
[[nodiscard]] Index ended_bands(Model& model, Index parameter, const ParameterEntry& end);

/// The table of a parameter with keys: in Rulebook::tables.
[[nodiscard]] std::optional<Index> table_on(Model& model, Index parameter, const Place& reader);

/// The thresholds of a parameter with `brackets:`, read as amounts of `type`: in Rulebook::bands.
[[nodiscard]] std::optional<Index> bands_on(Model& model, Index parameter, const Type& type,
                                            const Place& reader);

[[nodiscard]] Index use_of_option(Model& model, const OptionDeclaration& option);

/// Provenance as the rulebook keeps it. A source is "DOCUMENT CLAUSE".
[[nodiscard]] Citation cite(const Model& model, const Provenance& provenance);

/// Reports that a parameter has no value on a date, naming the gap; gives nothing.
void report_gap(Model& model, const ParameterDeclaration& parameter, const Date& date,
                const Place& reader);

/// The use of an entry in Rulebook::parameters.
[[nodiscard]] Index use_of(Model& model, const ParameterDeclaration& parameter,
                           const ParameterEntry& entry);

} // namespace doudi::compiler
