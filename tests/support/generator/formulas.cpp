#include "formulas.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

constexpr int unusable = -2; // the unit of money that belongs to two entities

Level tighter(Level level) {
    return static_cast<Level>(
        std::min(static_cast<int>(level) + 1, static_cast<int>(Level::primary)));
}

} // namespace

std::string decimal(std::int64_t units, int places) {
    std::string digits = std::to_string(units < 0 ? -units : units);
    const auto count = static_cast<std::size_t>(places);
    if (digits.size() <= count) {
        digits.insert(0, count + 1 - digits.size(), '0');
    }
    if (places > 0) {
        digits.insert(digits.size() - count, ".");
    }
    return (units < 0 ? "-" : "") + digits;
}

std::string Formulas::literal(Kind kind) {
    auto& known = draft_.pack.constants[kind];
    if (kind == Kind::integer) {
        known.push_back(random_.between(0, 40));
        return std::to_string(known.back());
    }
    if (kind == Kind::rate) {
        known.push_back(random_.between(1, 150));
        return std::to_string(known.back()) + (random_.chance(20) ? ".5%" : "%");
    }
    if (known.empty() || random_.chance(50)) {
        const bool whole = random_.chance(60);
        known.push_back(random_.between(1, 3000) * (whole ? 100 : 7));
    }
    const std::int64_t units = random_.pick(known);
    return units % 100 == 0 ? std::to_string(units / 100) : decimal(units, 2);
}

Expression Formulas::bare(Kind kind) {
    Expression expression;
    expression.text = literal(kind);
    // Sums of money may be thresholds of the pack, which begin far below zero.
    expression.bound = kind == Kind::integer ? 40 : kind == Kind::rate ? 2 : 200000;
    expression.places = kind == Kind::integer ? 0 : kind == Kind::rate ? 3 : 2;
    return expression;
}

std::string Formulas::wrapped(const Expression& expression, Level needed) {
    const bool brackets =
        expression.level < needed || (expression.level != Level::primary && random_.chance(10));
    return brackets ? "(" + expression.text + ")" : expression.text;
}

Expression Formulas::joined(const Expression& left, const std::string& sign,
                            const Expression& right, Level level) {
    const bool compares = level == Level::comparison;
    const Level needed = sign == "/" ? Level::primary : tighter(level);
    Expression result;
    result.text =
        wrapped(left, compares ? Level::sum : level) + " " + sign + " " + wrapped(right, needed);
    result.level = level;
    result.mentions = left.mentions;
    result.mentions.insert(right.mentions.begin(), right.mentions.end());
    return result;
}

Expression Formulas::compared(const Expression& left, const Expression& right) {
    static const std::vector<std::string> signs{"<", "<=", ">", ">=", "=", "!="};
    return joined(left, random_.pick(signs), right, Level::comparison);
}

Expression Formulas::call(const std::string& function, const std::vector<Expression>& arguments) {
    Expression result;
    for (const Expression& argument : arguments) {
        result.text += (result.text.empty() ? "" : ", ") + argument.text;
        result.bound = std::max(result.bound, argument.bound);
        result.places = std::max(result.places, argument.places);
        result.mentions.insert(argument.mentions.begin(), argument.mentions.end());
    }
    result.text = function + "(" + result.text + ")";
    return result;
}

Expression Formulas::choice(const Scope& scope, const Expression& yes, const Expression& no) {
    const Expression when = condition(scope.deeper());
    Expression result = call("if", {yes, no});
    result.text = "if " + when.text + " then " + yes.text + " else " + no.text;
    result.level = Level::choice;
    result.mentions.insert(when.mentions.begin(), when.mentions.end());
    return result;
}

std::vector<int> Formulas::rows_inside(const Scope& scope) const {
    return scope.entity == no_entity || scope.depth <= 0 ? std::vector<int>{}
                                                         : draft_.inside(scope.entity);
}

std::vector<const Symbol*> Formulas::all_visible(const Scope& scope) const {
    std::vector<const Symbol*> found;
    for (const Symbol& symbol : draft_.symbols) {
        if (draft_.holds(symbol.entity, scope.entity)) {
            found.push_back(&symbol);
        }
    }
    return found;
}

