#pragma once

#include <doudi/engine/builder.hpp>
#include <doudi/engine/plan.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/rulebook/verify_nodes.hpp>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

// Turns the nodes of a rulebook into instructions. Nodes that nothing wanted reads are left out,
// constants are folded, and values and references cost nothing: they are the lane that they read.
namespace doudi::engine {

/// What a population states of an input.
enum class Stated : std::uint8_t {
    nothing,
    all_rows, ///< every row is ok, so a plan has no states to look after
    some_rows ///< rows may be missing
};

/// For each input of the rulebook; a plan is made for one such list.
using StatedInputs = std::vector<Stated>;

class Lowering {
public:
    Lowering(Builder& builder, const Rulebook& rulebook, const StatedInputs& stated)
        : builder_(builder), rulebook_(rulebook), stated_(stated),
          is_quotient_(rulebook_check::nodes_that_are_fractions(rulebook)) {}

    /// Works out what `wanted` (or, when it is empty, every node) needs; fills Plan::nodes.
    void run(std::span<const Index> wanted);

    /// The number of a node beside the rows of `domain`. Not for quotients.
    [[nodiscard]] Lane lane(Index node, Index domain);

    /// Whether a node is an exact fraction and has no number of its own.
    [[nodiscard]] bool is_quotient(Index node) const { return is_quotient_[node] != 0; }

    /// `and` of two lanes of truth values in one domain, or `or`.
    template <typename Function>
    [[nodiscard]] Lane logic(Lane a, Lane b);

    [[nodiscard]] Lane negation(Lane a);

    /// Truth of a ∘ b for two nodes, which may be quotients.
    [[nodiscard]] Lane comparison(Index a, Operation operation, Index b, Index domain);

    /// if condition then yes else no. With `none_differs`, a value below 0 is equal to nothing.
    [[nodiscard]] Lane chosen(const Lane& condition, Lane yes, Lane no, bool none_differs);

    /// What the population states of an input, or its default, or missing.
    [[nodiscard]] Lane input(Index index, Index domain);

private:
    [[nodiscard]] bool is_folded(Index node) const;
    [[nodiscard]] bool has_given(const Node& node) const;
    void mark(std::vector<std::uint8_t>& live) const;
    [[nodiscard]] NodeLanes lower(Index index);
    [[nodiscard]] Lane lower_number(const Node& node);
    [[nodiscard]] Lane lower_truth(const Node& node);
    [[nodiscard]] NodeLanes lanes(Index node, Index domain);
    [[nodiscard]] Lane constant_of(const Node& node) const;
    void settle(const Node& node, NodeLanes& lanes) const;

    // Names.
    [[nodiscard]] NodeLanes named(const Node& node);
    [[nodiscard]] Lane given_or(const Lane& given, Slot is_given, const Lane& other);

    // Numbers.
    [[nodiscard]] Lane add(const Node& node);
    [[nodiscard]] Lane subtract(const Node& node);
    [[nodiscard]] Lane multiplied(const Node& node);
    [[nodiscard]] Lane best(const Node& node);
    [[nodiscard]] Lane lower_bound(const Lane& a, const Lane& b);
    [[nodiscard]] Lane upper_bound(const Lane& a, const Lane& b);
    [[nodiscard]] Lane absolute(const Node& node);
    [[nodiscard]] NodeLanes quotient(const Node& node);
    [[nodiscard]] Lane round(const Node& node);
    [[nodiscard]] Lane divided(Lane dividend, Lane divisor, const Int128& step, const Node& node);
    [[nodiscard]] Lane check_range(const Node& node);
    [[nodiscard]] Lane date_function(const Node& node);

