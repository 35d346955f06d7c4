// Functions by name.

#include "base/suggest.hpp"
#include "compile/constants.hpp"
#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

constexpr std::array<std::string_view, 26> function_names{
    "abs",          "add_days",       "add_months",    "all",         "any",
    "ceiling",      "count",          "days_between",  "floor",       "max",
    "min",          "month",          "months_between", "per_month",  "per_year",
    "previous",     "round",          "round_down",    "round_half_even", "round_up",
    "sum",          "sum_months",     "value_on",      "year",        "years_between",
    "round_half_up"};

struct RoundingFunction {
    std::string_view name;
    Rounding mode;
};

constexpr std::array<RoundingFunction, 7> rounding_functions{{
    {"round", Rounding::half_up},
    {"round_half_up", Rounding::half_up},
    {"round_half_even", Rounding::half_even},
    {"ceiling", Rounding::ceiling},
    {"floor", Rounding::floor},
    {"round_up", Rounding::up},
    {"round_down", Rounding::down},
}};

struct DateFunction {
    std::string_view name;
    Operation operation;
};

constexpr std::array<DateFunction, 7> date_functions{{
    {"years_between", Operation::years_between},
    {"months_between", Operation::months_between},
    {"days_between", Operation::days_between},
    {"add_months", Operation::add_months},
    {"add_days", Operation::add_days},
    {"year", Operation::year_of},
    {"month", Operation::month_of},
}};

template <typename Table>
auto find_function(const Table& table, std::string_view name) {
    return std::find_if(table.begin(), table.end(),
                        [&](const auto& entry) { return entry.name == name; });
}

Int128 date_difference(Operation operation, const Int128& from, const Int128& to) {
    const auto a = static_cast<std::int32_t>(static_cast<std::int64_t>(from));
    const auto b = static_cast<std::int32_t>(static_cast<std::int64_t>(to));
    switch (operation) {
    case Operation::years_between:
        return Int128(years_between(from_days(a), from_days(b)));
    case Operation::months_between:
        return Int128(months_between(from_days(a), from_days(b)));
    default:
        return Int128(b - a);
    }
}

Int128 date_sum(Operation operation, const Int128& date, const Int128& count) {
    const auto days = static_cast<std::int32_t>(static_cast<std::int64_t>(date));
    const auto steps = static_cast<std::int32_t>(static_cast<std::int64_t>(count));
    return operation == Operation::add_days
               ? Int128(days + steps)
               : Int128(to_days(add_months(from_days(days), steps)));
}

} // namespace

bool Lowering::has_arguments(const Expression& expression, std::size_t least, std::size_t most) {
    const std::size_t count = expression.operands.size() - (expression.has_where ? 1 : 0);
    if (count >= least && count <= most && !(expression.has_where && most > 1)) {
        return true;
    }
    fail(expression, "wrong-number-of-arguments",
         {{fmt::format("{} 要 {} 个参数，这里有 {} 个", expression.text, least, count),
           fmt::format("{} takes {} arguments, not {}", expression.text, least, count)},
          {},
          {}});
    return false;
}

Term Lowering::lower_call(const Expression& expression, const Scope& scope, Expected expected) {
    const std::string& name = expression.text;
    const bool is_ours = expression.written == nullptr;
    if (const auto found = find_function(rounding_functions, name);
        found != rounding_functions.end()) {
        return has_arguments(expression, 2, 2) ? lower_round(expression, scope, found->mode)
                                               : Term{};
    }
    if (const auto found = find_function(date_functions, name); found != date_functions.end()) {
        return lower_date_function(expression, scope, found->operation);
    }
    if (name == "min" || name == "max") {
        const bool smallest = name == "min";
        if (expression.operands.size() == 1 || expression.has_where) {
            return has_arguments(expression, 1, 1)
                       ? lower_aggregate(expression, scope,
                                         smallest ? Operation::smallest : Operation::largest)
                       : Term{};
        }
        return has_arguments(expression, 2, limits::name_bytes)
                   ? lower_extreme(expression, scope, smallest)
                   : Term{};
    }
    if (name == "sum" || name == "any" || name == "all") {
        const Operation operation = name == "sum"   ? Operation::sum
                                    : name == "any" ? Operation::any
                                                    : Operation::all;
        return has_arguments(expression, 1, 1) ? lower_aggregate(expression, scope, operation)
                                               : Term{};
    }
    if (name == "count") {
        return has_arguments(expression, 1, 1) ? lower_count(expression, scope) : Term{};
    }
    if (name == "abs") {
        return has_arguments(expression, 1, 1) ? lower_absolute(expression, scope) : Term{};
    }
    if (name == "per_month" || name == "per_year") {
        return has_arguments(expression, 1, 1)
                   ? lower_conversion(expression, scope, name == "per_year")
                   : Term{};
    }
    if (name == "previous") {
        return has_arguments(expression, 1, 1) ? lower_previous(expression, scope) : Term{};
    }
    if (name == "sum_months") {
        return has_arguments(expression, 2, 2) ? lower_sum_months(expression, scope) : Term{};
    }
    if (name == "value_on") {
        return has_arguments(expression, 2, 2) ? lower_value_on(expression, scope) : Term{};
    }
    if (is_ours && name == "only_one") {
        return lower_only_one(expression, scope, expected);
    }
    const std::vector<std::string_view> names(function_names.begin(), function_names.end());
    return fail(expression, "unknown-function",
                {{fmt::format("没有函数“{}”", name), fmt::format("there is no function '{}'", name)},
                 {},
                 did_you_mean(suggest(name, names))});
}