// A sum of an outer row is a sum for each of them; one per row of the scope's own is its share.
int Formulas::unit_of(const Symbol& symbol, const Scope& scope) const {
    std::map<int, int> exponents;
    if (symbol.per != no_entity) {
        exponents[symbol.per] = -1;
    }
    if (symbol.entity != no_entity && symbol.entity != scope.entity) {
        exponents[symbol.entity] += symbol.per != no_entity ? 0 : -1;
    }
    exponents.erase(scope.entity);
    std::erase_if(exponents, [](const auto& entry) { return entry.second == 0; });
    if (exponents.empty()) {
        return no_entity;
    }
    return exponents.size() == 1 ? exponents.begin()->first : unusable;
}

std::vector<const Symbol*> Formulas::visible(Kind kind, const Scope& scope) const {
    std::vector<const Symbol*> found = all_visible(scope);
    std::erase_if(found, [&](const Symbol* symbol) {
        const bool is_money =
            kind == Kind::money || kind == Kind::money_month || kind == Kind::money_year;
        return symbol->kind != kind || symbol->is_quotient || symbol->is_brackets ||
               !draft_.fits(symbol->bound, symbol->places) ||
               (is_money && unit_of(*symbol, scope) != no_entity);
    });
    return found;
}

std::vector<const Symbol*> Formulas::previous_of(Kind kind, const Scope& scope) const {
    std::vector<const Symbol*> found = visible(kind, scope);
    std::erase_if(found, [](const Symbol* symbol) { return !symbol->may_be_previous; });
    return found;
}

std::string Formulas::qualified(const Symbol& symbol, const Scope& scope) {
    const bool is_part = symbol.name.find('.') != std::string::npos;
    if (!symbol.programme.empty() && symbol.programme != scope.programme) {
        return symbol.is_fact && random_.chance(50)
                   ? draft_.entity_name(symbol.entity) + "." + symbol.name
                   : symbol.full_name();
    }
    if (symbol.entity != no_entity && !is_part && random_.chance(8)) {
        return draft_.entity_name(symbol.entity) + "." + symbol.name;
    }
    return random_.chance(8) ? symbol.full_name() : symbol.name;
}

Expression Formulas::reference(const Symbol& symbol, const Scope& scope) {
    if (!symbol.keys.empty()) {
        return lookup(symbol, scope);
    }
    Expression result;
    result.text = qualified(symbol, scope);
    result.bound = symbol.bound;
    result.places = symbol.places;
    if (symbol.entity != no_entity) {
        result.mentions.insert(symbol.entity);
    }
    return result;
}

Expression Formulas::lookup(const Symbol& symbol, const Scope& scope) {
    std::vector<Expression> keys;
    double beyond = 1; // what stands above the last key may grow with it
    for (const Key& key : symbol.keys) {
        if (!key.category.empty()) {
            keys.push_back(one_of(key.category, scope.deeper()));
            continue;
        }
        Expression number = whole({scope.entity, scope.programme, 0});
        if (random_.chance(70)) { // inside the table, mostly
            number = call("max", {number, {std::to_string(key.first), Level::primary, 0, 0, {}}});
            number = call("min", {number, {std::to_string(key.last), Level::primary, 0, 0, {}}});
        }
        beyond += number.bound;
        keys.push_back(number);
    }
    Expression result = call("", keys);
    result.text =
        qualified(symbol, scope) + "[" + result.text.substr(1, result.text.size() - 2) + "]";
    result.bound = symbol.bound * beyond;
    result.places = symbol.places;
    return result;
}

Expression Formulas::leaf(Kind kind, const std::string& category, const Scope& scope) {
    auto found = visible(kind, scope);
    std::erase_if(found, [&](const Symbol* symbol) {
        return symbol->category != category || (symbol->is_ended && !random_.chance(10));
    });
    if (found.empty()) {
        return bare(kind);
    }
    // A value of the scope's own, where there is one, more often than those around it.
    auto own = found;
    std::erase_if(own, [&](const Symbol* symbol) { return symbol->entity != scope.entity; });
    return reference(*random_.pick(own.empty() || random_.chance(30) ? found : own), scope);
}

Expression Formulas::of_kind(Kind kind, const std::string& category, const Scope& scope) {
    switch (kind) {
    case Kind::money:
    case Kind::money_month:
    case Kind::money_year:
        return money(kind, scope);
    case Kind::rate:
    case Kind::number:
        return plain(kind, scope);
    case Kind::integer:
        return whole(scope);
    case Kind::boolean:
        return condition(scope);
    case Kind::date:
        return date(scope);
    case Kind::months:
        return months(scope);
    case Kind::text:
        return text(scope);
    case Kind::category:
        break;
    }
    return one_of(category, scope);
}

} // namespace doudi::generator
