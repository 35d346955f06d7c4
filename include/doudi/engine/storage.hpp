#pragma once

#include <doudi/engine/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

// Leaves out instructions whose results nobody reads, and gives every slot its memory: one that
// is no longer read hands its memory to the next of the same width and domain, the last first, so
// that a block stays in the nearest cache.
namespace doudi::engine {

/// Slots that are read after the last instruction.
[[nodiscard]] inline std::vector<std::uint8_t> slots_kept(const Plan& plan, bool keep_nodes) {
    std::vector<std::uint8_t> kept(plan.slots.size(), 0);
    const auto keep = [&kept](const Lane& lane) {
        for (const Slot slot : {lane.slot, lane.state}) {
            if (slot != no_slot) {
                kept[slot] = 1;
            }
        }
    };
    for (const Lane& lane : plan.outputs) {
        keep(lane);
    }
    if (keep_nodes) {
        for (const NodeLanes& node : plan.nodes) {
            keep(node.value);
            if (node.divisor) {
                keep(*node.divisor);
            }
        }
    }
    return kept;
}

/// Flags the slots that are still read.
[[nodiscard]] inline std::vector<std::uint8_t> drop_unread(Plan& plan,
                                                           std::vector<std::uint8_t> read) {
    std::vector<Instruction> live;
    for (std::size_t i = plan.instructions.size(); i-- > 0;) {
        const Instruction& instruction = plan.instructions[i];
        const auto is_read = [&read](Slot slot) { return slot != no_slot && read[slot] != 0; };
        if (!is_read(instruction.result) && !is_read(instruction.result_state)) {
            continue;
        }
        for (const Slot source : instruction.sources()) {
            if (source != no_slot) {
                read[source] = 1;
            }
        }
        live.push_back(instruction);
    }
    std::reverse(live.begin(), live.end());
    plan.instructions = std::move(live);
    return read;
}

inline void find_input_slots(Plan& plan, const std::vector<std::uint8_t>& read) {
    for (Slot slot = 0; slot < plan.slots.size(); ++slot) {
        if (plan.slots[slot].input != none && read[slot] != 0) {
            plan.input_slots.push_back(slot);
        }
    }
}

/// Hands out memory along the list of instructions.
class StorageAllocator {
public:
    StorageAllocator(Plan& plan, std::vector<std::uint8_t> kept)
        : plan_(plan), last_use_(plan.slots.size(), 0), kept_(std::move(kept)) {}

    void run() {
        const std::size_t count = plan_.instructions.size();
        for (std::size_t i = 0; i < count; ++i) {
            for (const Slot source : plan_.instructions[i].sources()) {
                if (source != no_slot) {
                    last_use_[source] = i;
                }
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const Instruction& instruction = plan_.instructions[i];
            take(instruction.result);
            take(instruction.result_state);
            for (const Slot source : instruction.sources()) {
                release(source, i);
            }
            release(instruction.result, i);
            release(instruction.result_state, i);
        }
    }

private:
    [[nodiscard]] std::vector<Index>& free_for(const SlotEntry& slot) {
        return free_[{slot.domain, slot.width}];
    }

    void take(Slot slot) {
        if (slot == no_slot) {
            return;
        }
        SlotEntry& entry = plan_.slots[slot];
        std::vector<Index>& free = free_for(entry);
        if (free.empty()) {
            entry.storage = static_cast<Index>(plan_.storages.size());
            plan_.storages.push_back({entry.width, entry.domain});
            return;
        }
        entry.storage = free.back();
        free.pop_back();
    }

    void release(Slot slot, std::size_t instruction) {
        if (slot == no_slot || kept_[slot] != 0 || plan_.slots[slot].storage == none ||
            last_use_[slot] > instruction) {
            return;
        }
        free_for(plan_.slots[slot]).push_back(plan_.slots[slot].storage);
        kept_[slot] = 1; // released once
    }

    Plan& plan_;
    std::vector<std::size_t> last_use_;
    std::vector<std::uint8_t> kept_;
    std::map<std::pair<Index, Width>, std::vector<Index>> free_;
};

/// Makes a lowered plan ready to run. `keep_nodes`: the lane of every node stays readable.
inline void finish(Plan& plan, bool keep_nodes) {
    const std::vector<std::uint8_t> kept = slots_kept(plan, keep_nodes);
    find_input_slots(plan, drop_unread(plan, kept));
    StorageAllocator(plan, kept).run();
    std::vector<std::uint8_t> used(plan.rulebook->entities.size() + 1, 0);
    used[0] = 1;
    for (const SlotEntry& slot : plan.slots) {
        used[slot.domain] = 1;
    }
    for (const SpanEntry& span : plan.spans) {
        used[span.inner] = used[span.outer] = 1;
    }
    for (const Lane& lane : plan.outputs) {
        used[lane.domain] = 1;
    }
    for (Index entity = 0; entity < plan.rulebook->entities.size(); ++entity) {
        if (used[entity] != 0) {
            plan.entities.push_back(entity);
        }
    }
}

} // namespace doudi::engine
