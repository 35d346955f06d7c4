#pragma once

#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

// What a kernel sees. A plan is a list of instructions; each reads and writes slots, which are
// arrays with one value for each row of an entity in the block that is being evaluated. A frame
// holds, for one block on one thread, where each slot lies.
//
// Values and states lie in slots of their own. A slot of states that is `clean` in this block
// (every row ok) is never read or written: that is how rows without gaps cost nothing.
namespace doudi::engine {

using Slot = std::uint32_t;
inline constexpr Slot no_slot = UINT32_MAX;

/// Every slot has room for so many rows past its last one, so that loops may go in whole vectors
/// and a broadcast may write a few values too many.
inline constexpr std::size_t row_padding = 32;

struct Frame;
struct Instruction;

/// Works one instruction out for all rows of a block. It cannot fail.
using KernelFunction = void (*)(const Instruction&, Frame&);

/// The same function for each level of a processor.
struct KernelLevels;
using Kernel = const KernelLevels*;

/// One step of a plan. What the fields mean is the kernel's business; operands that are constant
/// have no slot and stand in `x`, `y`, `z` in the order of `a`, `b`, `c`.
struct Instruction {
    Kernel kernel = nullptr;
    Index domain = 0;     ///< whose rows are worked out: an entity, or their number for `none`
    Index payload = none; ///< span of rows, or array
    Slot result = no_slot;
    Slot result_state = no_slot;
    Slot a = no_slot;
    Slot b = no_slot;
    Slot c = no_slot;
    Slot a_state = no_slot;
    Slot b_state = no_slot;
    Slot c_state = no_slot;
    Int128 x;
    Int128 y;
    Int128 z;

    [[nodiscard]] std::array<Slot, 6> sources() const {
        return {a, b, c, a_state, b_state, c_state};
    }
};

/// Rows of an inner entity below each row of an outer one: those of outer row r are
/// `starts[r] − starts[0]` … `starts[r + 1] − starts[0]`, counted in the block.
struct Offsets {
    const std::uint32_t* starts = nullptr;

    [[nodiscard]] std::size_t operator[](std::size_t row) const { return starts[row] - starts[0]; }
};

struct Frame {
    std::vector<void*> data;         ///< of each slot
    std::vector<std::uint8_t> clean; ///< of each slot of states: every row of the block is ok
    std::vector<std::size_t> rows;   ///< of each domain in the block
    /// The same rounded up to whole vectors where columns go on: what a kernel makes of the rows
    /// of the next block nobody reads. Only for kernels that no value can lead astray.
    std::vector<std::size_t> padded_rows;
    std::vector<Offsets> offsets;                ///< of each span of the plan
    const std::vector<Column>* arrays = nullptr; ///< of the plan
    std::vector<std::uint8_t> zeros; ///< states of a clean slot, for kernels that want them
    std::vector<std::byte> scratch;  ///< room for one value more than any domain has rows

    template <typename T>
    [[nodiscard]] const T* read(Slot slot) const {
        return static_cast<const T*>(data[slot]);
    }

    template <typename T>
    [[nodiscard]] T* write(Slot slot) {
        return static_cast<T*>(data[slot]);
    }

    template <typename T>
    [[nodiscard]] T* scratch_of() {
        return static_cast<T*>(static_cast<void*>(scratch.data()));
    }

    [[nodiscard]] bool is_clean(Slot slot) const { return slot == no_slot || clean[slot] != 0; }

    /// States to read, also when there are none.
    [[nodiscard]] const std::uint8_t* states(Slot slot) const {
        return is_clean(slot) ? zeros.data() : read<std::uint8_t>(slot);
    }

    /// States to write. The slot is no longer clean.
    [[nodiscard]] std::uint8_t* write_states(Slot slot) {
        clean[slot] = 0;
        return write<std::uint8_t>(slot);
    }
};

} // namespace doudi::engine
