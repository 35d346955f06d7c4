#include "support/graph_builder.hpp"

#include "support/exact.hpp"
#include "support/graph_ranges.hpp"

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

namespace {

bool gives_truth(Operation operation) {
    switch (operation) {
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
        return true;
    default:
        return false;
    }
}

/// Of a node whose operands' places are known.
std::uint8_t places_of_table(const Rulebook& book, const Node& node) {
    if (node.operation == Operation::lookup) {
        return book.tables[node.payload].places;
    }
    const auto& bands = book.bands[node.payload];
    if (node.operation == Operation::band) {
        return bands.places;
    }
    return static_cast<std::uint8_t>(std::max(node.places, bands.threshold_places) + bands.places);
}

bool gives_a_count(Operation operation) {
    return operation == Operation::years_between || operation == Operation::months_between ||
           operation == Operation::days_between || operation == Operation::year_of ||
           operation == Operation::month_of || operation == Operation::count;
}

} // namespace

/// Type, places and flags.
void GraphBuilder::describe(Node& node, const std::vector<Index>& operands) const {
    for (const Index operand : operands) {
        node.may_be_missing = node.may_be_missing || book.nodes[operand].may_be_missing;
        node.may_fault = node.may_fault || book.nodes[operand].may_fault;
        node.places = std::max(node.places, book.nodes[operand].places);
    }
    node.type.kind = gives_truth(node.operation) ? Kind::boolean : Kind::number;
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
    case Operation::round:
        node.places = book.steps[node.payload].places;
        break;
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
    case Operation::band:
        node.may_fault = true;
        [[fallthrough]];
    case Operation::marginal:
        node.places = places_of_table(book, node);
        break;
    case Operation::smallest:
    case Operation::largest:
        node.may_fault = true;
        [[fallthrough]];
    case Operation::sum:
        node.places = book.nodes[operands[0]].places;
        break;
    case Operation::add_months:
    case Operation::add_days:
        node.type.kind = Kind::date;
        break;
    default:
        break;
    }
    if (gives_truth(node.operation) || gives_a_count(node.operation)) {
        node.places = 0;
    }
}

} // namespace doudi::test
