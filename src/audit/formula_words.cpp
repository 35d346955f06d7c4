// Formulas read aloud: each operand by its title, with the value that stood there.

#include "audit/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::audit {
namespace {

constexpr int binds_sum = 1;
constexpr int binds_product = 2;
constexpr int binds_whole = 3;

/// Rows of a sum that are told one by one.
constexpr std::size_t most_rows_told = 12;

/// "members", "families".
std::string plural(const std::string& noun) {
    const bool ends_in_y =
        noun.size() > 1 && noun.ends_with('y') &&
        std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos;
    return ends_in_y ? noun.substr(0, noun.size() - 1) + "ies" : noun + "s";
}

bool is_zero(const Rulebook& rulebook, const Term& term) {
    return rulebook.nodes[term.node].operation == Operation::constant && term.value.is_ok() &&
           term.value.digits == Int128(0);
}

} // namespace

std::string Wording::title(const Term& term, const Context& context) const {
    const auto is_name = [&](Index index) {
        return rulebook_.nodes[index].operation == Operation::value ||
               rulebook_.nodes[index].operation == Operation::reference;
    };
    Index at = term.node;
    // A chain of names is only as long as the rulebook has values.
    for (std::size_t i = 0; i < rulebook_.values.size() && is_name(at); ++i) {
        const Index value = rulebook_.nodes[at].payload;
        if (!hands_on(value) ||
            rulebook_.nodes[rulebook_.values[value].node].entity != rulebook_.nodes[at].entity) {
            break;
        }
        at = rulebook_.operands_of(rulebook_.values[value].node)[0];
    }
    const Node& node = rulebook_.nodes[at];
    switch (node.operation) {
    case Operation::input:
        return whose(node.entity, term.row, context) + input_title(node.payload);
    case Operation::value:
    case Operation::reference:
        return whose(node.entity, term.row, context) + value_title(node.payload);
    case Operation::parameter:
        return parameter_title(node.payload);
    default:
        return "";
    }
}

std::string Wording::written(Index index) const {
    const Node& node = rulebook_.nodes[index];
    if (node.formula == none || node.formula >= rulebook_.formulas.size()) {
        return "";
    }
    const std::string& text = rulebook_.formulas[node.formula].text;
    if (node.span.begin >= node.span.end || node.span.end > text.size()) {
        return "";
    }
    return text.substr(node.span.begin, node.span.end - node.span.begin);
}

Index Wording::table_parameter(Index index) const {
    const Node& node = rulebook_.nodes[index];
    switch (node.operation) {
    case Operation::lookup:
        return rulebook_.tables[node.payload].parameter;
    case Operation::band:
    case Operation::marginal:
        return rulebook_.bands[node.payload].parameter;
    default:
        return none;
    }
}

Worded Wording::leaf(const Term& term, const Context& context) const {
    const Node& node = rulebook_.nodes[term.node];
    const std::string value = format(term.value);
    if (node.operation == Operation::constant) {
        return {value, binds_whole, true};
    }
    if (node.operation == Operation::count) {
        const std::string entity =
            node.payload < rulebook_.entities.size() ? entity_title(node.payload) : "";
        // Chinese counts in one word, "3 人"; English must say of what.
        return {zh() && value.ends_with("人") ? value
                : zh()                        ? named(entity + "数", term.value)
                                              : named("number of " + plural(entity), term.value),
                binds_whole, true};
    }
    std::string name = title(term, context);
    if (name.empty()) {
        const Index parameter = table_parameter(term.node);
        name = parameter == none ? written(term.node) : parameter_title(parameter);
    }
    return {name.empty() ? value : named(name, term.value), binds_whole, true};
}

std::string Wording::named(const std::string& name, const Quantity& value, UnitWords unit) const {
    const std::string text = format(value, unit);
    const bool is_truth = value.type.kind == Kind::boolean;
    if (!value.is_ok() && zh()) {
        return name + text;
    }
    if (value.is_ok() && value.type.kind == Kind::category) {
        return say("{}为{}", "{} is {}", name, text);
    }
    return is_truth ? say("{}：{}", "{}: {}", name, text) : name + " " + text;
}

