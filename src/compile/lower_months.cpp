// Values of other months: previous, sum_months, value_on.

#include "compile/constants.hpp"
#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

Findings::Words not_a_name(std::string_view function) {
    return {{fmt::format("{} 里只能写一个名称", function),
             fmt::format("{} takes one name, not a formula", function)},
            {},
            {"请先把公式写成一条规则，再写它的名称",
             "make the formula a rule first, and name it here"}};
}

/// A newcomer's value is none: 0 for a number, −1 for a category. A date is missing then.
void widen_for_newcomer(InputEntry& input) {
    if (input.type.kind != Kind::date) {
        const Int128 newcomer(input.type.kind == Kind::category ? -1 : 0);
        input.low = std::min(input.low, newcomer);
        input.high = std::max(input.high, newcomer);
    }
}

} // namespace

std::optional<Lowering::PreviousValue> Lowering::previous_of_fact(const Fact& fact) {
    const InputEntry& own = book_.inputs[fact.input];
    PreviousValue value;
    value.input.field = own.field;
    value.input.name = "previous." + own.name;
    value.input.entity = fact.entity;
    value.input.type = fact.type;
    value.input.places = fact.places;
    value.input.form = fact.form;
    value.input.title = own.title;
    value.range = {{fact.low, fact.places}, {fact.high, fact.places}};
    value.is_bounded = fact.is_bounded || !fact.type.is_numeric();
    return value;
}

std::optional<Lowering::PreviousValue> Lowering::previous_of_rule(const Expression& name,
                                                                  Definition& definition) {
    if (!definition.type && !definition.type_from.empty()) {
        const Index other = lower_definition(model_.definitions.find(definition.type_from)->second);
        if (other == none) {
            return std::nullopt;
        }
        definition.type = at(other).type;
    }
    if (!definition.type && model_.failed_rules.count(definition.rule) != 0) {
        return std::nullopt; // its type was mistyped, which has been said
    }
    if (!definition.type) {
        fail(name, "previous-needs-type",
             {{fmt::format("previous 要用的“{}”必须写 type:", name.text),
               fmt::format("'{}' must say its type: to be read by previous", name.text)},
              {},
              {"请在那条规则上写 type:，例如 type: money/month",
               "give that rule its type:, such as type: money/month"}});
        return std::nullopt;
    }
    PreviousValue value;
    value.input.field = definition.name;
    value.input.name = "previous." + definition.name;
    value.input.entity = definition.entity;
    value.input.title = definition.title;
    value.input.type = *definition.type;
    const Kind kind = definition.type->kind;
    value.input.places =
        static_cast<std::uint8_t>(kind == Kind::number ? limits::rate_places : data_places(kind));
    value.range = default_range(model_, *definition.type);
    value.is_bounded = !definition.type->is_numeric();
    if (definition.range) {
        value.range = read_range(model_, *definition.range, *definition.type).value_or(value.range);
        value.is_bounded = true;
    } else if (definition.low && definition.high) {
        value.range = {*definition.low, *definition.high};
        value.is_bounded = true;
    }
    return value;
}

std::optional<Index> Lowering::previous_input(const Expression& name, const Symbol& symbol) {
    auto value = symbol.sort == Symbol::Sort::fact ? previous_of_fact(model_.facts[symbol.index])
                                                   : previous_of_rule(name, *symbol.definition);
    if (!value) {
        return std::nullopt;
    }
    if (!value->is_bounded) {
        const bool is_paid =
            symbol.definition != nullptr && symbol.definition->role == ValueRole::amount;
        fail(name, "previous-needs-range",
             {{fmt::format("previous 要用的“{}”必须写 range:", name.text),
               fmt::format("'{}' must say its range: to be read by previous", name.text)},
              {},
              is_paid ? Phrase{"审批结果不写 range:，请改读它所付的那条规则，并在那里写 range:",
                               "a decision has no range: read the rule that it pays, and give "
                               "that one its range:"}
                      : Phrase{"例如 range: [0, 100000]", "such as range: [0, 100000]"}});
        return std::nullopt;
    }
    InputEntry& input = value->input;
    input.role = InputRole::previous;
    const auto low = value->range.low.with_places(input.places);
    const auto high = value->range.high.with_places(input.places);
    if (!low || !high || !low->digits.fits_int64() || !high->digits.fits_int64()) {
        fail(name, "bad-range",
             {{fmt::format("范围与 {} 位小数不相容，或者太大", input.places),
               fmt::format("this range does not fit {} decimal places, or is too large",
                           input.places)},
              {},
              {"请缩小范围，或减少它的小数位", "narrow the range, or write it with fewer places"}});
        return std::nullopt;
    }
    input.low = low->digits;
    input.high = high->digits;
    widen_for_newcomer(input);
    const auto [place, is_new] =
        extra_inputs_.try_emplace(input.name, static_cast<Index>(book_.inputs.size()));
    if (is_new) {
        book_.inputs.push_back(std::move(input));
        if (symbol.definition != nullptr) {
            previous_slots_.push_back({place->second, symbol.definition, name.place()});
        }
    }
    return place->second;
}

