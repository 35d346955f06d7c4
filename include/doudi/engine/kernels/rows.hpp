#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/logic.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/kernels/states.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

// Between an outer entity and an inner one: an outer value beside every inner row, and inner
// values gathered into one for each outer row. `payload` is the span that joins the two.
namespace doudi::engine::kernels {

/// Every slot has room for so many values past its last row, so that a broadcast may write a few
/// too many: groups are small, and a loop of fixed length is not mispredicted.
inline constexpr std::size_t overrun = 8;

/// result[inner row] = a[its outer row]
template <typename T>
void spread(const T* a, T* result, std::size_t outer_rows, const Offsets& offsets) {
    for (std::size_t row = 0; row < outer_rows; ++row) {
        const std::size_t begin = offsets[row];
        const std::size_t count = offsets[row + 1] - begin;
        const T value = a[row];
        for (std::size_t i = 0; i < overrun; ++i) {
            result[begin + i] = value;
        }
        if (count > overrun) {
            std::fill_n(result + begin + overrun, count - overrun, value);
        }
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

/// running[i] is the sum of the first i values. Four at a time, so that one addition waits for the
/// one before only every fourth time.
template <typename As, typename Value>
void run_totals(As* running, std::size_t rows, const Value& value) {
    As total{};
    running[0] = total;
    std::size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        const As one = value(row);
        const As two = wrapping_add(one, value(row + 1));
        const As three = wrapping_add(two, value(row + 2));
        const As four = wrapping_add(three, value(row + 3));
        running[row + 1] = wrapping_add(total, one);
        running[row + 2] = wrapping_add(total, two);
        running[row + 3] = wrapping_add(total, three);
        total = wrapping_add(total, four);
        running[row + 4] = total;
    }
    for (; row < rows; ++row) {
        total = wrapping_add(total, value(row));
        running[row + 1] = total;
    }
}

/// Sums of groups as differences of a running total, which wraps and still differs rightly.
template <typename As, typename Value>
void sum_groups(const Instruction& instruction, Frame& frame, const Value& value) {
    const std::size_t rows = frame.rows[instruction.domain];
    const Offsets offsets = frame.offsets[instruction.payload];
    const std::size_t inner_rows = offsets[rows];
    As* const running = frame.scratch_of<As>();
    run_totals(running, inner_rows, value);
    As* const result = frame.write<As>(instruction.result);
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = wrapping_subtract(running[offsets[row + 1]], running[offsets[row]]);
    }
}

/// Sum of `a` over the inner rows where `b` is true; without `b` over all.
template <typename Stored, typename As>
void group_sum(const Instruction& instruction, Frame& frame) {
    const Operand<As, Stored> a(frame, instruction.a, instruction.x);
    if (instruction.b == no_slot) {
        sum_groups<As>(instruction, frame, [&](std::size_t row) { return a[row]; });
        return;
    }
    const std::uint8_t* const taken = frame.read<std::uint8_t>(instruction.b);
    sum_groups<As>(instruction, frame,
                   [&](std::size_t row) { return taken[row] != 0 ? a[row] : As(0); });
}

/// How many inner rows there are, or have `a` true.
inline void group_count(const Instruction& instruction, Frame& frame) {
    if (instruction.a != no_slot) {
        const std::uint8_t* const taken = frame.read<std::uint8_t>(instruction.a);
        sum_groups<std::int32_t>(instruction, frame,
                                 [&](std::size_t row) { return std::int32_t{taken[row]}; });
        return;
    }
    const std::size_t rows = frame.rows[instruction.domain];
    const Offsets offsets = frame.offsets[instruction.payload];
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = static_cast<std::int32_t>(offsets[row + 1] - offsets[row]);
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
        std::uint32_t* const running = frame.scratch_of<std::uint32_t>();
        run_totals(running, offsets[rows],
                   [&](std::size_t inner) { return std::uint32_t{a[inner]}; });
        for (std::size_t row = 0; row < rows; ++row) {
            result[row] = running[offsets[row + 1]] != running[offsets[row]] ? 1 : 0;
        }
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
