#pragma once

#include <doudi/engine/frame.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

// One kernel in several machine codes: what every processor of the platform runs, and what newer
// ones run faster. Which is taken is decided when an evaluator begins, by the machine it is on; so
// a program built for every machine loses little. All of them give the same bits.
namespace doudi::engine {

/// What a processor can do, in the words of the x86-64 psABI; other platforms know `any` alone.
enum class Level : std::uint8_t { any, v3, v4 };

inline constexpr std::size_t level_count = 3;

/// The kernel for each level.
struct KernelLevels {
    std::array<KernelFunction, level_count> functions;

    [[nodiscard]] constexpr KernelFunction at(Level level) const {
        return functions[static_cast<std::size_t>(level)];
    }
};

// Without optimisation nothing would be gained; a build for v3 or later has one code that suits.
#if defined(__x86_64__) && defined(__GNUC__) && defined(__OPTIMIZE__) && !defined(__AVX2__)

inline constexpr bool has_levels = true;

// No fused multiply-add: it would round once where the other codes round twice.
template <KernelFunction kernel>
[[gnu::target("avx2,bmi,bmi2,popcnt"), gnu::flatten]] void
at_level_v3(const Instruction& instruction, Frame& frame) {
    kernel(instruction, frame);
}

template <KernelFunction kernel>
[[gnu::target("avx512f,avx512bw,avx512cd,avx512dq,avx512vl,bmi,bmi2,popcnt"), gnu::flatten]] void
at_level_v4(const Instruction& instruction, Frame& frame) {
    kernel(instruction, frame);
}

/// The best level of this machine.
[[nodiscard]] inline Level machine_level() {
    __builtin_cpu_init();
    const bool is_v3 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                       __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0;
    const bool is_v4 =
        is_v3 && __builtin_cpu_supports("avx512f") != 0 &&
        __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512cd") != 0 &&
        __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
    return is_v4 ? Level::v4 : (is_v3 ? Level::v3 : Level::any);
}

template <KernelFunction kernel>
inline constexpr KernelLevels levels_of{{kernel, &at_level_v3<kernel>, &at_level_v4<kernel>}};

#else

inline constexpr bool has_levels = false;

[[nodiscard]] inline Level machine_level() {
    return Level::any;
}

template <KernelFunction kernel>
inline constexpr KernelLevels levels_of{{kernel, kernel, kernel}};

#endif

/// For kernels that no vector instruction helps.
template <KernelFunction kernel>
inline constexpr KernelLevels one_level_of{{kernel, kernel, kernel}};

} // namespace doudi::engine
