#include "pack_parts.hpp"

#include <algorithm>
#include <utility>

namespace doudi::generator {
namespace {

struct Line {
    std::string outcome;
    std::string when;
    std::string amount;
};

// An exit whose months count when the decision chose it, and the rule whose amount it keeps.
Line add_exit(Draft& draft, ProgrammeFile& file, int entity, const std::string& decision,
              const std::string& covered) {
    Formulas formulas(draft);
    const Scope scope{entity, file.name, 2};
    const std::string grant = draft.new_name("grant");
    const std::string exit = draft.new_name("exit");
    file.rules +=
        "  - rule: " + grant + "\n    for: " + draft.entity_name(entity) +
        "\n    type: money/month\n    range: [0, 100000]\n    assumed: made up\n" +
        block(draft.random, "    ", "value",
              "max(0, min(100000, " + formulas.money(Kind::money_month, scope).text + "))") +
        "    round: {to: 0.01, mode: half_up}\n";
    const std::string outcome = "leaving";
    file.rules +=
        "  - rule: " + exit + "\n    kind: exit\n    for: " + draft.entity_name(entity) +
        "\n    assumed: made up\n" +
        block(draft.random, "    ", "when",
              "previous(" + decision + ".outcome) in (\"" + covered + "\", \"" + outcome + "\")") +
        block(draft.random, "    ", "while", formulas.condition(scope).text) +
        "    base: previous(" + grant + ")\n" +
        block(draft.random, "    ", "at_most",
              formulas.money(Kind::money_month, {entity, file.name, 1}).text) +
        "    counts_as: " + outcome +
        "\n    schedule:\n      - {months: 1..2, pays: 100%}\n"
        "      - {months: 3, pays: 50%}\n      - {months: 4..6, pays: 12.5%}\n"
        "    round: {to: 0.1, mode: ceiling}\n";
    for (const std::string& name : {file.name + "." + grant, file.name + "." + exit + ".base"}) {
        draft.pack.previous.push_back({name, entity, Kind::money_month, {}, 0, 10000000, 2});
    }
    draft.pack.previous.push_back(
        {file.name + "." + exit + ".month", entity, Kind::integer, {}, 0, 7, 0});
    draft.read_previous.insert(decision + ".outcome");
    return {outcome, exit + ".applies", exit + ".amount"};
}

// A value given out, by name; its symbol grows over the rows.
std::vector<Symbol> make_gives(Draft& draft, const ProgrammeFile& file, int entity,
                               const std::string& name) {
    static const std::vector<std::pair<std::string, Kind>> known{
        {"deadline", Kind::date},     {"urgent", Kind::boolean}, {"advance", Kind::money_month},
        {"group", Kind::category},    {"visits", Kind::integer}, {"note", Kind::text},
        {"again_after", Kind::months}};
    std::vector<Symbol> gives;
    for (const auto& [part, kind] : known) {
        if (draft.random.chance(35)) {
            Symbol symbol;
            symbol.name = (name.empty() ? "" : name + ".") + part;
            symbol.programme = file.name;
            symbol.entity = entity;
            symbol.kind = kind;
            symbol.category =
                kind == Kind::category ? draft.pack.categories.begin()->first : std::string();
            gives.push_back(symbol);
        }
    }
    return gives;
}

std::string part_of(const Symbol& symbol) {
    const std::size_t dot = symbol.name.rfind('.');
    return dot == std::string::npos ? symbol.name : symbol.name.substr(dot + 1);
}

std::string given_out(Draft& draft, Symbol& symbol, const Scope& scope) {
    Formulas formulas(draft);
    if (symbol.kind == Kind::category && draft.random.chance(50)) {
        return draft.random.pick(draft.pack.categories.at(symbol.category)); // bare
    }
    const Expression value = symbol.kind == Kind::money_month
                                 ? formulas.payable(symbol.kind, scope)
                                 : formulas.of_kind(symbol.kind, symbol.category, scope);
    symbol.bound = std::max(symbol.bound, value.bound);
    symbol.places = std::max(symbol.places, value.places);
    return value.text;
}

std::string write_line(Draft& draft, const Line& line, const Scope& scope, bool is_last,
                       std::vector<Symbol>& gives) {
    std::string text = "    - outcome: " + line.outcome + "\n";
    if (!is_last) {
        text += block(draft.random, "      ", "when", line.when);
    }
    if (!line.amount.empty()) {
        text += block(draft.random, "      ", "amount", line.amount);
    }
    if (draft.random.chance(15)) {
        text += "      review: somebody must look\n";
    }
    text += gives.empty() ? "" : "      gives:\n";
    for (Symbol& symbol : gives) {
        text += block(draft.random, "        ", part_of(symbol), given_out(draft, symbol, scope));
    }
    return text;
}

std::vector<Line> make_lines(Draft& draft, const Scope& scope, Symbol* amount) {
    Formulas formulas(draft);
    std::vector<Line> lines;
    const std::int64_t count = draft.random.between(2, 5);
    for (std::int64_t at = 0; at < count; ++at) {
        Line line;
        line.outcome =
            at > 1 && draft.random.chance(20) ? lines.front().outcome : draft.new_name("outcome");
        line.when = formulas.opaque_condition(scope).text;
        if (amount != nullptr && draft.random.chance(70)) {
            const Expression paid = formulas.payable(amount->kind, scope);
            line.amount = paid.text;
            amount->bound = std::max(amount->bound, paid.bound);
        }
        lines.push_back(line);
    }
    return lines;
}

// What other rules can read of it, and records can state instead.
void publish_decision(Draft& draft, const OutcomeSymbol& outcome, const Symbol* amount,
                      const std::vector<Symbol>& gives) {
    draft.outcomes.push_back(outcome);
    draft.pack.given.push_back(
        {outcome.full_name, outcome.entity, Kind::category, outcome.outcomes, 0, 0, 0});
    if (amount != nullptr) {
        publish(draft, *amount);
    }
    for (const Symbol& symbol : gives) {
        publish(draft, symbol);
    }
}

// Names of values to show beside a decision, as they are or of rows around it.
std::string make_show(Draft& draft, int entity) {
    std::string names;
    for (const Symbol& symbol : draft.symbols) {
        const bool is_value = symbol.keys.empty() && !symbol.is_brackets && !symbol.is_quotient &&
                              !symbol.is_ended && draft.holds(symbol.entity, entity);
        if (is_value && draft.random.chance(5)) {
            names += (names.empty() ? "" : ", ") + symbol.full_name();
        }
    }
    return names.empty() ? "" : "    show: [" + names + "]\n";
}

} // namespace

std::string make_decision(Draft& draft, ProgrammeFile& file, int entity, const std::string& name) {
    static const std::vector<Kind> amounts{Kind::money_month, Kind::money_month, Kind::money};
    const Scope scope{entity, file.name, 2};
    const std::string decision = name.empty() ? file.name : file.name + "." + name;
    const bool pays = draft.random.chance(80);
    Symbol amount;
    amount.name = name.empty() ? "amount" : name + ".amount";
    amount.programme = file.name;
    amount.entity = entity;
    amount.kind = draft.random.pick(amounts);
    if (!Formulas(draft).knows(amount.kind, scope)) {
        amount.kind = Kind::money_month;
    }
    amount.places = 2;
    std::vector<Line> lines = make_lines(draft, scope, pays ? &amount : nullptr);
    if (name.empty() && pays && amount.kind == Kind::money_month && draft.random.chance(50)) {
        const auto place = lines.begin() + draft.random.between(0, 1);
        lines.insert(place, add_exit(draft, file, entity, decision, lines.front().outcome));
        amount.bound = std::max(amount.bound, 100000.0);
    }
    std::vector<Symbol> gives = make_gives(draft, file, entity, name);
    std::string types;
    for (const Symbol& symbol : gives) {
        types += (types.empty() ? "" : ", ") + part_of(symbol) + ": " + written_type(draft, symbol);
    }
    std::string text = "    for: " + draft.entity_name(entity) + "\n    assumed: made up\n";
    text += pays ? "    amount: " + written_type(draft, amount) + "\n" : "";
    text += gives.empty() ? "" : "    gives: {" + types + "}\n";
    text += make_show(draft, entity);
    text += "    first_of:\n";
    for (const Line& line : lines) {
        text += write_line(draft, line, scope, &line == &lines.back(), gives);
    }
    OutcomeSymbol outcome{decision + ".outcome", file.name, entity, {}};
    for (const Line& line : lines) {
        outcome.outcomes.push_back(line.outcome);
    }
    publish_decision(draft, outcome, pays ? &amount : nullptr, gives);
    return text;
}

} // namespace doudi::generator