    // Comparisons.
    [[nodiscard]] Lane compare(Operation operation, NodeLanes a, NodeLanes b);
    [[nodiscard]] Lane compare_numbers(Operation operation, const Lane& a, const Lane& b);
    void with_positive_divisor(NodeLanes& lanes);
    [[nodiscard]] Lane in_list(const Node& node);
    [[nodiscard]] Lane within(const Lane& x, const Int128& low, const Int128& high);
    [[nodiscard]] std::optional<std::vector<Int128>> constants_at(std::span<const Index> nodes,
                                                                  std::uint8_t places) const;
    [[nodiscard]] Lane in_range(const Node& node);

    // Logic and branches.
    [[nodiscard]] Lane junction(const Node& node);
    [[nodiscard]] Lane choose(const Node& node);
    [[nodiscard]] Lane only_one(const Node& node);

    // Rows of inner entities.
    [[nodiscard]] Lane aggregate(const Node& node);
    [[nodiscard]] Lane sum(const Node& node, const Lane& value, const Lane& where);
    template <typename Function>
    [[nodiscard]] std::optional<Lane> joined_sum(const Node& node, bool is_difference);
    [[nodiscard]] Lane best_of_group(const Node& node, const Lane& value, const Lane& where);
    [[nodiscard]] Int128 fewest_rows(Index outer, Index inner) const;
    [[nodiscard]] Lane counted(const Node& node, const Lane& where);
    [[nodiscard]] Lane count(const Node& node, const Lane& where);
    [[nodiscard]] Lane any(const Node& node, Lane truth);
    [[nodiscard]] Slot state_of_group(const Node& node, const Lane& where, Slot value_state);

    // Tables.
    [[nodiscard]] Lane lookup(const Node& node);
    [[nodiscard]] Lane next_key(const Lane& before, Lane key, const TableEntry::Axis& axis);
    [[nodiscard]] Lane cells(const Lane& index, std::span<const Int128> numbers);
    [[nodiscard]] Lane present_cells(const Lane& index, std::span<const std::uint8_t> present);
    [[nodiscard]] Lane find_band(Lane x, std::span<const Int128> thresholds);
    [[nodiscard]] Lane band(const Node& node);
    [[nodiscard]] Lane marginal(const Node& node);

    Builder& builder_;
    const Rulebook& rulebook_;
    const StatedInputs& stated_;
    std::vector<std::uint8_t> is_quotient_;
};

// ---------------------------------------------------------------------------------------------

inline bool Lowering::has_given(const Node& node) const {
    if (node.operation != Operation::value) {
        return false;
    }
    const Index given = rulebook_.values[node.payload].given;
    return given != none && stated_[given] != Stated::nothing;
}

inline bool Lowering::is_folded(Index index) const {
    const Node& node = rulebook_.nodes[index];
    return node.is_constant() && !is_quotient(index) && !has_given(node);
}

/// Operands come before their users, so one walk from the end finds all that is needed.
inline void Lowering::mark(std::vector<std::uint8_t>& live) const {
    for (std::size_t i = live.size(); i-- > 0;) {
        if (live[i] == 0 || is_folded(static_cast<Index>(i))) {
            continue;
        }
        for (const Index operand : rulebook_.operands_of(static_cast<Index>(i))) {
            live[operand] = 1;
        }
    }
}

inline void Lowering::run(std::span<const Index> wanted) {
    std::vector<std::uint8_t> live(rulebook_.nodes.size(), wanted.empty() ? 1 : 0);
    for (const Index node : wanted) {
        live[node] = 1;
    }
    mark(live);
    builder_.plan().nodes.assign(rulebook_.nodes.size(), {});
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (live[i] != 0) {
            builder_.plan().nodes[i] = lower(static_cast<Index>(i));
        }
    }
}

inline NodeLanes Lowering::lanes(Index node, Index domain) {
    NodeLanes result = builder_.plan().nodes[node];
    result.value = builder_.in_domain(result.value, domain);
    if (result.divisor) {
        result.divisor = builder_.in_domain(*result.divisor, domain);
    }
    return result;
}

inline Lane Lowering::lane(Index node, Index domain) {
    assert(!is_quotient(node));
    return lanes(node, domain).value;
}

