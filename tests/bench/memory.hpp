#pragma once

#include <cstddef>
#include <functional>

namespace doudi::bench {

/// Resident memory of this process now, in bytes; 0 where the system does not say.
[[nodiscard]] std::size_t resident_bytes();

/// The most that was resident at any time of `run`; 0 where the system does not say.
[[nodiscard]] std::size_t peak_bytes_of(const std::function<void()>& run);

/// Gives memory that was freed back to the system, so that it does not count as resident.
void return_freed_memory();

/// How fast memory can be read (sum) and copied (read and write) by 1 and by 2 threads: the limit
/// of everything here. Prints a line for table.py each.
void measure_memory_bandwidth();

} // namespace doudi::bench
