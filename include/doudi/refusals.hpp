#pragma once

#include <doudi/decimal.hpp>
#include <doudi/int128.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// Why alternatives of a decision are refused, as columns can say it: for each alternative a list
/// of conditions, of which the first that failed is the reason. Headers alone.
namespace doudi {

/// One condition on which an alternative can fail: a truth value that no `and`, `or` or `not` puts
/// together, in the order in which a trace meets it. Of an `or` that failed, the first arm speaks.
struct RefusalCondition {
    /// Another truth value that must have failed, too, for this one to be the reason.
    struct Guard {
        Index node = none;
        bool wanted = true;
    };

    Index node = none;
    bool wanted = true; ///< the truth that the alternative asks for; it fails by the opposite
    /// Of a comparison of numbers or dates, or one end of a range: it has failed when `left`
    /// stands so to `right`. `constant` for any other truth value.
    Operation failing = Operation::constant;
    Index left = none;
    Index right = none;
    /// The margin is |left − right| with so many places; none where a side is an exact fraction.
    bool has_margin = false;
    std::uint8_t places = 0;
    Int128 furthest;           ///< the largest margin, as digits
    std::vector<Guard> guards; ///< `or`s above it, and the like
    /// Named values above it, outermost first, that a given value may stand for. Where one is
    /// given, `node` does not speak; where `speaks_if_given`, the last one speaks only then.
    std::vector<Index> names;
    bool speaks_if_given = false;
    Index within = none; ///< the innermost named value in whose formula it stands
};

/// The conditions of one alternative. The last is the reason where no other one is.
struct Refusal {
    std::size_t row = 0; ///< in DecisionEntry::rows
    std::string name;    ///< its outcome; "outcome.2" for the second row with that outcome, …
    std::vector<RefusalCondition> conditions;
    std::uint8_t places = 0; ///< of the column of margins
    Int128 furthest;         ///< the largest margin of any condition, as digits
};

/// "full", "full.2", …: names of the alternatives of a decision.
[[nodiscard]] std::vector<std::string> alternative_names(const Rulebook& rulebook,
                                                         const DecisionEntry& decision);

/// For each alternative of a decision but the last, which needs nothing.
[[nodiscard]] std::vector<Refusal> refusals_of(const Rulebook& rulebook,
                                               const DecisionEntry& decision);

/// The condition as it was written: "household_income < household_standard", or the name of the
/// value whose kind makes it; "not (…)" around what must not be.
[[nodiscard]] std::string condition_text(const Rulebook& rulebook,
                                         const RefusalCondition& condition);

// ---------------------------------------------------------------------------------------------

namespace refusal_search {

/// Conditions kept for one alternative, and how deep they are looked for; beyond stands the whole
/// condition of the alternative.
inline constexpr std::size_t most_conditions = 200;
inline constexpr int deepest = 200;

[[nodiscard]] constexpr Operation opposite(Operation operation) {
    switch (operation) {
    case Operation::equal:
        return Operation::not_equal;
    case Operation::not_equal:
        return Operation::equal;
    case Operation::less:
        return Operation::greater_equal;
    case Operation::less_equal:
        return Operation::greater;
    case Operation::greater:
        return Operation::less_equal;
    case Operation::greater_equal:
        return Operation::less;
    default:
        return Operation::constant;
    }
}

/// Walks down the condition of one alternative.
class Walk {
public:
    Walk(const Rulebook& rulebook, std::vector<RefusalCondition>& conditions)
        : rulebook_(rulebook), conditions_(conditions) {}

    /// False when something was left out.
    [[nodiscard]] bool go(Index node) {
        descend(node, true, 0);
        return is_whole_;
    }

private:
    void descend(Index index, bool wanted, int depth);
    void descend_value(Index index, bool wanted, int depth);
    void descend_junction(const Node& node, Index index, bool wanted, int depth);
    void add(RefusalCondition condition);
    void add_leaf(Index index, bool wanted);
    void add_range(const Node& node, Index index);
    void set_margin(RefusalCondition& condition) const;

    [[nodiscard]] bool is_fraction(Index index) const;

