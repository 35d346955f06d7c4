#include "compile/cells.hpp"

#include <doudi/limits.hpp>

#include <algorithm>
#include <set>

namespace doudi::compiler {

namespace {

bool is_comparison(Operation operation) {
    return operation >= Operation::equal && operation <= Operation::greater_equal;
}

/// The smallest multiple of `step` above `value`.
Int128 next_multiple(const Int128& value, const Int128& step) {
    const Int128 rest = value % step;
    const Int128 below = rest.is_negative() ? value - rest - step : value - rest;
    return below + step;
}

std::string text_of(const Rulebook& book, const Type& type, const Decimal& value) {
    const auto number = static_cast<std::int64_t>(value.digits);
    switch (type.kind) {
    case Kind::boolean:
        return number != 0 ? "true" : "false";
    case Kind::category:
        return number < 0
                   ? "none"
                   : book.categories[type.category].values[static_cast<std::size_t>(number)].name;
    case Kind::date:
        return to_string(from_days(static_cast<std::int32_t>(number)));
    case Kind::rate:
        return to_string(Decimal{value.digits * Int128(100), value.places}.trimmed()) + "%";
    default:
        return to_string(value.trimmed());
    }
}

} // namespace

Cells::Cells(const Rulebook& book, const std::vector<Index>& conditions) : book_(book) {
    for (const Index condition : conditions) {
        collect(condition);
    }
    std::size_t combinations = 1;
    for (Variable& variable : variables_) {
        cut_into_cells(variable);
        combinations *= std::max<std::size_t>(variable.values.size(), 1);
        if (combinations > limits::coverage_cells ||
            combinations * conditions.size() > limits::coverage_tests) {
            is_too_large_ = true;
            return;
        }
    }
    if (!variables_.empty()) {
        variables_.back().current = SIZE_MAX; // `next` goes to the first
    }
}

bool Cells::is_name(Index node) const {
    const Operation operation = book_.nodes[node].operation;
    return operation == Operation::input || operation == Operation::reference;
}

std::string Cells::key_of(Index node) const {
    const Node& entry = book_.nodes[node];
    if (is_name(node)) {
        return (entry.operation == Operation::input ? "i" : "r") + std::to_string(entry.payload);
    }
    std::string key = std::to_string(static_cast<int>(entry.operation)) + "." +
                      std::to_string(entry.detail) + "." + std::to_string(entry.payload);
    if (entry.operation == Operation::constant || entry.operation == Operation::parameter) {
        return key + "=" + to_string(Decimal{entry.low, entry.places});
    }
    for (const Index part : book_.operands_of(node)) {
        key += "(" + key_of(part) + ")";
    }
    return key;
}

std::size_t Cells::variable_of(Index node) {
    const auto [place, is_new] = by_key_.try_emplace(key_of(node), variables_.size());
    if (is_new) {
        const Node& entry = book_.nodes[node];
        Variable variable;
        variable.node = node;
        variable.places = entry.places;
        if (entry.operation == Operation::input) {
            variable.name = book_.inputs[entry.payload].field;
        } else if (entry.operation == Operation::reference) {
            variable.name = book_.values[entry.payload].name;
        }
        variables_.push_back(std::move(variable));
    }
    return place->second;
}

void Cells::add_opaque(Index node) {
    is_exact_ = false;
    variable_of(node);
}

/// A condition whose value the date settles: literal constants alone leave nothing to try.
void Cells::add_fixed(Index condition) {
    const std::size_t which = variable_of(condition);
    Variable& variable = variables_[which];
    variable.today = book_.nodes[condition].low;
    variable.values = {Int128(0), Int128(1)};
}

bool Cells::is_of_this_date() const {
    return std::all_of(variables_.begin(), variables_.end(), [](const Variable& variable) {
        return !variable.today || variable.values[variable.current] == *variable.today;
    });
}

void Cells::add_cut(Index variable, Index constant) {
    const std::size_t which = variable_of(variable);
    is_exact_ = is_exact_ && is_name(variable);
    const Node& entry = book_.nodes[constant];
    Variable& cut = variables_[which];
    const int places = std::max<int>(cut.places, entry.places);
    if (places > cut.places) {
        for (Int128& known : cut.cuts) {
            known = known * power_of_ten(places - cut.places);
        }
    }
    cut.places = places;
    cut.cuts.push_back(entry.low * power_of_ten(places - entry.places));
}

void Cells::collect_comparison(Index left, Index right) {
    const bool left_is_constant = book_.nodes[left].is_constant();
    const bool right_is_constant = book_.nodes[right].is_constant();
    if (left_is_constant != right_is_constant && book_.nodes[left].type.kind != Kind::text) {
        add_cut(left_is_constant ? right : left, left_is_constant ? left : right);
    }
}

void Cells::collect(Index condition) {
    const Node& node = book_.nodes[condition];
    switch (node.operation) {
    case Operation::logical_and:
    case Operation::logical_or:
    case Operation::logical_not:
        for (const Index part : book_.operands_of(condition)) {
            collect(part);
        }
        return;
    case Operation::in_list:
    case Operation::in_range:
    case Operation::equal:
    case Operation::not_equal:
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal: {
        const auto operands = book_.operands_of(condition);
        const bool plain = std::all_of(operands.begin() + 1, operands.end(),
                                       [&](Index part) { return book_.nodes[part].is_constant(); });
        const bool turned = is_comparison(node.operation) &&
                            book_.nodes[operands[0]].is_constant() &&
                            !book_.nodes[operands[1]].is_constant();
        const bool both = plain && book_.nodes[operands[0]].is_constant();
        if (both && node.is_constant() && depends_on_law(condition)) {
            add_fixed(condition);
            return;
        }
        if (both || (!plain && !turned) || book_.nodes[operands[0]].type.kind == Kind::text) {
            add_opaque(condition);
            return;
        }
        for (std::size_t i = 1; i < operands.size(); ++i) {
            collect_comparison(operands[0], operands[i]);
        }
        return;
    }
    default:
        if (node.is_constant() && depends_on_law(condition)) {
            add_fixed(condition);
        } else if (is_name(condition) && !node.is_constant()) {
            variable_of(condition);
        } else {
            add_opaque(condition);
        }
    }
}

/// Whether a parameter or an option, and not only what is written there, makes it constant.
bool Cells::depends_on_law(Index node) const {
    const Operation operation = book_.nodes[node].operation;
    if (operation == Operation::parameter || operation == Operation::lookup ||
        operation == Operation::reference) {
        return true;
    }
    const auto operands = book_.operands_of(node);
    return std::any_of(operands.begin(), operands.end(),
                       [&](Index part) { return depends_on_law(part); });
}

void Cells::cut_into_cells(Variable& variable) const {
    if (variable.today) {
        return;
    }
    const Node& node = book_.nodes[variable.node];
    if (!node.type.is_ordered()) {
        for (Int128 value = node.low; value <= node.high; value += Int128(1)) {
            variable.values.push_back(value);
        }
        return;
    }
    const Int128 step = power_of_ten(variable.places - node.places);
    const Int128 low = node.low * step;
    const Int128 high = node.high * step;
    std::sort(variable.cuts.begin(), variable.cuts.end());
    Int128 from = low; // the smallest value not yet in a cell
    for (const Int128& cut : variable.cuts) {
        if (cut > from && from <= high) {
            variable.values.push_back(from); // the cell below the cut
        }
        if (cut >= low && cut <= high && cut % step == Int128(0) && cut >= from) {
            variable.values.push_back(cut);
        }
        from = cut >= from ? next_multiple(cut, step) : from;
    }
    if (from <= high) {
        variable.values.push_back(from);
    }
}

bool Cells::next() {
    if (variables_.empty()) {
        const bool first = !is_too_large_;
        is_too_large_ = true; // there is one combination: the empty one
        return first;
    }
    for (std::size_t i = variables_.size(); i-- > 0;) {
        Variable& variable = variables_[i];
        if (++variable.current < variable.values.size()) {
            return true;
        }
        variable.current = 0;
    }
    return false;
}

const Cells::Variable* Cells::find(Index node) const {
    const auto [known, is_new] = by_node_.try_emplace(node, SIZE_MAX);
    if (is_new) {
        const auto found = by_key_.find(key_of(node));
        known->second = found == by_key_.end() ? SIZE_MAX : found->second;
    }
    return known->second == SIZE_MAX ? nullptr : &variables_[known->second];
}

std::optional<Decimal> Cells::value_of(Index node) const {
    const Node& entry = book_.nodes[node];
    if (entry.is_constant()) {
        return Decimal{entry.low, entry.places};
    }
    const Variable* variable = find(node);
    if (variable == nullptr || variable->values.empty()) {
        return std::nullopt;
    }
    return Decimal{variable->values[variable->current], variable->places};
}

bool Cells::compare(Operation operation, Index left, Index right) const {
    const auto a = value_of(left);
    const auto b = value_of(right);
    if (!a || !b) {
        return false;
    }
    const auto order = doudi::compare(*a, *b);
    const bool is_none = book_.nodes[left].type.kind == Kind::category &&
                         (a->digits.is_negative() || b->digits.is_negative());
    switch (operation) {
    case Operation::equal:
        return order == 0 && !is_none;
    case Operation::not_equal:
        return order != 0 || is_none;
    case Operation::less:
        return order < 0;
    case Operation::less_equal:
        return order <= 0;
    case Operation::greater:
        return order > 0;
    default:
        return order >= 0;
    }
}

bool Cells::holds(Index condition) const {
    const Node& node = book_.nodes[condition];
    const auto operands = book_.operands_of(condition);
    const auto yes = [&](Index part) { return holds(part); };
    if (const Variable* variable = find(condition)) {
        return variable->values[variable->current] == Int128(1);
    }
    switch (node.operation) {
    case Operation::logical_and:
        return std::all_of(operands.begin(), operands.end(), yes);
    case Operation::logical_or:
        return std::any_of(operands.begin(), operands.end(), yes);
    case Operation::logical_not:
        return !holds(operands[0]);
    case Operation::in_list:
        return std::any_of(operands.begin() + 1, operands.end(), [&](Index member) {
            return compare(Operation::equal, operands[0], member);
        });
    case Operation::in_range:
        return compare((node.detail & 1U) != 0 ? Operation::greater_equal : Operation::greater,
                       operands[0], operands[1]) &&
               compare((node.detail & 2U) != 0 ? Operation::less_equal : Operation::less,
                       operands[0], operands[2]);
    default:
        return compare(node.operation, operands[0], operands[1]);
    }
}

std::string Cells::example() const {
    std::string text;
    for (const Variable& variable : variables_) {
        if (variable.name.empty() || variable.values.empty() || variable.today) {
            continue;
        }
        const Type& type = book_.nodes[variable.node].type;
        text += (text.empty() ? "" : ", ") + variable.name + " = " +
                text_of(book_, type, {variable.values[variable.current], variable.places});
    }
    return text;
}

} // namespace doudi::compiler
