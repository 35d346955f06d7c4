#pragma once

#include <doudi/engine/kernels/lookup.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/lowering.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Tables and brackets of parameters.
namespace doudi::engine {

/// The numbers as an array of the plan, read at `index`; −1 reads 0.
inline Lane Lowering::cells(const Lane& index, std::span<const Int128> numbers) {
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    Column column;
    column.width = width_of_range(*least, *most);
    for (const Int128& number : numbers) {
        column.push(number);
    }
    Lane result = index;
    result.width = column.width;
    result.low = *least;
    result.high = *most;
    Instruction reading;
    reading.kernel = with_number_type(column.width, [](auto type) -> Kernel {
        return &levels_of<kernels::gather<decltype(type)>>;
    });
    reading.domain = index.domain;
    reading.a = builder_.in_slot(index).slot;
    reading.payload = builder_.array(std::move(column));
    result.slot = builder_.value(reading, result.width);
    return result;
}

/// Truth: whether there is a cell at `index`.
inline Lane Lowering::present_cells(const Lane& index, std::span<const std::uint8_t> present) {
    Column column;
    column.width = Width::w8;
    column.bytes.assign(present.begin(), present.end());
    Instruction reading;
    reading.kernel = &levels_of<kernels::gather<std::uint8_t>>;
    reading.domain = index.domain;
    reading.a = builder_.in_slot(index).slot;
    reading.payload = builder_.array(std::move(column));
    return {builder_.value(reading, Width::w8), no_slot, Width::w8, index.domain, 0, 0, 1};
}

/// The index of a cell by one key more. Its state merges that of the keys.
inline Lane Lowering::next_key(const Lane& before, Lane key, const TableEntry::Axis& axis) {
    key = builder_.in_slot(key);
    const Int128 last = Int128(axis.first) + Int128(axis.count - 1);
    const bool inside = key.low >= Int128(axis.first) && (axis.open_above || key.high <= last) &&
                        before.low >= Int128(0);
    Instruction indexing;
    indexing.kernel = with_type(key.width, [](auto type) -> Kernel {
        return &one_level_of<kernels::next_key<decltype(type)>>;
    });
    indexing.domain = key.domain;
    indexing.a = before.slot;
    indexing.b = key.slot;
    indexing.x = Int128(axis.first);
    indexing.y = Int128(axis.count);
    indexing.z = Int128(axis.open_above ? 1 : 0);
    return {builder_.value(indexing, Width::w32),
            builder_.merge(before.state, key.state, key.domain),
            Width::w32,
            key.domain,
            0,
            Int128(inside ? 0 : -1),
            Int128(INT32_MAX)};
}

inline Lane Lowering::lookup(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> keys = rulebook_.operands_of(node);
    const TableEntry& table = rulebook_.tables[node.payload];
    Lane index = Builder::constant(0, 0, domain);
    Lane group = index; ///< the index by all keys but the last
    for (std::size_t i = 0; i < keys.size(); ++i) {
        group = index;
        index = next_key(index, lane(keys[i], domain), table.axes[i]);
    }
    Slot state = builder_.fault_unless(compare_numbers(Operation::less_equal,
                                                       Builder::constant(0, 0, domain),
                                                       [&] {
                                                           Lane bare = index;
                                                           bare.state = no_slot;
                                                           return bare;
                                                       }()),
                                       index.state, domain);
    if (!table.present.empty()) {
        state = builder_.fault_unless(present_cells(index, table.present), state, domain);
    }
    Lane result = cells(index, table.cells);
    if (!table.slopes.empty()) {
        const TableEntry::Axis& axis = table.axes.back();
        const Lane last = Builder::constant(Int128(axis.first) + Int128(axis.count - 1), 0, domain);
        Lane key = lane(keys.back(), domain);
        key.state = no_slot;
        const Range range{key.low - last.low, key.high - last.low};
        const Lane beyond =
            upper_bound(Builder::constant(0, 0, domain),
                        builder_.arithmetic<kernels::Subtract>(key, last, range, true));
        const Lane more = builder_.multiply(cells(group, table.slopes), beyond);
        const Range both{saturating_add(result.low, more.low),
                         saturating_add(result.high, more.high)};
        result = builder_.arithmetic<kernels::Add>(result, more, both, true);
    }
    result.places = table.places;
    result = builder_.with_places(result, node.places);
    if (node.type.kind == Kind::boolean) {
        result = builder_.with_width(result, Width::w8);
    }
    result.state = state;
    return result;
}

/// Which band holds x: −1 when it is below the first.
inline Lane Lowering::find_band(Lane x, std::span<const Int128> thresholds) {
    Column column;
    column.width = std::max(x.width, width_of_range(thresholds.front(), thresholds.back()));
    for (const Int128& threshold : thresholds) {
        column.push(threshold);
    }
    x = builder_.in_slot(builder_.with_width(x, column.width));
    Instruction finding;
    finding.kernel = with_number_type(column.width, [](auto type) -> Kernel {
        return &one_level_of<kernels::find_band<decltype(type)>>;
    });
    finding.domain = x.domain;
    finding.a = x.slot;
    finding.payload = builder_.array(std::move(column));
    const Int128 lowest = x.low >= thresholds.front() ? 0 : -1;
    return {builder_.value(finding, Width::w32),
            no_slot,
            Width::w32,
            x.domain,
            0,
            lowest,
            Int128(static_cast<std::int64_t>(thresholds.size()) - 1)};
}

/// Thresholds as digits at `places`.
[[nodiscard]] inline std::vector<Int128> thresholds_at(const BandsEntry& bands,
                                                       std::uint8_t places) {
    const Int128 power = bounded_power_of_ten(places - bands.threshold_places);
    std::vector<Int128> result;
    for (const Int128& threshold : bands.thresholds) {
        result.push_back(saturating_multiply(threshold, power));
    }
    return result;
}

inline Lane Lowering::band(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const BandsEntry& bands = rulebook_.bands[node.payload];
    Lane x = lane(rulebook_.operands_of(node)[0], domain);
    x = builder_.with_places(x, std::max(x.places, bands.threshold_places));
    const Lane index = find_band(x, thresholds_at(bands, x.places));
    const Lane zero = Builder::constant(0, 0, domain);
    Slot state =
        builder_.fault_unless(compare_numbers(Operation::less_equal, zero, index), x.state, domain);
    if (!bands.present.empty()) {
        state = builder_.fault_unless(present_cells(index, bands.present), state, domain);
    }
    Lane result = cells(index, bands.values);
    result.places = bands.places;
    result = builder_.with_places(result, node.places);
    if (node.type.kind == Kind::boolean) {
        result = builder_.with_width(result, Width::w8);
    }
    result.state = state;
    return result;
}

/// base of the band + its rate × (x − its threshold); below the first band all three are 0.
inline Lane Lowering::marginal(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const BandsEntry& bands = rulebook_.bands[node.payload];
    Lane x = lane(rulebook_.operands_of(node)[0], domain);
    const Slot x_state = x.state;
    x.state = no_slot;
    x = builder_.with_places(x, std::max(x.places, bands.threshold_places));
    std::vector<Int128> thresholds = thresholds_at(bands, x.places);
    Lane index = find_band(x, thresholds);
    index =
        builder_.arithmetic<kernels::Add>(index, Builder::constant(1, 0, domain),
                                          {index.low + Int128(1), index.high + Int128(1)}, true);
    std::vector<Int128> bases{0, 0};
    std::vector<std::uint8_t> present{1};
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        present.push_back(present.back() & (bands.present.empty() ? 1U : bands.present[i]));
        if (i > 0) {
            const Int128 part = saturating_add(thresholds[i], -thresholds[i - 1]);
            bases.push_back(
                saturating_add(bases.back(), saturating_multiply(part, bands.values[i - 1])));
        }
    }
    std::vector<Int128> rates = bands.values;
    rates.insert(rates.begin(), 0);
    thresholds.insert(thresholds.begin(), 0);
    const Lane from = cells(index, thresholds);
    const Range within{std::min(x.low, Int128(0)),
                       std::max(Int128(0), saturating_add(x.high, -std::min(from.low, Int128(0))))};
    Lane part = builder_.arithmetic<kernels::Subtract>(x, from, within, true);
    part.places = 0;
    Lane result = builder_.multiply(cells(index, rates), part);
    result = builder_.arithmetic<kernels::Add>(
        cells(index, bases), result, hull_of({node.low, node.high}, range_of(result)), true);
    result.places = static_cast<std::uint8_t>(x.places + bands.places);
    result = builder_.with_places(result, node.places);
    result.state = x_state;
    if (!bands.present.empty()) {
        result.state = builder_.fault_unless(present_cells(index, present), x_state, domain);
    }
    return result;
}

} // namespace doudi::engine
