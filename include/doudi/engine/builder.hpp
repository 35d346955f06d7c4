#pragma once

// Adds instructions to a plan: places slots, brings operands to a common domain, number of places
// and width, and works out what was worked out before only once.

#include <doudi/engine/kernels/arithmetic.hpp>
#include <doudi/engine/kernels/rows.hpp>
#include <doudi/engine/kernels/states.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/plan.hpp>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace doudi::engine {

class Builder {
public:
    explicit Builder(Plan& plan) : plan_(plan) {}

    [[nodiscard]] Plan& plan() { return plan_; }

    [[nodiscard]] static Lane constant(const Int128& value, std::uint8_t places, Index domain) {
        return {no_slot, no_slot, width_of_range(value, value), domain, places, value, value};
    }

    /// A slot that is read from a column of the population.
    [[nodiscard]] Slot input_slot(Index input, Width width, Index domain, bool is_state);

    /// The result of an instruction; one that was there before is not added again.
    [[nodiscard]] Slot value(Instruction instruction, Width width);
    [[nodiscard]] Slot state(Instruction instruction);
    /// For a kernel that writes both. `with_state` must be the same for equal operands.
    [[nodiscard]] std::pair<Slot, Slot> both(Instruction instruction, Width width, bool with_state);

    [[nodiscard]] Slot merge(Slot a, Slot b, Index domain);
    /// `state`, and a fault where it is ok but the truth of `good` is not.
    [[nodiscard]] Slot fault_unless(const Lane& good, Slot state, Index domain);
    /// Truth: whether the state is ok; no_slot when it always is.
    [[nodiscard]] Slot ok_rows(Slot state, Index domain);

    /// The same number beside every row of an inner domain.
    [[nodiscard]] Lane in_domain(Lane lane, Index domain);
    /// The same number with `places`, which are not fewer.
    [[nodiscard]] Lane with_places(Lane lane, std::uint8_t places);
    /// The same number stored in `width`; a constant stays one.
    [[nodiscard]] Lane with_width(Lane lane, Width width);
    /// The same number in a slot, also when it is constant.
    [[nodiscard]] Lane in_slot(Lane lane);
    /// Cut down to what its range needs, when it is stored in 128 bits.
    [[nodiscard]] Lane narrowed(Lane lane);

    /// a ∘ b of numbers, the state merged. Computed in the width that holds operands and result;
    /// where `in_ring` is true (+ − ×) low bits of operands are enough.
    template <typename Function>
    [[nodiscard]] Lane arithmetic(Lane a, Lane b, const Range& range, bool in_ring);
    /// Truth of a ∘ b, where both are truth values or both are numbers of the same places.
    template <typename Function>
    [[nodiscard]] Lane compare(Lane a, Lane b);

    [[nodiscard]] Lane multiply(const Lane& a, const Lane& b);

    [[nodiscard]] Index span(Index outer, Index inner);
    [[nodiscard]] Index array(Column cells);

private:
    [[nodiscard]] Slot new_slot(Width width, Index domain, bool is_state);
    [[nodiscard]] static std::string key_of(const Instruction& instruction);

    Plan& plan_;
    std::unordered_map<std::string, std::pair<Slot, Slot>> known_;
};

// ---------------------------------------------------------------------------------------------

inline Slot Builder::new_slot(Width width, Index domain, bool is_state) {
    plan_.slots.push_back({width, domain, is_state, none, none});
    return static_cast<Slot>(plan_.slots.size() - 1);
}

inline Slot Builder::input_slot(Index input, Width width, Index domain, bool is_state) {
    const Slot slot = new_slot(width, domain, is_state);
    plan_.slots[slot].input = input;
    return slot;
}

inline std::string Builder::key_of(const Instruction& instruction) {
    std::string key;
    const auto append = [&key](const auto& part) {
        char bytes[sizeof part];
        std::memcpy(bytes, &part, sizeof part);
        key.append(bytes, sizeof part);
    };
    append(reinterpret_cast<std::uintptr_t>(instruction.kernel));
    append(instruction.domain);
    append(instruction.payload);
    append(instruction.sources());
    for (const Int128& number : {instruction.x, instruction.y, instruction.z}) {
        append(number.low);
        append(number.high);
    }
    return key;
}

