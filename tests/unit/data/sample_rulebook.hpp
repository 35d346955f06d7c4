#pragma once

#include <doudi/decimal.hpp>
#include <doudi/rulebook.hpp>

#include <string>
#include <utility>
#include <vector>

/// A rulebook by hand: household → member → expense, with every kind of fact, and no rules.
namespace sample {

using doudi::Index;
using doudi::InputEntry;
using doudi::InputRole;
using doudi::Int128;
using doudi::Kind;
using doudi::Type;

inline constexpr Index household = 0;
inline constexpr Index member = 1;
inline constexpr Index expense = 2;

inline Type of(Kind kind) {
    Type type;
    type.kind = kind;
    return type;
}

inline Type money() {
    Type type = of(Kind::money);
    type.unit.money = 1;
    return type;
}

inline Type money_a_month() {
    Type type = money();
    type.unit.month = -1;
    return type;
}

inline InputEntry input(InputRole role, std::string field, Index entity, Type type) {
    InputEntry entry;
    entry.role = role;
    entry.field = std::move(field);
    entry.entity = entity;
    entry.type = type;
    switch (type.kind) {
    case Kind::money:
        entry.places = 2;
        entry.low = Int128(0);
        entry.high = Int128(100'000'000);
        break;
    case Kind::rate:
        entry.places = 6;
        entry.low = Int128(-10'000'000);
        entry.high = Int128(10'000'000);
        break;
    case Kind::boolean:
        entry.high = Int128(1);
        break;
    case Kind::date:
        entry.low = Int128(doudi::to_days({1900, 1, 1}));
        entry.high = Int128(doudi::to_days({2199, 12, 31}));
        break;
    case Kind::category:
        entry.high = Int128(3);
        break;
    case Kind::text:
        entry.high = Int128(doudi::none);
        break;
    default:
        entry.high = Int128(100);
        break;
    }
    const char* const prefix = role == InputRole::given      ? "given."
                               : role == InputRole::previous ? "previous."
                                                             : "";
    entry.name = prefix + entry.field;
    return entry;
}

inline doudi::ValueEntry value(std::string name, Index entity) {
    doudi::ValueEntry entry;
    entry.name = std::move(name);
    entry.entity = entity;
    return entry;
}

inline doudi::EntityEntry entity(std::string name, Index outer, std::string as, std::string key,
                                 std::uint32_t at_most) {
    doudi::EntityEntry entry;
    entry.name = std::move(name);
    entry.outer = outer;
    entry.as = std::move(as);
    entry.key = std::move(key);
    entry.at_most = at_most;
    return entry;
}

inline void add_facts(doudi::Rulebook& book) {
    const auto fact = [&book](const char* field, Index entity, Type type) -> InputEntry& {
        InputEntry& entry = book.inputs.emplace_back(input(InputRole::fact, field, entity, type));
        entry.name = book.entities[entity].name + "." + field;
        return entry;
    };
    fact("assets", household, money());
    fact("region", household, of(Kind::text));
    fact("share", household, of(Kind::rate));
    fact("birth_date", member, of(Kind::date));
    InputEntry& disability = fact("disability", member, of(Kind::category));
    disability.has_default = true;
    InputEntry& ill = fact("ill", member, of(Kind::boolean));
    ill.has_default = true;
    fact("siblings", member, of(Kind::integer));
    fact("wage", member, money_a_month());
    fact("amount", expense, money());
}

inline void add_other_inputs(doudi::Rulebook& book) {
    const auto add = [&book](InputRole role, const char* field, Index entity, Type type) {
        return &book.inputs.emplace_back(input(role, field, entity, type));
    };
    add(InputRole::given, "dibao.household_income", household, money_a_month());
    add(InputRole::given, "dibao.counted_income", member, money_a_month());
    add(InputRole::previous, "dibao.outcome", household, of(Kind::category))->low = Int128(-1);
    add(InputRole::previous, "dibao.household_amount", household, money_a_month());
    add(InputRole::previous, "dibao.covered", member, of(Kind::boolean));
    InputEntry* wages = add(InputRole::months_sum, "wage", member, money());
    wages->name = "sum_months.member.wage.3";
    wages->months = 3;
    wages->high = Int128(1'000'000'000);
    InputEntry* amounts = add(InputRole::months_sum, "dibao.household_amount", household, money());
    amounts->name = "sum_months.dibao.household_amount.2";
    amounts->months = 2;
    amounts->high = Int128(1'000'000'000);
}

/// July 2020.
inline doudi::Rulebook rulebook() {
    doudi::Rulebook book;
    book.pack = "sample";
    book.date = {2020, 7, 1};
    book.entities = {entity("household", doudi::none, "", "household_id", 0),
                     entity("member", household, "members", "member_id", 30),
                     entity("expense", member, "expenses", "", 100)};
    book.categories = {
        {"disability", {{"none_known", {}}, {"visual", {}}, {"hearing", {}}, {"multiple", {}}}}};
    add_facts(book);
    add_other_inputs(book);
    book.values = {
        value("dibao.counted_income", member),      value("dibao.covered", member),
        value("dibao.household_amount", household), value("dibao.household_income", household),
        value("dibao.outcome", household),          value("dibao.unread", household)};
    return book;
}

} // namespace sample
