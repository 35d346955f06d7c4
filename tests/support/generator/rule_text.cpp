// What the texts of all rules have in common.

#include "pack_parts.hpp"

namespace doudi::generator {
namespace {

struct Step {
    std::string text;
    int places = 0;
};

} // namespace

std::string block(Random& random, const std::string& indent, const std::string& key,
                  const std::string& formula) {
    std::string text = indent + key + ": >-\n" + indent + "  ";
    for (const char letter : formula) {
        if (letter == ' ' && random.chance(10)) {
            text += "\n" + indent + "  ";
        } else {
            text += letter;
        }
    }
    return text + "\n";
}

Symbol new_symbol(Draft& draft, const ProgrammeFile& file, int entity, Kind kind) {
    Symbol symbol;
    symbol.name = draft.new_name("rule");
    symbol.programme = file.name;
    symbol.entity = entity;
    symbol.kind = kind;
    if (kind == Kind::category) {
        symbol.category = draft.pack.categories.rbegin()->first;
    }
    return symbol;
}

std::string rule_heading(const Draft& draft, const Symbol& symbol) {
    return "  - rule: " + symbol.name + "\n    for: " +
           (symbol.entity == no_entity ? "pack" : draft.entity_name(symbol.entity)) +
           "\n    type: " + written_type(draft, symbol) + "\n    assumed: made up\n";
}

std::string add_round(Draft& draft, Symbol& symbol) {
    static const std::vector<Step> steps{{"0.01", 2}, {"0.01", 2}, {"0.1", 1},
                                         {"0.05", 2}, {"1", 0},    {"0.001", 3}};
    static const std::vector<std::string> modes{"half_up", "half_even", "ceiling",
                                                "floor",   "up",        "down"};
    const Step& step = draft.random.pick(steps);
    symbol.places = step.places;
    symbol.bound += 1;
    return "    round: {to: " + step.text + ", mode: " + draft.random.pick(modes) + "}\n";
}

} // namespace doudi::generator
