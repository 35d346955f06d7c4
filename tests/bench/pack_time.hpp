#pragma once

#include <string>

namespace doudi::bench {

/// Reads and compiles a pack for the first day it is in force, its cases left out, and prints what
/// that takes as a line for table.py. False, with findings on stderr, when it has errors.
[[nodiscard]] bool time_pack(const std::string& folder, int rounds);

} // namespace doudi::bench
