#pragma once

/// Walking the graph of a rulebook over one evaluated record.

#include <doudi/audit/quantity.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace doudi::audit {

/// A node in one row of its entity, rows counted inside the record.
struct Cell {
    Index node = none;
    std::uint32_t row = 0;

    friend bool operator==(const Cell&, const Cell&) = default;
};

/// One record with the value of every node, and who belongs to whom in it.
///
/// Cells that do not exist, as only an unsound graph has them, count as faults. Holds references;
/// what it was made from must outlive it.
class RecordView {
public:
    RecordView(const Rulebook& rulebook, const Population& population,
               const engine::RecordValues& values, std::size_t record);

    [[nodiscard]] const Rulebook& rulebook() const { return rulebook_; }

    [[nodiscard]] const Node& node(Index index) const { return rulebook_.nodes[index]; }

    [[nodiscard]] std::uint32_t rows(Index entity) const {
        return entity == none ? 1 : static_cast<std::uint32_t>(outer_rows_[entity].size());
    }

    /// The row of `outer` that holds `row` of `inner`; 0 when `outer` is no outer entity of it.
    [[nodiscard]] std::uint32_t outer_row(Index inner, std::uint32_t row, Index outer) const;

    /// Begin and end of the rows of `inner` inside `row` of `outer`.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> inner_rows(Index outer, std::uint32_t row,
                                                                     Index inner) const;

    /// Operand number `position` of a cell, in the row that holds it; a cell that does not exist
    /// when there are not so many.
    [[nodiscard]] Cell operand(const Cell& cell, std::size_t position) const {
        if (position >= node(cell.node).operand_count) {
            return {cell.node, UINT32_MAX};
        }
        return placed(rulebook_.operands_of(cell.node)[position], node(cell.node).entity, cell.row);
    }

    /// `index` as seen from `row` of `entity`.
    [[nodiscard]] Cell placed(Index index, Index entity, std::uint32_t row) const {
        const Index own = node(index).entity;
        return {index, own == entity ? row : outer_row(entity, row, own)};
    }

    [[nodiscard]] bool exists(const Cell& cell) const {
        return cell.row < rows(node(cell.node).entity);
    }

    [[nodiscard]] State state(const Cell& cell) const {
        return exists(cell) ? values_.state(cell.node, cell.row) : State::fault;
    }

    [[nodiscard]] bool is_true(const Cell& cell) const {
        return state(cell) == State::ok && values_.digits(cell.node, cell.row) != Int128(0);
    }

    [[nodiscard]] bool is_false(const Cell& cell) const {
        return state(cell) == State::ok && values_.digits(cell.node, cell.row) == Int128(0);
    }

    /// The exact value of a cell; a quotient keeps its fraction.
    [[nodiscard]] Quantity quantity(Cell cell, int depth = 0) const;

    /// Whether the node is a quotient or reads one as it is.
    [[nodiscard]] bool is_fraction(Index index) const { return is_fraction_[index] != 0; }

    /// The value that the record states for an input, without its default.
    [[nodiscard]] Quantity stated(Index input, std::uint32_t row) const;

    /// Whether the record states this named value itself.
    [[nodiscard]] bool is_given(const Cell& value_cell) const {
        const Index given = rulebook_.values[node(value_cell.node).payload].given;
        return given != none && stated(given, value_cell.row).is_ok();
    }

    /// Key of a row, or its position from 1 in its outer row.
    [[nodiscard]] std::string key(Index entity, std::uint32_t row) const;

    /// "members.a.": what stands before a name in that row; empty for the record.
    [[nodiscard]] std::string prefix(Index entity, std::uint32_t row) const;

    /// Number of `cell` among all cells, for marking; below `cells()`.
    [[nodiscard]] std::size_t number(const Cell& cell) const {
        return firsts_[cell.node] + cell.row;
    }

    [[nodiscard]] std::size_t cells() const { return firsts_.back(); }

    [[nodiscard]] const Population& population() const { return population_; }

    /// Row of the population with which the rows of `entity` in this record begin.
    [[nodiscard]] std::size_t first_row(Index entity) const { return first_rows_[entity]; }

private:
    [[nodiscard]] Quantity quotient(const Cell& cell, int depth) const;

    const Rulebook& rulebook_;
    const Population& population_;
    const engine::RecordValues& values_;
    std::vector<std::size_t> first_rows_;                ///< of each entity, in the population
    std::vector<std::vector<std::uint32_t>> outer_rows_; ///< of each entity and row
    std::vector<std::size_t> firsts_;                    ///< number of the first cell of each node
    std::vector<std::uint8_t> is_fraction_;
};

// ---------------------------------------------------------------------------------------------

