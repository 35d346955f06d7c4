#pragma once

#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <string>

namespace doudi::property {

/// Holds the columns of reasons against the traces of the same decisions: the alternative that
/// applied, the first condition on which each other one failed, and by how much. The first
/// difference, in words; empty if there is none.
[[nodiscard]] std::string differs_from_traces(const Rulebook& book, const Population& population);

} // namespace doudi::property
