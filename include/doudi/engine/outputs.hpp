#pragma once

#include <doudi/engine/executor.hpp>
#include <doudi/engine/kernels/operands.hpp>
#include <doudi/engine/plan.hpp>
#include <doudi/population.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <type_traits>
#include <vector>

// Copies the wanted lanes of a block into output columns. Blocks write to rows of their own, so
// any number of threads may do so at once; but for the one row of what is about no record.
namespace doudi::engine {

/// Where one output goes.
struct Target {
    void* data = nullptr;
    Width width = Width::w64;
    std::vector<std::uint8_t>* states = nullptr; ///< `nullptr`: rows are always ok
    std::atomic<bool> has_states = false;        ///< a row is not ok
};

/// Makes room in `column` for `rows` rows, ready to be written in any order.
inline void prepare(Target& target, Column& column, std::size_t rows, bool may_have_states) {
    column.states.clear();
    column.resize(rows);
    if (may_have_states) {
        column.states.assign(rows, 0);
        target.states = &column.states;
    }
    target.width = column.width;
    switch (column.width) {
    case Width::w8:
        target.data = column.bytes.data();
        break;
    case Width::w32:
        target.data = column.narrow.data();
        break;
    case Width::w64:
        target.data = column.wide.data();
        break;
    case Width::w128:
        target.data = column.widest.data();
        break;
    }
}

/// The rows of one block; a row that is not ok becomes 0.
template <typename From, typename To>
void copy_rows(const From* from, const std::uint8_t* states, To* to, std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) {
        if constexpr (std::is_same_v<From, Int128>) {
            to[row] = truncated<To>(from[row]);
        } else {
            to[row] = static_cast<To>(from[row]);
        }
    }
    for (std::size_t row = 0; states != nullptr && row < rows; ++row) {
        to[row] = states[row] == 0 ? to[row] : To(0);
    }
}

template <typename To>
void copy_lane(const Lane& lane, const Frame& frame, const std::uint8_t* states, To* to) {
    const std::size_t rows = frame.rows[lane.domain];
    if (lane.is_constant()) {
        const bool is_ok = states == nullptr;
        for (std::size_t row = 0; row < rows; ++row) {
            to[row] = is_ok || states[row] == 0 ? truncated<To>(lane.low) : To(0);
        }
        return;
    }
    with_type(lane.width, [&](auto type) {
        copy_rows(frame.read<decltype(type)>(lane.slot), states, to, rows);
    });
}

/// Copies the rows of the executor's block.
inline void write_output(const Lane& lane, const Executor& executor, Target& target) {
    const Frame& frame = executor.frame();
    const std::size_t first = executor.first_row(lane.domain);
    const std::uint8_t* states = nullptr;
    if (!frame.is_clean(lane.state)) {
        states = frame.states(lane.state);
        const std::size_t rows = frame.rows[lane.domain];
        std::copy_n(states, rows, target.states->data() + first);
        if (std::any_of(states, states + rows, [](std::uint8_t state) { return state != 0; })) {
            target.has_states.store(true, std::memory_order_relaxed);
        }
    }
    with_type(target.width, [&](auto type) {
        using To = decltype(type);
        copy_lane(lane, frame, states, static_cast<To*>(target.data) + first);
    });
}

} // namespace doudi::engine
