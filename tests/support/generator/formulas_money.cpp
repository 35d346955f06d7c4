// Sums of money.

#include "formulas.hpp"

#include <algorithm>
#include <cmath>

namespace doudi::generator {
namespace {

// Products of two such values, aligned to the same places, still fit 128 bits with room to spare.
bool is_small(const Expression& expression) {
    return expression.places <= 7 && expression.bound * std::pow(10.0, expression.places) < 1e13;
}

const std::vector<std::string>& steps() {
    static const std::vector<std::string> all{"0.01", "0.01", "0.1", "0.05",
                                              "1",    "10",   "3",   "0.25"};
    return all;
}

int places_of(const std::string& step) {
    return step.find('.') == std::string::npos ? 0 : static_cast<int>(step.size()) - 2;
}

} // namespace

Expression Formulas::money(Kind kind, const Scope& scope) {
    if (scope.depth <= 0 || random_.chance(20) || !knows(kind, scope)) {
        return leaf(kind, "", scope);
    }
    const Expression result =
        random_.chance(60) ? money_compound(kind, scope) : money_special(kind, scope);
    return draft_.fits(result.bound, result.places) ? result : leaf(kind, "", scope);
}

Expression Formulas::small_money(Kind kind, const Scope& scope) {
    const Expression any = money(kind, scope);
    if (is_small(any)) {
        return any;
    }
    const std::vector<const Symbol*> found = visible(kind, scope);
    const auto least =
        std::min_element(found.begin(), found.end(),
                         [](const Symbol* a, const Symbol* b) { return a->bound < b->bound; });
    return reference(**least, scope);
}

Expression Formulas::money_compound(Kind kind, const Scope& scope) {
    const Expression left = money(kind, scope.deeper());
    const auto right = [&] {
        return random_.chance(25) ? bare(kind) : money(kind, scope.deeper());
    };
    const std::string extreme = random_.chance(50) ? "min" : "max";
    Expression result;
    switch (random_.between(0, 6)) {
    case 0:
    case 1: {
        const Expression other = right();
        result = joined(left, random_.chance(50) ? "+" : "-", other, Level::sum);
        result.bound = left.bound + other.bound;
        result.places = std::max(left.places, other.places);
        return result;
    }
    case 2:
        return call(extreme, {left, right()});
    case 3:
        return call(extreme, {call("max", {right(), left}), left, right()});
    case 4:
        return choice(scope, left, right());
    case 5:
        result = call("abs", {left});
        if (random_.chance(50)) {
            result.text = "-" + wrapped(left, Level::sign);
            result.level = Level::sign;
        }
        return result;
    default:
        return money_share(kind, scope);
    }
}

Expression Formulas::money_share(Kind kind, const Scope& scope) {
    const Expression whole_sum = money(kind, scope.deeper());
    Expression result;
    if (random_.chance(40)) {
        result.text = literal(Kind::rate) + " of " + wrapped(whole_sum, Level::sign);
        result.level = Level::sign;
        result.bound = whole_sum.bound * 1.5;
        result.places = whole_sum.places + 3;
        result.mentions = whole_sum.mentions;
        return result;
    }
    const Expression share = random_.chance(60)
                                 ? plain(Kind::rate, {scope.entity, scope.programme, 0})
                                 : whole({scope.entity, scope.programme, 0});
    result = random_.chance(50) ? joined(share, "*", whole_sum, Level::product)
                                : joined(whole_sum, "*", share, Level::product);
    result.bound = whole_sum.bound * std::max(1.0, share.bound);
    result.places = whole_sum.places + share.places;
    return result;
}

Expression Formulas::money_special(Kind kind, const Scope& scope) {
    Expression result;
    switch (random_.between(0, 6)) {
    case 0:
    case 1:
        result = money_of_rows(kind, scope);
        break;
    case 2:
        return money_rounded(kind, scope);
    case 3:
        return money_of_months(kind, scope);
    case 4:
        result = money_in_brackets(kind, scope);
        break;
    case 5:
        result = money_by_count(kind, scope);
        break;
    default:
        result = on_another_date(kind, scope);
        break;
    }
    return result.text.empty() ? leaf(kind, "", scope) : result;
}

Expression Formulas::money_of_rows(Kind kind, const Scope& scope) {
    const auto inner = rows_inside(scope);
    if (inner.empty()) {
        return {};
    }
    const int entity = random_.pick(inner);
    const Expression each = money_about(entity, kind, scope.about(entity));
    return each.text.empty() ? each : aggregate_of("sum", each, entity, scope);
}

Expression Formulas::money_in_brackets(Kind kind, const Scope& scope) {
    for (const Symbol* symbol : all_visible(scope)) {
        if (symbol->is_brackets && symbol->kind == kind) {
            Expression result = call(symbol->name, {money(kind, scope.deeper())});
            result.text[symbol->name.size()] = '[';
            result.text.back() = ']';
            result.bound = result.bound * 2 + 200000; // bands begin below zero
            result.places += 4;
            return result;
        }
    }
    return {};
}

// A sum for each row times their number.
Expression Formulas::money_by_count(Kind kind, const Scope& scope) {
    for (const Symbol* symbol : all_visible(scope)) {
        for (const int entity : rows_inside(scope)) {
            if (symbol->kind == kind && symbol->per == entity && symbol->keys.empty() &&
                unit_of(*symbol, scope) == entity) {
                Expression count;
                count.text = "count(" + draft_.entity_name(entity) + ")";
                Expression result = joined(reference(*symbol, scope), "*", count, Level::product);
                result.bound = symbol->bound * draft_.most_rows(scope.entity, entity);
                result.places = symbol->places;
                return result;
            }
        }
    }
    return {};
}

Expression Formulas::quotient(Kind kind, const Scope& scope) {
    for (const Symbol* symbol : all_visible(scope)) {
        if (symbol->is_quotient && symbol->kind == kind && unit_of(*symbol, scope) == no_entity &&
            random_.chance(50)) {
            return reference(*symbol, scope);
        }
    }
    if (kind == Kind::money_month && random_.chance(30)) {
        if (const auto yearly = visible(Kind::money_year, scope); !yearly.empty()) {
            const Expression year = reference(*random_.pick(yearly), scope);
            return is_small(year) ? call("per_month", {year}) : bare(kind);
        }
    }
    const Expression above = small_money(kind, scope.deeper());
    Expression result = joined(above, "/", divisor(scope), Level::product);
    result.bound = above.bound * 10; // a divisor may have one place
    return result;
}

// Whole numbers, shares and numbers that a record states, zero and below it among them; but never
// a constant that may be zero.
Expression Formulas::divisor(const Scope& scope) {
    Expression below;
    switch (random_.between(0, 9)) {
    case 0:
        return {"-" + std::to_string(random_.between(2, 13)), Level::sign, 0, 0, {}};
    case 1:
        return {decimal(random_.between(1, 99), 1), Level::primary, 0, 0, {}};
    case 2:
        below = fact(Kind::number, scope);
        break;
    case 3:
    case 4: {
        const Expression one = fact(Kind::integer, scope);
        if (!one.text.empty()) {
            const Expression other =
                random_.chance(50) ? fact(Kind::integer, scope) : bare(Kind::integer);
            return joined(one, "-", other, Level::sum);
        }
        break;
    }
    case 5:
    case 6:
    case 7:
        below = fact(Kind::integer, scope);
        break;
    default:
        break;
    }
    return below.text.empty()
               ? Expression{std::to_string(random_.between(2, 13)), Level::primary, 0, 0, {}}
               : below;
}

Expression Formulas::money_rounded(Kind kind, const Scope& scope) {
    static const std::vector<std::string> functions{"round",      "round_half_even", "round_up",
                                                    "round_down", "ceiling",         "floor"};
    const Expression inner =
        random_.chance(60) ? quotient(kind, scope.deeper()) : money_share(kind, scope.deeper());
    const std::string step = random_.pick(steps());
    Expression result = call(random_.pick(functions), {inner});
    result.text.back() = ',';
    result.text += " " + step + ")";
    result.bound = inner.bound + 10;
    result.places = places_of(step);
    return result;
}

Expression Formulas::payable(Kind kind, const Scope& scope) {
    const Expression amount = money(kind, scope);
    if (amount.places <= 2) {
        return amount;
    }
    Expression result = call(random_.chance(50) ? "ceiling" : "round", {amount});
    result.text.back() = ',';
    result.text += random_.chance(50) ? " 0.01)" : " 1)";
    result.bound += 1;
    result.places = 2;
    return result;
}

Expression Formulas::money_about(int entity, Kind kind, const Scope& scope) {
    const Expression any = money(kind, scope);
    if (any.mentions.contains(entity)) {
        return any;
    }
    auto own = visible(kind, scope);
    std::erase_if(own, [&](const Symbol* symbol) { return symbol->entity != entity; });
    if (own.empty()) {
        return {}; // the entity has no such sum
    }
    const Expression one = reference(*random_.pick(own), scope);
    if (random_.chance(50)) {
        return one;
    }
    Expression both = joined(one, random_.chance(50) ? "+" : "-", any, Level::sum);
    both.bound = one.bound + any.bound;
    both.places = std::max(one.places, any.places);
    return draft_.fits(both.bound, both.places) ? both : one;
}

Expression Formulas::aggregate_of(const std::string& function, const Expression& inner, int entity,
                                  const Scope& scope) {
    Expression result = call(function, {inner});
    result.mentions.clear();
    if (random_.chance(40)) {
        const Expression where = condition(scope.about(entity));
        result.text.back() = ' ';
        result.text += "where " + where.text + ")";
    }
    if (function == "sum") {
        result.bound *= draft_.most_rows(scope.entity, entity);
    }
    return result;
}

} // namespace doudi::generator
