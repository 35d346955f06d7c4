#pragma once

#include <doudi/decisions.hpp>
#include <doudi/records.hpp>
#include <doudi/rulebook.hpp>

#include <string>

namespace doudi::property {

/// Decides the same records in other company: many times over, so that they fall into several
/// blocks, on three threads, by the rulebook read back from its bytes. What first differs by a bit
/// from how they were decided alone, in words; empty if nothing does.
///
/// `lines` is what `alone` was read from, and `decisions` hands out every value.
[[nodiscard]] std::string differs_in_company(const Rulebook& book, const std::string& lines,
                                             const RecordBatch& alone, const Decisions& decisions);

} // namespace doudi::property
