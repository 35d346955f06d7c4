#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/type.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

// States of rows: 0 ok, 1 missing, 2 fault. Each kernel first asks whether this block has any.
namespace doudi::engine::kernels {

inline constexpr auto is_ok = static_cast<std::uint8_t>(State::ok);
inline constexpr auto is_missing = static_cast<std::uint8_t>(State::missing);
inline constexpr auto is_fault = static_cast<std::uint8_t>(State::fault);

/// The worse of two.
inline void merge_states(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state) && frame.is_clean(instruction.b_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const a = frame.states(instruction.a_state);
    const std::uint8_t* const b = frame.states(instruction.b_state);
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = a[row] < b[row] ? b[row] : a[row];
    }
}

/// `a` where it is not ok, else `b`.
inline void first_state(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state) && frame.is_clean(instruction.b_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const a = frame.states(instruction.a_state);
    const std::uint8_t* const b = frame.states(instruction.b_state);
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = a[row] != is_ok ? a[row] : b[row];
    }
}

/// Every row has the state `x`.
inline void fill_state(const Instruction& instruction, Frame& frame) {
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    std::fill_n(result, frame.rows[instruction.domain],
                static_cast<std::uint8_t>(instruction.x.low));
}

/// Truth: whether the state is ok.
inline void state_is_ok(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const state = frame.states(instruction.a_state);
    std::uint8_t* const result = frame.write<std::uint8_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = state[row] == is_ok ? 1 : 0;
    }
}

/// A fault where the truth value `a` is 0 and `a_state` is ok; elsewhere `a_state`.
inline void fault_unless(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const good = frame.read<std::uint8_t>(instruction.a);
    const std::size_t rows = frame.rows[instruction.domain];
    std::uint8_t all_good = 1;
    for (std::size_t row = 0; row < rows; ++row) {
        all_good = static_cast<std::uint8_t>(all_good & good[row]);
    }
    if (all_good != 0 && frame.is_clean(instruction.a_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const state = frame.states(instruction.a_state);
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t own = good[row] != 0 ? is_ok : is_fault;
        result[row] = state[row] != is_ok ? state[row] : own;
    }
}

/// A fault where the truth value `a` is 1, whatever `a_state`; elsewhere `a_state`.
inline void fault_where(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const bad = frame.read<std::uint8_t>(instruction.a);
    const std::size_t rows = frame.rows[instruction.domain];
    std::uint8_t any_bad = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        any_bad = static_cast<std::uint8_t>(any_bad | bad[row]);
    }
    if (any_bad == 0 && frame.is_clean(instruction.a_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const state = frame.states(instruction.a_state);
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = bad[row] != 0 ? is_fault : state[row];
    }
}

/// State with which a row takes part in a sum: that of its condition `a` where it is not ok, that
/// of its value (`b_state`) where the condition is true, else ok.
inline void taken_state(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state) && frame.is_clean(instruction.b_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    const std::uint8_t* const taken = frame.read<std::uint8_t>(instruction.a);
    const std::uint8_t* const condition = frame.states(instruction.a_state);
    const std::uint8_t* const value = frame.states(instruction.b_state);
    std::uint8_t* const result = frame.write_states(instruction.result_state);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t own = taken[row] != 0 ? value[row] : is_ok;
        result[row] = condition[row] != is_ok ? condition[row] : own;
    }
}

/// The status of a decision from the worst state of its parts and the truth value `a` (or the
/// constant `x`), whether people must look: 0 decided, 1 review, 2 undetermined, 3 faulted.
inline void status(const Instruction& instruction, Frame& frame) {
    std::uint8_t* const result = frame.write<std::uint8_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    if (instruction.a == no_slot) {
        std::fill_n(result, rows, truncated<std::uint8_t>(instruction.x));
    } else {
        std::copy_n(frame.read<std::uint8_t>(instruction.a), rows, result);
    }
    if (frame.is_clean(instruction.a_state)) {
        return;
    }
    const std::uint8_t* const state = frame.states(instruction.a_state);
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = state[row] != is_ok ? static_cast<std::uint8_t>(state[row] + 1) : result[row];
    }
}

} // namespace doudi::engine::kernels