Term Lowering::lower_date_function(const Expression& expression, const Scope& scope,
                                   Operation operation) {
    const bool is_part = operation == Operation::year_of || operation == Operation::month_of;
    const bool is_sum = operation == Operation::add_months || operation == Operation::add_days;
    if (!has_arguments(expression, is_part ? 1 : 2, is_part ? 1 : 2)) {
        return {};
    }
    NewNode node;
    node.operation = operation;
    node.type.kind = is_sum ? Kind::date : Kind::integer;
    if (operation == Operation::months_between) {
        node.type = {Kind::months, 0, {}};
        node.type.unit.month = 1;
    }
    for (std::size_t i = 0; i < expression.operands.size(); ++i) {
        const Term term = lower_value(expression.operands[i], scope);
        if (!term) {
            continue;
        }
        const Node& value = at(term.node);
        const bool wants_count = is_sum && i == 1;
        const bool fits = wants_count ? value.type.is_numeric() && value.places == 0
                                      : value.type.kind == Kind::date;
        if (!fits) {
            const Phrase found = model_.describe(value.type);
            fail(expression.operands[i], "type-mismatch",
                 {{fmt::format("{} 在这里要{}，而这是{}", expression.text,
                               wants_count ? "整数" : "日期", found.zh),
                   fmt::format("{} takes {} here, and this is {}", expression.text,
                               wants_count ? "a whole number" : "a date", found.en)},
                  {},
                  {}});
            continue;
        }
        node.operands.push_back(term.node);
    }
    if (node.operands.size() != expression.operands.size()) {
        return {};
    }
    const Bounds a = bounds_of(node.operands[0]);
    const Bounds b = is_part ? Bounds{} : bounds_of(node.operands[1]);
    if (is_sum && (b.low < Int128(-limits::months * 366) || b.high > Int128(limits::months * 366))) {
        return fail(expression, "number-too-large",
                    {{"加到日期上的数可能太大", "this may add too much to a date"},
                     {},
                     {"请给它写更窄的 range:", "give it a narrower range:"}});
    }
    if (is_part) {
        const auto year_at = [](const Int128& day) {
            return from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(day)));
        };
        const bool single = a.is_single();
        node.bounds = operation == Operation::year_of
                          ? Bounds{Int128(year_at(a.low).year), Int128(year_at(a.high).year), 0}
                          : Bounds{Int128(single ? year_at(a.low).month : 1),
                                   Int128(single ? year_at(a.low).month : 12), 0};
    } else if (is_sum) {
        node.bounds = {date_sum(operation, a.low, b.low), date_sum(operation, a.high, b.high), 0};
    } else {
        node.bounds = {date_difference(operation, a.high, b.low),
                       date_difference(operation, a.low, b.high), 0};
    }
    return {add(expression, std::move(node)), false, false};
}

