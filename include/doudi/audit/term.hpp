#pragma once

#include <doudi/audit/reads.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/trace.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace doudi::audit {

/// How much of one formula a trace keeps; what is beyond is marked as cut.
inline constexpr int deepest_term = 200;
inline constexpr std::size_t most_terms = 5'000;

[[nodiscard]] inline bool is_leaf(const Node& node) {
    switch (node.operation) {
    case Operation::constant:
    case Operation::parameter:
    case Operation::input:
    case Operation::value:
    case Operation::reference:
        return true;
    case Operation::lookup: // people ask under which key
        return false;
    default:
        return node.type.kind == Kind::boolean;
    }
}

/// Turns cells of formulas into terms with their values.
class TermBuilder {
public:
    explicit TermBuilder(const RecordView& view) : view_(view) {}

    [[nodiscard]] Term build(const Cell& cell, int depth = 0) {
        Term term{cell.node, cell.row, view_.quantity(cell), false, {}};
        if (is_leaf(view_.node(cell.node))) {
            return term;
        }
        const auto keep = [&](const Cell& operand) {
            if (kept_ >= most_terms || depth >= deepest_term) {
                term.cut = true;
                return;
            }
            ++kept_;
            term.operands.push_back(build(operand, depth + 1));
        };
        if (is_aggregate(view_.node(cell.node).operation)) {
            for_each_row(view_, cell, [&](std::uint32_t, const Cell& where, const Cell& value) {
                if (value.node != none && (where.node == none || view_.is_true(where))) {
                    keep(value);
                } else if (value.node == none && where.node != none && view_.is_true(where)) {
                    keep(where); // a count: whom it counts
                }
            });
        } else {
            term.operands.reserve(view_.node(cell.node).operand_count);
            visit_read(view_, cell, keep);
        }
        return term;
    }

private:
    const RecordView& view_;
    std::size_t kept_ = 0;
};

[[nodiscard]] inline Term term_of(const RecordView& view, const Cell& cell) {
    return TermBuilder(view).build(cell);
}

/// A term without operands.
[[nodiscard]] inline Term leaf_of(const RecordView& view, const Cell& cell) {
    return {cell.node, cell.row, view.quantity(cell), false, {}};
}

} // namespace doudi::audit
