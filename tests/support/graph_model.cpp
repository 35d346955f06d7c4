#include "support/graph_model.hpp"

#include <doudi/date.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace doudi::test {
namespace {

const Exact fault{State::fault, 0};

Exact truth(bool value) {
    return {State::ok, value ? 1 : 0};
}

Exact number(Fraction value) {
    return {State::ok, std::move(value)};
}

State worst(const std::vector<Exact>& operands) {
    State state = State::ok;
    for (const Exact& operand : operands) {
        state = std::max(state, operand.state);
    }
    return state;
}

Exact both(const Exact& a, const Exact& b) {
    if (a.is_false() || b.is_false()) {
        return truth(false);
    }
    return {std::max(a.state, b.state), 1};
}

Exact negation(const Exact& a) {
    return {a.state, a.number == 0 ? 1 : 0};
}

Exact either(const Exact& a, const Exact& b) {
    return negation(both(negation(a), negation(b)));
}

Exact choose(const Exact& condition, const Exact& yes, const Exact& no, bool none_differs) {
    if (condition.state == State::fault) {
        return fault;
    }
    if (condition.is_ok()) {
        return condition.is_true() ? yes : no;
    }
    if (yes.is_ok() && no.is_ok() && yes.number == no.number && !(none_differs && yes.number < 0)) {
        return yes;
    }
    return {yes.state == State::fault && no.state == State::fault ? State::fault : State::missing,
            0};
}

Exact only_one(std::vector<Exact> operands) {
    const Exact value = operands.back();
    operands.pop_back();
    const auto hits = std::count_if(operands.begin(), operands.end(),
                                    [](const Exact& condition) { return condition.is_true(); });
    if (hits > 1) {
        return fault;
    }
    const State state = worst(operands);
    return state == State::ok ? value : Exact{state, 0};
}

std::int32_t whole(const Fraction& value) {
    return static_cast<std::int32_t>(numerator(value));
}

Fraction decimal(const Int128& digits, int places) {
    return {to_big(digits), ten_to(places)};
}

} // namespace

GraphModel::GraphModel(const Rulebook& rulebook, const Population& population)
    : rulebook_(rulebook), population_(population), owner_(rulebook.entities.size()),
      values_(rulebook.nodes.size()) {
    for (Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const auto& starts = population.starts(entity);
        for (std::size_t outer = 0; outer + 1 < starts.size(); ++outer) {
            owner_[entity].insert(owner_[entity].end(), starts[outer + 1] - starts[outer], outer);
        }
    }
    for (Index node = 0; node < rulebook.nodes.size(); ++node) {
        for (std::size_t row = 0; row < rows(rulebook.nodes[node].entity); ++row) {
            values_[node].push_back(evaluate(node, row));
        }
    }
}

std::size_t GraphModel::rows(Index entity) const {
    return entity == none ? 1 : population_.rows(entity);
}

std::size_t GraphModel::outer_row(Index outer, Index entity, std::size_t row) const {
    if (outer == none) {
        return 0;
    }
    for (; entity != outer; entity = rulebook_.entities[entity].outer) {
        row = owner_[entity][row];
    }
    return row;
}

Exact GraphModel::input(Index index, std::size_t row) const {
    const InputEntry& entry = rulebook_.inputs[index];
    if (population_.is_stated(index)) {
        const Column& column = population_.column(index);
        return {column.state(row), decimal(column.digits(row), entry.places)};
    }
    return entry.has_default ? number(decimal(entry.default_value, entry.places))
                             : Exact{State::missing, 0};
}

Exact GraphModel::named(const Node& node, std::size_t row, const Exact& formula) const {
    const Index given = rulebook_.values[node.payload].given;
    if (given != none && population_.is_stated(given)) {
        const Exact value = input(given, row);
        return value.is_ok() ? value : formula;
    }
    return formula;
}

