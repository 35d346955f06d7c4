// Rules in force on the date become definitions, and the names of all definitions become known.

#include "base/suggest.hpp"
#include "compile/constants.hpp"
#include "compile/kinds/rule_builder.hpp"
#include "compile/model.hpp"
#include "syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

void check_rule_type(Model& model, const RuleDeclaration& rule) {
    if (!rule.type ||
        parse_type(rule.type->value, model.book.entities, model.book.categories)) {
        return;
    }
    model.findings.error("unknown-type", rule.type->place,
                         {{fmt::format("没有“{}”这种类型", rule.type->value),
                           fmt::format("there is no type '{}'", rule.type->value)},
                          {},
                          did_you_mean(suggest(rule.type->value,
                                               type_words(model.book.categories)))});
}

void define_form(Model& model, const RuleDeclaration& rule, const RuleForm& form) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const Kinds& known) { return known.name == form.kind; });
    if (kind == kinds.end()) {
        std::vector<std::string_view> names;
        for (const Kinds& known : kinds) {
            names.push_back(known.name);
        }
        model.findings.error("unknown-kind", form.kind_place,
                             {{fmt::format("没有“{}”这种规则", form.kind),
                               fmt::format("there is no kind of rule '{}'", form.kind)},
                              {},
                              did_you_mean(suggest(form.kind, names))});
        return;
    }
    RuleBuilder builder(model, rule, form);
    kind->define(builder);
    builder.body().finish();
}

void define_rule(Model& model, const RuleDeclaration& rule) {
    const std::string name = full_name(rule.programme, rule.name.value);
    if (!has_known_entity(model, rule.entity, rule.name.place)) {
        model.out_of_force.insert(name);
        return;
    }
    check_rule_type(model, rule);
    const RuleForm* in_force = nullptr;
    for (const RuleForm& form : rule.forms) {
        if (!form.in_force.covers(model.date) || !programme_in_force(model, rule.programme)) {
            continue;
        }
        if (in_force != nullptr) {
            Diagnostic& finding = model.findings.error(
                "overlapping-versions", form.in_force.place,
                {{fmt::format("“{}”的两个版本在 {} 同时有效", rule.name.value, to_string(model.date)),
                  fmt::format("two versions of '{}' are in force on {}", rule.name.value,
                              to_string(model.date))},
                 {},
                 {}});
            finding.labels.push_back({in_force->in_force.place, {"另一个", "the other"}});
        }
        in_force = &form;
    }
    if (in_force == nullptr) {
        model.out_of_force.insert(name);
        return;
    }
    define_form(model, rule, *in_force);
}

/// A rule may not have the name of something in the pack that its programme could mean too.
void check_shadowing(Model& model, const Definition& definition) {
    if (definition.programme.empty() || (definition.role != ValueRole::rule &&
                                         definition.role != ValueRole::left)) {
        return;
    }
    const std::string_view bare =
        std::string_view(definition.name).substr(definition.programme.size() + 1);
    if (model.names.find(bare) != model.names.end() ||
        model.definitions.find(bare) != model.definitions.end()) {
        model.findings.error(
            "shadowed-name", definition.place,
            {{fmt::format("“{}”在本包中已有别的含义", bare),
              fmt::format("'{}' already means something else in this pack", bare)},
             {},
             {"请改一个名称", "choose another name"}});
    }
}

} // namespace

bool programme_in_force(const Model& model, std::string_view programme) {
    for (const ProgrammeDeclaration& declaration : model.pack.programmes) {
        if (declaration.name.value == programme) {
            return declaration.in_force.covers(model.date);
        }
    }
    return true;
}

bool has_known_entity(Model& model, const std::optional<WrittenText>& entity, const Place& place) {
    if (!entity) {
        model.findings.error("missing-key", place,
                             {{"缺少 for:（说明是哪一级的规则）", "for: is missing: whose value is it?"},
                              {},
                              {}});
        return false;
    }
    if (entity->value == "pack" || model.find_entity(entity->value) != none) {
        return true;
    }
    std::vector<std::string_view> names{"pack"};
    for (const EntityEntry& known : model.book.entities) {
        names.push_back(known.name);
    }
    model.findings.error("unknown-entity", entity->place,
                         {{fmt::format("没有实体“{}”", entity->value),
                           fmt::format("there is no entity '{}'", entity->value)},
                          {},
                          did_you_mean(suggest(entity->value, names))});
    return false;
}

void define_rules(Model& model) {
    for (const RuleDeclaration& rule : model.pack.rules) {
        define_rule(model, rule);
    }
}

void enter_names(Model& model) {
    for (auto& [name, definition] : model.definitions) {
        check_shadowing(model, definition);
    }
    Index value = 0;
    for (auto& [name, definition] : model.definitions) {
        definition.value = value++;
        std::vector<Symbol>& symbols = model.names[name];
        const bool is_decision_part = definition.decision != none;
        if (!symbols.empty() && !is_decision_part) {
            model.findings.error("duplicate-name", definition.place,
                                 {{fmt::format("“{}”声明了不止一次", name),
                                   fmt::format("'{}' is declared more than once", name)},
                                  {},
                                  {"请改一个名称，或删去一处", "rename one of them, or delete it"}});
        }
        symbols.push_back({Symbol::Sort::definition, none, &definition});
    }
}

} // namespace doudi::compiler
