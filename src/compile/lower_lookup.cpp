// parameter[keys]: which parameter, and its table.

#include "compile/constants.hpp"
#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

/// The part of an axis that keys between `low` and `high` can reach, and whether all of them do.
struct Reach {
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool is_whole = true;
    Int128 beyond; ///< how far a key can lie beyond the last one
};

Reach reach_of(const TableEntry::Axis& axis, const Bounds& keys) {
    Reach reach;
    const std::int64_t end = axis.first + axis.count - 1;
    const Int128 first = std::max(keys.low, Int128(axis.first));
    const Int128 last = std::min(keys.high, Int128(end));
    reach.first = static_cast<std::int64_t>(std::min(first, Int128(end))) - axis.first;
    reach.last = static_cast<std::int64_t>(std::max(last, Int128(axis.first))) - axis.first;
    reach.is_whole =
        keys.low >= Int128(axis.first) && (axis.open_above || keys.high <= Int128(end));
    reach.beyond = keys.high > Int128(end) && axis.open_above ? keys.high - Int128(end) : Int128(0);
    return reach;
}

/// Range of the cells inside `reaches`; whether all of them are there.
struct TableBounds {
    MaybeBounds bounds;
    bool is_whole = true;
};

TableBounds bounds_of_table(const TableEntry& table, const std::vector<Reach>& reaches) {
    TableBounds result;
    std::vector<std::int64_t> at;
    for (const Reach& reach : reaches) {
        at.push_back(reach.first);
    }
    bool more = true;
    while (more) {
        std::size_t cell = 0;
        std::size_t row = 0;
        for (std::size_t i = 0; i < at.size(); ++i) {
            row = cell;
            cell = cell * static_cast<std::size_t>(table.axes[i].count) +
                   static_cast<std::size_t>(at[i]);
        }
        Bounds here{table.cells[cell], table.cells[cell], table.places};
        const bool is_last = at.back() + 1 == table.axes.back().count;
        if (!table.slopes.empty() && is_last && reaches.back().beyond != Int128(0)) {
            const auto rise = checked_multiply(table.slopes[row], reaches.back().beyond);
            const auto end = rise ? checked_add(here.low, *rise) : std::nullopt;
            if (!end) {
                return {};
            }
            here.low = std::min(here.low, *end);
            here.high = std::max(here.high, *end);
        }
        if (!table.present.empty() && table.present[cell] == 0) {
            result.is_whole = false;
        }
        result.bounds = result.bounds ? hull(*result.bounds, here) : MaybeBounds(here);
        more = false;
        for (std::size_t i = at.size(); i-- > 0 && !more;) {
            more = at[i] < reaches[i].last;
            at[i] = more ? at[i] + 1 : reaches[i].first;
        }
    }
    return result;
}

/// The range of a whole table, however its keys reach into it: wider, but quick.
TableBounds whole_bounds(const TableEntry& table, const TableExtremes& extremes,
                         const Reach& last) {
    TableBounds result;
    result.is_whole = table.present.empty();
    Bounds bounds{extremes.low, extremes.high, table.places};
    for (const Int128& slope : {extremes.least_slope, extremes.most_slope}) {
        const auto rise = checked_multiply(slope, last.beyond);
        const auto low = rise ? checked_add(extremes.low, *rise) : std::nullopt;
        const auto high = rise ? checked_add(extremes.high, *rise) : std::nullopt;
        if (!low || !high) {
            return result;
        }
        bounds.low = std::min(bounds.low, *low);
        bounds.high = std::max(bounds.high, *high);
    }
    result.bounds = bounds;
    return result;
}

TableExtremes extremes_of(const TableEntry& table) {
    TableExtremes result;
    const auto [low, high] = std::minmax_element(table.cells.begin(), table.cells.end());
    result.low = *low;
    result.high = *high;
    for (const Int128& slope : table.slopes) {
        result.least_slope = std::min(result.least_slope, slope);
        result.most_slope = std::max(result.most_slope, slope);
    }
    return result;
}

/// How many cells can be reached, or `most` + 1 when they are more.
std::size_t cells_within(const std::vector<Reach>& reaches, std::size_t most) {
    std::size_t count = 1;
    for (const Reach& reach : reaches) {
        count *= static_cast<std::size_t>(reach.last - reach.first + 1);
        if (count > most) {
            return most + 1;
        }
    }
    return count;
}

