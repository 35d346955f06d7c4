#pragma once

#include "support/exact.hpp"

#include <doudi/int128.hpp>

#include <algorithm>
#include <cstddef>
#include <random>

// Draws for random graphs and populations.
namespace doudi::test {

using Engine = std::mt19937_64;

inline std::size_t below(Engine& engine, std::size_t limit) {
    return static_cast<std::size_t>(engine() % limit);
}

inline bool happens(Engine& engine, double share) {
    return static_cast<double>(engine() % 1'000'000) < share * 1'000'000;
}

/// Often an end of the range, or near it, or zero.
inline Int128 number_between(Engine& engine, const Int128& low, const Int128& high) {
    const Int128 offset(static_cast<std::int64_t>(below(engine, 3)));
    switch (below(engine, 6)) {
    case 0:
        return std::min(low + offset, high);
    case 1:
        return std::max(high - offset, low);
    case 2:
        return low <= Int128(0) && Int128(0) <= high ? Int128(0) : low;
    default:
        break;
    }
    const Big width = to_big(high) - to_big(low) + 1;
    const Big draw = (Big(engine()) << 64) + engine();
    return to_int128(to_big(low) + draw % width);
}

} // namespace doudi::test
