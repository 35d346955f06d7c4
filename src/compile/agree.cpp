// What two terms must agree on before they meet in a sum, a comparison or a choice, and what is
// said when they do not.

#include "base/utf8.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

namespace doudi::compiler {

namespace {

bool is_plain(const Type& type) {
    const bool counts =
        type.kind == Kind::integer || type.kind == Kind::number || type.kind == Kind::rate;
    return counts && type.unit.money == 0 && type.unit.month == 0 && type.unit.year == 0;
}

/// Numbers of rows are plain numbers beside plain numbers; what is counted lasts where it is known.
Unit plain_unit(const Unit& a, const Unit& b) {
    return a == b || b == Unit{} ? a : a == Unit{} ? b : Unit{};
}

/// What was written, when it is short enough to be said again.
std::string quoted(const Expression& expression) {
    constexpr std::size_t most = 40;
    if (expression.written == nullptr || expression.span.end > expression.written->value.size()) {
        return {};
    }
    const std::string text = expression.written->value.substr(
        expression.span.begin, expression.span.end - expression.span.begin);
    const bool is_line = text.find('\n') == std::string::npos;
    return is_line && utf8::count_code_points(text) <= most ? text : std::string();
}

Phrase times_count(const std::string& text, const std::string& entity) {
    return {fmt::format("请写 {} * count({})", text, entity),
            fmt::format("write {} * count({})", text, entity)};
}

} // namespace

Phrase Lowering::mend_periods(const Unit& x, const Unit& y, const std::string& left,
                              const std::string& right) const {
    const bool left_is_yearly = x.year != 0;
    const std::string& yearly = left_is_yearly ? left : right;
    const std::string& monthly = left_is_yearly ? right : left;
    if (x.month + x.year != 0 && y.month + y.year != 0) {
        return {fmt::format("请写 per_month({}) 或 per_year({})", yearly, monthly),
                fmt::format("write per_month({}) or per_year({})", yearly, monthly)};
    }
    return {
        "每月金额乘以月数才是金额；几个月的合计请写 sum_months(名称, 月数)",
        "a monthly sum times months is a sum; for several months write sum_months(name, months)"};
}

Phrase Lowering::mend_units(const Term& a, const Term& b, const std::string& left,
                            const std::string& right) const {
    const Unit& x = at(a.node).type.unit;
    const Unit& y = at(b.node).type.unit;
    if (x.month != y.month || x.year != y.year) {
        return mend_periods(x, y, left, right);
    }
    const Index rows = at(a.node).entity != none ? at(a.node).entity : at(b.node).entity;
    for (std::size_t i = 0; i < book_.entities.size(); ++i) {
        const int difference = x.entity[i] - y.entity[i];
        if (difference == 0) {
            continue;
        }
        const std::string& entity = book_.entities[i].name;
        const auto index = static_cast<Index>(i);
        if (rows != none && rows != index && book_.holds(index, rows)) {
            return {fmt::format("这是整个 {} 的金额；请先在 {} 的规则里除以人数，再在这里使用",
                                entity, entity),
                    fmt::format("this is a sum of the whole {0}: divide it by a count in a rule "
                                "for {0} first, and read that here",
                                entity)};
        }
        return times_count(difference < 0 ? left : right, entity);
    }
    return {"两边要是同一种金额", "both sides must be the same kind of sum"};
}

void Lowering::report_mismatch(const Expression& expression, const Expression& left,
                               const Expression& right, const Term& a, const Term& b) {
    const Type& x = at(a.node).type;
    const Type& y = at(b.node).type;
    const bool is_about_units = x.is_numeric() && y.is_numeric() && kinds_agree(x.kind, y.kind);
    const Phrase first = model_.describe(x);
    const Phrase second = model_.describe(y);
    const std::string here = quoted(left);
    const std::string there = quoted(right);
    const Phrase message =
        here.empty() || there.empty()
            ? Phrase{fmt::format("两边不是同一种量：{}与{}", first.zh, second.zh),
                     fmt::format("the two sides are not the same thing: {} and {}", first.en,
                                 second.en)}
            : Phrase{fmt::format("“{}”是{}，“{}”是{}", here, first.zh, there, second.zh),
                     fmt::format("'{}' is {}, '{}' is {}", here, first.en, there, second.en)};
    const bool is_placed = left.written != nullptr && right.written != nullptr;
    fail(is_placed ? left : expression, is_about_units ? "unit-mismatch" : "type-mismatch",
         {message, is_placed ? Phrase{first.zh, first.en} : Phrase{},
          is_about_units
              ? mend_units(a, b, here.empty() ? "a" : here, there.empty() ? "b" : there)
              : Phrase{"两边要是同一种值：都是金额、都是数、都是日期或同一个类别",
                       "both sides must be one kind of value: sums of money, numbers, dates, or "
                       "values of one category"}});
    if (is_placed) {
        model_.findings.last().labels.push_back({right.place(), second});
    }
}

bool Lowering::unify(const Expression& expression, const Expression& left, const Expression& right,
                     const Term& a, const Term& b, Type& type) {
    const Type x = at(a.node).type;
    const Type y = at(b.node).type;
    type = a.is_bare ? y : x;
    const bool both_numeric = x.is_numeric() && y.is_numeric();
    if (both_numeric && (a.is_bare || b.is_bare)) {
        if (a.is_bare && b.is_bare) {
            type.kind = x.kind == y.kind ? x.kind : Kind::number;
            return true;
        }
        return a.is_bare ? accept_literal(left, a, b) : accept_literal(right, b, a);
    }
    if (is_plain(x) && is_plain(y)) {
        type.kind = x.kind == y.kind ? x.kind : Kind::number;
        type.unit = plain_unit(x.unit, y.unit);
        return true;
    }
    if (both_numeric && x.unit == y.unit && kinds_agree(x.kind, y.kind)) {
        return true;
    }
    if (!both_numeric && x == y) {
        return true;
    }
    report_mismatch(expression, left, right, a, b);
    return false;
}

/// Whether a number counts years, months or days between two dates.
bool Lowering::is_span_of_time(Index node) const {
    while (at(node).operation == Operation::value || at(node).operation == Operation::reference) {
        node = book_.operands[at(node).first_operand];
    }
    const Operation operation = at(node).operation;
    return operation == Operation::years_between || operation == Operation::months_between ||
           operation == Operation::days_between;
}

/// A bare number takes the unit of the other side; one that the law sets belongs in a parameter.
bool Lowering::accept_literal(const Expression& literal, const Term& bare, const Term& other) {
    const Type& type = at(other.node).type;
    if (type.kind == Kind::rate) {
        return accept_rate(literal, bare);
    }
    const bool has_unit = type.kind == Kind::money || type.kind == Kind::months;
    if (has_unit || is_span_of_time(other.node)) {
        warn_of_literal(literal, bare);
    }
    return true;
}

bool Lowering::accept_rate(const Expression& literal, const Term& bare) {
    const Node& node = at(bare.node);
    const Int128 whole = power_of_ten(node.places);
    if (node.low >= -whole && node.high <= whole) {
        const bool is_plain_one = node.low == whole || node.low == -whole;
        if (!is_plain_one) {
            warn_of_literal(literal, bare);
        }
        return true;
    }
    const std::string text = quoted(literal);
    fail(literal, "rate-without-percent",
         {{"比率要写百分号", "a rate is written with %"},
          {"这个数大于 1", "this number is above 1"},
          text.empty() || !node.is_constant()
              ? Phrase{"请写成百分比，例如 20%", "write a percentage, such as 20%"}
              : Phrase{fmt::format("请写 {}%", text), fmt::format("write {}%", text)}});
    return false;
}

/// A bare number that multiplies or divides money or months is a rate or a number of times that the
/// law sets, unless it is the twelve months of a year.
void Lowering::warn_of_factor(const Expression& literal, const Term& bare, const Term& other) {
    const Kind kind = at(other.node).type.kind;
    const Node& node = at(bare.node);
    if (!bare.is_bare || other.is_bare || (kind != Kind::money && kind != Kind::months)) {
        return;
    }
    const bool is_plain = node.places == 0 && (node.low == Int128(1) || node.low == Int128(-1) ||
                                               node.low == Int128(12));
    if (!is_plain) {
        warn_of_literal(literal, bare);
    }
}

void Lowering::warn_of_literal(const Expression& literal, const Term& term) {
    const Node& node = at(term.node);
    if (literal.written == nullptr || !node.is_constant() || node.low == Int128(0)) {
        return;
    }
    model_.findings.warning(
        "literal-in-formula", literal.place(),
        {{"公式里直接写了金额、比率、年龄或期限",
          "an amount, a rate, an age or a length of time is written into a formula"},
         {},
         {"请写成带日期和依据的参数（parameters:）",
          "make it a parameter, with a date and a source"}});
}

} // namespace doudi::compiler
