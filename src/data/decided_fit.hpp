#pragma once

#include <doudi/decisions.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <span>

// Whether what is to be written is what was decided about those records: misuse is told before a
// column is read that is not there.
namespace doudi::data {

/// Throws UsageError unless `months` are one for each rulebook, decided by it, row by row.
void check_decided(std::span<const Rulebook* const> rulebooks,
                   std::span<const DecidedMonth> months);

/// Throws UsageError when the population has no such record.
void check_record(const Population& population, std::size_t record);

} // namespace doudi::data
