#pragma once

#include "households.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

// The population as files, so that every engine decides the same households.
namespace doudi::bench {

/// One record as a line of NDJSON, as the workload's pack reads it; no newline.
[[nodiscard]] std::string record_text(const Households& all, std::size_t household);

/// Writes to `folder`:
///   columns/NAME.TYPE         raw little-endian numbers (u8, i32, u32, i64): the facts by name,
///                             `starts`, and what must come out as expected.{category, …}
///   text/{household,member}.csv, text/records.ndjson, shuffled/{household,member}.csv
///                             the first `texts` households; shuffled: the same rows in no order
/// False, after saying why on stderr, when a file cannot be written.
[[nodiscard]] bool write_population(const Households& all, const Results& expected,
                                    std::size_t texts, const std::filesystem::path& folder);

} // namespace doudi::bench
