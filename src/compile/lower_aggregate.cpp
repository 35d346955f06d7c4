// Values over the inner rows of a row: sum, count, any, all, min, max, each with `where`.

#include "compile/formulas.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

/// Entities of the names in a body. A nested aggregate has a body of its own.
void Lowering::collect_entities(const Expression& expression, const Scope& scope,
                                std::vector<Index>& entities) {
    if (expression.form == Form::name) {
        if (const auto symbol = resolve(expression, scope, false)) {
            const Index entity = entity_of(*symbol);
            if (entity != none) {
                entities.push_back(entity);
            }
        }
    }
    if (is_aggregate(expression)) {
        return;
    }
    for (const Expression& operand : expression.operands) {
        collect_entities(operand, scope, entities);
    }
}

/// Whether the body holds a name that nobody declared: then it is said of that name.
bool Lowering::report_unknown_in(const Expression& expression, const Scope& scope) {
    bool found = false;
    for (const Expression& operand : expression.operands) {
        if (operand.form == Form::name && operand.text != "decision_date" &&
            !resolve(operand, scope, false)) {
            (void)resolve(operand, scope, true);
            found = true;
        }
        found = (!is_aggregate(operand) && report_unknown_in(operand, scope)) || found;
    }
    return found;
}

/// The inner entity that the body is about: the innermost one that its names belong to.
Index Lowering::aggregated_entity(const Expression& expression, const Scope& scope) {
    std::vector<Index> entities;
    for (const Expression& operand : expression.operands) {
        collect_entities(operand, scope, entities);
    }
    Index inner = none;
    for (const Index entity : entities) {
        if (inner == none || book_.holds(inner, entity)) {
            inner = entity;
        }
    }
    for (const Index entity : entities) {
        if (!book_.holds(entity, inner)) {
            fail(expression, "mixed-entities",
                 {{fmt::format("{} 里同时用了 {} 和 {} 的值", expression.text,
                               book_.entities[entity].name, book_.entities[inner].name),
                   fmt::format("{} mixes values of {} and {}", expression.text,
                               book_.entities[entity].name, book_.entities[inner].name)},
                  {},
                  {"请分成两个", "make it two"}});
            return none;
        }
    }
    const bool is_inside =
        inner != none && inner != scope.entity && book_.holds(scope.entity, inner);
    if (is_inside) {
        return inner;
    }
    if (report_unknown_in(expression, scope)) {
        return none;
    }
    const std::string here = scope.entity == none ? "pack" : book_.entities[scope.entity].name;
    fail(expression, "nothing-to-sum",
         {{fmt::format("{} 里没有 {} 内部成员的值", expression.text, here),
           fmt::format("{} has no value of rows inside {}", expression.text, here)},
          {},
          {"请在括号里写成员的字段或规则", "name a fact or rule of an inner row"}});
    return none;
}

/// A rule about no record has no rows to look at.
bool Lowering::has_rows(const Expression& expression, const Scope& scope) {
    if (scope.entity != none) {
        return true;
    }
    fail(
        expression, "nothing-to-sum",
        {{fmt::format("for: pack 的规则不看任何记录，不能用 {}", expression.text),
          fmt::format("a rule for: pack is about no record, so it cannot use {}", expression.text)},
         {},
         {"请改为 for: household 之类的规则",
          "make it a rule for an entity, such as for: household"}});
    return false;
}

Term Lowering::lower_aggregate(const Expression& expression, const Scope& scope,
                               Operation operation) {
    const Index inner = has_rows(expression, scope) ? aggregated_entity(expression, scope) : none;
    if (inner == none) {
        return {};
    }
    return finish_aggregate(expression, scope, operation, inner);
}

/// The inner entity that stands nearest to what `count` was given.
Phrase Lowering::entity_meant(const std::string& written, const Scope& scope) {
    std::vector<std::string_view> inner;
    for (Index entity = 0; entity < book_.entities.size(); ++entity) {
        const EntityEntry& entry = book_.entities[entity];
        if (entity == scope.entity || !book_.holds(scope.entity, entity)) {
            continue;
        }
        if (entry.as == written) {
            return {fmt::format("“{}”是列表，这里写 count({})", written, entry.name),
                    fmt::format("'{}' is a list: write count({})", written, entry.name)};
        }
        inner.emplace_back(entry.name);
    }
    if (inner.empty()) {
        return {"这个实体里面没有别的实体", "there is no entity inside this one"};
    }
    return model_.findings.nearest(
        written, inner,
        {fmt::format("例如 count({0}) 或 count({0} where …)", inner.front()),
         fmt::format("such as count({0}) or count({0} where …)", inner.front())});
}

