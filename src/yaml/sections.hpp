#pragma once

#include "yaml/map_reader.hpp"

#include <doudi/pack.hpp>
#include <doudi/written.hpp>

#include <string>

// The sections of a pack's files, one reader each. A reader appends what it understood to the
// pack and reports the rest; it never throws.
namespace doudi::yaml {

/// The keys of `pack.yaml` that no other file has.
void read_header(Context& context, const WrittenNode& file);

/// `programme:`, `title:` and `in_force:` of a rule file; sets `context.programme`.
void read_programme(Context& context, const WrittenNode& file);

/// Reports programmes whose name is probably mistyped, once all files are read.
void check_programme_names(Context& context);

/// The sections that any file may hold: facts, parameters, options, categories, rules, decision,
/// decisions, checks. `header` says whether the file is pack.yaml.
void read_sections(Context& context, const WrittenNode& file, bool header);

void read_documents(Context& context, const WrittenNode& section);
void read_categories(Context& context, const WrittenNode& section);
void read_entities(Context& context, const WrittenNode& section);
void read_facts(Context& context, const WrittenNode& section);
void read_parameters(Context& context, const WrittenNode& section);
void read_options(Context& context, const WrittenNode& section);
void read_rules(Context& context, const WrittenNode& section);
void read_checks(Context& context, const WrittenNode& section);

/// One decision; `name` is null for `decision:`.
void read_decision(Context& context, const WrittenNode& node, const WrittenText* name);
void read_decisions(Context& context, const WrittenNode& section);

/// A `*.test.yaml` file.
void read_cases(Context& context, const WrittenNode& file);

/// Reads `{name: value, …}` whose names must be valid; calls `entry(name, value)` for each.
template <typename Entry>
void each_named(Context& context, const WrittenNode& section, const Phrase& what, Entry entry) {
    if (!expect(context, section, WrittenNode::Shape::map, what)) {
        return;
    }
    for (const auto& [name, value] : section.entries) {
        if (check_name(context, name)) {
            entry(name, value);
        }
    }
}

} // namespace doudi::yaml
