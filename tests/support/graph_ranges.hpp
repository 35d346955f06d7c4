#pragma once

#include "support/exact.hpp"
#include "support/graph_builder.hpp"

#include <doudi/rulebook.hpp>

#include <vector>

// What values the nodes of a graph can have, worked out in numbers of any size.
namespace doudi::test {

/// The input that may stand instead of a value node, or nullptr.
[[nodiscard]] const InputEntry* given_of(const Rulebook& book, Index node);

struct Bounds {
    Fraction low;
    Fraction high;
};

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

} // namespace doudi::test
