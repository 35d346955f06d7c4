#pragma once

#include <doudi/rulebook.hpp>

#include <string>

namespace doudi {

/// JSON Schema (draft 2020-12) of one record of a rulebook, with titles in Chinese and English.
///
/// It accepts every record that `read_records_json` accepts. What it refuses, the reader refuses
/// too, with a reason; the reader also refuses what a schema cannot see: a key twice in one object,
/// two rows with one key, 1e3, a text of too many bytes, decimals in quotes outside their range,
/// sums over months outside theirs. A validator must compare numbers as decimals: in binary
/// floating point 19.99 is not a multiple of 0.01.
[[nodiscard]] std::string record_schema(const Rulebook& rulebook);

} // namespace doudi
