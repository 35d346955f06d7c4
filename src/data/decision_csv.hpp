#pragma once

#include "data/months_out.hpp"

#include <doudi/decision_writer.hpp>

#include <memory>

namespace doudi::data {

/// Writes decisions as CSV, a file for each entity that decisions are about or whose values are
/// asked for.
[[nodiscard]] Checked<std::unique_ptr<DecisionWriter>>
open_decision_csv(const MonthsOut& out, const std::filesystem::path& target, WriteOptions options);

} // namespace doudi::data
