#pragma once

#include "cli/command.hpp"

#include <doudi/records.hpp>

#include <string>
#include <variant>
#include <vector>

namespace doudi::cli {

/// The batch that holds a record, and where in it.
struct FoundRecord {
    RecordBatch batch;
    std::size_t record = 0;
};

/// Looks for the record with this key, or, when records have no keys, at this position from 1.
/// When it is not there, or was rejected, says so and how the run ends.
[[nodiscard]] std::variant<FoundRecord, ExitCode>
find_record(const Session& session, const Rulebook& rulebook,
            const std::vector<std::string>& inputs, const std::string& key);

} // namespace doudi::cli