inline RecordView::RecordView(const Rulebook& rulebook, const Population& population,
                              const engine::RecordValues& values, std::size_t record)
    : rulebook_(rulebook), population_(population), values_(values) {
    for (Index entity = 0; entity < rulebook.entities.size(); ++entity) {
        const auto [begin, end] = population.rows_of_record(entity, record);
        first_rows_.push_back(begin);
        std::vector<std::uint32_t>& outers = outer_rows_.emplace_back();
        outers.reserve(end - begin);
        const Index outer = rulebook.entities[entity].outer;
        const std::uint32_t holders = entity == 0 ? 1 : rows(outer);
        for (std::uint32_t holder = 0; holder < holders; ++holder) {
            const std::size_t last =
                entity == 0 ? end : population.starts(entity)[first_rows_[outer] + holder + 1];
            outers.resize(last - begin, holder);
        }
    }
    firsts_.reserve(rulebook.nodes.size() + 1);
    firsts_.push_back(0);
    is_fraction_.reserve(rulebook.nodes.size());
    for (const Node& one : rulebook.nodes) {
        firsts_.push_back(firsts_.back() + rows(one.entity));
        const bool passes_on = one.operand_count == 1 && (one.operation == Operation::value ||
                                                          one.operation == Operation::reference);
        is_fraction_.push_back(passes_on ? is_fraction_[rulebook.operands_of(one)[0]]
                                         : one.operation == Operation::quotient);
    }
}

inline std::uint32_t RecordView::outer_row(Index inner, std::uint32_t row, Index outer) const {
    while (inner != outer && inner != none && row < rows(inner)) {
        row = outer_rows_[inner][row];
        inner = rulebook_.entities[inner].outer;
    }
    return inner == outer && inner != none ? row : 0;
}

inline std::pair<std::uint32_t, std::uint32_t>
RecordView::inner_rows(Index outer, std::uint32_t row, Index inner) const {
    if (inner == outer) {
        return {row, row + 1};
    }
    if (inner == none || inner >= outer_rows_.size()) {
        return {0, 0};
    }
    if (rulebook_.entities[inner].outer == none) {
        return {0, rows(inner)};
    }
    const auto [begin, end] = inner_rows(outer, row, rulebook_.entities[inner].outer);
    const std::vector<std::uint32_t>& outers = outer_rows_[inner];
    const auto from = std::lower_bound(outers.begin(), outers.end(), begin);
    const auto to = std::lower_bound(from, outers.end(), end);
    return {static_cast<std::uint32_t>(from - outers.begin()),
            static_cast<std::uint32_t>(to - outers.begin())};
}

inline Quantity RecordView::stated(Index input, std::uint32_t row) const {
    const InputEntry& entry = rulebook_.inputs[input];
    Quantity result{entry.type, State::missing, entry.places, 0, 1};
    const std::size_t at = first_rows_[entry.entity] + row;
    const Column& column = population_.column(input);
    if (population_.is_stated(input) && at < column.size()) {
        result.state = column.state(at);
        result.digits = result.is_ok() ? column.digits(at) : Int128(0);
    }
    return result;
}

inline Quantity RecordView::quantity(Cell cell, int depth) const {
    while (is_fraction(cell.node) && node(cell.node).operation != Operation::quotient) {
        if (node(cell.node).operation == Operation::value && is_given(cell)) {
            return stated(rulebook_.values[node(cell.node).payload].given, cell.row);
        }
        cell = operand(cell, 0);
    }
    if (is_fraction(cell.node)) {
        return quotient(cell, depth);
    }
    const Node& one = node(cell.node);
    Quantity result{one.type, exists(cell) ? values_.state(cell.node, cell.row) : State::fault,
                    one.places, 0, 1};
    if (result.is_ok()) {
        result.digits = values_.digits(cell.node, cell.row);
    }
    return result;
}

inline std::string RecordView::key(Index entity, std::uint32_t row) const {
    const TextColumn& keys = population_.keys(entity);
    const std::size_t at = first_rows_[entity] + row;
    if (at < keys.size() && !keys[at].empty()) {
        return std::string(keys[at]);
    }
    const std::vector<std::uint32_t>& outers = outer_rows_[entity];
    const auto first = std::lower_bound(outers.begin(), outers.end(), outers[row]);
    return std::to_string(row - static_cast<std::uint32_t>(first - outers.begin()) + 1);
}

inline std::string RecordView::prefix(Index entity, std::uint32_t row) const {
    std::string path;
    while (entity != none && rulebook_.entities[entity].outer != none) {
        path.insert(0, rulebook_.entities[entity].as + "." + key(entity, row) + ".");
        row = outer_rows_[entity][row];
        entity = rulebook_.entities[entity].outer;
    }
    return path;
}

} // namespace doudi::audit
