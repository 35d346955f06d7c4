#pragma once

#include "model.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace doudi::generator {

/// Records for a made-up pack, each a line of JSON that a reader accepts when it decides on
/// `date` ("2020-07-01"): many values on or next to the pack's constants, some missing or null,
/// some given or stated for months before, and from no to six rows of each inner entity. Facts by
/// month may change in the `ahead` months after the date, too.
[[nodiscard]] std::vector<std::string> generate_records(const GeneratedPack& pack,
                                                        const std::string& date, std::uint64_t seed,
                                                        std::size_t count, std::int64_t ahead = 0);

} // namespace doudi::generator