Term Lowering::lower_count(const Expression& expression, const Scope& scope) {
    if (!has_rows(expression, scope)) {
        return {};
    }
    const Expression& name = expression.operands[0];
    const Index inner = name.form == Form::name ? model_.find_entity(name.text) : none;
    if (inner == none || inner == scope.entity || !book_.holds(scope.entity, inner)) {
        return fail(expression, "nothing-to-sum",
                    {{"count 里应写内部实体的名称", "count takes the name of an inner entity"},
                     {},
                     entity_meant(name.text, scope)});
    }
    return finish_aggregate(expression, scope, Operation::count, inner);
}

/// The most rows of `inner` that one row of the scope can hold, all levels down.
Int128 Lowering::most_rows(Index inner, const Scope& scope) const {
    const Int128 most(static_cast<std::int64_t>(limits::rows_of_record));
    Int128 rows = 1;
    for (Index entity = inner; entity != scope.entity; entity = book_.entities[entity].outer) {
        rows = std::min(rows * Int128(book_.entities[entity].at_most), most);
    }
    return rows;
}

/// Whether a row of the scope may hold no row of `inner`: its outer rows may be none as well.
bool Lowering::may_be_nobody(Index inner, const Scope& scope) const {
    Index entity = inner;
    while (entity != scope.entity && book_.entities[entity].at_least > 0) {
        entity = book_.entities[entity].outer;
    }
    return entity != scope.entity;
}

Term Lowering::finish_aggregate(const Expression& expression, const Scope& scope,
                                Operation operation, Index inner) {
    const Scope inside{inner, scope.programme};
    NewNode node;
    node.operation = operation;
    node.payload = inner;
    node.entity = scope.entity;
    node.detail = expression.has_where ? 1 : 0;
    const bool wants_truth = operation == Operation::any || operation == Operation::all;
    const bool is_count = operation == Operation::count;
    Term value;
    if (!is_count) {
        value = wants_truth ? lower_condition(expression.operands[0], inside)
                            : lower_value(expression.operands[0], inside);
    }
    Term where;
    if (expression.has_where) {
        where = lower_condition(expression.operands.back(), inside);
    }
    if ((!is_count && !value) || (expression.has_where && !where)) {
        return {};
    }
    if (value) {
        node.operands.push_back(value.node);
        node.type = at(value.node).type;
        node.bounds = bounds_of(value.node);
    }
    if (where) {
        node.operands.push_back(where.node);
    }
    if (!set_aggregate_range(expression, scope, inner, node)) {
        return {};
    }
    return {add(expression, std::move(node)), false, false};
}

/// Type and range of an aggregate, from those of the value that it is over.
bool Lowering::set_aggregate_range(const Expression& expression, const Scope& scope, Index inner,
                                   NewNode& node) {
    const Int128 rows = most_rows(inner, scope);
    switch (node.operation) {
    case Operation::count:
        node.type = {Kind::integer, 0, summed({}, inner, scope.entity)};
        node.bounds = {Int128(0), rows, 0};
        return true;
    case Operation::any:
    case Operation::all:
        node.bounds = {Int128(0), Int128(1), 0};
        return true;
    case Operation::sum: {
        if (!node.type.is_numeric()) {
            fail(expression, "type-mismatch",
                 {{"sum 只能相加数", "sum adds numbers"},
                  {},
                  {"计人数请用 count(… where …)", "use count(… where …) to count"}});
            return false;
        }
        const MaybeBounds total = multiply(node.bounds, {Int128(0), rows, 0});
        if (!total) {
            report_overflow(expression);
            return false;
        }
        node.bounds = *total;
        node.type.unit = summed(node.type.unit, inner, scope.entity);
        return true;
    }
    default:
        if (!node.type.is_ordered()) {
            fail(expression, "type-mismatch",
                 {{"min 和 max 只用于数和日期", "min and max take numbers or dates"},
                  {},
                  {"类别请用 any(… = \"…\")", "for a category use any(… = \"…\")"}});
            return false;
        }
        node.type.unit = picked(node.type.unit, inner, scope.entity);
        // Over nobody there is no smallest and no largest.
        node.may_fault = expression.has_where || may_be_nobody(inner, scope);
        return true;
    }
}

} // namespace doudi::compiler
