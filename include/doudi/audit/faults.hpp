#pragma once

#include <doudi/audit/needs.hpp>
#include <doudi/audit/reads.hpp>
#include <doudi/audit/record_view.hpp>
#include <doudi/audit/term.hpp>
#include <doudi/audit/trace.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

/// Finds where in a record a decision went wrong.
namespace doudi::audit {

/// Places kept where a decision went wrong; one is enough to mend, more are told.
inline constexpr std::size_t most_faults = 20;

[[nodiscard]] inline FaultCause cause_of(Operation operation) {
    switch (operation) {
    case Operation::quotient:
        return FaultCause::division_by_zero;
    case Operation::only_one:
        return FaultCause::two_rows_true;
    case Operation::lookup:
        return FaultCause::outside_table;
    case Operation::band:
    case Operation::marginal:
        return FaultCause::outside_bands;
    case Operation::check_range:
        return FaultCause::outside_range;
    case Operation::smallest:
    case Operation::largest:
        return FaultCause::nobody;
    case Operation::constant:
    case Operation::parameter:
        return FaultCause::without_value;
    default:
        return FaultCause::unknown;
    }
}

/// Where the faults in `roots` began: cells at fault none of whose operands is.
[[nodiscard]] inline std::vector<Fault> faults_of(const RecordView& view,
                                                  std::span<const Cell> roots) {
    Marks seen(view);
    std::vector<std::pair<Cell, Index>> open; // and the named value whose formula it is in
    std::vector<Fault> faults;
    for (const Cell& root : roots) {
        if (view.state(root) == State::fault && seen.mark(root)) {
            open.emplace_back(root, none);
        }
    }
    while (!open.empty() && faults.size() < most_faults) {
        const auto [cell, inside] = open.back();
        open.pop_back();
        const Node& node = view.node(cell.node);
        const Index value = node.operation == Operation::value ? node.payload : inside;
        bool began_here = true;
        const std::size_t before = open.size();
        visit_read(view, cell, [&](const Cell& operand) {
            const bool is_fault = view.state(operand) == State::fault;
            began_here = began_here && !is_fault;
            if (is_fault && seen.mark(operand)) {
                open.emplace_back(operand, value);
            }
        });
        std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());
        if (began_here) {
            const bool is_of_day = node.operation == Operation::band &&
                                   view.quantity(view.operand(cell, 0)).type.kind == Kind::date;
            faults.push_back({is_of_day ? FaultCause::without_value : cause_of(node.operation),
                              value, term_of(view, cell)});
        }
    }
    return faults;
}

} // namespace doudi::audit