Exact GraphModel::evaluate(Index index, std::size_t row) const {
    const Node& node = rulebook_.nodes[index];
    Operands operands;
    const bool is_aggregate =
        node.operation >= Operation::sum && node.operation <= Operation::largest;
    for (const Index operand : rulebook_.operands_of(node)) {
        if (!is_aggregate) {
            const Index entity = rulebook_.nodes[operand].entity;
            operands.push_back(at(operand, outer_row(entity, node.entity, row)));
        }
    }
    const bool none_differs = node.type.kind == Kind::category;
    switch (node.operation) {
    case Operation::constant:
    case Operation::parameter:
        return number(decimal(node.low, node.places));
    case Operation::input:
        return input(node.payload, row);
    case Operation::value:
        return named(node, row, operands[0]);
    case Operation::reference:
        return operands[0];
    case Operation::logical_and:
    case Operation::logical_or: {
        Exact result = operands[0];
        for (const Exact& operand : operands) {
            result = node.operation == Operation::logical_and ? both(result, operand)
                                                              : either(result, operand);
        }
        return result;
    }
    case Operation::choose:
        return choose(operands[0], operands[1], operands[2], none_differs);
    case Operation::only_one:
        return only_one(operands);
    case Operation::in_list: {
        const bool of_categories =
            rulebook_.nodes[rulebook_.operands_of(node)[0]].type.kind == Kind::category;
        Exact result = truth(false);
        for (std::size_t i = 1; i < operands.size(); ++i) {
            result =
                either(result, compare(Operation::equal, of_categories, operands[0], operands[i]));
        }
        return result;
    }
    case Operation::in_range:
        return both(compare((node.detail & 1U) != 0 ? Operation::greater_equal : Operation::greater,
                            false, operands[0], operands[1]),
                    compare((node.detail & 2U) != 0 ? Operation::less_equal : Operation::less,
                            false, operands[0], operands[2]));
    default:
        break;
    }
    if (is_aggregate) {
        return aggregate(node, row);
    }
    const State state = worst(operands);
    return state == State::ok ? of_ok(node, operands) : Exact{state, 0};
}

Exact GraphModel::compare(Operation operation, bool of_categories, const Exact& a,
                          const Exact& b) const {
    const State state = std::max(a.state, b.state);
    if (state != State::ok) {
        return {state, 0};
    }
    const bool same = a.number == b.number && !(of_categories && a.number < 0);
    switch (operation) {
    case Operation::equal:
        return truth(same);
    case Operation::not_equal:
        return truth(!same);
    case Operation::less:
        return truth(a.number < b.number);
    case Operation::less_equal:
        return truth(a.number <= b.number);
    case Operation::greater:
        return truth(a.number > b.number);
    default:
        return truth(a.number >= b.number);
    }
}

Exact GraphModel::look_up(const TableEntry& table, const Operands& keys) const {
    Big cell = 0;
    Big group = 0;
    Big beyond = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const TableEntry::Axis& axis = table.axes[i];
        Big offset = numerator(keys[i].number) - axis.first;
        if (offset < 0 || (offset >= axis.count && !axis.open_above)) {
            return fault;
        }
        beyond = std::max(Big(0), Big(offset - (axis.count - 1)));
        offset = std::min(offset, Big(axis.count - 1));
        group = cell;
        cell = cell * axis.count + offset;
    }
    const auto index = static_cast<std::size_t>(cell);
    if (!table.present.empty() && table.present[index] == 0) {
        return fault;
    }
    Big digits = to_big(table.cells[index]);
    if (!table.slopes.empty()) {
        digits += to_big(table.slopes[static_cast<std::size_t>(group)]) * beyond;
    }
    return number(Fraction(digits, ten_to(table.places)));
}

Exact GraphModel::band(const BandsEntry& bands, const Fraction& x) const {
    Exact result = fault;
    for (std::size_t i = 0; i < bands.thresholds.size(); ++i) {
        if (decimal(bands.thresholds[i], bands.threshold_places) <= x) {
            const bool present = bands.present.empty() || bands.present[i] != 0;
            result = present ? number(decimal(bands.values[i], bands.places)) : fault;
        }
    }
    return result;
}

namespace {

/// Operations on dates that are all ok; nothing for any other.
std::optional<Exact> of_dates(Operation operation, const Fraction& a, const Fraction& b) {
    const auto day = [](const Fraction& days) { return from_days(whole(days)); };
    switch (operation) {
    case Operation::years_between:
        return number(years_between(day(a), day(b)));
    case Operation::months_between:
        return number(months_between(day(a), day(b)));
    case Operation::days_between:
        return number(b - a);
    case Operation::add_months:
        return number(to_days(add_months(day(a), whole(b))));
    case Operation::add_days:
        return number(a + b);
    case Operation::year_of:
        return number(day(a).year);
    case Operation::month_of:
        return number(day(a).month);
    default:
        return std::nullopt;
    }
}

} // namespace

