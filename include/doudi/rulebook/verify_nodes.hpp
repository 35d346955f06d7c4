#pragma once

#include <doudi/limits.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

// Whether the nodes of a rulebook fit one another: see verify.hpp.
namespace doudi::rulebook_check {

template <typename Entry>
[[nodiscard]] bool is_index_or_none(Index index, const std::vector<Entry>& entries) {
    return index == none || index < entries.size();
}

[[nodiscard]] inline bool is_sound(const Rulebook& book, const Type& type) {
    return type.kind <= Kind::text &&
           (type.kind != Kind::category || type.category < book.categories.size());
}

/// Truth is 0 or 1, a category one of its values or −1, a text not negative.
[[nodiscard]] inline bool fits_kind(const Rulebook& book, const Type& type, const Int128& low,
                                    const Int128& high) {
    switch (type.kind) {
    case Kind::boolean:
        return low >= Int128(0) && high <= Int128(1);
    case Kind::category:
        return low >= Int128(-1) &&
               high <
                   Int128(static_cast<std::int64_t>(book.categories[type.category].values.size()));
    case Kind::text:
        return low >= Int128(0) && high <= Int128(std::numeric_limits<std::int32_t>::max());
    default:
        return true;
    }
}

/// Flags the nodes that are exact fractions: quotients, and values and references that read one.
[[nodiscard]] inline std::vector<std::uint8_t> nodes_that_are_fractions(const Rulebook& book) {
    std::vector<std::uint8_t> flags(book.nodes.size(), 0);
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const Node& node = book.nodes[i];
        const bool reads =
            node.operation == Operation::value || node.operation == Operation::reference;
        if (node.operation == Operation::quotient) {
            flags[i] = 1;
        } else if (reads && node.operand_count == 1 && book.operands_of(node)[0] < i) {
            flags[i] = flags[book.operands_of(node)[0]];
        }
    }
    return flags;
}

class Nodes {
public:
    explicit Nodes(const Rulebook& rulebook) : book_(rulebook) {
        std::size_t users = 0;
        for (const Node& node : book_.nodes) {
            users += node.operand_count; // shared ones could make a small book a long walk
            operands_exist_ = operands_exist_ && node.first_operand <= book_.operands.size() &&
                              node.operand_count <= book_.operands.size() - node.first_operand;
        }
        operands_exist_ = operands_exist_ && users <= book_.operands.size();
        if (operands_exist_) {
            fractions_ = nodes_that_are_fractions(book_);
        }
    }

    /// Of a node, when those before it are sound; empty when there is none.
    [[nodiscard]] std::string_view problem(Index index) const {
        if (!operands_exist_ || book_.nodes.size() > limits::nodes + 1) {
            return "operands that are not there";
        }
        const Node& node = book_.nodes[index];
        return !is_whole(node)               ? "a field out of bounds"
               : !has_right_count(node)      ? "a wrong number of operands"
               : !operands_are_sound(index)  ? "an operand that it cannot read"
               : !payload_is_sound(node)     ? "a payload that does not fit"
               : !kinds_fit(node)            ? "operands of the wrong kind"
               : !range_covers_choices(node) ? "a range narrower than its operands'"
               : !places_fit(node)           ? "too few decimal places"
                                             : std::string_view{};
    }

private:
    [[nodiscard]] bool is_fraction(Index node) const { return fractions_[node] != 0; }

    [[nodiscard]] static bool is_aggregate(const Node& node) {
        return node.operation >= Operation::sum && node.operation <= Operation::largest;
    }

    [[nodiscard]] static bool is_comparison(const Node& node) {
        return node.operation >= Operation::equal && node.operation <= Operation::greater_equal;
    }

    [[nodiscard]] static bool is_of_dates(const Node& node) {
        return node.operation >= Operation::years_between && node.operation <= Operation::month_of;
    }

    [[nodiscard]] bool is_whole(const Node& node) const {
        const bool span_is_sound =
            node.formula == none ||
            (node.formula < book_.formulas.size() && node.span.begin <= node.span.end &&
             node.span.end <= book_.formulas[node.formula].text.size());
        return node.operation <= Operation::check_range && is_sound(book_, node.type) &&
               node.places <= (node.type.is_numeric() ? limits::places : 0) &&
               is_index_or_none(node.entity, book_.entities) && span_is_sound &&
               node.low <= node.high && fits_kind(book_, node.type, node.low, node.high);
    }

    [[nodiscard]] static bool has_right_count(const Node& node) {
        const auto between = [&](Index least, Index most) {
            return node.operand_count >= least && node.operand_count <= most;
        };
        switch (node.operation) {
        case Operation::constant:
        case Operation::parameter:
        case Operation::input:
            return between(0, 0);
        case Operation::minimum:
        case Operation::maximum:
        case Operation::logical_and:
        case Operation::logical_or:
        case Operation::in_list:
        case Operation::only_one:
            return between(2, none);
        case Operation::choose:
        case Operation::in_range:
            return between(3, 3);
        case Operation::lookup:
            return between(1, none);
        case Operation::count:
            return between(0, 1);
        case Operation::sum:
        case Operation::any:
        case Operation::all:
        case Operation::smallest:
        case Operation::largest:
            return between(1, 2);
        case Operation::value:
        case Operation::reference:
        case Operation::negate:
        case Operation::absolute:
        case Operation::round:
        case Operation::logical_not:
        case Operation::band:
        case Operation::marginal:
        case Operation::year_of:
        case Operation::month_of:
        case Operation::check_range:
            return between(1, 1);
        default:
            return between(2, 2);
        }
    }

