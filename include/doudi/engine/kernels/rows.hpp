#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/kernels/states.hpp>
#include <doudi/engine/kernels/totals.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numeric>

// Between an outer entity and an inner one: an outer value beside every inner row, and inner
// values gathered into one for each outer row. `payload` is the span that joins the two.
namespace doudi::engine::kernels {

/// A broadcast writes so many values for each outer row, and more only where there are more: groups
/// are small, and a loop of fixed length is not mispredicted.
inline constexpr std::size_t overrun = 8;
static_assert(overrun <= row_padding);

/// The same value eight times.
template <typename T>
void fill_eight(T* rows, T value) {
    if constexpr (sizeof(T) == 1) {
        const std::uint64_t word = value * every_byte;
        std::memcpy(rows, &word, sizeof word);
    } else {
        for (std::size_t i = 0; i < 8; ++i) {
            rows[i] = value;
        }
    }
}

/// result[inner row] = a[its outer row]
template <typename T>
void spread(const T* a, T* result, std::size_t outer_rows, const Offsets& offsets) {
    static_assert(overrun == 8);
    // Held here: as far as a compiler knows, rows of bytes may lie over anything.
    const std::uint32_t* const starts = offsets.starts;
    const std::uint32_t base = starts[0];
    std::size_t begin = 0;
    for (std::size_t row = 0; row < outer_rows; ++row) {
        const std::size_t end = starts[row + 1] - base;
        const T value = a[row];
        fill_eight(result + begin, value);
        if (end - begin > overrun) {
            std::fill(result + begin + overrun, result + end, value);
        }
        begin = end;
    }
}

/// `x` is the outer domain.
template <typename T>
void broadcast(const Instruction& instruction, Frame& frame) {
    spread(frame.read<T>(instruction.a), frame.write<T>(instruction.result),
           frame.rows[static_cast<std::size_t>(instruction.x.low)],
           frame.offsets[instruction.payload]);
}

inline void broadcast_state(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const a = frame.states(instruction.a_state);
    spread(a, frame.write_states(instruction.result_state),
           frame.rows[static_cast<std::size_t>(instruction.x.low)],
           frame.offsets[instruction.payload]);
}

/// Calls `set(row, sum)` for each group of inner rows: the sum of `a` where `taken` is true, or of
/// all when it is nullptr. Sums of groups are differences of a running total.
template <typename As, typename Stored, typename Set>
void sum_groups(const Instruction& instruction, Frame& frame, const Stored* a,
                const std::uint8_t* taken, const Set& set) {
    const std::size_t rows = frame.rows[instruction.domain];
    const std::uint32_t* const starts = frame.offsets[instruction.payload].starts;
    const std::uint32_t base = starts[0];
    As* const running = frame.scratch_of<As>();
    run_totals(running, starts[rows] - base, a, taken);
    As before(0);
    for (std::size_t row = 0; row < rows; ++row) {
        const As after = running[starts[row + 1] - base];
        set(row, wrapping_subtract(after, before));
        before = after;
    }
}

/// Sum of `a` over the inner rows where `b` is true; without `b` over all.
template <typename Stored, typename As>
void group_sum(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const taken =
        instruction.b == no_slot ? nullptr : frame.read<std::uint8_t>(instruction.b);
    As* const result = frame.write<As>(instruction.result);
    sum_groups<As>(instruction, frame, frame.read<Stored>(instruction.a), taken,
                   [result](std::size_t row, As sum) { result[row] = sum; });
}

/// Calls `set(row, count)` for each group: how many of its inner rows are true.
template <typename Set>
void count_groups(const Instruction& instruction, Frame& frame, const std::uint8_t* taken,
                  const Set& set) {
    const std::size_t rows = frame.rows[instruction.domain];
    const std::uint32_t* const starts = frame.offsets[instruction.payload].starts;
    const std::uint32_t base = starts[0];
    std::uint8_t* const running = frame.scratch_of<std::uint8_t>();
    run_counts(running, starts[rows] - base, taken);
    std::uint32_t begin = 0;
    std::uint8_t before = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint32_t end = starts[row + 1] - base;
        const std::uint8_t after = running[end];
        std::uint32_t count = static_cast<std::uint8_t>(after - before);
        if (end - begin > 255) { // the totals may have gone round
            count = std::accumulate(taken + begin, taken + end, std::uint32_t{0});
        }
        set(row, static_cast<std::int32_t>(count));
        begin = end;
        before = after;
    }
}

/// How many inner rows there are, or have `a` true.
inline void group_count(const Instruction& instruction, Frame& frame) {
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    if (instruction.a != no_slot) {
        count_groups(instruction, frame, frame.read<std::uint8_t>(instruction.a),
                     [result](std::size_t row, std::int32_t count) { result[row] = count; });
        return;
    }
    const std::size_t rows = frame.rows[instruction.domain];
    const std::uint32_t* const starts = frame.offsets[instruction.payload].starts;
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = static_cast<std::int32_t>(starts[row + 1] - starts[row]);
    }
}

/// The worst state of each group.
inline void group_state(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const a = frame.states(instruction.a_state);
    const std::size_t rows = frame.rows[instruction.domain];
    const Offsets offsets = frame.offsets[instruction.payload];
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    for (std::size_t row = 0; row < rows; ++row) {
        std::uint8_t worst = is_ok;
        for (std::size_t inner = offsets[row]; inner < offsets[row + 1]; ++inner) {
            worst = std::max(worst, a[inner]);
        }
        result[row] = worst;
    }
}

/// `or` over each group: true if a row is true; else the worst state; false over nobody.
inline void group_any(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const a = frame.read<std::uint8_t>(instruction.a);
    const std::size_t rows = frame.rows[instruction.domain];
    const Offsets offsets = frame.offsets[instruction.payload];
    std::uint8_t* const result = frame.write<std::uint8_t>(instruction.result);
    const bool clean = frame.is_clean(instruction.a_state);
    if (instruction.result_state != no_slot) {
        frame.clean[instruction.result_state] = clean ? 1 : 0;
    }
    if (clean) {
        count_groups(instruction, frame, a, [result](std::size_t row, std::int32_t count) {
            result[row] = count != 0 ? 1 : 0;
        });
        return;
    }
    const std::uint8_t* const a_state = frame.states(instruction.a_state);
    std::uint8_t* const state = frame.write_states(instruction.result_state);
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = 0;
        state[row] = is_ok;
        for (std::size_t inner = offsets[row]; inner < offsets[row + 1]; ++inner) {
            result[row] =
                logic_of_row<Or>(result[row], state[row], a[inner], a_state[inner], state[row]);
        }
    }
}

/// The smallest (or largest) `a` of the inner rows where `b` is true; 0 over nobody.
template <typename T, typename Better>
void group_best(const Instruction& instruction, Frame& frame) {
    const T* const a = frame.read<T>(instruction.a);
    const std::uint8_t* const taken =
        instruction.b == no_slot ? nullptr : frame.read<std::uint8_t>(instruction.b);
    const std::size_t rows = frame.rows[instruction.domain];
    const Offsets offsets = frame.offsets[instruction.payload];
    T* const result = frame.write<T>(instruction.result);
    for (std::size_t row = 0; row < rows; ++row) {
        T best(0);
        bool found = false;
        for (std::size_t inner = offsets[row]; inner < offsets[row + 1]; ++inner) {
            if (taken == nullptr || taken[inner] != 0) {
                best = found ? Better::apply(best, a[inner]) : a[inner];
                found = true;
            }
        }
        result[row] = best;
    }
}

} // namespace doudi::engine::kernels
