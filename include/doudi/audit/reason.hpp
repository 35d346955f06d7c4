#pragma once

#include <doudi/audit/exact.hpp>
#include <doudi/audit/reads.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/term.hpp>
#include <doudi/audit/trace.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

/// Tells why an alternative was taken or refused, down to the conditions that failed.
namespace doudi::audit {

/// How much of one reason a trace keeps; what is beyond is marked as cut.
inline constexpr int deepest_reason = 200;
inline constexpr std::size_t most_reasons = 1'000;

/// Whether named values inside a reason are opened into their own formulas.
enum class Opening : std::uint8_t { closed, named_values };

/// Walks down a chain of branches: `if c1 then a else if c2 then b else d`.
struct ChoiceWalk {
    Cell rest;                 ///< the branch taken, or where no branch could be told
    std::uint32_t row = 1;     ///< from 1
    bool hit = false;          ///< a condition was true
    bool stuck = false;        ///< a condition was neither true nor false
    bool moved = false;        ///< a branch was taken at all
    std::vector<Cell> refused; ///< conditions that were false
    Cell condition;            ///< the one that was true or neither
};

[[nodiscard]] inline ChoiceWalk walk_choices(const RecordView& view, Cell cell) {
    ChoiceWalk walk{cell, 1, false, false, false, {}, {}};
    while (!walk.hit && view.node(walk.rest.node).operation == Operation::choose) {
        const Cell condition = view.operand(walk.rest, 0);
        if (view.state(condition) != State::ok) {
            walk.stuck = true;
            walk.condition = condition;
            break;
        }
        walk.hit = view.is_true(condition);
        walk.moved = true;
        walk.rest = view.operand(walk.rest, walk.hit ? 1 : 2);
        if (walk.hit) {
            walk.condition = condition;
        } else {
            walk.refused.push_back(condition);
            ++walk.row;
        }
    }
    return walk;
}

/// Explains truth values. One builder makes one reason: what it has opened once it does not open
/// again, so that a reason is never larger than the part of the graph that it is about.
class ReasonBuilder {
public:
    ReasonBuilder(const RecordView& view, Opening opening) : view_(view), opening_(opening) {}

    [[nodiscard]] Ground build(const Cell& cell, int depth = 0);

    /// The condition that was true, or the one that nobody knows, or all that were false.
    [[nodiscard]] std::vector<Ground> build_choice(const ChoiceWalk& walk, int depth = 0) {
        Ground holder;
        if (walk.hit || walk.stuck) {
            add(holder, walk.condition, depth);
        } else {
            for (const Cell& condition : walk.refused) {
                add(holder, condition, depth);
            }
        }
        return std::move(holder.because);
    }

private:
    void add(Ground& reason, const Cell& cell, int depth) {
        if (kept_ >= most_reasons || depth >= deepest_reason) {
            reason.cut = true;
            return;
        }
        ++kept_;
        reason.because.push_back(build(cell, depth + 1));
    }

    void explain_named(Ground& reason, const Cell& value_cell, int depth);
    void explain_choice(Ground& reason, const Cell& cell, int depth);
    void explain_rows(Ground& reason, const Cell& cell, int depth);
    void explain_comparison(Ground& reason, const Cell& cell, int depth);
    void explain_range(Ground& reason, const Cell& cell) const;
    void open_side(Ground& reason, const Cell& side, int depth);

    [[nodiscard]] bool may_open(const Cell& cell) {
        return opening_ == Opening::named_values && opened_.insert(view_.number(cell)).second;
    }

