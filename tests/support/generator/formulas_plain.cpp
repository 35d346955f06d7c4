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
        const Expression extreme = extreme_of_rows(scope);
        return extreme.text.empty() ? left : extreme;
    }
    }
}

// The largest or smallest of the rows; over nobody it is a fault.
Expression Formulas::extreme_of_rows(const Scope& scope) {
    const auto inner = rows_inside(scope);
    if (inner.empty()) {
        return {};
    }
    const int entity = random_.pick(inner);
    const Expression one = leaf(Kind::integer, "", scope.about(entity));
    const std::string function = random_.chance(50) ? "max" : "min";
    return one.mentions.contains(entity) ? aggregate_of(function, one, entity, scope)
                                         : Expression{};
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
    const Expression left = plain(kind, deeper);
    const Expression right = plain(kind, deeper);
    const std::string sign = random_.chance(50) ? "+" : "-";
    switch (random_.between(0, 3)) {
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
    switch (random_.between(0, 3)) {
    case 0: {
        const Expression right = date(deeper);
        return choice(scope, left, right);
    }
    case 1: {
        const std::string extreme = random_.chance(50) ? "min" : "max";
        return call(extreme, {left, date(deeper)});
    }
    default: {
        const bool months = random_.chance(60);
        Expression result = call(months ? "add_months" : "add_days", {left});
        result.text.back() = ',';
        result.text += " " + std::to_string(random_.between(-30, 30)) + ")";
        return result;
    }
    }
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
    const Expression one = leaf(Kind::category, category, scope);
    return scope.depth > 0 && random_.chance(30) ? choice(scope, one, word) : one;
}

} // namespace doudi::generator
