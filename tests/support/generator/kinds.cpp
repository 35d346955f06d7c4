#include "pack_parts.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

Symbol part_of(const Symbol& rule, const std::string& part, Kind kind, int entity) {
    Symbol symbol = rule;
    symbol.name = rule.name + "." + part;
    symbol.kind = kind;
    symbol.entity = entity;
    if (kind == Kind::integer) {
        symbol.bound = 36;
        symbol.places = 0;
    }
    return symbol;
}

// Money of an item, its cap and when it is taken. Adds what it may be worth to `total`.
std::string make_item(Draft& draft, const std::string& name, const Scope& outer, Symbol& total) {
    Formulas formulas(draft);
    Scope scope{outer.entity, outer.programme, 2};
    std::string text = "      - item: " + name + "\n";
    double rows = 1;
    const auto inner = draft.inside(outer.entity);
    if (!inner.empty() && draft.random.chance(50)) {
        scope.entity = draft.random.pick(inner);
        text += "        for: " + draft.entity_name(scope.entity) + "\n";
        rows = draft.most_rows(outer.entity, scope.entity);
    }
    const bool divides = draft.random.chance(20);
    Expression amount = divides ? formulas.quotient(Kind::money_month, scope)
                                : formulas.money(Kind::money_month, scope);
    if (!draft.fits(amount.bound, amount.places)) {
        amount = formulas.small_money(Kind::money_month, scope);
    }
    text += block(draft.random, "        ", "amount", amount.text);
    if (divides || amount.places > 4 || draft.random.chance(20)) {
        text += "        round: {to: 0.01, mode: half_even}\n";
    }
    if (draft.random.chance(50)) {
        text += block(draft.random, "        ", "when", formulas.condition(scope).text);
    }
    if (draft.random.chance(50)) {
        const Expression cap =
            formulas.money(Kind::money_month, {scope.entity, scope.programme, 0});
        text += block(draft.random, "        ", "at_most", cap.text);
        total.places = std::max(total.places, cap.places);
    }
    total.bound += amount.bound * rows;
    total.places = std::max(total.places, divides ? 2 : amount.places);
    return text;
}

// Nothing is taken off: within what any item may come to.
Stated given_nothing(const Symbol& part) {
    return {part.full_name(), part.entity, Kind::money_month, {}, 0, 0, 0};
}

} // namespace

void add_reduction(Draft& draft, ProgrammeFile& file, int entity) {
    const Scope scope{entity, file.name, 2};
    Symbol total;
    total.name = draft.new_name("cut");
    total.programme = file.name;
    total.entity = entity;
    const bool exempts = draft.random.chance(50);
    const Expression of = Formulas(draft).money(Kind::money_month, scope);
    std::string text = "  - rule: " + total.name +
                       "\n    kind: " + (exempts ? "exemption" : "deduction") +
                       "\n    for: " + draft.entity_name(entity) + "\n    assumed: made up\n";
    text += block(draft.random, "    ", "of", of.text);
    text += draft.random.chance(40) ? "    limit: in_order\n" : "";
    Symbol left = total;
    left.name = draft.new_name("left");
    const bool gives = draft.random.chance(70);
    text += (gives ? "    gives: " + left.name + "\n" : "") + std::string("    items:\n");
    std::vector<Symbol> parts;
    for (std::int64_t count = draft.random.between(1, 3); count > 0; --count) {
        const std::string item = draft.new_name("item");
        text += make_item(draft, item, scope, total);
        parts.push_back(part_of(total, item, Kind::money_month, entity));
    }
    left.bound = of.bound;
    left.places = std::max(of.places, total.places);
    for (Symbol& part : parts) {
        part.bound = total.bound;
        part.places = std::max(of.places, total.places);
        draft.pack.given.push_back(given_nothing(part));
        publish(draft, part);
    }
    total.places = left.places;
    draft.pack.given.push_back(given_nothing(total));
    publish(draft, total);
    if (gives) {
        publish(draft, left);
    }
    file.rules += text;
}

void add_coverage(Draft& draft, ProgrammeFile& file, int entity) {
    Formulas formulas(draft);
    const int persons = draft.random.pick(draft.inside(entity));
    const Scope inner{persons, file.name, 2};
    Symbol cover;
    cover.name = draft.new_name("cover");
    cover.programme = file.name;
    cover.entity = entity;
    const Expression amount = formulas.small_money(Kind::money_month, inner);
    std::string text = "  - rule: " + cover.name +
                       "\n    kind: coverage\n    for: " + draft.entity_name(entity) +
                       "\n    assumed: made up\n";
    text += block(draft.random, "    ", "who", formulas.condition_about(persons, inner).text);
    text += block(draft.random, "    ", "when", formulas.condition({entity, file.name, 2}).text);
    text += block(draft.random, "    ", "amount", amount.text);
    const bool whole = draft.random.chance(50);
    text += std::string("    round: {to: ") + (whole ? "1" : "0.01") + ", mode: ceiling}\n";
    cover.places = whole ? 0 : 2;
    cover.bound = amount.bound + 1;
    publish(draft, part_of(cover, "each", Kind::money_month, persons));
    Symbol covered = part_of(cover, "covered", Kind::boolean, persons);
    covered.may_be_given = true;
    publish(draft, covered);
    cover.bound *= draft.most_rows(entity, persons);
    Symbol applies = part_of(cover, "applies", Kind::boolean, entity);
    applies.may_be_given = true;
    publish(draft, applies);
    publish(draft, part_of(cover, "amount", Kind::money_month, entity));
    publish(draft, cover);
    file.rules += text;
}

} // namespace doudi::generator