std::string Wording::operand(const Term& term, std::size_t position, const Context& context,
                             int binding) const {
    if (position >= term.operands.size()) {
        return "…";
    }
    const Worded inner = formula(term.operands[position], context);
    return inner.binding < binding ? say("（{}）", "({})", inner.text) : inner.text;
}

Worded Wording::infix(const Term& term, const Context& context, std::string_view sign,
                      int binding) const {
    std::string text = operand(term, 0, context, binding);
    for (std::size_t i = 1; i < term.operands.size(); ++i) {
        // What follows − or ÷ must bind more tightly: a − (b − c).
        const bool is_strict = sign == "−" || sign == "÷";
        text +=
            fmt::format(" {} {}", sign, operand(term, i, context, binding + (is_strict ? 1 : 0)));
    }
    return {text, binding, false};
}

/// The smallest or largest of some, and "not below 0".
Worded Wording::choice_of_many(const Term& term, const Context& context) const {
    const bool largest = rulebook_.nodes[term.node].operation == Operation::maximum;
    std::vector<std::size_t> told;
    for (std::size_t i = 0; i < term.operands.size(); ++i) {
        if (!largest || !is_zero(rulebook_, term.operands[i])) {
            told.push_back(i);
        }
    }
    std::string text;
    for (const std::size_t i : told) {
        const bool is_last = i == told.back();
        text += text.empty() ? "" : is_last ? pick("与", " and ") : pick("、", ", ");
        text += operand(term, i, context, told.size() == 1 ? binds_sum : binds_whole);
    }
    if (told.size() > 1) {
        const std::string_view pattern =
            largest ? pick("{}取大", "the larger of {}") : pick("{}取小", "the smaller of {}");
        text = fmt::format(fmt::runtime(pattern), text);
    }
    const bool from_zero = told.size() == 1 && told.size() < term.operands.size();
    if (from_zero && term.operands[told[0]].value.digits.is_negative()) {
        text += pick("（不足 0 的按 0 计）", " (not below 0)");
        return {text, binds_product, false};
    }
    return {text, binds_sum, false};
}

Worded Wording::table(const Term& term, const Context& context) const {
    const Index parameter = table_parameter(term.node);
    std::string keys;
    for (const Term& key : term.operands) {
        keys += keys.empty() ? "" : pick("，", ", ");
        keys += formula(key, context).text;
    }
    const std::string name = parameter == none ? std::string() : parameter_title(parameter);
    const bool is_truth = term.value.type.kind == Kind::boolean;
    return {say(is_truth ? "{}〔{}〕：{}" : "{}〔{}〕{}", is_truth ? "{} [{}]: {}" : "{} [{}] {}",
                name, keys, format(term.value)),
            binds_whole, true};
}

Worded Wording::time(const Term& term, const Context& context) const {
    const std::string a = operand(term, 0, context, binds_whole);
    const std::string b = term.operands.size() > 1 ? operand(term, 1, context, binds_whole) : "";
    const auto in_words = [&](std::string_view chinese, std::string_view english) {
        return Worded{say(chinese, english, a, b), binds_whole, false};
    };
    const auto between = [&](std::string_view chinese, std::string_view english) {
        return Worded{zh() ? fmt::format("{}{}的{}", after("从", a), after("到", b), chinese)
                           : fmt::format("{} from {} to {}", english, a, b),
                      binds_whole, false};
    };
    switch (rulebook_.nodes[term.node].operation) {
    case Operation::years_between:
        return between("整年数", "full years");
    case Operation::months_between:
        return between("整月数", "full months");
    case Operation::days_between:
        return between("天数", "days");
    case Operation::add_months:
        return in_words("{}之后 {} 个月", "{1} months after {0}");
    case Operation::add_days:
        return in_words("{}之后 {} 天", "{1} days after {0}");
    case Operation::year_of:
        return in_words("{}的年份", "the year of {}");
    default:
        return in_words("{}的月份", "the month of {}");
    }
}

