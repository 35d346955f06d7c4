#include "support/graph_builder.hpp"

#include "support/exact.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace doudi::test {

bool is_quotient(const Rulebook& book, Index node) {
    while (book.nodes[node].operation == Operation::value ||
           book.nodes[node].operation == Operation::reference) {
        node = book.operands_of(node)[0];
    }
    return book.nodes[node].operation == Operation::quotient;
}

namespace {

/// The input that may stand instead of a value node, or nullptr.
const InputEntry* given_of(const Rulebook& book, Index node) {
    if (book.nodes[node].operation != Operation::value) {
        return nullptr;
    }
    const Index given = book.values[book.nodes[node].payload].given;
    return given == none ? nullptr : &book.inputs[given];
}

struct Bounds {
    Fraction low;
    Fraction high;
};

Bounds hull(const std::vector<Fraction>& numbers) {
    const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
    return {*low, *high};
}

/// Bounds of values as numbers, not digits.
class Ranges {
public:
    explicit Ranges(const Rulebook& rulebook) : book(rulebook) {}

    [[nodiscard]] Bounds bounds(Index node) const {
        const Node& entry = book.nodes[node];
        if (is_quotient(book, node)) {
            return quotient_bounds(node);
        }
        const Big power = ten_to(entry.places);
        return {Fraction(to_big(entry.low), power), Fraction(to_big(entry.high), power)};
    }

    [[nodiscard]] Bounds bounds_of(const Node& node, const std::vector<Index>& operands) const;

private:
    [[nodiscard]] Bounds quotient_bounds(Index node) const;
    [[nodiscard]] Big most_rows(Index outer, Index inner) const;
    [[nodiscard]] Bounds bounds_of_dates(const Node& node,
                                         const std::vector<Index>& operands) const;
    [[nodiscard]] Bounds bounds_of_table(const Node& node,
                                         const std::vector<Index>& operands) const;