/// Operations on operands that are all ok.
Exact GraphModel::of_ok(const Node& node, const Operands& operands) const {
    const Fraction& a = operands[0].number;
    const Fraction& b = operands.back().number;
    if (const std::optional<Exact> date = of_dates(node.operation, a, b)) {
        return *date;
    }
    switch (node.operation) {
    case Operation::negate:
        return number(-a);
    case Operation::add:
        return number(a + b);
    case Operation::subtract:
        return number(a - b);
    case Operation::multiply:
        return number(a * b);
    case Operation::quotient:
        return b == 0 ? fault : number(a / b);
    case Operation::minimum:
    case Operation::maximum: {
        const auto less = [](const Exact& x, const Exact& y) { return x.number < y.number; };
        return node.operation == Operation::minimum
                   ? *std::min_element(operands.begin(), operands.end(), less)
                   : *std::max_element(operands.begin(), operands.end(), less);
    }
    case Operation::absolute:
        return number(abs(a));
    case Operation::round: {
        const StepEntry& entry = rulebook_.steps[node.payload];
        const Fraction step = decimal(entry.digits, entry.places);
        return number(rounded(a / step, static_cast<Rounding>(node.detail)) * step);
    }
    case Operation::logical_not:
        return negation(operands[0]);
    case Operation::lookup:
        return look_up(rulebook_.tables[node.payload], operands);
    case Operation::band:
        return band(rulebook_.bands[node.payload], a);
    case Operation::marginal:
        return number(marginal_of(rulebook_.bands[node.payload], a));
    case Operation::check_range:
        return decimal(node.low, node.places) <= a && a <= decimal(node.high, node.places)
                   ? operands[0]
                   : fault;
    default:
        break;
    }
    const bool of_categories =
        rulebook_.nodes[rulebook_.operands_of(node)[0]].type.kind == Kind::category;
    return compare(node.operation, of_categories, operands[0], operands[1]);
}

Exact GraphModel::aggregate(const Node& node, std::size_t row) const {
    const auto operands = rulebook_.operands_of(node);
    std::vector<std::pair<Exact, Exact>> taking; // condition, value
    for (std::size_t inner = 0; inner < rows(node.payload); ++inner) {
        if (outer_row(node.entity, node.payload, inner) != row) {
            continue;
        }
        const auto value = [&](Index operand) {
            const Index entity = rulebook_.nodes[operand].entity;
            return at(operand, outer_row(entity, node.payload, inner));
        };
        if (node.operation == Operation::count) {
            taking.emplace_back(operands.empty() ? truth(true) : value(operands[0]), number(1));
        } else {
            taking.emplace_back(operands.size() > 1 ? value(operands[1]) : truth(true),
                                value(operands[0]));
        }
    }
    const bool is_any = node.operation == Operation::any;
    if (is_any || node.operation == Operation::all) {
        Exact result = truth(!is_any);
        for (const auto& [condition, value] : taking) {
            result = is_any ? either(result, both(condition, value))
                            : both(result, either(negation(condition), value));
        }
        return result;
    }
    State state = State::ok;
    std::vector<Fraction> numbers;
    for (const auto& [condition, value] : taking) {
        state = std::max(state, condition.is_true() ? value.state : condition.state);
        if (condition.is_true()) {
            numbers.push_back(value.number);
        }
    }
    if (state != State::ok) {
        return {state, 0};
    }
    if (node.operation == Operation::sum || node.operation == Operation::count) {
        Fraction total = 0;
        for (const Fraction& taken : numbers) {
            total += taken;
        }
        return number(total);
    }
    if (numbers.empty()) {
        return fault;
    }
    return number(node.operation == Operation::smallest
                      ? *std::min_element(numbers.begin(), numbers.end())
                      : *std::max_element(numbers.begin(), numbers.end()));
}

} // namespace doudi::test
