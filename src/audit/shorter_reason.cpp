#include "audit/shorter_reason.hpp"

#include <algorithm>
#include <utility>

namespace doudi::audit {
namespace {

const Node& node_of(const Wording& words, const Ground& reason) {
    return words.rulebook().nodes[reason.node];
}

bool is_named(const Node& node) {
    return node.operation == Operation::value || node.operation == Operation::reference;
}

/// Leaves the guards out, or all but the first when there is nothing else.
void drop_guards(const Wording& words, std::vector<Ground>& parts) {
    const auto is_dropped = [&](const Ground& part) { return is_guard(words, part); };
    const bool only_guards = std::all_of(parts.begin(), parts.end(), is_dropped);
    const auto first = parts.begin() + (only_guards && !parts.empty() ? 1 : 0);
    parts.erase(std::remove_if(first, parts.end(), is_dropped), parts.end());
}

/// The named value that a reason comes down to without anything being turned round, or nullptr.
Ground* only_named(const Wording& words, Ground& reason) {
    Ground* at = &reason;
    while (at->because.size() == 1 && at->sides.empty() && !at->cut) {
        at = &at->because.front();
        const Node& node = node_of(words, *at);
        if (is_named(node)) {
            return at;
        }
        if (node.operation != Operation::logical_and && node.operation != Operation::logical_or) {
            return nullptr;
        }
    }
    return nullptr;
}

} // namespace

bool is_guard(const Wording& words, const Ground& reason) {
    const Node& node = node_of(words, reason);
    if (node.operation != Operation::greater || node.formula != none || reason.sides.size() != 2) {
        return false;
    }
    const Node& left = words.rulebook().nodes[reason.sides[0].node];
    const Node& right = words.rulebook().nodes[reason.sides[1].node];
    return is_named(left) && words.rulebook().values[left.payload].role == ValueRole::part &&
           right.operation == Operation::constant && right.low == Int128(0);
}

Ground shorter(const Wording& words, Ground reason) {
    for (Ground& part : reason.because) {
        part = shorter(words, std::move(part));
    }
    const Node& node = node_of(words, reason);
    const bool holds = reason.state == State::ok && reason.holds;
    if (node.operation == Operation::logical_and && !holds) {
        drop_guards(words, reason.because);
    }
    if (is_named(node) && words.rulebook().values[node.payload].role == ValueRole::part) {
        if (Ground* const named = only_named(words, reason)) {
            Ground inner = std::move(*named);
            return inner;
        }
    }
    return reason;
}

} // namespace doudi::audit