inline std::pair<Slot, Slot> Builder::both(Instruction instruction, Width width, bool with_state) {
    const auto [known, is_new] =
        known_.try_emplace(key_of(instruction), std::pair(no_slot, no_slot));
    if (is_new) {
        instruction.result = new_slot(width, instruction.domain, false);
        instruction.result_state =
            with_state ? new_slot(Width::w8, instruction.domain, true) : no_slot;
        known->second = {instruction.result, instruction.result_state};
        plan_.instructions.push_back(instruction);
    }
    return known->second;
}

inline Slot Builder::value(Instruction instruction, Width width) {
    return both(instruction, width, false).first;
}

inline Slot Builder::state(Instruction instruction) {
    const auto [known, is_new] =
        known_.try_emplace(key_of(instruction), std::pair(no_slot, no_slot));
    if (is_new) {
        instruction.result_state = new_slot(Width::w8, instruction.domain, true);
        known->second.second = instruction.result_state;
        plan_.instructions.push_back(instruction);
    }
    return known->second.second;
}

inline Slot Builder::merge(Slot a, Slot b, Index domain) {
    if (a == no_slot || a == b) {
        return b;
    }
    if (b == no_slot) {
        return a;
    }
    Instruction merging;
    merging.kernel = &one_level_of<kernels::merge_states>;
    merging.domain = domain;
    merging.a_state = std::min(a, b);
    merging.b_state = std::max(a, b);
    return state(merging);
}

inline Slot Builder::fault_unless(const Lane& good, Slot state_slot, Index domain) {
    if (good.is_constant() && good.low == Int128(1)) {
        return state_slot;
    }
    Instruction marking;
    marking.kernel = &one_level_of<kernels::fault_unless>;
    marking.domain = domain;
    marking.a = in_slot(good).slot;
    marking.a_state = state_slot;
    return state(marking);
}

inline Slot Builder::ok_rows(Slot state_slot, Index domain) {
    if (state_slot == no_slot) {
        return no_slot;
    }
    Instruction asking;
    asking.kernel = &one_level_of<kernels::state_is_ok>;
    asking.domain = domain;
    asking.a_state = state_slot;
    return value(asking, Width::w8);
}

inline Index Builder::span(Index outer, Index inner) {
    for (std::size_t i = 0; i < plan_.spans.size(); ++i) {
        if (plan_.spans[i].outer == outer && plan_.spans[i].inner == inner) {
            return static_cast<Index>(i);
        }
    }
    plan_.spans.push_back({outer, inner});
    return static_cast<Index>(plan_.spans.size() - 1);
}

inline Index Builder::array(Column cells) {
    for (std::size_t i = 0; i < plan_.arrays.size(); ++i) {
        const Column& known = plan_.arrays[i];
        if (known.width == cells.width && known.bytes == cells.bytes &&
            known.narrow == cells.narrow && known.wide == cells.wide &&
            known.widest == cells.widest) {
            return static_cast<Index>(i);
        }
    }
    plan_.arrays.push_back(std::move(cells));
    return static_cast<Index>(plan_.arrays.size() - 1);
}

inline Lane Builder::in_domain(Lane lane, Index domain) {
    if (lane.domain == domain) {
        return lane;
    }
    Instruction spreading;
    spreading.domain = domain;
    spreading.x = Int128(lane.domain);
    if (lane.slot != no_slot || lane.state != no_slot) {
        spreading.payload = span(lane.domain, domain);
    }
    if (lane.slot != no_slot) {
        Instruction values = spreading;
        values.a = lane.slot;
        values.kernel = with_type(lane.width, [](auto type) -> Kernel {
            return &levels_of<kernels::broadcast<decltype(type)>>;
        });
        lane.slot = value(values, lane.width);
    }
    if (lane.state != no_slot) {
        spreading.a_state = lane.state;
        spreading.kernel = &one_level_of<kernels::broadcast_state>;
        lane.state = state(spreading);
    }
    lane.domain = domain;
    return lane;
}

inline Lane Builder::with_width(Lane lane, Width width) {
    if (lane.slot != no_slot && lane.width != width) {
        Instruction converting;
        converting.kernel = kernels::conversion(lane.width, width);
        converting.domain = lane.domain;
        converting.a = lane.slot;
        lane.slot = value(converting, width);
    }
    lane.width = width;
    return lane;
}

