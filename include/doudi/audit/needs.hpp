#pragma once

#include <doudi/audit/reads.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/trace.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// Finds the facts that would settle an undetermined decision.
namespace doudi::audit {

/// Marks on the cells of a record.
class Marks {
public:
    explicit Marks(const RecordView& view) : view_(view), marked_(view.cells(), 0) {}

    /// Marks a cell; says whether it was there and not marked before.
    bool mark(const Cell& cell) {
        if (!view_.exists(cell) || marked_[view_.number(cell)] != 0) {
            return false;
        }
        marked_[view_.number(cell)] = 1;
        return true;
    }

private:
    const RecordView& view_;
    std::vector<std::uint8_t> marked_;
};

/// From the record down to a row: which entity and which row at each step.
[[nodiscard]] inline std::vector<std::pair<Index, std::uint32_t>>
way_to(const RecordView& view, Index entity, std::uint32_t row) {
    std::vector<std::pair<Index, std::uint32_t>> way;
    const std::vector<EntityEntry>& entities = view.rulebook().entities;
    for (Index at = entity; at != none && entities[at].outer != none; at = entities[at].outer) {
        way.emplace_back(at, view.outer_row(entity, row, at));
    }
    std::reverse(way.begin(), way.end());
    return way;
}

/// Whether a record states the input under `previous:`. The months of a fact are stated with the
/// fact itself, those of a rule are previous values.
[[nodiscard]] inline bool is_stated_as_previous(const Rulebook& book, const InputEntry& input) {
    const auto is_its_fact = [&](const InputEntry& fact) {
        return fact.role == InputRole::fact && fact.entity == input.entity &&
               fact.field == input.field;
    };
    return input.role == InputRole::previous ||
           (input.role == InputRole::months_sum &&
            std::none_of(book.inputs.begin(), book.inputs.end(), is_its_fact));
}

/// Puts missing inputs in the order of docs/RULES.md, section 6, each path once.
[[nodiscard]] inline std::vector<MissingFact> in_order(const RecordView& view,
                                                       std::span<const Cell> inputs) {
    using Way = std::vector<std::pair<Index, std::uint32_t>>;
    std::vector<std::pair<std::tuple<Way, bool, std::string>, MissingFact>> sorted;
    for (const Cell& cell : inputs) {
        const Index index = view.node(cell.node).payload;
        const InputEntry& input = view.rulebook().inputs[index];
        const bool is_previous = is_stated_as_previous(view.rulebook(), input);
        sorted.push_back({{way_to(view, input.entity, cell.row), is_previous, input.field},
                          {index, cell.row,
                           view.prefix(input.entity, cell.row) + (is_previous ? "previous." : "") +
                               input.field}});
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.input) < std::tie(b.first, b.second.input);
    });
    std::vector<MissingFact> needs;
    for (auto& [key, need] : sorted) {
        if (needs.empty() || needs.back().path != need.path) {
            needs.push_back(std::move(need));
        }
    }
    return needs;
}

/// The missing inputs that `roots` wait for, found by walking through missing cells only.
[[nodiscard]] inline std::vector<MissingFact> needs_of(const RecordView& view,
                                                       std::span<const Cell> roots) {
    Marks seen(view);
    std::vector<Cell> open;
    std::vector<Cell> inputs;
    const auto visit = [&](const Cell& cell) {
        if (view.state(cell) == State::missing && seen.mark(cell)) {
            open.push_back(cell);
        }
    };
    std::for_each(roots.begin(), roots.end(), visit);
    while (!open.empty()) {
        const Cell cell = open.back();
        open.pop_back();
        if (view.node(cell.node).operation == Operation::input) {
            inputs.push_back(cell);
        } else {
            visit_missing(view, cell, visit);
        }
    }
    return in_order(view, inputs);
}

} // namespace doudi::audit