inline Lane Lowering::constant_of(const Node& node) const {
    Lane lane = Builder::constant(node.low, node.places, builder_.plan().domain_of(node.entity));
    if (node.type.kind == Kind::boolean) {
        lane.width = Width::w8;
    }
    return lane;
}

/// What the rulebook has proven about a node holds for its lane.
inline void Lowering::settle(const Node& node, NodeLanes& lanes) const {
    Lane& lane = lanes.value;
    const bool is_read = node.operation == Operation::input || node.operation == Operation::value ||
                         node.operation == Operation::reference;
    if (!is_read && !node.may_be_missing && !node.may_fault) {
        lane.state = no_slot;
    }
    if (!lanes.divisor && !lane.is_constant()) {
        // Where both know something, the ranges meet; if not, no row is ok.
        const bool meet = std::max(lane.low, node.low) <= std::min(lane.high, node.high);
        lane.low = meet ? std::max(lane.low, node.low) : node.low;
        lane.high = meet ? std::min(lane.high, node.high) : node.high;
    }
}

inline NodeLanes Lowering::lower(Index index) {
    const Node& node = rulebook_.nodes[index];
    NodeLanes result;
    if (is_folded(index)) {
        result.value = constant_of(node);
        return result;
    }
    switch (node.operation) {
    case Operation::value:
    case Operation::reference:
        result = named(node);
        break;
    case Operation::quotient:
        result = quotient(node);
        break;
    default:
        result.value = node.type.kind == Kind::boolean ? lower_truth(node) : lower_number(node);
        break;
    }
    if (!result.divisor) {
        result.value = builder_.with_places(result.value, node.places);
    }
    settle(node, result);
    return result;
}

inline Lane Lowering::lower_number(const Node& node) {
    switch (node.operation) {
    case Operation::input:
        return input(node.payload, builder_.plan().domain_of(node.entity));
    case Operation::add:
        return add(node);
    case Operation::negate:
    case Operation::subtract:
        return subtract(node);
    case Operation::multiply:
        return multiplied(node);
    case Operation::minimum:
    case Operation::maximum:
        return best(node);
    case Operation::absolute:
        return absolute(node);
    case Operation::round:
        return round(node);
    case Operation::choose:
        return choose(node);
    case Operation::only_one:
        return only_one(node);
    case Operation::lookup:
        return lookup(node);
    case Operation::band:
        return band(node);
    case Operation::marginal:
        return marginal(node);
    case Operation::check_range:
        return check_range(node);
    case Operation::years_between:
    case Operation::months_between:
    case Operation::days_between:
    case Operation::add_months:
    case Operation::add_days:
    case Operation::year_of:
    case Operation::month_of:
        return date_function(node);
    case Operation::sum:
    case Operation::count:
    case Operation::smallest:
    case Operation::largest:
        return aggregate(node);
    default:
        break;
    }
    return constant_of(node);
}

inline Lane Lowering::lower_truth(const Node& node) {
    const Index domain = builder_.plan().domain_of(node.entity);
    const std::span<const Index> operands = rulebook_.operands_of(node);
    switch (node.operation) {
    case Operation::input:
        return input(node.payload, domain);
    case Operation::equal:
    case Operation::not_equal:
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal:
        return comparison(operands[0], node.operation, operands[1], domain);
    case Operation::in_list:
        return in_list(node);
    case Operation::in_range:
        return in_range(node);
    case Operation::logical_and:
    case Operation::logical_or:
        return junction(node);
    case Operation::logical_not:
        return negation(lane(operands[0], domain));
    case Operation::any:
    case Operation::all:
        return aggregate(node);
    case Operation::choose:
        return choose(node);
    case Operation::only_one:
        return only_one(node);
    case Operation::lookup:
        return lookup(node);
    case Operation::band:
        return band(node);
    default:
        break;
    }
    return constant_of(node);
}

} // namespace doudi::engine