std::optional<Symbol> Lowering::symbol_of_months(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    if (name.form != Form::name) {
        fail(expression, "previous-needs-name", not_a_name(expression.text));
        return std::nullopt;
    }
    const auto symbol = resolve(name, scope, true);
    if (!symbol) {
        return std::nullopt;
    }
    const Index entity = entity_of(*symbol);
    if (entity == none) {
        fail(expression, "previous-needs-name",
             {{fmt::format("“{}”不是记录里的值，没有上月的值", name.text),
               fmt::format("'{}' is no value of a record, so it has no month before", name.text)},
              {},
              {"参数在另一天的值请写 value_on(参数, 日期)",
               "for a parameter on another day write value_on(parameter, date)"}});
        return std::nullopt;
    }
    if (scope.entity == none || !book_.holds(entity, scope.entity)) {
        report_inner(name, scope, entity);
        return std::nullopt;
    }
    if (symbol->definition != nullptr) {
        symbol->definition->is_used = true;
    }
    return symbol;
}

/// The node that reads an input which only some records state.
Term Lowering::read_input(const Expression& expression, const Scope& scope, Index input) {
    const InputEntry& entry = book_.inputs[input];
    NewNode node;
    node.operation = Operation::input;
    node.type = entry.type;
    node.type.unit = seen_from(entry.type.unit, entry.entity, scope.entity);
    node.bounds = {entry.low, entry.high, entry.places};
    node.payload = input;
    node.entity = entry.entity;
    node.may_be_missing = true;
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_previous(const Expression& expression, const Scope& scope) {
    const auto symbol = symbol_of_months(expression, scope);
    const auto input = symbol ? previous_input(expression.operands[0], *symbol) : std::nullopt;
    return input ? read_input(expression, scope, *input) : Term{};
}

std::optional<std::int64_t> Lowering::number_of_months(const Expression& expression,
                                                       const Scope& scope) {
    const Term months = lower_value(expression, scope);
    if (!months) {
        return std::nullopt;
    }
    const Node& count = at(months.node);
    const auto most = static_cast<std::int64_t>(limits::months_back);
    if (!count.is_constant() || !count.type.is_numeric() || count.places != 0 ||
        count.low < Int128(1) || count.low > Int128(most)) {
        fail(expression, "bad-number",
             {{fmt::format("月数应是 1 到 {} 的固定整数", most),
               fmt::format("the number of months is fixed, from 1 to {}", most)},
              {},
              {"例如 sum_months(wage, 12)", "such as sum_months(wage, 12)"}});
        return std::nullopt;
    }
    return static_cast<std::int64_t>(count.low);
}

Term Lowering::lower_sum_months(const Expression& expression, const Scope& scope) {
    const auto symbol = symbol_of_months(expression, scope);
    const auto months = number_of_months(expression.operands[1], scope);
    const auto previous = symbol ? previous_input(expression.operands[0], *symbol) : std::nullopt;
    if (!previous || !months) {
        return {};
    }
    InputEntry input = book_.inputs[*previous];
    if (!input.type.is_numeric()) {
        return fail(expression, "type-mismatch",
                    {{"sum_months 只能相加数", "sum_months adds numbers"},
                     {},
                     {"请写一个金额或数的名称", "name an amount or a number"}});
    }
    const auto low = checked_multiply(input.low, Int128(*months));
    const auto high = checked_multiply(input.high, Int128(*months));
    if (!low || !high || !low->fits_int64() || !high->fits_int64()) {
        return report_overflow(expression);
    }
    input.role = InputRole::months_sum;
    input.name = fmt::format("sum_months.{}.{}", input.name.substr(9), *months);
    input.months = static_cast<std::uint32_t>(*months);
    input.low = *low;
    input.high = *high;
    // A sum over months of an amount a month is an amount.
    if (input.type.kind == Kind::money) {
        input.type.unit.month = 0;
    }
    const auto [place, is_new] =
        extra_inputs_.try_emplace(input.name, static_cast<Index>(book_.inputs.size()));
    if (is_new) {
        book_.inputs.push_back(std::move(input));
    }
    return read_input(expression, scope, place->second);
}

Term Lowering::lower_value_on(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    const auto symbol = name.form == Form::name ? resolve(name, scope, true) : std::nullopt;
    const Term date = lower_value(expression.operands[1], scope);
    if (!date || (name.form == Form::name && !symbol)) {
        return {};
    }
    const Index index = symbol && symbol->sort == Symbol::Sort::parameter ? symbol->index : none;
    if (index == none || !model_.parameters[index].keys.empty() ||
        model_.parameters[index].declaration->brackets) {
        return fail(
            name, "needs-parameter",
            {{"value_on 的第一个参数应是没有键的参数", "value_on takes a parameter without keys"},
             {},
             {"例如 value_on(standard, 2020-01-01)", "such as value_on(standard, 2020-01-01)"}});
    }
    Parameter& parameter = model_.parameters[index];
    parameter.is_used = true;
    if (at(date.node).type.kind != Kind::date) {
        return fail(
            expression.operands[1], "type-mismatch",
            {{"value_on 的第二个参数应是日期", "value_on takes a date after the name"},
             {},
             {"例如 add_months(decision_date, -1)", "such as add_months(decision_date, -1)"}});
    }
    return parameter.is_sound ? read_on_date(expression, scope, index, date.node) : Term{};
}

std::optional<Term> Lowering::read_ended(const Expression& expression, Index parameter,
                                         const Date& date, const Type& type) {
    const ParameterDeclaration& declaration = *model_.parameters[parameter].declaration;
    const ParameterEntry* end = end_on(declaration, date);
    if (end == nullptr) {
        return std::nullopt;
    }
    const std::string& name = declaration.name.value;
    Diagnostic& finding = model_.findings.warning(
        "ended-parameter", expression.place(),
        {{fmt::format("参数“{}”在 {} 终止，之后仍读它的记录算不出结果", name, to_string(end->date)),
          fmt::format("parameter '{}' ended on {}, and a record that reads it after that gets no "
                      "result",
                      name, to_string(end->date))},
         {"在这里读取", "read here"},
         {"请让规则同时终止（in_force），或改读别的参数",
          "end the rule as well (in_force:), or let it read another parameter"}});
    finding.labels.push_back({end->when.place, {"在这里终止", "ended here"}});
    const Term day = constant(expression, {Kind::date, 0, {}}, {Int128(to_days(date)), 0});
    NewNode node;
    node.operation = Operation::band;
    node.type = type;
    node.payload = ended_bands(model_, parameter, *end);
    node.operands = {day.node};
    node.may_fault = true;
    return Term{add(expression, std::move(node)), false, false};
}

Term Lowering::read_on_date(const Expression& expression, const Scope& scope, Index parameter,
                            Index date) {
    NewNode node;
    node.type = model_.parameters[parameter].type;
    node.type.unit = in_scope(node.type.unit, scope.entity);
    if (at(date).is_constant()) {
        const auto days = static_cast<std::int64_t>(at(date).low);
        const Date day = from_days(static_cast<std::int32_t>(days));
        if (const auto ended = read_ended(expression, parameter, day, node.type)) {
            return *ended;
        }
        const auto value = scalar_on(model_, parameter, day, expression.place());
        if (!value) {
            return {};
        }
        node.operation = Operation::parameter;
        node.bounds = {value->value.digits, value->value.digits, value->value.places};
        node.payload = value->use;
        return {add(expression, std::move(node)), false, false};
    }
    const auto bands = timeline_of(model_, parameter, expression.place());
    if (!bands) {
        return {};
    }
    const BandsEntry& table = book_.bands[*bands];
    node.operation = Operation::band;
    node.bounds = {*std::min_element(table.values.begin(), table.values.end()),
                   *std::max_element(table.values.begin(), table.values.end()), table.places};
    node.payload = *bands;
    node.operands = {date};
    node.may_fault = true;
    return {add(expression, std::move(node)), false, false};
}

} // namespace doudi::compiler
