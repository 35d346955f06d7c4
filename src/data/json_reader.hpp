#pragma once

#include <doudi/records.hpp>

#include <memory>
#include <span>
#include <vector>

namespace doudi::data {

/// Reads JSON and NDJSON; the files can be opened.
[[nodiscard]] std::unique_ptr<RecordReader>
make_json_reader(std::span<const Rulebook* const> months, std::vector<RecordFile> files,
                 const ReadOptions& options);

} // namespace doudi::data