    /// They come before, belong to the same row or one around it, and are fractions only where a
    /// fraction has a meaning.
    [[nodiscard]] bool operands_are_sound(Index index) const {
        const Node& node = book_.nodes[index];
        const Index entity = is_aggregate(node) ? node.payload : node.entity;
        if (is_aggregate(node) && (entity >= book_.entities.size() || node.entity == none ||
                                   entity == node.entity || !book_.holds(node.entity, entity))) {
            return false;
        }
        const bool takes_fractions =
            is_comparison(node) || node.operation == Operation::round ||
            node.operation == Operation::in_list || node.operation == Operation::in_range ||
            node.operation == Operation::value || node.operation == Operation::reference;
        const std::span<const Index> operands = book_.operands_of(node);
        return std::all_of(operands.begin(), operands.end(), [&](Index operand) {
            return operand < index && book_.holds(book_.nodes[operand].entity, entity) &&
                   (takes_fractions || !is_fraction(operand));
        });
    }

    [[nodiscard]] bool payload_is_sound(const Node& node) const {
        switch (node.operation) {
        case Operation::constant:
            return node.low == node.high && fits_texts(node.type, node.high);
        case Operation::parameter:
            return node.low == node.high && fits_texts(node.type, node.high) &&
                   is_index_or_none(node.payload, book_.parameters);
        case Operation::input:
            return node.payload < book_.inputs.size() && reads_input(node);
        case Operation::value:
        case Operation::reference:
            return node.payload < book_.values.size();
        case Operation::round:
            return node.payload < book_.steps.size() &&
                   node.detail <= static_cast<std::uint8_t>(Rounding::down);
        case Operation::lookup:
            return node.payload < book_.tables.size() && keys_fit(node);
        case Operation::band:
        case Operation::marginal:
            return node.payload < book_.bands.size() &&
                   all_fit(node, book_.bands[node.payload].values);
        default:
            return true;
        }
    }

    [[nodiscard]] bool fits_texts(const Type& type, const Int128& value) const {
        return type.kind != Kind::text ||
               value < Int128(static_cast<std::int64_t>(book_.texts.size()));
    }

    [[nodiscard]] bool reads_input(const Node& node) const {
        const InputEntry& input = book_.inputs[node.payload];
        return input.entity == node.entity && input.type.kind == node.type.kind &&
               input.type.category == node.type.category && input.places == node.places;
    }

    /// Cells of truth, category or text are values of that type.
    [[nodiscard]] bool all_fit(const Node& node, const std::vector<Int128>& cells) const {
        return node.type.is_ordered() ||
               std::all_of(cells.begin(), cells.end(), [&](const Int128& cell) {
                   return fits_kind(book_, node.type, cell, cell) && fits_texts(node.type, cell);
               });
    }

    [[nodiscard]] bool keys_fit(const Node& node) const {
        const TableEntry& table = book_.tables[node.payload];
        const std::span<const Index> keys = book_.operands_of(node);
        return table.axes.size() == keys.size() && all_fit(node, table.cells) &&
               (node.type.is_ordered() || table.slopes.empty()) &&
               std::all_of(keys.begin(), keys.end(),
                           [this](Index key) { return book_.nodes[key].places == 0; });
    }

    [[nodiscard]] bool kinds_fit(const Node& node) const;
    [[nodiscard]] std::span<const Index> branches(std::span<const Index> operands) const;
    [[nodiscard]] bool range_covers_choices(const Node& node) const;
    [[nodiscard]] bool places_fit(const Node& node) const;
    [[nodiscard]] bool step_fits(const Node& node) const;

    const Rulebook& book_;
    bool operands_exist_ = true;
    std::vector<std::uint8_t> fractions_;
};