TableBounds bounds_of_lookup(Model& model, Index index, const std::vector<Reach>& reaches) {
    constexpr std::size_t most = 512;
    const TableEntry& table = model.book.tables[index];
    if (cells_within(reaches, most) <= most) {
        return bounds_of_table(table, reaches);
    }
    const auto [known, is_new] = model.table_extremes.try_emplace(index);
    if (is_new) {
        known->second = extremes_of(table);
    }
    return whole_bounds(table, known->second, reaches.back());
}

} // namespace

Term Lowering::lower_lookup(const Expression& expression, const Scope& scope) {
    Expression name = expression;
    name.form = Form::name;
    name.operands.clear();
    const auto symbol = resolve(name, scope, true);
    if (!symbol) {
        for (const Expression& key : expression.operands) {
            if (key.form != Form::text) {
                (void)lower_value(key, scope);
            }
        }
        return {};
    }
    const bool has_keys = symbol->sort == Symbol::Sort::parameter &&
                          (!model_.parameters[symbol->index].keys.empty() ||
                           model_.parameters[symbol->index].declaration->brackets);
    if (!has_keys) {
        return fail(expression, "not-a-table",
                    {{fmt::format("“{}”不是表，不能写 […]", expression.text),
                      fmt::format("'{}' is no table, so it takes no […]", expression.text)},
                     {},
                     {"请只写名称", "write the name alone"}});
    }
    Parameter& parameter = model_.parameters[symbol->index];
    parameter.is_used = true;
    const std::size_t expected = parameter.declaration->brackets ? 1 : parameter.keys.size();
    if (expression.operands.size() != expected) {
        return fail(
            expression, "wrong-number-of-arguments",
            {{fmt::format("“{}”要 {} 个键", expression.text, expected),
              fmt::format("'{}' takes {} keys", expression.text, expected)},
             {},
             {"请按 by: 的顺序写出各个键", "write one key for each of by:, in that order"}});
    }
    if (!parameter.is_sound) {
        return {};
    }
    return parameter.declaration->brackets ? lower_brackets(expression, scope, symbol->index)
                                           : lower_table_lookup(expression, scope, symbol->index);
}

Term Lowering::lower_table_lookup(const Expression& expression, const Scope& scope,
                                  Index parameter) {
    const Parameter& entry = model_.parameters[parameter];
    const bool has_ended = end_on(*entry.declaration, model_.date) != nullptr;
    const Index table =
        has_ended ? none : table_on(model_, parameter, expression.place()).value_or(none);
    NewNode node;
    node.operation = Operation::lookup;
    node.type = entry.type;
    node.type.unit = in_scope(entry.type.unit, scope.entity);
    std::vector<Reach> reaches;
    for (std::size_t i = 0; i < expression.operands.size(); ++i) {
        const Type& type = entry.keys[i].type;
        const Term key = lower_value(expression.operands[i], scope, &type);
        if (!key) {
            continue;
        }
        const Node& value = at(key.node);
        const bool fits = type.kind == Kind::category
                              ? value.type == type
                              : value.type.is_numeric() && value.places == 0;
        if (!fits) {
            const Phrase found = model_.describe(value.type);
            const Phrase wanted = model_.describe(type);
            fail(expression.operands[i], "type-mismatch",
                 {{fmt::format("这个键应是{}，而这是{}", wanted.zh, found.zh),
                   fmt::format("this key must be {}, and this is {}", wanted.en, found.en)},
                  {},
                  {"请换成这种值，或改 by: 里的类型",
                   "use such a value, or change the type under by:"}});
            continue;
        }
        node.operands.push_back(key.node);
        if (table != none) {
            reaches.push_back(reach_of(book_.tables[table].axes[i], ok_bounds_of(key.node)));
            node.may_fault = node.may_fault || !reaches.back().is_whole;
        }
    }
    if (has_ended && node.operands.size() == expression.operands.size()) {
        return *read_ended(expression, parameter, model_.date, node.type);
    }
    if (table == none || node.operands.size() != expression.operands.size()) {
        return {};
    }
    const TableBounds cells = bounds_of_lookup(model_, table, reaches);
    if (!cells.bounds) {
        return report_overflow(expression);
    }
    node.may_fault = node.may_fault || !cells.is_whole;
    node.bounds = *cells.bounds;
    node.payload = table;
    return {add(expression, std::move(node)), false, false};
}

} // namespace doudi::compiler
