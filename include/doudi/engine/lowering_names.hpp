#pragma once

#include <doudi/engine/kernels/choose.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstdint>

// Inputs, named values and the branches that stand where a record states a value itself.
namespace doudi::engine {

/// A fact that is not stated takes its default or is missing.
inline Lane Lowering::input(Index index, Index domain) {
    const InputEntry& entry = rulebook_.inputs[index];
    const Width width = width_for(entry.type.kind, entry.low, entry.high);
    if (stated_[index] != Stated::nothing) {
        const Slot slot = builder_.input_slot(index, width, domain, false);
        const Slot state = stated_[index] == Stated::some_rows
                               ? builder_.input_slot(index, Width::w8, domain, true)
                               : no_slot;
        return {slot, state, width, domain, entry.places, entry.low, entry.high};
    }
    Lane lane = Builder::constant(entry.has_default ? entry.default_value : Int128(0), entry.places,
                                  domain);
    lane.width = width;
    if (!entry.has_default) {
        Instruction filling;
        filling.kernel = &one_level_of<kernels::fill_state>;
        filling.domain = domain;
        filling.x = Int128(static_cast<std::int64_t>(State::missing));
        lane.state = builder_.state(filling);
    }
    return lane;
}

inline Lane Lowering::given_or(const Lane& given, Slot is_given, const Lane& other) {
    const std::uint8_t places = std::max(given.places, other.places);
    Lane condition = Builder::constant(1, 0, given.domain);
    condition.width = Width::w8;
    condition.slot = is_given;
    condition.low = is_given == no_slot ? Int128(1) : Int128(0);
    return chosen(condition, builder_.with_places(given, places),
                  builder_.with_places(other, places), false);
}

/// A named value, or a reading of one: the lanes of its formula, or what the record gives.
inline NodeLanes Lowering::named(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    NodeLanes result = lanes(rulebook_.operands_of(node)[0], domain);
    if (!has_given(node)) {
        return result;
    }
    Lane given = input(rulebook_.values[node.payload].given, domain);
    const Slot is_given = builder_.ok_rows(given.state, domain);
    given.state = no_slot;
    result.value = given_or(given, is_given, result.value);
    if (result.divisor) {
        result.divisor = given_or(Builder::constant(1, 0, domain), is_given, *result.divisor);
    } else {
        result.value = builder_.with_places(result.value, node.places);
    }
    return result;
}

} // namespace doudi::engine
