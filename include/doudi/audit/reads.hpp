#pragma once

#include <doudi/audit/record_view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

/// Which operands of a cell had a say in it: those that a trace shows as used, and those that a
/// missing value still waits for. docs/RULES.md, sections 1 and 6.
namespace doudi::audit {

/// An operation over rows of an inner entity: its value and its condition, `none` when absent.
struct Aggregate {
    Index value = none;
    Index where = none;
};

[[nodiscard]] inline bool is_aggregate(Operation operation) {
    return operation >= Operation::sum && operation <= Operation::largest;
}

[[nodiscard]] inline Aggregate aggregate_of(const RecordView& view, Index index) {
    const Node& node = view.node(index);
    const auto operands = view.rulebook().operands_of(node);
    const bool counts = node.operation == Operation::count;
    const std::size_t where = counts ? 0 : 1;
    return {counts || operands.empty() ? none : operands[0],
            operands.size() > where ? operands[where] : none};
}

/// Calls `visit(row, where cell, value cell)` for each inner row; cells that are not there have
/// node `none`.
template <typename Visit>
void for_each_row(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Node& node = view.node(cell.node);
    const Aggregate parts = aggregate_of(view, cell.node);
    const auto [begin, end] = view.inner_rows(node.entity, cell.row, node.payload);
    for (std::uint32_t row = begin; row < end; ++row) {
        const auto in_row = [&](Index part) {
            return part == none ? Cell{} : view.placed(part, node.payload, row);
        };
        visit(row, in_row(parts.where), in_row(parts.value));
    }
}

template <typename Visit>
void visit_rows_read(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Operation operation = view.node(cell.node).operation;
    const bool truth = operation == Operation::any || operation == Operation::all;
    const bool holds = view.is_true(cell);
    // `any` that is true rests on the rows that make it so, as does `all` that is false.
    const bool some_rows_decide =
        truth && view.state(cell) == State::ok && holds == (operation == Operation::any);
    for_each_row(view, cell, [&](std::uint32_t, const Cell& where, const Cell& value) {
        const bool taken =
            where.node == none || (truth ? !view.is_false(where) : view.is_true(where));
        const bool decides = taken && value.node != none && view.state(value) == State::ok &&
                             view.is_true(value) == holds;
        if (some_rows_decide && !decides) {
            return;
        }
        if (where.node != none) {
            visit(where);
        }
        if (taken && value.node != none) {
            visit(value);
        }
    });
}

/// `and` and `or` rest on the operands whose state and truth are the result's.
template <typename Visit>
void visit_deciding(const RecordView& view, const Cell& cell, const Visit& visit) {
    const State state = view.state(cell);
    const bool holds = view.is_true(cell);
    const std::size_t count = view.node(cell.node).operand_count;
    for (std::size_t i = 0; i < count; ++i) {
        const Cell operand = view.operand(cell, i);
        if (view.state(operand) == state &&
            (state != State::ok || view.is_true(operand) == holds)) {
            visit(operand);
        }
    }
}

template <typename Visit>
void visit_choice_read(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Cell condition = view.operand(cell, 0);
    visit(condition);
    if (view.state(condition) == State::ok) {
        visit(view.operand(cell, view.is_true(condition) ? 1 : 2));
    } else if (view.state(condition) == State::missing && view.state(cell) != State::missing) {
        visit(view.operand(cell, 1)); // both branches say the same, so the condition is no matter
        visit(view.operand(cell, 2));
    }
}

/// Calls `visit(cell)` for each operand that had a say in the value of `cell`, whatever its state.
/// Branches not taken and operands that another one overruled are left out.
template <typename Visit>
void visit_read(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Node& node = view.node(cell.node);
    if (is_aggregate(node.operation)) {
        return visit_rows_read(view, cell, visit);
    }
    switch (node.operation) {
    case Operation::value:
        if (!view.is_given(cell)) {
            visit(view.operand(cell, 0));
        }
        return;
    case Operation::logical_and:
    case Operation::logical_or:
        return visit_deciding(view, cell, visit);
    case Operation::choose:
        return visit_choice_read(view, cell, visit);
    default:
        for (std::size_t i = 0; i < node.operand_count; ++i) {
            visit(view.operand(cell, i));
        }
    }
}

template <typename Visit>
void visit_rows_missing(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Operation operation = view.node(cell.node).operation;
    const bool truth = operation == Operation::any || operation == Operation::all;
    for_each_row(view, cell, [&](std::uint32_t, const Cell& where, const Cell& value) {
        const bool no_where = where.node == none;
        if (!no_where && view.is_false(where)) {
            return;
        }
        const bool settled = truth && value.node != none && view.state(value) == State::ok &&
                             view.is_true(value) == (operation == Operation::all);
        if (settled) {
            return;
        }
        if (!no_where) {
            visit(where);
        }
        if (value.node != none && (truth || no_where || view.is_true(where))) {
            visit(value);
        }
    });
}

template <typename Visit>
void visit_missing_of_only_one(const RecordView& view, const Cell& cell, const Visit& visit) {
    const std::size_t conditions = view.node(cell.node).operand_count - 1;
    bool waits = false;
    for (std::size_t i = 0; i < conditions; ++i) {
        waits = waits || view.state(view.operand(cell, i)) == State::missing;
        visit(view.operand(cell, i));
    }
    if (!waits) {
        visit(view.operand(cell, conditions));
    }
}

/// Calls `visit(cell)` for operands of a missing cell; those that are missing are what it waits
/// for.
template <typename Visit>
void visit_missing(const RecordView& view, const Cell& cell, const Visit& visit) {
    const Node& node = view.node(cell.node);
    if (is_aggregate(node.operation)) {
        return visit_rows_missing(view, cell, visit);
    }
    if (node.operation == Operation::only_one && node.operand_count > 0) {
        return visit_missing_of_only_one(view, cell, visit);
    }
    if (node.operation == Operation::choose) {
        const Cell condition = view.operand(cell, 0);
        if (view.state(condition) == State::ok) {
            return visit(view.operand(cell, view.is_true(condition) ? 1 : 2));
        }
    }
    for (std::size_t i = 0; i < node.operand_count; ++i) {
        visit(view.operand(cell, i));
    }
}

} // namespace doudi::audit