    const Rulebook& book;
};

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

Bounds Ranges::bounds_of_dates(const Node& node,
                                            const std::vector<Index>& operands) const {
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

Bounds Ranges::bounds_of_table(const Node& node,
                                            const std::vector<Index>& operands) const {
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
    case Operation::maximum: {
        Bounds range = of[0];
        for (const Bounds& next : of) {
            const bool is_minimum = node.operation == Operation::minimum;
            range.low = is_minimum ? std::min(range.low, next.low) : std::max(range.low, next.low);
            range.high =
                is_minimum ? std::min(range.high, next.high) : std::max(range.high, next.high);
        }
        return range;
    }
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

Big magnitude(const Rulebook& book, Index node) {
    return std::max(abs(to_big(book.nodes[node].low)), abs(to_big(book.nodes[node].high)));
}

/// How large the digits of a number can be.
struct Size {
    Big digits;
    int places = 0;
};

/// Numerator and divisor.
std::pair<Size, Size> parts(const Rulebook& book, Index node) {
    if (!is_quotient(book, node)) {
        return {{magnitude(book, node), book.nodes[node].places}, {1, 0}};
    }
    if (book.nodes[node].operation == Operation::quotient) {
        const Index a = book.operands_of(node)[0];
        const Index b = book.operands_of(node)[1];
        return {{magnitude(book, a), book.nodes[a].places},
                {magnitude(book, b), book.nodes[b].places}};
    }
    auto [above, below] = parts(book, book.operands_of(node)[0]);
    if (const InputEntry* given = given_of(book, node)) {
        const int places = std::max<int>(above.places, given->places);
        const Big stated = std::max(abs(to_big(given->low)), abs(to_big(given->high)));
        above.digits = std::max(Big(above.digits * ten_to(places - above.places)),
                                Big(stated * ten_to(places - given->places)));
        above.places = places;
        below.digits = std::max(below.digits, ten_to(below.places));
    }
    return {above, below};
}

/// Throws std::range_error when a number on the way to the result would leave 126 bits.
void require_fit(const Rulebook& book, const Node& node, const std::vector<Index>& operands) {
    if (node.operation == Operation::round) {
        const auto [a, b] = parts(book, operands[0]);
        const StepEntry& step = book.steps[node.payload];
        (void)to_int128(a.digits * ten_to(b.places + step.places));
        (void)to_int128(b.digits * to_big(step.digits) * ten_to(a.places));
        return;
    }
    if (node.operation == Operation::quotient || node.operation == Operation::multiply) {
        return;
    }
    int places = node.places;
    for (const Index operand : operands) {
        places = std::max<int>(places, book.nodes[operand].places);
    }
    for (const Index operand : operands) {
        (void)to_int128(magnitude(book, operand) * ten_to(places - book.nodes[operand].places));
    }
    if (node.operation >= Operation::equal && node.operation <= Operation::greater_equal) {
        const auto [a, b] = parts(book, operands[0]);
        const auto [c, d] = parts(book, operands[1]);
        const int left = a.places + d.places;
        const int right = c.places + b.places;
        const int common = std::max(left, right);
        (void)to_int128(a.digits * d.digits * ten_to(common - left));
        (void)to_int128(c.digits * b.digits * ten_to(common - right));
    }
}

} // namespace

Index GraphBuilder::make(Operation operation, Index entity, std::vector<Index> operands,
                                Index payload, std::uint8_t detail) {
    Node node;
    node.operation = operation;
    node.entity = entity;
    node.payload = payload;
    node.detail = detail;
    describe(node, operands);
    require_fit(book, node, operands);
    if (operation != Operation::quotient) {
        const Bounds range = Ranges(book).bounds_of(node, operands);
        node.low = to_int128(floor_of(range.low * ten_to(node.places)));
        node.high = to_int128(-floor_of(-range.high * ten_to(node.places)));
    }
    return push(node, operands);
}

/// Type, places and flags.
void GraphBuilder::describe(Node& node, const std::vector<Index>& operands) const {
    for (const Index operand : operands) {
        node.may_be_missing = node.may_be_missing || book.nodes[operand].may_be_missing;
        node.may_fault = node.may_fault || book.nodes[operand].may_fault;
        node.places = std::max(node.places, book.nodes[operand].places);
    }
    node.type.kind = Kind::number;
    switch (node.operation) {
    case Operation::multiply:
        node.places = static_cast<std::uint8_t>(book.nodes[operands[0]].places +
                                                book.nodes[operands[1]].places);
        break;
    case Operation::quotient: {
        const Bounds divisor = Ranges(book).bounds(operands[1]);
        node.may_fault = node.may_fault || (divisor.low <= 0 && divisor.high >= 0);
        node.places = 0;
        break;
    }
    case Operation::round: {
        const StepEntry& step = book.steps[node.payload];
        node.places = step.places;
        break;
    }
    case Operation::choose:
    case Operation::only_one: {
        const Node& like = book.nodes[operands.back()];
        node.type = like.type;
        node.places = like.places;
        if (node.operation == Operation::choose) {
            node.places = std::max(node.places, book.nodes[operands[1]].places);
        } else {
            node.may_fault = true;
        }
        break;
    }
    case Operation::lookup:
        node.places = book.tables[node.payload].places;
        node.may_fault = true;
        break;
    case Operation::band:
        node.places = book.bands[node.payload].places;
        node.may_fault = true;
        break;
    case Operation::marginal:
        node.places = static_cast<std::uint8_t>(
            std::max(node.places, book.bands[node.payload].threshold_places) +
            book.bands[node.payload].places);
        break;
    case Operation::smallest:
    case Operation::largest:
        node.places = book.nodes[operands[0]].places;
        node.may_fault = true;
        break;
    case Operation::sum:
        node.places = book.nodes[operands[0]].places;
        break;
    case Operation::add_months:
    case Operation::add_days:
        node.type.kind = Kind::date;
        break;
    case Operation::equal:
    case Operation::not_equal:
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal:
    case Operation::logical_and:
    case Operation::logical_or:
    case Operation::logical_not:
    case Operation::in_list:
    case Operation::in_range:
    case Operation::any:
    case Operation::all:
        node.type.kind = Kind::boolean;
        node.places = 0;
        break;
    default:
        break;
    }
    const bool is_date_number =
        node.operation == Operation::years_between || node.operation == Operation::months_between ||
        node.operation == Operation::days_between || node.operation == Operation::year_of ||
        node.operation == Operation::month_of || node.operation == Operation::count;
    node.places = is_date_number ? std::uint8_t{0} : node.places;
}

} // namespace doudi::test
