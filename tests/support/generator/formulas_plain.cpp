// Whole numbers, rates, numbers, dates and categories.

#include "formulas.hpp"

#include <algorithm>

namespace doudi::generator {

Expression Formulas::whole(const Scope& scope) {
    const Scope deeper = scope.deeper();
    if (scope.depth <= 0 || random_.chance(35)) {
        return leaf(Kind::integer, "", scope);
    }
    const Expression left = whole(deeper);
    Expression result;
    switch (random_.between(0, 6)) {
    case 0: {
        const Expression right = random_.chance(40) ? bare(Kind::integer) : whole(deeper);
        const std::string sign = random_.chance(50) ? "+" : "-";
        result = joined(left, sign, right, Level::sum);
        result.bound = left.bound + right.bound;
        return result;
    }
    case 1: {
        const Expression right = whole({scope.entity, scope.programme, 0});
        result = joined(left, "*", right, Level::product);
        result.bound = left.bound * right.bound;
        return result.bound < 1e7 ? result : left;
    }
    case 2:
        return choice(scope, left, whole(deeper));
    case 3: {
        const std::string extreme = random_.chance(50) ? "min" : "max";
        return call(extreme, {left, bare(Kind::integer)});
    }
    case 4: {
        const std::string function = random_.chance(70) ? "years_between" : "days_between";
        const Expression born = date(deeper);
        result = call(function, {born, date(deeper)});
        result.bound = function == "years_between" ? 300 : 110000;
        return result;
    }
    case 5:
        result = call(random_.chance(50) ? "year" : "month", {date(deeper)});
        result.bound = 2300;
        return result;
    default: {
        const Expression other = random_.chance(30)   ? before(Kind::integer, "", scope)
                                 : random_.chance(30) ? number_of_band(scope)
                                                      : extreme_of_rows(Kind::integer, scope);
        return other.text.empty() ? left : other;
    }
    }
}

// The largest or smallest, earliest or latest of the rows; over nobody it is a fault.
Expression Formulas::extreme_of_rows(Kind kind, const Scope& scope) {
    const auto inner = rows_inside(scope);
    if (inner.empty()) {
        return {};
    }
    const int entity = random_.pick(inner);
    const Expression one = leaf(kind, "", scope.about(entity));
    const std::string function = random_.chance(50) ? "max" : "min";
    return one.mentions.contains(entity) ? aggregate_of(function, one, entity, scope)
                                         : Expression{};
}

Expression Formulas::number_of_band(const Scope& scope) {
    for (const Symbol* symbol : all_visible(scope)) {
        if (symbol->is_brackets && symbol->kind == Kind::integer) {
            Expression result = call("", {money(Kind::money_month, scope.deeper())});
            result.text = qualified(*symbol, scope) + "[" +
                          result.text.substr(1, result.text.size() - 2) + "]";
            result.bound = 50;
            result.places = 0;
            return result;
        }
    }
    return {};
}

Expression Formulas::plain(Kind kind, const Scope& scope) {
    const Scope deeper = scope.deeper();
    if (scope.depth <= 0 || random_.chance(40) || visible(kind, scope).empty()) {
        return leaf(kind, "", scope);
    }
    if (random_.chance(10)) {
        const Expression dated = on_another_date(kind, scope);
        if (!dated.text.empty()) {
            return dated;
        }
    }
    if (random_.chance(10)) {
        const Expression last = before(kind, "", scope);
        if (!last.text.empty()) {
            return last;
        }
    }
    const Expression left = plain(kind, deeper);
    const Expression right = plain(kind, deeper);
    const std::string sign = random_.chance(50) ? "+" : "-";
    switch (random_.between(0, 5)) {
    case 0: {
        Expression result = joined(left, sign, right, Level::sum);
        result.bound = left.bound + right.bound;
        result.places = std::max(left.places, right.places);
        return result;
    }
    case 1:
        return choice(scope, left, right);
    case 2:
        return call("max", {left, right});
    case 3: {
        Expression result = joined(left, "*", right, Level::product);
        result.bound = left.bound * right.bound;
        result.places = left.places + right.places;
        return result.places <= 4 && result.bound < 1e5 ? result : left;
    }
    case 4: {
        const Expression below = fact(Kind::integer, scope);
        const Expression above = whole({scope.entity, scope.programme, 0});
        if (below.text.empty() || kind == Kind::rate) { // a share of people is a number
            return left;
        }
        Expression result = call("round_half_even", {joined(above, "/", below, Level::product)});
        result.text.back() = ',';
        result.text += " 0.01)";
        result.bound = above.bound;
        result.places = 2;
        return result;
    }
    default:
        return call("min", {left, right, left});
    }
}

Expression Formulas::date(const Scope& scope) {
    static const std::vector<std::string> days{"2000-02-29", "2020-07-01", "1990-12-31",
                                               "2019-01-31", "decision_date"};
    const Scope deeper = scope.deeper();
    if (scope.depth <= 0 || random_.chance(50)) {
        Expression day;
        day.text = random_.pick(days);
        return random_.chance(30) || visible(Kind::date, scope).empty()
                   ? day
                   : leaf(Kind::date, "", scope);
    }
    const Expression left = date(deeper);
    switch (random_.between(0, 5)) {
    case 0: {
        const Expression right = date(deeper);
        return choice(scope, left, right);
    }
    case 1: {
        const std::string extreme = random_.chance(50) ? "min" : "max";
        return call(extreme, {left, date(deeper)});
    }
    case 2: {
        const Expression other =
            random_.chance(50) ? extreme_of_rows(Kind::date, scope) : before(Kind::date, "", scope);
        return other.text.empty() ? left : other;
    }
    default:
        return shifted(left, scope);
    }
}

Expression Formulas::shifted(const Expression& day, const Scope& scope) {
    Expression count;
    count.text = std::to_string(random_.between(-30, 30));
    if (random_.chance(30)) {
        const Expression any = whole({scope.entity, scope.programme, 0});
        count = call("max", {call("min", {any, {"40", Level::primary, 0, 0, {}}}),
                             {"-40", Level::sign, 0, 0, {}}});
    }
    return call(random_.chance(60) ? "add_months" : "add_days", {day, count});
}

Expression Formulas::text(const Scope& scope) {
    Expression word;
    word.text = random_.chance(50) ? "\"abc\"" : "'甲'";
    if (visible(Kind::text, scope).empty() || random_.chance(20)) {
        return word;
    }
    const Expression one = random_.chance(25) ? before(Kind::text, "", scope) : Expression{};
    const Expression other = one.text.empty() ? leaf(Kind::text, "", scope) : one;
    return scope.depth > 0 && random_.chance(30) ? choice(scope, other, word) : other;
}

Expression Formulas::one_of(const std::string& category, const Scope& scope) {
    const auto& values = draft_.pack.categories.at(category);
    Expression word;
    word.text = "\"" + random_.pick(values) + "\"";
    auto known = visible(Kind::category, scope);
    std::erase_if(known, [&](const Symbol* symbol) { return symbol->category != category; });
    if (known.empty() || random_.chance(15)) {
        return word;
    }
    const Expression last =
        random_.chance(20) ? before(Kind::category, category, scope) : Expression{};
    const Expression one = last.text.empty() ? leaf(Kind::category, category, scope) : last;
    return scope.depth > 0 && random_.chance(30) ? choice(scope, one, word) : one;
}

} // namespace doudi::generator
