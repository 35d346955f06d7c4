#include "support/graph_ranges.hpp"

#include <doudi/date.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace doudi::test {

const InputEntry* given_of(const Rulebook& book, Index node) {
    if (book.nodes[node].operation != Operation::value) {
        return nullptr;
    }
    const Index given = book.values[book.nodes[node].payload].given;
    return given == none ? nullptr : &book.inputs[given];
}

namespace {

Bounds hull(const std::vector<Fraction>& numbers) {
    const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
    return {*low, *high};
}

} // namespace

Bounds Ranges::quotient_bounds(Index node) const {
    std::vector<Fraction> corners{0};
    for (; book.nodes[node].operation != Operation::quotient; node = book.operands_of(node)[0]) {
        if (const InputEntry* given = given_of(book, node)) {
            corners.emplace_back(to_big(given->low), ten_to(given->places));
            corners.emplace_back(to_big(given->high), ten_to(given->places));
        }
    }
    const Bounds a = bounds(book.operands_of(node)[0]);
    const Bounds b = bounds(book.operands_of(node)[1]);
    const Fraction least(1, ten_to(book.nodes[book.operands_of(node)[1]].places));
    std::vector<Fraction> divisors;
    for (const Fraction& divisor : {b.low, b.high, least, Fraction(-least)}) {
        if (divisor != 0 && b.low <= divisor && divisor <= b.high) {
            divisors.push_back(divisor);
        }
    }
    for (const Fraction& divisor : divisors) {
        corners.push_back(a.low / divisor);
        corners.push_back(a.high / divisor);
    }
    return hull(corners);
}

Big Ranges::most_rows(Index outer, Index inner) const {
    Big rows = 1;
    for (; inner != outer; inner = book.entities[inner].outer) {
        rows *= book.entities[inner].at_most;
    }
    return rows;
}

Bounds Ranges::bounds_of_dates(const Node& node, const std::vector<Index>& operands) const {
    const Node& first = book.nodes[operands[0]];
    const Node& last = book.nodes[operands.back()];
    const auto day = [](const Int128& days) {
        return from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(days)));
    };
    const auto count = [](const Int128& number) {
        return static_cast<std::int32_t>(static_cast<std::int64_t>(number));
    };
    switch (node.operation) {
    case Operation::years_between:
        return {years_between(day(first.high), day(last.low)),
                years_between(day(first.low), day(last.high))};
    case Operation::months_between:
        return {months_between(day(first.high), day(last.low)),
                months_between(day(first.low), day(last.high))};
    case Operation::days_between:
        return {to_big(last.low) - to_big(first.high), to_big(last.high) - to_big(first.low)};
    case Operation::add_months:
        return {to_days(add_months(day(first.low), count(last.low))),
                to_days(add_months(day(first.high), count(last.high)))};
    case Operation::add_days:
        return {to_big(first.low) + to_big(last.low), to_big(first.high) + to_big(last.high)};
    case Operation::year_of:
        return {day(first.low).year, day(first.high).year};
    default:
        return {1, 12};
    }
}

Bounds Ranges::bounds_of_table(const Node& node, const std::vector<Index>& operands) const {
    std::vector<Fraction> numbers;
    if (node.operation == Operation::lookup) {
        const TableEntry& table = book.tables[node.payload];
        Big beyond = 0;
        if (!table.slopes.empty()) {
            const TableEntry::Axis& axis = table.axes.back();
            beyond = to_big(book.nodes[operands.back()].high) - (axis.first + axis.count - 1);
            beyond = std::max(beyond, Big(0));
        }
        for (const Int128& cell : table.cells) {
            numbers.emplace_back(to_big(cell), ten_to(table.places));
        }
        const Bounds plain = hull(numbers);
        for (const Int128& slope : table.slopes) {
            const Fraction more(to_big(slope) * beyond, ten_to(table.places));
            numbers.push_back(plain.low + more);
            numbers.push_back(plain.high + more);
        }
        return hull(numbers);
    }
    const BandsEntry& bands = book.bands[node.payload];
    if (node.operation == Operation::band) {
        for (const Int128& value : bands.values) {
            numbers.emplace_back(to_big(value), ten_to(bands.places));
        }
        return hull(numbers);
    }
    const Bounds x = bounds(operands[0]);
    numbers = {marginal_of(bands, x.low), marginal_of(bands, x.high)};
    for (const Int128& threshold : bands.thresholds) {
        const Fraction at(to_big(threshold), ten_to(bands.threshold_places));
        if (x.low <= at && at <= x.high) {
            numbers.push_back(marginal_of(bands, at));
        }
    }
    return hull(numbers);
}

namespace {

Bounds extreme(const std::vector<Bounds>& of, bool is_minimum) {
    Bounds range = of[0];
    for (const Bounds& next : of) {
        range.low = is_minimum ? std::min(range.low, next.low) : std::max(range.low, next.low);
        range.high = is_minimum ? std::min(range.high, next.high) : std::max(range.high, next.high);
    }
    return range;
}

} // namespace

Bounds Ranges::bounds_of(const Node& node, const std::vector<Index>& operands) const {
    if (node.type.kind == Kind::boolean && node.operation != Operation::lookup) {
        return {0, 1};
    }
    std::vector<Bounds> of;
    for (const Index operand : operands) {
        of.push_back(bounds(operand));
    }
    switch (node.operation) {
    case Operation::negate:
        return {-of[0].high, -of[0].low};
    case Operation::add:
        return {of[0].low + of[1].low, of[0].high + of[1].high};
    case Operation::subtract:
        return {of[0].low - of[1].high, of[0].high - of[1].low};
    case Operation::multiply:
        return hull({of[0].low * of[1].low, of[0].low * of[1].high, of[0].high * of[1].low,
                     of[0].high * of[1].high});
    case Operation::minimum:
    case Operation::maximum:
        return extreme(of, node.operation == Operation::minimum);
    case Operation::absolute: {
        const Fraction far = std::max(Fraction(-of[0].low), of[0].high);
        const bool has_zero = of[0].low <= 0 && of[0].high >= 0;
        return {has_zero ? Fraction(0) : std::min(abs(of[0].low), abs(of[0].high)), far};
    }
    case Operation::round: {
        const StepEntry& entry = book.steps[node.payload];
        const Fraction step(to_big(entry.digits), ten_to(entry.places));
        const auto mode = static_cast<Rounding>(node.detail);
        return {rounded(of[0].low / step, mode) * step, rounded(of[0].high / step, mode) * step};
    }
    case Operation::choose:
        return hull({of[1].low, of[1].high, of[2].low, of[2].high});
    case Operation::only_one:
    case Operation::smallest:
    case Operation::largest:
        return node.operation == Operation::only_one ? of.back() : of.front();
    case Operation::sum: {
        const Big rows = most_rows(node.entity, node.payload);
        return {std::min(Fraction(0), Fraction(of[0].low * rows)),
                std::max(Fraction(0), Fraction(of[0].high * rows))};
    }
    case Operation::count:
        return {0, most_rows(node.entity, node.payload)};
    case Operation::lookup:
    case Operation::band:
    case Operation::marginal:
        return bounds_of_table(node, operands);
    default:
        return bounds_of_dates(node, operands);
    }
}

} // namespace doudi::test
