#pragma once

#include "compile/model.hpp"

#include <doudi/decimal.hpp>

#include <optional>

namespace doudi::compiler {

/// Reads a constant of a rule file by the type that is declared for it: "660" as money, "20%" as a
/// rate, "severe" as a category value, "true", "2020-07-01", "3" months. Dates are days, truth 0
/// or 1, categories indices, each with 0 places. Reports what is wrong and gives nullopt.
[[nodiscard]] std::optional<Decimal> read_constant(Model& model, const WrittenText& written,
                                                   const Type& type);

/// The mend for a value that a category does not have: the value whose title was written, the
/// nearest, or all of them.
[[nodiscard]] Phrase help_with_value(Model& model, Index category, std::string_view written);

/// Reads a whole number between `low` and `high`.
[[nodiscard]] std::optional<std::int64_t> read_whole(Model& model, const WrittenText& written,
                                                     std::int64_t low, std::int64_t high);

/// Reports a type, or the entity of `for:` and `in:`, that is not there; offers the nearest.
void report_unknown_type(Model& model, const WrittenText& type);
void report_unknown_entity(Model& model, const WrittenText& entity);

/// How many places data of a type have, unless the declaration says `places:`.
[[nodiscard]] int data_places(Kind kind);

/// The range of a type where nothing narrower is declared.
struct DecimalRange {
    Decimal low;
    Decimal high;
};

[[nodiscard]] DecimalRange default_range(const Model& model, const Type& type);

/// Reads `range:` by type; reports an empty one and gives nullopt on any finding.
[[nodiscard]] std::optional<DecimalRange> read_range(Model& model, const WrittenRange& range,
                                                     const Type& type);

} // namespace doudi::compiler
