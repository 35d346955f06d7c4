#include "pack.hpp"

#include "pack_parts.hpp"

namespace doudi::generator {
namespace {

void add_some_rule(Draft& draft, ProgrammeFile& file) {
    const auto last = static_cast<std::int64_t>(draft.pack.entities.size()) - 1;
    const int entity = static_cast<int>(draft.random.between(0, last));
    switch (draft.random.between(0, 9)) {
    case 0:
    case 1:
        add_table(draft, file, entity);
        return;
    case 2:
    case 3:
        add_reduction(draft, file, entity);
        return;
    case 4:
        if (!draft.inside(entity).empty()) {
            add_coverage(draft, file, entity);
            return;
        }
        break;
    case 5:
        add_rule(draft, file, no_entity);
        return;
    default:
        break;
    }
    add_rule(draft, file, entity);
}

std::string make_programme(Draft& draft, const std::string& name) {
    ProgrammeFile file{name, ""};
    for (std::int64_t count = draft.random.between(3, 8); count > 0; --count) {
        add_some_rule(draft, file);
    }
    if (name.empty()) {
        return "rules:\n" + file.rules; // the pack's own, which has no decision
    }
    const auto entity = [&] {
        const auto last = static_cast<std::int64_t>(draft.pack.entities.size()) - 1;
        return static_cast<int>(draft.random.chance(60) ? 0 : draft.random.between(0, last));
    };
    std::string decisions;
    if (draft.random.chance(75)) {
        decisions = "decision:\n" + make_decision(draft, file, entity(), "");
    } else {
        decisions = "decisions:\n";
        for (std::int64_t count = 2; count > 0; --count) {
            const std::string own_name = draft.new_name("decision");
            decisions += "  " + own_name + ":\n" + make_decision(draft, file, entity(), own_name);
        }
    }
    return "programme: " + name + "\nrules:\n" + file.rules + decisions;
}

// What records may state under `given:` and `previous:`.
void collect_stated(Draft& draft) {
    for (const Symbol& symbol : draft.symbols) {
        if (symbol.may_be_given) {
            draft.pack.given.push_back(stated(draft, symbol));
        }
        if (draft.read_previous.contains(symbol.full_name())) {
            draft.pack.previous.push_back(stated(draft, symbol));
        }
    }
    for (const OutcomeSymbol& outcome : draft.outcomes) {
        if (draft.read_previous.contains(outcome.full_name)) {
            Stated before;
            before.name = outcome.full_name;
            before.entity = outcome.entity;
            before.kind = Kind::category;
            before.words = outcome.outcomes;
            draft.pack.previous.push_back(before);
        }
    }
}

} // namespace

GeneratedPack generate_pack(std::uint64_t seed) {
    Draft draft(seed);
    draft.pack.files["pack.yaml"] = make_vocabulary(draft);
    if (draft.random.chance(50)) {
        draft.pack.files["shared.yaml"] = make_programme(draft, "");
    }
    for (std::int64_t count = draft.random.between(1, 3); count > 0; --count) {
        const std::string name = draft.new_name("programme");
        draft.pack.files[name + ".yaml"] = make_programme(draft, name);
    }
    collect_stated(draft);
    return std::move(draft.pack);
}

} // namespace doudi::generator
