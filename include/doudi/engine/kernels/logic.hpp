#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/kernels/states.hpp>

#include <cstddef>
#include <cstdint>

// Kleene's logic over truth values that are bytes, 0 or 1. The value that decides (false for
// `and`, true for `or`) wins over every state; else a fault wins over missing.
namespace doudi::engine::kernels {

struct And {
    static constexpr std::uint8_t decides = 0;

    static std::uint8_t apply(std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(a & b);
    }
};

struct Or {
    static constexpr std::uint8_t decides = 1;

    static std::uint8_t apply(std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(a | b);
    }
};

template <typename Function>
void logic_of_ok(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const a = frame.read<std::uint8_t>(instruction.a);
    const std::uint8_t* const b = frame.read<std::uint8_t>(instruction.b);
    fill_rows(frame.write<std::uint8_t>(instruction.result), frame.padded_rows[instruction.domain],
              [=](std::size_t row) { return Function::apply(a[row], b[row]); });
}

/// One row: the value, and the state in `state`.
template <typename Function>
[[nodiscard]] std::uint8_t logic_of_row(std::uint8_t a, std::uint8_t a_state, std::uint8_t b,
                                        std::uint8_t b_state, std::uint8_t& state) {
    const bool a_decides = a_state == is_ok && a == Function::decides;
    const bool b_decides = b_state == is_ok && b == Function::decides;
    const std::uint8_t worse = a_state < b_state ? b_state : a_state;
    const bool decided = a_decides || b_decides;
    state = decided ? is_ok : worse;
    const std::uint8_t other =
        worse == is_ok ? static_cast<std::uint8_t>(1 - Function::decides) : std::uint8_t{0};
    return decided ? Function::decides : other;
}

/// `a` and `b` with their states. Without a result state it works on ok rows alone.
template <typename Function>
void logic(const Instruction& instruction, Frame& frame) {
    if (frame.is_clean(instruction.a_state) && frame.is_clean(instruction.b_state)) {
        if (instruction.result_state != no_slot) {
            frame.clean[instruction.result_state] = 1;
        }
        logic_of_ok<Function>(instruction, frame);
        return;
    }
    const std::uint8_t* const a = frame.read<std::uint8_t>(instruction.a);
    const std::uint8_t* const b = frame.read<std::uint8_t>(instruction.b);
    const std::uint8_t* const a_state = frame.states(instruction.a_state);
    const std::uint8_t* const b_state = frame.states(instruction.b_state);
    std::uint8_t* const result = frame.write<std::uint8_t>(instruction.result);
    std::uint8_t* const state = frame.write_states(instruction.result_state);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] =
            logic_of_row<Function>(a[row], a_state[row], b[row], b_state[row], state[row]);
    }
}

inline void logical_not(const Instruction& instruction, Frame& frame) {
    const std::uint8_t* const a = frame.read<std::uint8_t>(instruction.a);
    fill_rows(frame.write<std::uint8_t>(instruction.result), frame.padded_rows[instruction.domain],
              [=](std::size_t row) { return static_cast<std::uint8_t>(a[row] ^ 1U); });
}

} // namespace doudi::engine::kernels
