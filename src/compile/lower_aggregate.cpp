// Values over the inner rows of a row: sum, count, any, all, min, max, each with `where`.

#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

bool is_aggregate(const Expression& expression) {
    if (expression.form != Form::call) {
        return false;
    }
    const std::string& name = expression.text;
    const bool extreme = name == "min" || name == "max";
    return name == "sum" || name == "any" || name == "all" || name == "count" ||
           (extreme && (expression.operands.size() == 1 || expression.has_where));
}

} // namespace

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
    // A body with an unknown name has a finding already, or gets it when it is lowered.
    const std::string here = scope.entity == none ? "pack" : book_.entities[scope.entity].name;
    fail(expression, "nothing-to-sum",
         {{fmt::format("{} 里没有 {} 内部成员的值", expression.text, here),
           fmt::format("{} has no value of rows inside {}", expression.text, here)},
          {},
          {"请在括号里写成员的字段或规则", "name a fact or rule of an inner row"}});
    return none;
}

Term Lowering::lower_aggregate(const Expression& expression, const Scope& scope,
                               Operation operation) {
    const Index inner = aggregated_entity(expression, scope);
    if (inner == none) {
        return {};
    }
    return finish_aggregate(expression, scope, operation, inner);
}

Term Lowering::lower_count(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    const Index inner =
        name.form == Form::name ? model_.find_entity(name.text) : none;
    if (inner == none || inner == scope.entity || !book_.holds(scope.entity, inner)) {
        return fail(expression, "nothing-to-sum",
                    {{"count 里应写内部实体的名称", "count takes the name of an inner entity"},
                     {},
                     {"例如 count(member) 或 count(member where student)",
                      "such as count(member) or count(member where student)"}});
    }
    return finish_aggregate(expression, scope, Operation::count, inner);
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
    Term value;
    if (operation != Operation::count) {
        value = wants_truth ? lower_condition(expression.operands[0], inside)
                            : lower_value(expression.operands[0], inside);
    }
    Term where;
    if (expression.has_where) {
        where = lower_condition(expression.operands.back(), inside);
    }
    if ((operation != Operation::count && !value) || (expression.has_where && !where)) {
        return {};
    }
    // The most rows that one row of the scope can hold, all levels down.
    Int128 rows = 1;
    for (Index entity = inner; entity != scope.entity; entity = book_.entities[entity].outer) {
        const auto product = checked_multiply(rows, Int128(book_.entities[entity].at_most));
        rows = std::min(product.value_or(Int128(INT64_MAX)), Int128(limits::rows_of_record));
    }
    if (value) {
        node.operands.push_back(value.node);
        node.type = at(value.node).type;
        node.bounds = bounds_of(value.node);
    }
    if (where) {
        node.operands.push_back(where.node);
    }
    const bool numeric = node.type.is_numeric();
    switch (operation) {
    case Operation::count:
        node.type = {Kind::integer, 0, summed({}, inner, scope.entity)};
        node.bounds = {Int128(0), rows, 0};
        break;
    case Operation::any:
    case Operation::all:
        node.bounds = {Int128(0), Int128(1), 0};
        break;
    case Operation::sum: {
        if (!numeric) {
            return fail(expression, "type-mismatch",
                        {{"sum 只能相加数", "sum adds numbers"},
                         {},
                         {"计人数请用 count(… where …)", "use count(… where …) to count"}});
        }
        const MaybeBounds total = multiply(node.bounds, {Int128(0), rows, 0});
        if (!total) {
            return report_overflow(expression);
        }
        node.bounds = *total;
        node.type.unit = summed(node.type.unit, inner, scope.entity);
        break;
    }
    default:
        if (!node.type.is_ordered()) {
            return fail(expression, "type-mismatch",
                        {{"min 和 max 只用于数和日期", "min and max take numbers or dates"}, {}, {}});
        }
        node.type.unit = picked(node.type.unit, inner, scope.entity);
        // Over nobody there is no smallest and no largest.
        node.may_fault = expression.has_where || book_.entities[inner].at_least == 0;
        break;
    }
    return {add(expression, std::move(node)), false, false};
}

} // namespace doudi::compiler
