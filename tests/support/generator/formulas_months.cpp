// Values of other months and dates.

#include "formulas.hpp"

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
    if (symbol.is_monthly && day.text.empty()) {
        return {};
    }
    if (day.text.empty() || (!symbol.is_monthly && random_.chance(60))) {
        day.text = "add_months(decision_date, " + std::to_string(random_.between(-20, 3)) + ")";
        day.mentions.clear();
    }
    return call("value_on", {reference(symbol, scope), day});
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
    result.text += " " + std::to_string(random_.between(1, 4)) + ")";
    result.bound *= 4;
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
    const auto before = previous_of(kind, scope);
    if (before.empty()) {
        return leaf(kind, "", scope);
    }
    const Symbol& symbol = *random_.pick(before);
    draft_.read_previous.insert(symbol.full_name());
    return call("previous", {reference(symbol, scope)});
}

} // namespace doudi::generator
