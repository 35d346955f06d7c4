#pragma once

#include "draft.hpp"
#include "formulas.hpp"

#include <string>

// The parts of a made-up pack. Each adds what it declares to the draft and gives its YAML text.
namespace doudi::generator {

/// A programme, or the rules of the whole pack (empty name), while its file is written.
struct ProgrammeFile {
    std::string name;
    std::string rules; // items of `rules:`
};

/// pack.yaml: entities, categories, facts, parameters and an option.
[[nodiscard]] std::string make_vocabulary(Draft& draft);

/// `parameters:` with scalars, tables and brackets.
[[nodiscard]] std::string make_parameters(Draft& draft);

/// A rule by formula, by dated versions or by table, about that entity.
void add_rule(Draft& draft, ProgrammeFile& file, int entity);
void add_table(Draft& draft, ProgrammeFile& file, int entity);

/// The kinds. A coverage needs an entity with rows inside.
void add_reduction(Draft& draft, ProgrammeFile& file, int entity);
void add_coverage(Draft& draft, ProgrammeFile& file, int entity);

/// A decision about that entity, and before it an exit, if there is to be one. `name` is empty
/// for the only decision of a programme. Gives its YAML.
[[nodiscard]] std::string make_decision(Draft& draft, ProgrammeFile& file, int entity,
                                        const std::string& name);

/// A formula as the block scalar of a key, folded over lines at some of its blanks.
[[nodiscard]] std::string block(Random& random, const std::string& indent, const std::string& key,
                                const std::string& formula);

/// A symbol with a new name, for a rule of that file.
[[nodiscard]] Symbol new_symbol(Draft& draft, const ProgrammeFile& file, int entity, Kind kind);

/// The first lines of a rule, up to its kind.
[[nodiscard]] std::string rule_heading(const Draft& draft, const Symbol& symbol);

/// A `round:` key, which sets the places of the symbol.
[[nodiscard]] std::string add_round(Draft& draft, Symbol& symbol);

/// The type as rule files write it.
[[nodiscard]] std::string written_type(const Draft& draft, const Symbol& symbol);

/// Adds the symbol for rules that follow.
void publish(Draft& draft, Symbol symbol);

/// What a record may state of a value.
[[nodiscard]] Stated stated(const Draft& draft, const Symbol& symbol);

} // namespace doudi::generator
