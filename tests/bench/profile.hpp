#pragma once

#include "households.hpp"

#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

namespace doudi::bench {

/// Prints what each instruction of the plan costs: the least time over `rounds`, in ns a household,
/// taken around every call of its kernel. Asking for the time is part of it.
void print_profile(const Rulebook& rulebook, const Population& population, int rounds);

} // namespace doudi::bench
