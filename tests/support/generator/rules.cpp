#include "pack_parts.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

Kind kind_of_rule(Draft& draft, int entity) {
    static const std::vector<Kind> of_pack{Kind::money_month, Kind::rate, Kind::integer};
    static const std::vector<Kind> of_rows{
        Kind::money_month, Kind::money_month, Kind::money_month, Kind::money_month, Kind::boolean,
        Kind::boolean,     Kind::integer,     Kind::category,    Kind::date,        Kind::rate};
    return draft.random.pick(entity == no_entity ? of_pack : of_rows);
}

std::int64_t scale_of(int places) {
    std::int64_t scale = 1;
    for (; places > 0; --places) {
        scale *= 10;
    }
    return scale;
}

void set_range(Symbol& symbol, std::int64_t low, std::int64_t high) {
    symbol.low = low * scale_of(symbol.places);
    symbol.high = high * scale_of(symbol.places);
    symbol.bound = static_cast<double>(std::max(-low, high));
    symbol.may_be_previous = true;
}

std::string range(std::int64_t low, std::int64_t high) {
    return "    range: [" + std::to_string(low) + ", " + std::to_string(high) + "]\n";
}

// A range that holds every value, so that previous(…) may read the rule.
std::string add_range(Symbol& symbol) {
    const auto limit = static_cast<std::int64_t>(std::min(symbol.bound * 2 + 1000, 1e9));
    set_range(symbol, -limit, limit);
    return range(-limit, limit);
}

// A rule that reaches both ends of its range, so that any value inside may be given; between
// them it is held inside, or leaves it and is at fault.
std::string ranged_body(Draft& draft, Symbol& symbol, const Scope& scope) {
    Formulas formulas(draft);
    const std::int64_t low = draft.random.chance(50) ? 0 : -draft.random.between(1, 500);
    const std::int64_t high = draft.random.between(1, 3000);
    const Expression value = formulas.of_kind(symbol.kind, "", scope);
    const std::string inside = draft.random.chance(60)
                                   ? "max(" + std::to_string(low) + ", min(" +
                                         std::to_string(high) + ", " + value.text + "))"
                                   : value.text;
    const std::string formula = "if " + formulas.fact(Kind::boolean, scope).text + " then " +
                                std::to_string(low) + " else if " +
                                formulas.fact(Kind::integer, scope).text + " > 1 then " +
                                std::to_string(high) + " else " + inside;
    std::string text = block(draft.random, "    ", "value", formula);
    if (symbol.kind != Kind::integer) {
        text += "    round: {to: 0.01, mode: half_up}\n";
        symbol.places = 2;
    }
    set_range(symbol, low, high);
    symbol.may_be_given = true;
    return text + range(low, high);
}

std::string money_body(Draft& draft, Symbol& symbol, const Scope& scope) {
    Formulas formulas(draft);
    const bool divides = draft.random.chance(25);
    const Expression value =
        divides ? formulas.quotient(symbol.kind, scope) : formulas.money(symbol.kind, scope);
    symbol.bound = value.bound;
    symbol.places = value.places;
    std::string text = block(draft.random, "    ", "value", value.text);
    if (divides && draft.random.chance(30)) {
        symbol.is_quotient = true;
        return text + "    round: none\n";
    }
    if (divides || value.places > 4 || draft.random.chance(40)) {
        text += add_round(draft, symbol);
        if (scope.entity != no_entity && symbol.places <= 2 && draft.random.chance(60)) {
            text += add_range(symbol);
        }
    }
    return text;
}

std::string body(Draft& draft, Symbol& symbol, const Scope& scope) {
    const bool is_number = symbol.kind == Kind::money_month || symbol.kind == Kind::integer;
    if (is_number && scope.entity != no_entity && draft.random.chance(25)) {
        return ranged_body(draft, symbol, scope);
    }
    if (symbol.kind == Kind::money_month) {
        return money_body(draft, symbol, scope);
    }
    const Expression value = Formulas(draft).of_kind(symbol.kind, symbol.category, scope);
    symbol.bound = value.bound;
    symbol.places = value.places;
    const std::string text = block(draft.random, "    ", "value", value.text);
    if (symbol.kind == Kind::boolean || symbol.kind == Kind::category) {
        symbol.may_be_given = true;
        symbol.may_be_previous = true;
    }
    return text;
}

// Two forms, one for each side of a day. What cannot vary between them is left out.
std::string versions(Draft& draft, Symbol& symbol, const Scope& scope) {
    Formulas formulas(draft);
    std::string text = "    versions:\n";
    for (const std::string period : {"{until: 2020-06-30}", "{from: 2020-07-01}"}) {
        const Expression value = formulas.of_kind(symbol.kind, symbol.category, scope);
        symbol.bound = std::max(symbol.bound, value.bound);
        symbol.places = std::max(symbol.places, value.places);
        text += "      - in_force: " + period + "\n        assumed: made up\n";
        text += block(draft.random, "        ", "value", value.text);
    }
    return text;
}

// A sum for each of the rows inside: a quotient by their number, which may be none.
void add_share(Draft& draft, ProgrammeFile& file, int entity) {
    Symbol symbol = new_symbol(draft, file, entity, Kind::money_month);
    symbol.per = draft.random.pick(draft.inside(entity));
    const Expression whole = Formulas(draft).money(Kind::money_month, {entity, file.name, 2});
    const std::string text =
        block(draft.random, "    ", "value",
              "(" + whole.text + ") / count(" + draft.entity_name(symbol.per) + ")");
    symbol.bound = whole.bound;
    const std::string round = add_round(draft, symbol);
    file.rules += rule_heading(draft, symbol) + text + round;
    publish(draft, symbol);
}

// Nobody reads it, so there may be dates on which there is none.
void add_temporary(Draft& draft, ProgrammeFile& file, int entity) {
    Symbol symbol = new_symbol(draft, file, entity, Kind::boolean);
    const std::string text = body(draft, symbol, {entity, file.name, 2});
    file.rules += rule_heading(draft, symbol) +
                  "    in_force: {from: 2020-03-01, until: 2020-12-31}\n" + text;
}

} // namespace

void add_rule(Draft& draft, ProgrammeFile& file, int entity) {
    if (entity != no_entity && draft.random.chance(5)) {
        add_temporary(draft, file, entity);
        return;
    }
    if (entity != no_entity && !draft.inside(entity).empty() && draft.random.chance(10)) {
        add_share(draft, file, entity);
        return;
    }
    Symbol symbol = new_symbol(draft, file, entity, kind_of_rule(draft, entity));
    const Scope scope{entity, file.name, static_cast<int>(draft.random.between(1, 4))};
    const bool dated = entity != no_entity && draft.random.chance(10);
    const std::string text = dated ? versions(draft, symbol, scope) : body(draft, symbol, scope);
    file.rules += rule_heading(draft, symbol) + text;
    publish(draft, symbol);
}

} // namespace doudi::generator
