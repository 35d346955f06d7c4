#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/kernels/states.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/int128.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <cstdint>

// if a then b else c, for every row: both branches are there, one is taken.
namespace doudi::engine::kernels {

/// States of a choice, and 0 in the rows that are not ok. `x` is 1 when a value below zero (a
/// newcomer's `none`) is equal to nothing.
template <typename T, typename B, typename C>
void choose_states(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const condition = frame.read<std::uint8_t>(instruction.a);
    const std::uint8_t* const unsure = frame.states(instruction.a_state);
    const std::uint8_t* const b_state = frame.states(instruction.b_state);
    const std::uint8_t* const c_state = frame.states(instruction.c_state);
    const Operand<T, B> b(frame, instruction.b, instruction.y);
    const Operand<T, C> c(frame, instruction.c, instruction.z);
    const bool none_differs = instruction.x != Int128(0);
    T* const result = frame.write<T>(instruction.result);
    std::uint8_t* const state = frame.write_states(instruction.result_state);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t taken = condition[row] != 0 ? b_state[row] : c_state[row];
        const bool both_ok = b_state[row] == is_ok && c_state[row] == is_ok;
        const bool same = both_ok && b[row] == c[row] && !(none_differs && b[row] < T(0));
        const bool both_fault = b_state[row] == is_fault && c_state[row] == is_fault;
        const std::uint8_t open = same ? is_ok : (both_fault ? is_fault : is_missing);
        const std::uint8_t of_unsure = unsure[row] == is_missing ? open : is_fault;
        state[row] = unsure[row] == is_ok ? taken : of_unsure;
        result[row] = state[row] == is_ok ? result[row] : T(0);
    }
}

template <typename T, typename B, typename C>
void choose(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const condition = frame.read<std::uint8_t>(instruction.a);
    const Operand<T, B> b(frame, instruction.b, instruction.y);
    const Operand<T, C> c(frame, instruction.c, instruction.z);
    fill_rows(frame.write<T>(instruction.result), frame.padded_rows[instruction.domain],
              [&](std::size_t row) {
                  const T yes = b[row];
                  const T no = c[row];
                  return condition[row] != 0 ? yes : no;
              });
    if (instruction.result_state == no_slot) {
        return;
    }
    if (frame.is_clean(instruction.a_state) && frame.is_clean(instruction.b_state) &&
        frame.is_clean(instruction.c_state)) {
        frame.clean[instruction.result_state] = 1;
        return;
    }
    choose_states<T, B, C>(instruction, frame);
}

/// Both branches are stored in `width`, or constant.
[[nodiscard]] inline Kernel choice(Width width, bool b_is_constant, bool c_is_constant) {
    return with_type(width, [&](auto type) -> Kernel {
        using T = decltype(type);
        if (b_is_constant) {
            return c_is_constant ? &levels_of<choose<T, Constant, Constant>>
                                 : &levels_of<choose<T, Constant, T>>;
        }
        return c_is_constant ? &levels_of<choose<T, T, Constant>> : &levels_of<choose<T, T, T>>;
    });
}

} // namespace doudi::engine::kernels