std::optional<Index> Lowering::previous_input(const Expression& name, const Scope& scope,
                                              const Symbol& symbol) {
    (void)scope;
    InputEntry input;
    input.role = InputRole::previous;
    bool is_bounded = false;
    DecimalRange range;
    if (symbol.sort == Symbol::Sort::fact) {
        const Fact& fact = model_.facts[symbol.index];
        const InputEntry& own = book_.inputs[fact.input];
        input.field = own.field;
        input.name = "previous." + own.name;
        input.entity = fact.entity;
        input.type = fact.type;
        input.title = own.title;
        is_bounded = fact.is_bounded;
        range = {{fact.low, fact.places}, {fact.high, fact.places}};
        input.places = fact.places;
    } else {
        Definition& definition = *symbol.definition;
        if (definition.entity == none) {
            return std::nullopt;
        }
        input.field = definition.name;
        input.name = "previous." + definition.name;
        input.entity = definition.entity;
        input.title = definition.title;
        if (!definition.type && !definition.type_from.empty()) {
            const Index other =
                lower_definition(model_.definitions.find(definition.type_from)->second);
            if (other == none) {
                return std::nullopt;
            }
            definition.type = at(other).type;
        }
        if (!definition.type) {
            fail(name, "previous-needs-type",
                 {{fmt::format("previous 要用的“{}”必须写 type:", name.text),
                   fmt::format("'{}' must say its type: to be read by previous", name.text)},
                  {},
                  {}});
            return std::nullopt;
        }
        input.type = *definition.type;
        range = default_range(model_, input.type);
        is_bounded = !input.type.is_numeric();
        if (definition.range) {
            range = read_range(model_, *definition.range, input.type).value_or(range);
            is_bounded = true;
        } else if (definition.low && definition.high) {
            range = {*definition.low, *definition.high};
            is_bounded = true;
        }
        input.places = static_cast<std::uint8_t>(
            input.type.kind == Kind::number ? limits::rate_places : data_places(input.type.kind));
    }
    if (!is_bounded) {
        fail(name, "previous-needs-range",
             {{fmt::format("previous 要用的“{}”必须写 range:", name.text),
               fmt::format("'{}' must say its range: to be read by previous", name.text)},
              {},
              {"例如 range: [0, 100000]", "such as range: [0, 100000]"}});
        return std::nullopt;
    }
    const auto low = range.low.with_places(input.places);
    const auto high = range.high.with_places(input.places);
    if (!low || !high || !low->digits.fits_int64() || !high->digits.fits_int64()) {
        fail(name, "bad-range",
             {{"范围与小数位不相容，或者太大", "this range does not fit its places, or is too large"},
              {},
              {}});
        return std::nullopt;
    }
    // A newcomer's value is none: 0 for a number, −1 for a category.
    const Int128 newcomer(input.type.kind == Kind::category ? -1 : 0);
    const bool is_date = input.type.kind == Kind::date;
    input.low = is_date ? low->digits : std::min(low->digits, newcomer);
    input.high = is_date ? high->digits : std::max(high->digits, newcomer);
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

Term Lowering::lower_previous(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    if (name.form != Form::name) {
        return fail(expression, "previous-needs-name",
                    {{"previous 里只能写一个名称", "previous takes one name, not a formula"},
                     {},
                     {"请先把公式写成一条规则", "make the formula a rule first"}});
    }
    const auto symbol = resolve(name, scope, true);
    if (!symbol) {
        return {};
    }
    const Index entity = entity_of(*symbol);
    if (entity == none || scope.entity == none) {
        return fail(expression, "previous-needs-name",
                    {{"参数没有上月的值，请用 value_on", "a parameter has no previous value; use value_on"},
                     {},
                     {}});
    }
    if (!book_.holds(entity, scope.entity)) {
        report_inner(name, scope, entity);
        return {};
    }
    if (symbol->definition != nullptr) {
        symbol->definition->is_used = true;
    }
    const auto input = previous_input(name, scope, *symbol);
    if (!input) {
        return {};
    }
    const InputEntry& entry = book_.inputs[*input];
    NewNode node;
    node.operation = Operation::input;
    node.type = entry.type;
    node.type.unit = seen_from(entry.type.unit, entity, scope.entity);
    node.bounds = {entry.low, entry.high, entry.places};
    node.payload = *input;
    node.entity = entity;
    node.may_be_missing = true;
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_sum_months(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    const Term months = lower_value(expression.operands[1], scope);
    if (name.form != Form::name || !months) {
        return months ? fail(expression, "previous-needs-name",
                             {{"sum_months 里只能写一个名称",
                               "sum_months takes one name, not a formula"},
                              {},
                              {}})
                      : Term{};
    }
    const Node& count = at(months.node);
    if (!count.is_constant() || count.places != 0 || count.low < Int128(1) ||
        count.low > Int128(static_cast<std::int64_t>(limits::months_back))) {
        return fail(expression.operands[1], "bad-number",
                    {{fmt::format("月数应是 1 到 {} 的固定整数", limits::months_back),
                      fmt::format("the number of months is fixed, from 1 to {}",
                                  limits::months_back)},
                     {},
                     {}});
    }
    const auto number = static_cast<std::int64_t>(count.low);
    const auto symbol = resolve(name, scope, true);
    const Index entity = symbol ? entity_of(*symbol) : none;
    if (!symbol || entity == none || scope.entity == none || !book_.holds(entity, scope.entity)) {
        if (symbol && entity != none) {
            report_inner(name, scope, entity);
        }
        return {};
    }
    const auto previous = previous_input(name, scope, *symbol);
    if (!previous) {
        return {};
    }
    InputEntry input = book_.inputs[*previous];
    if (!input.type.is_numeric()) {
        return fail(expression, "type-mismatch",
                    {{"sum_months 只能相加数", "sum_months adds numbers"}, {}, {}});
    }
    const auto low = checked_multiply(input.low, Int128(number));
    const auto high = checked_multiply(input.high, Int128(number));
    if (!low || !high || !low->fits_int64() || !high->fits_int64()) {
        return report_overflow(expression);
    }
    input.role = InputRole::months_sum;
    input.name = "sum_months." + input.name.substr(9) + "." + std::to_string(number);
    input.months = static_cast<std::uint32_t>(number);
    input.low = *low;
    input.high = *high;
    // A sum over months of an amount a month is an amount.
    input.type.unit.month = static_cast<std::int8_t>(
        input.type.kind == Kind::money ? 0 : input.type.unit.month);
    const auto [place, is_new] =
        extra_inputs_.try_emplace(input.name, static_cast<Index>(book_.inputs.size()));
    if (is_new) {
        book_.inputs.push_back(input);
    }
    NewNode node;
    node.operation = Operation::input;
    node.type = input.type;
    node.type.unit = seen_from(input.type.unit, entity, scope.entity);
    node.bounds = {input.low, input.high, input.places};
    node.payload = place->second;
    node.entity = entity;
    node.may_be_missing = true;
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_value_on(const Expression& expression, const Scope& scope) {
    const Expression& name = expression.operands[0];
    const auto symbol = name.form == Form::name ? resolve(name, scope, true) : std::nullopt;
    const Term date = lower_value(expression.operands[1], scope);
    if (!date || (name.form == Form::name && !symbol)) {
        return {};
    }
    if (!symbol || symbol->sort != Symbol::Sort::parameter ||
        !model_.parameters[symbol->index].keys.empty() ||
        model_.parameters[symbol->index].declaration->brackets) {
        return fail(name, "needs-parameter",
                    {{"value_on 的第一个参数应是没有键的参数",
                      "value_on takes a parameter without keys"},
                     {},
                     {}});
    }
    Parameter& parameter = model_.parameters[symbol->index];
    parameter.is_used = true;
    if (at(date.node).type.kind != Kind::date) {
        return fail(expression.operands[1], "type-mismatch",
                    {{"value_on 的第二个参数应是日期", "value_on takes a date after the name"}, {}, {}});
    }
    if (!parameter.is_sound) {
        return {};
    }
    NewNode node;
    node.type = parameter.type;
    node.type.unit = in_scope(parameter.type.unit, scope.entity);
    if (at(date.node).is_constant()) {
        const Date day = from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(at(date.node).low)));
        const auto value = scalar_on(model_, symbol->index, day, expression.place());
        if (!value) {
            return {};
        }
        node.operation = Operation::parameter;
        node.bounds = {value->value.digits, value->value.digits, value->value.places};
        node.payload = value->use;
        return {add(expression, std::move(node)), false, false};
    }
    const auto bands = timeline_of(model_, symbol->index);
    if (!bands) {
        return {};
    }
    const BandsEntry& table = book_.bands[*bands];
    node.operation = Operation::band;
    node.bounds = {*std::min_element(table.values.begin(), table.values.end()),
                   *std::max_element(table.values.begin(), table.values.end()), table.places};
    node.payload = *bands;
    node.operands = {date.node};
    node.may_fault = true;
    return {add(expression, std::move(node)), false, false};
}

} // namespace doudi::compiler