    const RecordView& view_;
    Opening opening_;
    std::size_t kept_ = 0;
    std::set<std::size_t> opened_;
};

// ---------------------------------------------------------------------------------------------

inline Ground ReasonBuilder::build(const Cell& cell, int depth) {
    Ground reason;
    reason.node = cell.node;
    reason.row = cell.row;
    reason.state = view_.state(cell);
    reason.holds = view_.is_true(cell);
    const Node& node = view_.node(cell.node);
    switch (node.operation) {
    case Operation::reference:
        explain_named(reason, view_.operand(cell, 0), depth);
        break;
    case Operation::value:
        explain_named(reason, cell, depth);
        break;
    case Operation::logical_and:
    case Operation::logical_or:
    case Operation::logical_not:
        visit_read(view_, cell, [&](const Cell& operand) { add(reason, operand, depth); });
        break;
    case Operation::only_one:
    case Operation::choose:
        explain_choice(reason, cell, depth);
        break;
    case Operation::any:
    case Operation::all:
        explain_rows(reason, cell, depth);
        break;
    case Operation::in_range:
        explain_range(reason, cell);
        break;
    case Operation::constant:
    case Operation::parameter:
    case Operation::input:
    case Operation::lookup:
    case Operation::band:
        reason.sides.push_back(term_of(view_, cell));
        break;
    default:
        explain_comparison(reason, cell, depth);
    }
    return reason;
}

inline void ReasonBuilder::explain_named(Ground& reason, const Cell& value_cell, int depth) {
    // A reference may lead to something else than a value only in an unsound graph.
    const bool is_value = view_.node(value_cell.node).operation == Operation::value;
    reason.given = is_value && view_.exists(value_cell) && view_.is_given(value_cell);
    if (reason.given || !is_value) {
        reason.sides.push_back(leaf_of(view_, value_cell));
    } else if (may_open(value_cell)) {
        add(reason, view_.operand(value_cell, 0), depth);
    } else {
        reason.cut = true;
    }
}

inline void ReasonBuilder::explain_choice(Ground& reason, const Cell& cell, int depth) {
    const Node& node = view_.node(cell.node);
    if (node.operation == Operation::only_one) {
        if (reason.state == State::ok && node.operand_count > 0) {
            add(reason, view_.operand(cell, node.operand_count - 1), depth);
        } else {
            visit_read(view_, cell, [&](const Cell& operand) { add(reason, operand, depth); });
        }
        return;
    }
    const ChoiceWalk walk = walk_choices(view_, cell);
    if (!walk.moved || walk.stuck) {
        visit_read(view_, walk.rest, [&](const Cell& operand) { add(reason, operand, depth); });
        return;
    }
    for (Ground& condition : build_choice(walk, depth)) {
        reason.because.push_back(std::move(condition));
    }
    if (!view_.node(walk.rest.node).is_constant()) {
        add(reason, walk.rest, depth);
    }
}

inline void ReasonBuilder::explain_rows(Ground& reason, const Cell& cell, int depth) {
    visit_rows_read(view_, cell, [&](const Cell& part) { add(reason, part, depth); });
}

inline void ReasonBuilder::explain_comparison(Ground& reason, const Cell& cell, int depth) {
    const Node& node = view_.node(cell.node);
    for (std::size_t i = 0; i < node.operand_count; ++i) {
        reason.sides.push_back(term_of(view_, view_.operand(cell, i)));
    }
    if (node.operand_count == 0) {
        return;
    }
    const Term& left = reason.sides.front();
    if (node.operand_count == 2 && left.value.type.is_ordered()) {
        reason.margin = distance(left.value, reason.sides[1].value);
        if (reason.margin && left.value.type.kind == Kind::date) {
            reason.margin->type = {Kind::integer, 0, {}};
        }
    }
    for (std::size_t i = 0; i < node.operand_count; ++i) {
        open_side(reason, view_.operand(cell, i), depth);
    }
}

inline void ReasonBuilder::explain_range(Ground& reason, const Cell& cell) const {
    const Node& node = view_.node(cell.node);
    for (std::size_t i = 0; i < node.operand_count; ++i) {
        reason.sides.push_back(term_of(view_, view_.operand(cell, i)));
    }
    if (reason.state != State::ok || reason.holds || reason.sides.size() != 3) {
        return;
    }
    const Quantity& x = reason.sides[0].value;
    const Quantity& low = reason.sides[1].value;
    const Quantity& high = reason.sides[2].value;
    // One end alone can decide, whatever the state of the other.
    const bool below = is_less(x, low) || ((node.detail & 1U) == 0 && is_same(x, low));
    const bool above = is_less(high, x) || ((node.detail & 2U) == 0 && is_same(x, high));
    if (below || above) {
        reason.failed_end = below ? RangeEnd::low : RangeEnd::high;
        reason.margin = distance(x, below ? low : high);
    }
    if (reason.margin && x.type.kind == Kind::date) {
        reason.margin->type = {Kind::integer, 0, {}};
    }
}

/// How a named side of a comparison came to its value, when conditions alone chose it: a category
/// by the row of a table, a number that a branch sets.
inline void ReasonBuilder::open_side(Ground& reason, const Cell& side, int depth) {
    if (view_.node(side.node).operation != Operation::reference) {
        return;
    }
    const Cell value_cell = view_.operand(side, 0);
    if (view_.node(value_cell.node).operation != Operation::value || !view_.exists(value_cell) ||
        view_.is_given(value_cell) || depth >= deepest_reason) {
        return;
    }
    Cell formula = view_.operand(value_cell, 0);
    const Operation outermost = view_.node(formula.node).operation;
    if (outermost == Operation::only_one || outermost == Operation::check_range) {
        formula = view_.operand(formula, view_.node(formula.node).operand_count - 1);
    }
    const ChoiceWalk walk = walk_choices(view_, formula);
    const bool chosen = walk.stuck || (walk.moved && view_.node(walk.rest.node).is_constant());
    if (!chosen || !may_open(value_cell)) {
        return;
    }
    Ground opened;
    opened.node = side.node;
    opened.row = side.row;
    opened.state = view_.state(side);
    opened.sides.push_back(leaf_of(view_, side));
    opened.because = build_choice(walk, depth + 1);
    reason.because.push_back(std::move(opened));
}

} // namespace doudi::audit
