// Rules in force on the date become definitions, and the names of all definitions become known.

#include "compile/constants.hpp"
#include "compile/kinds/rule_builder.hpp"
#include "compile/model.hpp"
#include "syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace doudi::compiler {

namespace {

struct Kinds {
    std::string_view name;
    void (*define)(RuleBuilder&);
};

constexpr std::array<Kinds, 6> kinds{{
    {"formula", define_formula},
    {"table", define_table},
    {"exemption", define_reduction},
    {"deduction", define_reduction},
    {"coverage", define_coverage},
    {"exit", define_exit},
}};

/// Whether the type that a rule declares, if it does, is one.
bool check_rule_type(Model& model, const RuleDeclaration& rule) {
    const bool is_known = !rule.type || model.read_type(rule.type->value).has_value();
    if (!is_known) {
        report_unknown_type(model, *rule.type);
    }
    return is_known;
}

/// Who reads a rule that has an error of its own needs no further finding.
void note_failure(Model& model, const RuleDeclaration& rule, const RuleForm& form) {
    model.failed_rules.insert(full_name(rule.programme, rule.name.value));
    const WrittenNode* gives = form.body == nullptr ? nullptr : form.body->find("gives");
    if (gives != nullptr && gives->is_scalar()) {
        model.failed_rules.insert(full_name(rule.programme, gives->scalar.value));
    }
    for (std::size_t i = 0; gives != nullptr && i < gives->entries.size(); ++i) {
        model.failed_rules.insert(full_name(rule.programme, gives->entries[i].first.value));
    }
}

void define_by_kind(Model& model, const RuleDeclaration& rule, const RuleForm& form) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const Kinds& known) { return known.name == form.kind; });
    if (kind == kinds.end()) {
        std::vector<std::string_view> names;
        for (const Kinds& known : kinds) {
            names.push_back(known.name);
        }
        model.findings.error(
            "unknown-kind", form.kind_place,
            {{fmt::format("没有“{}”这种规则", form.kind),
              fmt::format("there is no kind of rule '{}'", form.kind)},
             {},
             model.findings.nearest(
                 form.kind, names,
                 {"可用：formula（公式）、table（判断表）、exemption（豁免）、"
                  "deduction（扣除）、coverage（按人覆盖，如单人保）、exit（渐退）",
                  "use one of formula, table, exemption, deduction, coverage, "
                  "exit"})});
        return;
    }
    RuleBuilder builder(model, rule, form);
    kind->define(builder);
    builder.body().finish();
}

void define_form(Model& model, const RuleDeclaration& rule, const RuleForm& form) {
    const std::size_t errors = model.findings.errors();
    define_by_kind(model, rule, form);
    if (model.findings.errors() > errors) {
        note_failure(model, rule, form);
    }
}

void define_rule(Model& model, const RuleDeclaration& rule) {
    const std::string name = full_name(rule.programme, rule.name.value);
    if (!has_known_entity(model, rule.entity, rule.name.place)) {
        for (const RuleForm& form : rule.forms) {
            note_failure(model, rule, form);
        }
        return;
    }
    const bool has_known_type = check_rule_type(model, rule);
    const RuleForm* in_force = nullptr;
    for (const RuleForm& form : rule.forms) {
        if (!form.in_force.covers(model.date) || !model.programme_in_force(rule.programme)) {
            continue;
        }
        if (in_force != nullptr) {
            Diagnostic& finding = model.findings.error(
                "overlapping-versions", form.in_force.place,
                {{fmt::format("“{}”的两个版本在 {} 同时有效", rule.name.value,
                              to_string(model.date)),
                  fmt::format("two versions of '{}' are in force on {}", rule.name.value,
                              to_string(model.date))},
                 {},
                 {"请让前一个版本的 until 早于后一个的 from",
                  "let the earlier one end (until:) before the later one begins (from:)"}});
            finding.labels.push_back({in_force->in_force.place, {"另一个", "the other"}});
        }
        in_force = &form;
    }
    if (in_force == nullptr) {
        model.out_of_force.insert(name);
        return;
    }
    if (!has_known_type) {
        note_failure(model, rule, *in_force);
    }
    if (in_force->kind == "coverage") {
        model.coverages.push_back({&rule, in_force});
        return;
    }
    define_form(model, rule, *in_force);
}

