#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace doudi::generator {

/// The same numbers for the same seed on every machine, which the distributions of the standard
/// library do not promise.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// A whole number from `low` to `high`, both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
        const auto count = static_cast<std::uint64_t>(high - low) + 1U;
        return low + static_cast<std::int64_t>(engine_() % count);
    }

    [[nodiscard]] bool chance(int percent) { return between(1, 100) <= percent; }

    template <typename T>
    [[nodiscard]] const T& pick(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(choices.size()) - 1))];
    }

private:
    std::mt19937_64 engine_;
};

} // namespace doudi::generator