inline Lane Builder::in_slot(Lane lane) {
    if (lane.slot == no_slot) {
        Instruction filling;
        filling.kernel = with_type(lane.width, [](auto type) -> Kernel {
            return &levels_of<kernels::fill<decltype(type)>>;
        });
        filling.domain = lane.domain;
        filling.x = lane.low;
        lane.slot = value(filling, lane.width);
    }
    return lane;
}

inline Lane Builder::narrowed(Lane lane) {
    return lane.width == Width::w128 ? with_width(lane, width_of_range(lane.low, lane.high)) : lane;
}

inline Lane Builder::with_places(Lane lane, std::uint8_t places) {
    assert(places >= lane.places);
    const int more = places - lane.places;
    if (more == 0) {
        return lane;
    }
    const Lane power = constant(bounded_power_of_ten(more), 0, lane.domain);
    Lane result = multiply(lane, power);
    result.places = places;
    return result;
}

inline Lane Builder::multiply(const Lane& a, const Lane& b) {
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (one.is_constant() && one.state == no_slot && one.low == Int128(1)) {
            Lane same = other;
            same.places = static_cast<std::uint8_t>(a.places + b.places);
            return same;
        }
    }
    Lane result = arithmetic<kernels::Multiply>(a, b, product_of(range_of(a), range_of(b)), true);
    result.places = static_cast<std::uint8_t>(a.places + b.places);
    return result;
}

template <typename Function>
Lane Builder::arithmetic(Lane a, Lane b, const Range& range, bool in_ring) {
    assert(a.domain == b.domain);
    Lane result;
    result.domain = a.domain;
    result.places = a.places;
    result.low = range.low;
    result.high = range.high;
    result.state = merge(a.state, b.state, a.domain);
    if (a.is_constant() && b.is_constant()) {
        result.low = result.high = Function::apply(a.low, b.low);
        result.width = width_of_range(result.low, result.high);
        return result;
    }
    const Width needed = width_of_range(range.low, range.high);
    Width width = std::max(needed, std::max(a.width, b.width));
    if (in_ring && width == Width::w128 && needed != Width::w128) {
        width = Width::w64;
    }
    const auto suited = [&](const Lane& lane) {
        const bool as_it_is = lane.width == Width::w32 && width == Width::w64;
        return as_it_is ? lane : with_width(lane, width);
    };
    a = suited(a);
    b = suited(b);
    Instruction computing;
    computing.kernel = kernels::arithmetic<Function>(width, {a.width, a.is_constant()},
                                                     {b.width, b.is_constant()});
    computing.domain = result.domain;
    computing.a = a.slot;
    computing.b = b.slot;
    computing.x = a.is_constant() ? a.low : Int128(0);
    computing.y = b.is_constant() ? b.low : Int128(0);
    result.slot = value(computing, width);
    result.width = width;
    return narrowed(result);
}

template <typename Function>
Lane Builder::compare(Lane a, Lane b) {
    assert(a.domain == b.domain);
    Lane result = constant(0, 0, a.domain);
    result.width = Width::w8;
    result.state = merge(a.state, b.state, a.domain);
    if (a.is_constant() && b.is_constant()) {
        result.low = result.high = Int128(Function::apply(a.low, b.low));
        return result;
    }
    Width width =
        std::max(a.is_constant() ? Width::w8 : a.width, b.is_constant() ? Width::w8 : b.width);
    for (const Lane& lane : {a, b}) {
        const bool fits_byte = lane.low >= Int128(0) && lane.high <= Int128(255);
        if (lane.is_constant() && !(width == Width::w8 && fits_byte)) {
            width = std::max(width, width_of_range(lane.low, lane.high));
        }
    }
    const auto suited = [&](const Lane& lane) {
        const bool as_it_is = lane.width == Width::w32 && width == Width::w64;
        return as_it_is ? lane : with_width(lane, width);
    };
    a = suited(a);
    b = suited(b);
    Instruction comparing;
    comparing.kernel = kernels::comparison<Function>(width, {a.width, a.is_constant()},
                                                     {b.width, b.is_constant()});
    comparing.domain = result.domain;
    comparing.a = a.slot;
    comparing.b = b.slot;
    comparing.x = a.is_constant() ? a.low : Int128(0);
    comparing.y = b.is_constant() ? b.low : Int128(0);
    result.slot = value(comparing, Width::w8);
    result.high = 1;
    return result;
}

} // namespace doudi::engine