/// The other coverages whose parts the `who:` of one names, so that they come first.
std::vector<std::size_t>
coverages_in(const WaitingCoverage& coverage,
             const std::map<std::string, std::size_t, std::less<>>& owners) {
    std::vector<std::size_t> found;
    const WrittenNode* who = coverage.form->body->find("who");
    if (who == nullptr || !who->is_scalar()) {
        return found;
    }
    const auto parsed = syntax::parse(who->scalar);
    if (!parsed) {
        return found; // said when it is defined
    }
    for (const std::string& name : full_names_in(parsed.value(), coverage.rule->programme)) {
        if (const auto owner = owners.find(name); owner != owners.end()) {
            found.push_back(owner->second);
        }
    }
    return found;
}

/// A name of a programme may not hide one of the pack, nor the other way round.
void check_shadowing(Model& model, std::string_view programme) {
    const std::string prefix = std::string(programme) + ".";
    for (auto own = model.names.lower_bound(prefix);
         own != model.names.end() && own->first.starts_with(prefix); ++own) {
        const std::string_view bare = std::string_view(own->first).substr(prefix.size());
        const auto outer = model.names.find(bare);
        if (outer == model.names.end() || outer->second.empty() || own->second.empty() ||
            outer->second.front() == own->second.front() ||
            is_named_by_format(own->second.front())) {
            continue;
        }
        Diagnostic& finding = model.findings.error(
            "shadowed-name", place_of(model, own->second.front()),
            {{fmt::format("“{}”在本包中已有别的含义", bare),
              fmt::format("'{}' already means something else in this pack", bare)},
             {},
             {"请改一个名称", "choose another name"}});
        finding.labels.push_back(
            {place_of(model, outer->second.front()), {"在这里声明", "declared here"}});
    }
}

} // namespace

bool has_known_entity(Model& model, const std::optional<WrittenText>& entity, const Place& place) {
    if (!entity) {
        model.findings.error(
            "missing-key", place,
            {{"缺少 for:（说明是哪一级的规则）", "for: is missing: whose value is it?"},
             {},
             {"例如 for: household", "such as for: household"}});
        return false;
    }
    if (entity->value == "pack" || model.find_entity(entity->value) != none) {
        return true;
    }
    report_unknown_entity(model, *entity);
    return false;
}

void define_rules(Model& model) {
    for (const RuleDeclaration& rule : model.pack.rules) {
        define_rule(model, rule);
    }
}

void define_coverages(Model& model) {
    std::map<std::string, std::size_t, std::less<>> owners; // by what each of them defines
    for (std::size_t i = 0; i < model.coverages.size(); ++i) {
        const RuleDeclaration& rule = *model.coverages[i].rule;
        const std::string name = full_name(rule.programme, rule.name.value);
        for (const std::string_view part :
             {"", ".when", ".each", ".covered", ".applies", ".persons", ".amount"}) {
            owners.emplace(name + std::string(part), i);
        }
    }
    std::vector<std::vector<std::size_t>> reads;
    for (const WaitingCoverage& coverage : model.coverages) {
        reads.push_back(coverages_in(coverage, owners));
    }
    std::vector<bool> is_met(reads.size());
    for (std::size_t first = 0; first < reads.size(); ++first) {
        std::vector<std::size_t> path(is_met[first] ? 0 : 1, first);
        while (!path.empty()) {
            const std::size_t at = path.back();
            is_met[at] = true;
            while (!reads[at].empty() && is_met[reads[at].back()]) {
                reads[at].pop_back(); // defined already, or in a circle, which is found later
            }
            if (!reads[at].empty()) {
                path.push_back(reads[at].back());
                continue;
            }
            define_form(model, *model.coverages[at].rule, *model.coverages[at].form);
            path.pop_back();
        }
    }
}

void enter_names(Model& model) {
    Index value = 0;
    for (auto& [name, definition] : model.definitions) {
        definition.value = value++;
        std::vector<Symbol>& symbols = model.names[name];
        const bool is_decision_part = definition.decision != none;
        if (!symbols.empty() && !is_decision_part) {
            model.findings.error(
                "duplicate-name", definition.place,
                {{fmt::format("“{}”声明了不止一次", name),
                  fmt::format("'{}' is declared more than once", name)},
                 {},
                 {"请改一个名称，或删去一处", "rename one of them, or delete it"}});
        }
        symbols.push_back({Symbol::Sort::definition, none, &definition});
    }
    for (const ProgrammeDeclaration& programme : model.pack.programmes) {
        check_shadowing(model, programme.name.value);
    }
}

} // namespace doudi::compiler
