#include "pack_parts.hpp"

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

std::string write_line(Draft& draft, const Line& line, const Scope& scope, bool is_last) {
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
    text += "      gives:\n";
    text += block(draft.random, "        ", "deadline", Formulas(draft).date(scope).text);
    text += block(draft.random, "        ", "urgent", Formulas(draft).condition(scope).text);
    return text;
}

std::vector<Line> make_lines(Draft& draft, const Scope& scope, bool pays) {
    Formulas formulas(draft);
    std::vector<Line> lines;
    const std::int64_t count = draft.random.between(2, 5);
    for (std::int64_t at = 0; at < count; ++at) {
        Line line;
        line.outcome = draft.new_name("outcome");
        line.when = formulas.opaque_condition(scope).text;
        if (pays && draft.random.chance(70)) {
            line.amount = formulas.payable(Kind::money_month, scope).text;
        }
        lines.push_back(line);
    }
    return lines;
}

void publish_decision(Draft& draft, const ProgrammeFile& file, int entity,
                      const std::string& decision, const std::vector<Line>& lines) {
    OutcomeSymbol outcome{decision + ".outcome", file.name, entity, {}};
    for (const Line& line : lines) {
        outcome.outcomes.push_back(line.outcome);
    }
    draft.outcomes.push_back(outcome);
}

} // namespace

std::string make_decision(Draft& draft, ProgrammeFile& file, int entity, const std::string& name) {
    const Scope scope{entity, file.name, 2};
    const std::string decision = name.empty() ? file.name : file.name + "." + name;
    const bool pays = draft.random.chance(80);
    std::vector<Line> lines = make_lines(draft, scope, pays);
    if (name.empty() && pays && draft.random.chance(50)) {
        const auto place = lines.begin() + draft.random.between(0, 1);
        lines.insert(place, add_exit(draft, file, entity, decision, lines.front().outcome));
    }
    std::string text = "    for: " + draft.entity_name(entity) + "\n    assumed: made up\n";
    text += pays ? "    amount: money/month\n" : "";
    text += "    gives: {deadline: date, urgent: boolean}\n    first_of:\n";
    std::string rows;
    for (const Line& line : lines) {
        rows += write_line(draft, line, scope, &line == &lines.back());
    }
    publish_decision(draft, file, entity, decision, lines);
    return text + rows;
}

} // namespace doudi::generator
