#pragma once

#include <doudi/decision_writer.hpp>

#include <memory>

namespace doudi::data {

/// Writes records as CSV, a file for each entity.
[[nodiscard]] Checked<std::unique_ptr<RecordWriter>>
open_record_csv(const Rulebook& rulebook, const std::filesystem::path& target);

} // namespace doudi::data
