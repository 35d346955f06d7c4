#include "pack_parts.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

std::string line(Draft& draft, const std::string& when, const std::string& then) {
    return "      -\n" + block(draft.random, "        ", "when", when) +
           block(draft.random, "        ", "then", then);
}

std::string then_of(Draft& draft, Symbol& symbol, const Scope& scope) {
    if (symbol.kind == Kind::category) {
        return draft.random.pick(draft.pack.categories.at(symbol.category));
    }
    const Expression value = Formulas(draft).of_kind(symbol.kind, "", scope);
    symbol.bound += value.bound;
    symbol.places = std::max(symbol.places, value.places);
    return value.text;
}

// Rows that a reader cannot compare with one another.
std::string opaque_rows(Draft& draft, Symbol& symbol, const Scope& scope) {
    std::string rows;
    for (std::int64_t count = draft.random.between(1, 3); count > 0; --count) {
        const std::string when = Formulas(draft).opaque_condition(scope).text;
        rows += line(draft, when, then_of(draft, symbol, scope));
    }
    return rows;
}

// Rows by thresholds of a fact, whole and without overlap, so that `otherwise` may be left out.
std::string threshold_rows(Draft& draft, Symbol& symbol, const Scope& scope) {
    std::string name;
    for (const Symbol& fact : draft.symbols) {
        if (fact.is_fact && fact.programme.empty() && fact.entity == scope.entity &&
            fact.kind == Kind::integer) {
            name = fact.name;
        }
    }
    std::string rows;
    for (const std::string range : {" < 1", " in [1..2)"}) {
        rows += line(draft, name + range, then_of(draft, symbol, scope));
    }
    return rows + line(draft, name + " >= 2", then_of(draft, symbol, scope));
}

// A row for each value of a category.
std::string category_rows(Draft& draft, Symbol& symbol, const Scope& scope) {
    const Symbol* cut = nullptr;
    for (const Symbol& fact : draft.symbols) {
        if (fact.is_fact && fact.programme.empty() && fact.entity == scope.entity &&
            fact.kind == Kind::category) {
            cut = &fact;
        }
    }
    const std::string name = cut->name;
    const std::vector<std::string> values = draft.pack.categories.at(cut->category);
    std::string rows;
    for (const std::string& value : values) {
        rows += line(draft, name + " = \"" + value + "\"", then_of(draft, symbol, scope));
    }
    return rows;
}

} // namespace

void add_table(Draft& draft, ProgrammeFile& file, int entity) {
    static const std::vector<Kind> kinds{Kind::money_month, Kind::money_month, Kind::integer,
                                         Kind::boolean,     Kind::category,    Kind::date,
                                         Kind::text,        Kind::months,      Kind::rate};
    const std::string hit = draft.random.pick(std::vector<std::string>{"first", "unique", "sum"});
    static const std::vector<Kind> sums{Kind::money_month, Kind::money_month, Kind::integer,
                                        Kind::rate, Kind::number};
    const Kind kind = draft.random.pick(hit == "sum" ? sums : kinds);
    Symbol symbol = new_symbol(draft, file, entity, kind);
    const Scope scope{entity, file.name, 2};
    const bool whole = draft.random.chance(30);
    std::string text = "    kind: table\n    hit: " + hit + "\n    rows:\n";
    text += !whole                    ? opaque_rows(draft, symbol, scope)
            : draft.random.chance(50) ? threshold_rows(draft, symbol, scope)
                                      : category_rows(draft, symbol, scope);
    if (!whole && (hit != "sum" || draft.random.chance(50))) {
        text += "      -\n" +
                block(draft.random, "        ", "otherwise", then_of(draft, symbol, scope));
    }
    if (kind == Kind::money_month && draft.random.chance(30)) {
        text += add_round(draft, symbol);
    }
    symbol.may_be_given = kind == Kind::boolean || kind == Kind::category || kind == Kind::text;
    file.rules += rule_heading(draft, symbol) + text;
    publish(draft, symbol);
}

} // namespace doudi::generator
