// Functions by name.

#include "base/suggest.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

struct Signature {
    std::string_view name;
    std::string_view example;
};

constexpr std::array<Signature, 26> signatures{{
    {"abs", "abs(x)"},
    {"add_days", "add_days(d, 30)"},
    {"add_months", "add_months(d, -1)"},
    {"all", "all(condition where …)"},
    {"any", "any(condition where …)"},
    {"ceiling", "ceiling(x, 1)"},
    {"count", "count(member where …)"},
    {"days_between", "days_between(from, to)"},
    {"floor", "floor(x, 1)"},
    {"max", "max(a, b), max(x where …)"},
    {"min", "min(a, b), min(x where …)"},
    {"month", "month(d)"},
    {"months_between", "months_between(from, to)"},
    {"per_month", "per_month(x)"},
    {"per_year", "per_year(x)"},
    {"previous", "previous(name)"},
    {"round", "round(x, 0.01)"},
    {"round_down", "round_down(x, 0.01)"},
    {"round_half_even", "round_half_even(x, 0.01)"},
    {"round_half_up", "round_half_up(x, 0.01)"},
    {"round_up", "round_up(x, 0.01)"},
    {"sum", "sum(x where …)"},
    {"sum_months", "sum_months(name, 12)"},
    {"value_on", "value_on(parameter, d)"},
    {"year", "year(d)"},
    {"years_between", "years_between(from, to)"},
}};

struct ForeignFunction {
    std::string_view word;
    std::string_view meant;
};

/// What people who write Chinese, or a spreadsheet, call the functions.
constexpr std::array<ForeignFunction, 20> foreign_functions{{
    {"最大", "max"},         {"最大值", "max"},     {"取大", "max"},      {"较大", "max"},
    {"最小", "min"},         {"最小值", "min"},     {"取小", "min"},      {"较小", "min"},
    {"合计", "sum"},         {"求和", "sum"},       {"总和", "sum"},      {"计数", "count"},
    {"人数", "count"},       {"绝对值", "abs"},     {"取整", "round"},    {"四舍五入", "round"},
    {"向上取整", "ceiling"}, {"向下取整", "floor"}, {"上月", "previous"}, {"周岁", "years_between"},
}};

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
constexpr auto find_function(const Table& table, std::string_view name) {
    return std::find_if(table.begin(), table.end(),
                        [&](const auto& entry) { return entry.name == name; });
}

/// Whether people who misspell a function of `table` are told of it.
template <typename Table>
constexpr bool has_signatures(const Table& table) {
    return std::all_of(table.begin(), table.end(), [](const auto& function) {
        return find_function(signatures, function.name) != signatures.end();
    });
}

static_assert(has_signatures(rounding_functions) && has_signatures(date_functions));

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

Date day_of(const Int128& days) {
    return from_days(static_cast<std::int32_t>(static_cast<std::int64_t>(days)));
}

Int128 date_sum(Operation operation, const Int128& date, const Int128& count) {
    const auto days = static_cast<std::int32_t>(static_cast<std::int64_t>(date));
    const auto steps = static_cast<std::int32_t>(static_cast<std::int64_t>(count));
    return operation == Operation::add_days ? Int128(days + steps)
                                            : Int128(to_days(add_months(from_days(days), steps)));
}

/// Years of four digits, as dates are written.
bool is_in_calendar(const Bounds& days) {
    return days.low >= Int128(to_days({1, 1, 1})) && days.high <= Int128(to_days({9999, 12, 31}));
}

Bounds date_bounds(Operation operation, const Bounds& a, const Bounds& b) {
    switch (operation) {
    case Operation::year_of:
        return {Int128(day_of(a.low).year), Int128(day_of(a.high).year), 0};
    case Operation::month_of:
        return a.is_single() ? Bounds{Int128(day_of(a.low).month), Int128(day_of(a.low).month), 0}
                             : Bounds{Int128(1), Int128(12), 0};
    case Operation::add_months:
    case Operation::add_days:
        return {date_sum(operation, a.low, b.low), date_sum(operation, a.high, b.high), 0};
    default:
        return {date_difference(operation, a.high, b.low),
                date_difference(operation, a.low, b.high), 0};
    }
}

} // namespace

bool Lowering::has_arguments(const Expression& expression, std::size_t least, std::size_t most) {
    const std::size_t count = expression.operands.size() - (expression.has_where ? 1 : 0);
    if (count >= least && count <= most && !(expression.has_where && most > 1)) {
        return true;
    }
    const auto known = find_function(signatures, expression.text);
    const std::string_view example = known == signatures.end() ? expression.text : known->example;
    fail(expression, "wrong-number-of-arguments",
         {{fmt::format("{} 要 {} 个参数，这里有 {} 个", expression.text, least, count),
           fmt::format("{} takes {} arguments, not {}", expression.text, least, count)},
          {},
          {fmt::format("写法：{}", example), fmt::format("write {}", example)}});
    return false;
}

