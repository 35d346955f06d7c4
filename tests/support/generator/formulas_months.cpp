// Values of other months and dates.

#include "formulas.hpp"

#include <algorithm>

namespace doudi::generator {

// The value of a parameter on some date. A date that a record states may come before the first,
// which is a fault; one that is known beforehand may not.
Expression Formulas::on_another_date(Kind kind, const Scope& scope) {
    auto law = visible(kind, scope);
    std::erase_if(law, [](const Symbol* symbol) { return !symbol->is_dated; });
    if (law.empty()) {
        return {};
    }
    const Symbol& symbol = *random_.pick(law);
    Expression day = fact(Kind::date, scope);
    if (symbol.has_gaps && day.text.empty()) {
        return {};
    }
    if (day.text.empty() || (!symbol.has_gaps && random_.chance(60))) {
        day.text = "add_months(decision_date, " + std::to_string(random_.between(-20, 3)) + ")";
        day.mentions.clear();
    }
    return call("value_on", {reference(symbol, scope), day});
}

// What was last month, if there is anything of the kind to ask for.
Expression Formulas::before(Kind kind, const std::string& category, const Scope& scope) {
    auto known = previous_of(kind, scope);
    std::erase_if(known, [&](const Symbol* symbol) { return symbol->category != category; });
    if (known.empty()) {
        return {};
    }
    const Symbol& symbol = *random_.pick(known);
    draft_.read_previous.insert(symbol.full_name());
    Expression result = call("previous", {reference(symbol, scope)});
    const bool is_money =
        kind == Kind::money || kind == Kind::money_month || kind == Kind::money_year;
    result.places = is_money ? std::max(result.places, 2) : result.places; // as records state it
    return result;
}

// How long: stated, between two dates, or how often one sum goes into another.
Expression Formulas::months(const Scope& scope) {
    Expression result;
    switch (random_.between(0, 4)) {
    case 2:
        result = before(Kind::months, "", scope);
        if (!result.text.empty()) {
            return result;
        }
        break;
    case 0:
        result = call("months_between", {date(scope.deeper()), date(scope.deeper())});
        result.bound = 3600;
        return result;
    case 1: {
        const Expression below = fact(Kind::money_month, scope);
        if (below.text.empty() || visible(Kind::money, scope).empty()) {
            break;
        }
        const Expression share =
            joined(small_money(Kind::money, scope.deeper()), "/", below, Level::product);
        result = call(random_.chance(50) ? "floor" : "ceiling", {share});
        result.text.back() = ',';
        result.text += " 1)";
        result.bound = 1e12;
        return result;
    }
    default:
        break;
    }
    if (visible(Kind::months, scope).empty()) {
        result = call("months_between", {date(scope.deeper()), date(scope.deeper())});
        result.bound = 3600;
        return result;
    }
    return leaf(Kind::months, "", scope);
}

Expression Formulas::sum_of_months(const Scope& scope) {
    const auto monthly = previous_of(Kind::money_month, scope);
    if (monthly.empty()) {
        return {};
    }
    const Symbol& symbol = *random_.pick(monthly);
    draft_.read_previous.insert(symbol.full_name());
    Expression result = call("sum_months", {reference(symbol, scope)});
    result.text.back() = ',';
    result.text += " " + std::to_string(random_.between(1, random_.chance(20) ? 14 : 4)) + ")";
    result.bound *= 14;
    return result;
}

Expression Formulas::money_of_months(Kind kind, const Scope& scope) {
    if (kind == Kind::money && random_.chance(40)) {
        if (const auto months = visible(Kind::months, scope); !months.empty()) {
            const Expression monthly = money(Kind::money_month, scope.deeper());
            const Expression count = reference(*random_.pick(months), scope);
            Expression result = joined(monthly, "*", count, Level::product);
            result.bound = monthly.bound * 24;
            result.places = monthly.places;
            return result;
        }
    }
    if (kind == Kind::money && random_.chance(60)) {
        const Expression result = sum_of_months(scope);
        if (!result.text.empty()) {
            return result;
        }
    }
    const Expression result = before(kind, "", scope);
    return result.text.empty() ? leaf(kind, "", scope) : result;
}

} // namespace doudi::generator