/// Truth where truth is computed with, an order where there must be one, and no mixture.
inline bool Nodes::kinds_fit(const Node& node) const {
    const std::span<const Index> operands = book_.operands_of(node);
    const auto kind = [&](std::size_t i) { return book_.nodes[operands[i]].type.kind; };
    const auto are_truths = [&](std::size_t begin, std::size_t end) {
        return std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(begin),
                           operands.begin() + static_cast<std::ptrdiff_t>(end),
                           [this](Index i) { return book_.nodes[i].type.kind == Kind::boolean; });
    };
    const auto like = [&](std::size_t i) {
        const Type& type = book_.nodes[operands[i]].type;
        return type.is_ordered()
                   ? node.type.is_ordered()
                   : type.kind == node.type.kind &&
                         (type.kind != Kind::category || type.category == node.type.category);
    };
    const bool is_truth = node.type.kind == Kind::boolean;
    const std::size_t count = operands.size();
    if (is_aggregate(node)) {
        const bool is_count = node.operation == Operation::count;
        const bool of_truth = node.operation == Operation::any || node.operation == Operation::all;
        const std::size_t first = is_count || of_truth ? 0 : 1;
        return are_truths(first, count) && (is_count || of_truth || like(0)) &&
               (of_truth ? is_truth : node.type.is_ordered());
    }
    switch (node.operation) {
    case Operation::constant:
    case Operation::parameter:
    case Operation::input:
    case Operation::lookup:
    case Operation::band:
        return node.operation != Operation::band || book_.nodes[operands[0]].type.is_ordered();
    case Operation::value:
    case Operation::reference:
        return like(0);
    case Operation::logical_and:
    case Operation::logical_or:
    case Operation::logical_not:
        return is_truth && are_truths(0, count);
    case Operation::choose:
        return kind(0) == Kind::boolean && like(1) && like(2);
    case Operation::only_one:
        return are_truths(0, count - 1) && like(count - 1);
    default:
        break;
    }
    const auto is_ordered = [this](Index i) { return book_.nodes[i].type.is_ordered(); };
    const bool all_ordered = std::all_of(operands.begin(), operands.end(), is_ordered);
    if (is_comparison(node) || node.operation == Operation::in_list) {
        const auto same = [&](Index i) { return book_.nodes[i].type.kind == kind(0); };
        return is_truth && (all_ordered || std::all_of(operands.begin(), operands.end(), same));
    }
    return all_ordered &&
           (node.operation == Operation::in_range ? is_truth : node.type.is_ordered());
}

/// Those that a choice can take. A condition that is constant is never worked out, unless it is a
/// named value, in whose place a record may give another.
inline std::span<const Index> Nodes::branches(std::span<const Index> operands) const {
    const Node& condition = book_.nodes[operands[0]];
    if (!condition.is_constant() || condition.operation == Operation::value) {
        return operands.subspan(1);
    }
    return operands.subspan(condition.low == Int128(1) ? 1 : 2, 1);
}

/// What has no order is only ever passed on, so its ranges can be held against each other.
inline bool Nodes::range_covers_choices(const Node& node) const {
    const bool passes_on =
        node.operation == Operation::value || node.operation == Operation::reference ||
        node.operation == Operation::choose || node.operation == Operation::only_one;
    if (node.type.kind != Kind::category && node.type.kind != Kind::text) {
        return true;
    }
    if (node.operation == Operation::input) {
        const InputEntry& input = book_.inputs[node.payload];
        return node.low <= input.low && input.high <= node.high;
    }
    if (!passes_on) {
        return true;
    }
    std::span<const Index> operands = book_.operands_of(node);
    operands = node.operation == Operation::choose     ? branches(operands)
               : node.operation == Operation::only_one ? operands.last(1)
                                                       : operands;
    return std::all_of(operands.begin(), operands.end(), [&](Index operand) {
        return node.low <= book_.nodes[operand].low && book_.nodes[operand].high <= node.high;
    });
}

/// Of a rounding: the result can be written with the node's places.
inline bool Nodes::step_fits(const Node& node) const {
    const StepEntry& step = book_.steps[node.payload];
    Int128 power = 1;
    for (int i = node.places; i < step.places; ++i) {
        power *= Int128(10);
    }
    return step.digits % power == Int128(0);
}

inline bool Nodes::places_fit(const Node& node) const {
    const std::span<const Index> operands = book_.operands_of(node);
    const auto places = [&](std::size_t i) { return book_.nodes[operands[i]].places; };
    const auto at_most = [&](std::size_t begin, std::size_t end) {
        bool fits = true;
        for (std::size_t i = begin; i < end; ++i) {
            fits = fits && places(i) <= node.places;
        }
        return fits;
    };
    switch (node.operation) {
    case Operation::multiply:
        return places(0) + places(1) <= node.places;
    case Operation::round:
        return step_fits(node);
    case Operation::lookup:
        return book_.tables[node.payload].places <= node.places;
    case Operation::band:
        return book_.bands[node.payload].places <= node.places;
    case Operation::marginal: {
        const BandsEntry& bands = book_.bands[node.payload];
        return std::max(places(0), bands.threshold_places) + bands.places <= node.places;
    }
    case Operation::value:
    case Operation::reference:
        return is_fraction(operands[0]) || at_most(0, 1);
    case Operation::choose:
        return at_most(1, 3);
    case Operation::only_one:
        return at_most(operands.size() - 1, operands.size());
    case Operation::sum:
    case Operation::smallest:
    case Operation::largest:
        return at_most(0, 1);
    case Operation::add:
    case Operation::subtract:
    case Operation::negate:
    case Operation::absolute:
    case Operation::minimum:
    case Operation::maximum:
    case Operation::check_range:
        return at_most(0, operands.size());
    default:
        return !is_of_dates(node) || at_most(0, operands.size());
    }
}

} // namespace doudi::rulebook_check
