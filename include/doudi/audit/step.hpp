#pragma once

#include <doudi/audit/exact.hpp>
#include <doudi/audit/reason.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/term.hpp>
#include <doudi/audit/trace.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

/// Tells how each named value of a trace came about.
namespace doudi::audit {

/// Tells how one named value came about in one row, from its own formula alone.
class StepBuilder {
public:
    StepBuilder(const RecordView& view, const Cell& value_cell)
        : view_(view), cell_(value_cell),
          entry_(view.rulebook().values[view.node(value_cell.node).payload]) {}

    [[nodiscard]] Step build();

private:
    [[nodiscard]] bool is_item() const { return entry_.item_amount != none; }

    void add_items();
    [[nodiscard]] ItemRow item_row(Index entity, std::uint32_t row) const;
    void add_formula(Cell cell);
    [[nodiscard]] Cell without_rounding(Cell cell);
    [[nodiscard]] bool add_hits_of_sum(const Cell& cell);
    [[nodiscard]] std::vector<Cell> summands(const Cell& cell) const;

    const RecordView& view_;
    Cell cell_;
    const ValueEntry& entry_;
    Step step_;
};

// ---------------------------------------------------------------------------------------------

inline Step StepBuilder::build() {
    step_.value = view_.node(cell_.node).payload;
    step_.row = cell_.row;
    step_.result = view_.quantity(cell_);
    step_.given = view_.is_given(cell_);
    if (step_.given) {
        return std::move(step_);
    }
    if (is_item()) {
        add_items();
    } else {
        add_formula(view_.operand(cell_, 0));
    }
    return std::move(step_);
}

inline void StepBuilder::add_items() {
    const Index own = view_.node(cell_.node).entity;
    const Index entity = entry_.item_entity == none ? own : entry_.item_entity;
    const auto [begin, end] = view_.inner_rows(own, cell_.row, entity);
    std::optional<Quantity> total;
    for (std::uint32_t row = begin; row < end; ++row) {
        step_.items.push_back(item_row(entity, row));
        const Quantity& counted = step_.items.back().counted;
        total = row == begin ? counted : total ? sum(*total, counted) : std::nullopt;
    }
    if (total && step_.result.is_ok() && is_less(step_.result, *total)) {
        step_.beyond = difference(*total, step_.result);
    }
}

inline ItemRow StepBuilder::item_row(Index entity, std::uint32_t row) const {
    ItemRow item;
    item.row = row;
    item.counted = {step_.result.type, State::ok, step_.result.places, 0, 1};
    if (entry_.item_when != none) {
        const Cell when = view_.placed(entry_.item_when, entity, row);
        if (!view_.is_true(when)) {
            item.refused = ReasonBuilder(view_, Opening::closed).build(when);
            item.counted.state = view_.state(when);
            return item;
        }
    }
    item.amount = term_of(view_, view_.placed(entry_.item_amount, entity, row));
    Quantity counted = item.amount->value;
    if (entry_.item_cap != none) {
        item.cap = term_of(view_, view_.placed(entry_.item_cap, entity, row));
        const Quantity& cap = item.cap->value;
        if (is_less(cap, counted)) {
            item.cut = difference(counted, cap);
            counted = cap;
        }
        counted.state = std::max(counted.state, cap.state);
    }
    if (counted.digits.is_negative()) {
        counted.digits = 0;
    }
    item.counted = counted;
    return item;
}

/// Steps through a rounding, when it is the outermost, and notes it.
inline Cell StepBuilder::without_rounding(Cell cell) {
    while (view_.node(cell.node).operation == Operation::check_range &&
           view_.state(cell) == State::ok) {
        cell = view_.operand(cell, 0);
    }
    const Node& node = view_.node(cell.node);
    if (node.operation != Operation::round || step_.rounding) {
        return cell;
    }
    const Cell inside = view_.operand(cell, 0);
    const StepEntry& step = view_.rulebook().steps[node.payload];
    step_.rounding = RoundingNote{static_cast<Rounding>(node.detail),
                                  {step.digits, step.places},
                                  view_.quantity(inside),
                                  view_.quantity(cell)};
    return inside;
}

inline void StepBuilder::add_formula(Cell cell) {
    if (view_.node(cell.node).type.kind == Kind::boolean) {
        step_.reason = ReasonBuilder(view_, Opening::closed).build(cell);
        return;
    }
    const bool is_table = entry_.kind == "table";
    // Each turn goes one choice further in; a formula is only so deep.
    for (int depth = 0; depth < deepest_term; ++depth) {
        cell = without_rounding(cell);
        const Node& node = view_.node(cell.node);
        if (node.operation == Operation::only_one && view_.state(cell) == State::ok) {
            cell = view_.operand(cell, node.operand_count - 1);
        }
        if (is_table && node.operation == Operation::add && add_hits_of_sum(cell)) {
            break;
        }
        const ChoiceWalk walk = walk_choices(view_, cell);
        cell = walk.rest;
        if (!walk.moved || walk.stuck) {
            break; // when stuck, the term says on which condition it waits
        }
        ReasonBuilder reasons(view_, Opening::closed);
        step_.choices.push_back({walk.row, !walk.hit, reasons.build_choice(walk)});
    }
    step_.formula = term_of(view_, cell);
}

/// The parts of a sum that no formula wrote, from left to right.
inline std::vector<Cell> StepBuilder::summands(const Cell& cell) const {
    std::vector<Cell> parts;
    std::vector<Cell> open{cell};
    while (!open.empty()) {
        const Cell next = open.back();
        open.pop_back();
        if (view_.node(next.node).operation == Operation::add) {
            for (std::size_t i = view_.node(next.node).operand_count; i-- > 0;) {
                open.push_back(view_.operand(next, i));
            }
        } else {
            parts.push_back(next);
        }
    }
    return parts;
}

/// A table that sums is `if any row is true then Σ (if when then then else 0)`: notes the rows
/// that were hit. False when `cell` is not such a sum.
inline bool StepBuilder::add_hits_of_sum(const Cell& cell) {
    const std::vector<Cell> parts = summands(cell);
    std::vector<Choice> hits;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Node& node = view_.node(parts[i].node);
        const bool of_kind = node.operation == Operation::choose && node.formula == none;
        if (!of_kind || view_.state(view_.operand(parts[i], 0)) != State::ok) {
            return false;
        }
        const ChoiceWalk walk = walk_choices(view_, parts[i]);
        if (view_.is_true(view_.operand(parts[i], 0))) {
            ReasonBuilder reasons(view_, Opening::closed);
            hits.push_back({static_cast<std::uint32_t>(i + 1), false, reasons.build_choice(walk)});
        }
    }
    step_.choices = std::move(hits);
    return true;
}

} // namespace doudi::audit
