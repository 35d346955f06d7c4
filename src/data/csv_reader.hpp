#pragma once

#include <doudi/checked.hpp>
#include <doudi/records.hpp>

#include <memory>
#include <span>
#include <vector>

namespace doudi::data {

/// Reads CSV files, one for each entity, joined by their keys.
[[nodiscard]] Checked<std::unique_ptr<RecordReader>>
open_csv_reader(std::span<const Rulebook* const> months, const std::vector<RecordFile>& files,
                const ReadOptions& options);

} // namespace doudi::data