    const Rulebook& rulebook_;
    std::vector<RefusalCondition>& conditions_;
    std::vector<RefusalCondition::Guard> guards_;
    std::vector<Index> names_;
    Index within_ = none;
    bool is_whole_ = true;
};

/// A quotient under its names.
inline bool Walk::is_fraction(Index index) const {
    const Node* node = &rulebook_.nodes[index];
    while (node->operation == Operation::value || node->operation == Operation::reference) {
        node = &rulebook_.nodes[rulebook_.operands_of(*node)[0]];
    }
    return node->operation == Operation::quotient;
}

inline void Walk::descend(Index index, bool wanted, int depth) {
    if (conditions_.size() >= most_conditions || depth > deepest) {
        is_whole_ = false;
        return;
    }
    const Node& node = rulebook_.nodes[index];
    if (node.is_constant()) {
        return add_leaf(index, wanted);
    }
    switch (node.operation) {
    case Operation::reference:
        return descend(rulebook_.operands_of(node)[0], wanted, depth + 1);
    case Operation::value:
        return descend_value(index, wanted, depth);
    case Operation::logical_not:
        return descend(rulebook_.operands_of(node)[0], !wanted, depth + 1);
    case Operation::logical_and:
    case Operation::logical_or:
        return descend_junction(node, index, wanted, depth);
    case Operation::in_range:
        return wanted ? add_range(node, index) : add_leaf(index, wanted);
    default:
        return add_leaf(index, wanted);
    }
}

/// A value that is given speaks for itself; otherwise its formula does.
inline void Walk::descend_value(Index index, bool wanted, int depth) {
    const Node& node = rulebook_.nodes[index];
    const bool may_be_given = rulebook_.values[node.payload].given != none;
    if (may_be_given) {
        names_.push_back(node.payload);
        RefusalCondition given;
        given.node = index;
        given.wanted = wanted;
        given.speaks_if_given = true;
        add(std::move(given));
    }
    const Index outer = std::exchange(within_, node.payload);
    descend(rulebook_.operands_of(node)[0], wanted, depth + 1);
    within_ = outer;
    if (may_be_given) {
        names_.pop_back();
    }
}

/// Where one operand can refuse, each speaks for itself; where only all can, the first speaks.
inline void Walk::descend_junction(const Node& node, Index index, bool wanted, int depth) {
    const bool one_refuses = (node.operation == Operation::logical_and) == wanted;
    if (one_refuses) {
        for (const Index operand : rulebook_.operands_of(node)) {
            descend(operand, wanted, depth + 1);
        }
        return;
    }
    guards_.push_back({index, wanted});
    descend(rulebook_.operands_of(node)[0], wanted, depth + 1);
    guards_.pop_back();
}

inline void Walk::add(RefusalCondition condition) {
    condition.guards = guards_;
    condition.names = names_;
    condition.within = within_;
    conditions_.push_back(std::move(condition));
}

inline void Walk::set_margin(RefusalCondition& condition) const {
    const Node& left = rulebook_.nodes[condition.left];
    const Node& right = rulebook_.nodes[condition.right];
    if (!left.type.is_ordered() || is_fraction(condition.left) || is_fraction(condition.right)) {
        return;
    }
    condition.places = std::max(left.places, right.places);
    const auto scaled = [&](const Int128& number, std::uint8_t places) {
        return checked_multiply(number, power_of_ten(condition.places - places));
    };
    condition.furthest = 0;
    for (const auto& [high, high_places, low, low_places] :
         {std::tuple(left.high, left.places, right.low, right.places),
          std::tuple(right.high, right.places, left.low, left.places)}) {
        const auto above = scaled(high, high_places);
        const auto below = scaled(low, low_places);
        const auto opposite_of_below = below ? checked_negate(*below) : std::nullopt;
        const auto apart =
            above && opposite_of_below ? checked_add(*above, *opposite_of_below) : std::nullopt;
        if (!apart) {
            return;
        }
        condition.furthest = std::max(condition.furthest, *apart);
    }
    condition.has_margin = true;
}

inline void Walk::add_leaf(Index index, bool wanted) {
    const Node& node = rulebook_.nodes[index];
    RefusalCondition leaf;
    leaf.node = index;
    leaf.wanted = wanted;
    const bool compares = node.operation >= Operation::equal &&
                          node.operation <= Operation::greater_equal && !node.is_constant();
    if (compares) {
        leaf.left = rulebook_.operands_of(node)[0];
        leaf.right = rulebook_.operands_of(node)[1];
        leaf.failing = wanted ? opposite(node.operation) : node.operation;
        set_margin(leaf);
    }
    add(std::move(leaf));
}

/// Below the range or above it.
inline void Walk::add_range(const Node& node, Index index) {
    const auto operands = rulebook_.operands_of(node);
    for (const bool below : {true, false}) {
        const bool is_closed = (node.detail & (below ? 1U : 2U)) != 0;
        RefusalCondition end;
        end.node = index;
        end.left = operands[0];
        end.right = operands[below ? 1 : 2];
        end.failing = below ? (is_closed ? Operation::less : Operation::less_equal)
                            : (is_closed ? Operation::greater : Operation::greater_equal);
        set_margin(end);
        add(std::move(end));
    }
}

inline void set_margins(Refusal& refusal) {
    for (const RefusalCondition& condition : refusal.conditions) {
        if (condition.has_margin) {
            refusal.places = std::max(refusal.places, condition.places);
        }
    }
    for (RefusalCondition& condition : refusal.conditions) {
        const auto scaled =
            checked_multiply(condition.furthest, power_of_ten(refusal.places - condition.places));
        condition.has_margin = condition.has_margin && scaled;
        if (condition.has_margin) {
            refusal.furthest = std::max(refusal.furthest, *scaled);
        }
    }
}

/// Line breaks and what indents the next line become one blank.
[[nodiscard]] inline std::string in_one_line(std::string_view text) {
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\n' && text[i] != '\r') {
            line += text[i];
            continue;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        line += ' ';
        i = std::min(text.find_first_not_of(" \r\n", i), text.size()) - 1;
    }
    return line;
}

} // namespace refusal_search

