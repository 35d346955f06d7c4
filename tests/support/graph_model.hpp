#pragma once

#include "support/exact.hpp"

#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <cstddef>
#include <functional>
#include <vector>

// What docs/RULES.md says about a graph, one row at a time in exact fractions: slow, short, and
// without any idea of blocks, widths or columns.
namespace doudi::test {

struct Exact {
    State state = State::ok;
    Fraction number = 0; ///< truth is 0 or 1; means nothing when the state is not ok

    [[nodiscard]] bool is_ok() const { return state == State::ok; }

    [[nodiscard]] bool is_true() const { return is_ok() && number == 1; }

    [[nodiscard]] bool is_false() const { return is_ok() && number == 0; }
};

class GraphModel {
public:
    /// Works out every node for every row of the population.
    GraphModel(const Rulebook& rulebook, const Population& population);

    /// Row in the whole population; 0 for a node of no entity.
    [[nodiscard]] const Exact& at(Index node, std::size_t row) const { return values_[node][row]; }

    [[nodiscard]] std::size_t rows(Index entity) const;

private:
    using Operands = std::vector<Exact>;

    [[nodiscard]] std::size_t outer_row(Index outer, Index entity, std::size_t row) const;
    [[nodiscard]] Exact evaluate(Index index, std::size_t row) const;
    [[nodiscard]] Exact input(Index input, std::size_t row) const;
    [[nodiscard]] Exact named(const Node& node, std::size_t row, const Exact& formula) const;
    [[nodiscard]] Exact aggregate(const Node& node, std::size_t row) const;
    [[nodiscard]] Exact compare(Operation operation, bool of_categories, const Exact& a,
                                const Exact& b) const;
    [[nodiscard]] Exact of_ok(const Node& node, const Operands& operands) const;
    [[nodiscard]] Exact look_up(const TableEntry& table, const Operands& keys) const;
    [[nodiscard]] Exact band(const BandsEntry& bands, const Fraction& x) const;

    const Rulebook& rulebook_;
    const Population& population_;
    std::vector<std::vector<std::size_t>> owner_; ///< outer row of each row of each entity
    std::vector<std::vector<Exact>> values_;
};

} // namespace doudi::test
