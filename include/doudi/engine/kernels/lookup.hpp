#pragma once

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/population.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

// Tables: keys become the index of a cell, and −1 stands for "outside the table". Then cells are
// read from an array of the plan; outside it they read as 0 and another step makes a fault of it.
namespace doudi::engine::kernels {

template <typename T>
[[nodiscard]] const T* array_data(const Column& column) {
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        return column.bytes.data();
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
        return column.narrow.data();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        return column.wide.data();
    } else {
        return column.widest.data();
    }
}

/// One more key: result = a × count + (b − first), or −1. `a` (no slot: 0) is the index by the
/// keys before; `x` is first, `y` count, `z` is 1 when a larger key counts as the last one.
template <typename Key>
void next_key(const Instruction& instruction, Frame& frame) {
    const Key* const key = frame.read<Key>(instruction.b);
    const std::int32_t* const before =
        instruction.a == no_slot ? nullptr : frame.read<std::int32_t>(instruction.a);
    const auto count = static_cast<std::int64_t>(instruction.y);
    const bool open_above = instruction.z != Int128(0);
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    const Int128 last = instruction.x + Int128(count - 1);
    for (std::size_t row = 0; row < rows; ++row) {
        const Int128 wanted = static_cast<Int128>(key[row]);
        const std::int64_t base = before == nullptr ? 0 : before[row];
        const bool above = wanted > last;
        const bool outside = base < 0 || wanted < instruction.x || (above && !open_above);
        const Int128 offset = (above ? last : wanted) - instruction.x;
        result[row] =
            outside ? -1
                    : static_cast<std::int32_t>(base * count + static_cast<std::int64_t>(offset));
    }
}

/// result = array[a], or 0 where a is −1.
template <typename T>
void gather(const Instruction& instruction, Frame& frame) {
    const T* const cells = array_data<T>((*frame.arrays)[instruction.payload]);
    const std::int32_t* const index = frame.read<std::int32_t>(instruction.a);
    T* const result = frame.write<T>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = index[row] < 0 ? T(0) : cells[index[row]];
    }
}

/// How many of the rising thresholds (the array) are at or below a, less 1.
template <typename T>
void find_band(const Instruction& instruction, Frame& frame) {
    const Column& thresholds = (*frame.arrays)[instruction.payload];
    const T* const begin = array_data<T>(thresholds);
    const T* const end = begin + thresholds.size();
    const T* const a = frame.read<T>(instruction.a);
    std::int32_t* const result = frame.write<std::int32_t>(instruction.result);
    const std::size_t rows = frame.rows[instruction.domain];
    for (std::size_t row = 0; row < rows; ++row) {
        result[row] = static_cast<std::int32_t>(std::upper_bound(begin, end, a[row]) - begin) - 1;
    }
}

} // namespace doudi::engine::kernels