Term Lowering::lower_call(const Expression& expression, const Scope& scope, Expected expected) {
    const std::string& name = expression.text;
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
    return lower_call_of_kind(expression, scope, expected);
}

/// What only the kinds of rules write, never an author.
Term Lowering::lower_call_of_kind(const Expression& expression, const Scope& scope,
                                  Expected expected) {
    const std::string& name = expression.text;
    const bool is_ours = expression.written == nullptr;
    if (is_ours && name == "first_of") {
        return lower_first_of(expression, scope, expected);
    }
    if (is_ours && name == "sum_of") {
        return lower_sum_of(expression, scope, expected);
    }
    if (is_ours && name == "only_one") {
        return lower_only_one(expression, scope, expected);
    }
    return report_unknown_function(expression, scope);
}

namespace {

/// The function that people who write `word` mean; empty when none is near.
std::string meant_function(std::string_view word) {
    const auto foreign =
        std::find_if(foreign_functions.begin(), foreign_functions.end(),
                     [&](const ForeignFunction& known) { return known.word == word; });
    if (foreign != foreign_functions.end()) {
        return std::string(foreign->meant);
    }
    std::string small(word);
    for (char& letter : small) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    std::vector<std::string_view> names;
    for (const Signature& signature : signatures) {
        if (signature.name == small) {
            return small;
        }
        names.push_back(signature.name);
    }
    std::string near = suggest(small, names);
    // The shortest names are three letters: one of them may be wrong or lacking.
    for (std::size_t i = 0; near.empty() && small.size() > 1 && i < names.size(); ++i) {
        near = edit_distance(small, names[i], 1) == 1 ? std::string(names[i]) : std::string();
    }
    return near;
}

} // namespace

Term Lowering::report_unknown_function(const Expression& expression, const Scope& scope) {
    const auto symbol = resolve(expression, scope, false);
    if (symbol && symbol->sort == Symbol::Sort::parameter) {
        return fail(expression, "unknown-function",
                    {{fmt::format("“{}”是参数，不是函数", expression.text),
                      fmt::format("'{}' is a parameter, not a function", expression.text)},
                     {},
                     {fmt::format("键写在方括号里：{}[…]", expression.text),
                      fmt::format("its keys stand in square brackets: {}[…]", expression.text)}});
    }
    std::string all;
    for (const Signature& signature : signatures) {
        all += (all.empty() ? "" : " ") + std::string(signature.name);
    }
    const Phrase help = did_you_mean(meant_function(expression.text));
    Expression name; // the carets stand under the name alone
    name.written = expression.written;
    name.span = {expression.span.begin, expression.span.begin + expression.text.size()};
    return fail(name, "unknown-function",
                {{fmt::format("没有函数“{}”", expression.text),
                  fmt::format("there is no function '{}'", expression.text)},
                 {},
                 help.empty() ? Phrase{"函数有：" + all, "the functions are " + all} : help});
}

bool Lowering::lower_date_arguments(const Expression& expression, const Scope& scope, bool is_sum,
                                    std::vector<Index>& operands) {
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
                  {found.zh, found.en},
                  {wants_count ? "请写整数，例如 -1" : "请写日期，例如 decision_date 或 2020-07-01",
                   wants_count ? "write a whole number, such as -1"
                               : "write a date, such as decision_date or 2020-07-01"}});
            continue;
        }
        operands.push_back(term.node);
    }
    return operands.size() == expression.operands.size();
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
    if (!lower_date_arguments(expression, scope, is_sum, node.operands)) {
        return {};
    }
    const Bounds a = bounds_of(node.operands[0]);
    const Bounds b = is_part ? Bounds{} : bounds_of(node.operands[1]);
    const Int128 most = limits::months * 366;
    const bool is_far = is_sum && (b.low < -most || b.high > most);
    node.bounds = is_far ? a : date_bounds(operation, a, b);
    if (is_far || (is_sum && !is_in_calendar(node.bounds))) {
        return fail(expression, "number-too-large",
                    {{"加到日期上的数可能太大", "this may add too much to a date"},
                     {},
                     {"请给它写更窄的 range:", "give it a narrower range:"}});
    }
    return {add(expression, std::move(node)), false, false};
}

} // namespace doudi::compiler