inline std::vector<std::string> alternative_names(const Rulebook& rulebook,
                                                  const DecisionEntry& decision) {
    const CategoryEntry& outcomes = rulebook.categories[decision.category];
    std::vector<std::size_t> seen(outcomes.values.size(), 0);
    std::vector<std::string> names;
    for (const DecisionEntry::Row& row : decision.rows) {
        const std::size_t before = seen[row.outcome]++;
        const std::string& outcome = outcomes.values[row.outcome].name;
        names.push_back(before == 0 ? outcome : outcome + "." + std::to_string(before + 1));
    }
    return names;
}

inline std::vector<Refusal> refusals_of(const Rulebook& rulebook, const DecisionEntry& decision) {
    std::vector<Refusal> refusals;
    const std::vector<std::string> names = alternative_names(rulebook, decision);
    for (std::size_t row = 0; row < decision.rows.size(); ++row) {
        const Index when = decision.rows[row].when;
        if (when == none) {
            break;
        }
        Refusal refusal;
        refusal.row = row;
        refusal.name = names[row];
        if (!refusal_search::Walk(rulebook, refusal.conditions).go(when)) {
            RefusalCondition whole;
            whole.node = when;
            refusal.conditions.push_back(std::move(whole));
        }
        refusal_search::set_margins(refusal);
        refusals.push_back(std::move(refusal));
    }
    return refusals;
}

inline std::string condition_text(const Rulebook& rulebook, const RefusalCondition& condition) {
    const Node& node = rulebook.nodes[condition.node];
    std::string text;
    if (node.operation == Operation::value) {
        text = rulebook.values[node.payload].name;
    } else if (node.formula != none) {
        const std::string& formula = rulebook.formulas[node.formula].text;
        const std::size_t begin = std::min(node.span.begin, formula.size());
        text = refusal_search::in_one_line(formula.substr(begin, node.span.end - begin));
    } else if (condition.within != none) {
        text = rulebook.values[condition.within].name;
    }
    if (condition.wanted) {
        return text;
    }
    const bool is_name = text.find_first_of(" ()") == std::string::npos;
    return is_name ? "not " + text : "not (" + text + ")";
}

} // namespace doudi