/// "计入收入合计 1,137.50 元（a 1,137.50 元、b 0.00 元）".
Worded Wording::over_rows(const Term& term, const Context& /*context*/) const {
    const Node& node = rulebook_.nodes[term.node];
    const std::string_view pattern = node.operation == Operation::sum ? pick("{}合计", "sum of {}")
                                     : node.operation == Operation::smallest
                                         ? pick("{}最小值", "smallest {}")
                                         : pick("{}最大值", "largest {}");
    std::string of;
    std::string rows;
    for (std::size_t i = 0; i < std::min(term.operands.size(), most_rows_told); ++i) {
        const Term& part = term.operands[i];
        const Context own{node.payload, part.row};
        if (of.empty()) {
            of = title(part, own);
        }
        rows += rows.empty() ? "" : pick("、", ", ");
        rows += named(row_name(node.payload, part.row), part.value);
    }
    if (term.operands.size() > most_rows_told || term.cut) {
        rows += pick("……", ", …");
    }
    if (of.empty()) {
        of = node.payload < rulebook_.entities.size()
                 ? say("各{}", "each {}", entity_title(node.payload))
                 : std::string();
    }
    std::string text = named(fmt::format(fmt::runtime(pattern), of), term.value);
    if (term.operands.size() > 1) {
        text += say("（{}）", " ({})", rows);
    }
    return {text, binds_whole, true};
}

Worded Wording::formula(const Term& term, const Context& context) const {
    const Node& node = rulebook_.nodes[term.node];
    if (term.operands.empty() || node.operation == Operation::count) {
        return leaf(term, context);
    }
    switch (node.operation) {
    case Operation::add:
        return infix(term, context, "+", binds_sum);
    case Operation::subtract:
        return infix(term, context, "−", binds_sum);
    case Operation::multiply:
        return infix(term, context, "×", binds_product);
    case Operation::quotient:
        return infix(term, context, "÷", binds_product);
    case Operation::negate:
        return {"−" + operand(term, 0, context, binds_whole), binds_product, false};
    case Operation::absolute:
        return {say("{}的绝对值", "the size of {}", operand(term, 0, context, binds_whole)),
                binds_whole, false};
    case Operation::minimum:
    case Operation::maximum:
        return choice_of_many(term, context);
    case Operation::round: {
        const StepEntry& step = rulebook_.steps[node.payload];
        return {say("{} {}", "{} {}", operand(term, 0, context, binds_whole),
                    rounding(static_cast<Rounding>(node.detail), {step.digits, step.places},
                             node.type)),
                binds_product, false};
    }
    case Operation::choose:
        return term.operands.size() == 1 ? Worded{say("取决于{}", "what follows from {}",
                                                      formula(term.operands[0], context).text),
                                                  binds_sum, false}
                                         : formula(term.operands.back(), context);
    case Operation::only_one:
    case Operation::check_range:
        return formula(term.operands.back(), context);
    case Operation::lookup:
    case Operation::band:
    case Operation::marginal:
        return table(term, context);
    case Operation::sum:
    case Operation::smallest:
    case Operation::largest:
        return over_rows(term, context);
    default:
        return time(term, context);
    }
}

std::string Wording::side(const Term& term, const Context& context) const {
    const Worded words = formula(term, context);
    const bool says_it = words.has_value || !term.value.is_ok();
    return says_it ? words.text : words.text + " = " + format(term.value);
}

std::string Wording::rounding(Rounding mode, const Decimal& step, const Type& type) const {
    std::string_view how;
    switch (mode) {
    case Rounding::half_up:
        how = pick("四舍五入", "rounded");
        break;
    case Rounding::half_even:
        how = pick("四舍六入五成双", "rounded (half to even)");
        break;
    case Rounding::ceiling:
        how = pick("向上取整", "rounded up");
        break;
    case Rounding::floor:
        how = pick("向下取整", "rounded down");
        break;
    case Rounding::up:
        how = pick("进位取整", "rounded away from zero");
        break;
    case Rounding::down:
        how = pick("舍去尾数", "cut");
        break;
    }
    const Decimal exact = step.trimmed();
    if (zh() && type.kind == Kind::money && exact.digits == Int128(1) && exact.places <= 2) {
        constexpr std::string_view coins[] = {"元", "角", "分"};
        return fmt::format("{}到{}", how, coins[exact.places]);
    }
    const Quantity shown{type.kind == Kind::money ? Type{Kind::number, 0, {}} : type, State::ok,
                         static_cast<std::uint8_t>(exact.places), exact.digits, 1};
    return say("{}到 {}", "{} to {}", how, format(shown));
}

} // namespace doudi::audit
