// Rules and decisions in force on the date become definitions, and their names become known.

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

bool programme_in_force(const Model& model, std::string_view programme) {
    for (const ProgrammeDeclaration& declaration : model.pack.programmes) {
        if (declaration.name.value == programme) {
            return declaration.in_force.covers(model.date);
        }
    }
    return true;
}

/// Checks `for:`; reports an entity that is not there.
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

Phrase outcome_title(const DecisionRow& row) {
    return row.title.empty() ? Phrase{row.outcome.value, row.outcome.value} : row.title;
}

/// The category of a decision's outcomes, one value a name.
Index declare_outcomes(Model& model, DecisionPlan& plan) {
    CategoryEntry category{plan.name + ".outcome", {}};
    for (const DecisionRow& row : plan.declaration->rows) {
        const auto found =
            std::find_if(category.values.begin(), category.values.end(),
                         [&](const auto& value) { return value.name == row.outcome.value; });
        plan.row_outcomes.push_back(static_cast<Index>(found - category.values.begin()));
        if (found == category.values.end()) {
            category.values.push_back({row.outcome.value, outcome_title(row)});
        }
    }
    model.book.categories.push_back(std::move(category));
    return static_cast<Index>(model.book.categories.size() - 1);
}

Definition part_of_decision(const DecisionPlan& plan, Index index, std::string_view part,
                            ValueRole role) {
    Definition definition;
    definition.name = plan.name + "." + std::string(part);
    definition.programme = plan.declaration->programme;
    definition.rule = definition.name;
    definition.kind = "decision";
    definition.role = role;
    definition.entity = plan.entity;
    definition.decision = index;
    definition.title = plan.declaration->title;
    definition.provenance = &plan.declaration->provenance;
    definition.place = plan.declaration->place;
    definition.is_used = true;
    return definition;
}

std::optional<Type> read_amount_type(Model& model, const WrittenText& text, Index entity) {
    auto type = parse_type(text.value, model.book.entities, model.book.categories);
    if (!type) {
        model.findings.error("unknown-type", text.place,
                             {{fmt::format("没有“{}”这种类型", text.value),
                               fmt::format("there is no type '{}'", text.value)},
                              {},
                              {}});
        return std::nullopt;
    }
    type->unit = in_scope(type->unit, entity);
    return type;
}

void parse_rows(Model& model, DecisionPlan& plan) {
    for (const DecisionRow& row : plan.declaration->rows) {
        const auto parse = [&](const std::optional<WrittenText>& text) {
            if (!text) {
                return std::optional<Expression>{};
            }
            Checked<Expression> parsed = syntax::parse(*text);
            model.findings.append(parsed.diagnostics());
            return parsed ? std::optional(std::move(parsed).value()) : std::nullopt;
        };
        plan.whens.push_back(parse(row.when));
        plan.amounts.push_back(parse(row.amount));
        plan.has_review = plan.has_review || row.review.has_value();
        const bool is_last = &row == &plan.declaration->rows.back();
        if (row.when.has_value() == is_last) {
            model.findings.error(
                is_last ? "no-last-outcome" : "unreachable-row", row.place,
                {is_last ? Phrase{"最后一个结果不能有 when:，否则有人会没有结果",
                                  "the last outcome takes no when:, or somebody gets no outcome"}
                         : Phrase{"没有 when: 的结果之后，其余各行永远不会用到",
                                  "no row after an outcome without when: can ever be reached"},
                 {},
                 is_last ? Phrase{"请在最后加一行，例如 - outcome: not_eligible",
                                  "add a last row such as - outcome: not_eligible"}
                         : Phrase{"请补上 when: 或移到最后", "add a when:, or move it to the end"}});
        }
    }
}

void define_decision(Model& model, const DecisionDeclaration& declaration) {
    DecisionPlan plan;
    plan.declaration = &declaration;
    plan.name = declaration.name ? full_name(declaration.programme, declaration.name->value)
                                 : declaration.programme;
    if (!declaration.in_force.covers(model.date) ||
        !programme_in_force(model, declaration.programme)) {
        for (const std::string_view part : {"outcome", "amount"}) {
            model.out_of_force.insert(plan.name + "." + std::string(part));
        }
        return;
    }
    if (!has_known_entity(model, declaration.entity, declaration.place) ||
        declaration.rows.empty()) {
        return;
    }
    plan.entity = model.find_entity(declaration.entity->value);
    if (plan.entity == none) {
        model.findings.error("bad-decision", declaration.entity->place,
                             {{"decision 不能是 for: pack", "a decision cannot be for: pack"}, {}, {}});
        return;
    }
    plan.category = declare_outcomes(model, plan);
    parse_rows(model, plan);
    const auto index = static_cast<Index>(model.decisions.size());
    const auto emit = [&](Definition definition) {
        model.definitions.try_emplace(definition.name, std::move(definition));
    };
    Definition outcome = part_of_decision(plan, index, "outcome", ValueRole::outcome);
    outcome.type = Type{Kind::category, static_cast<std::uint16_t>(plan.category), {}};
    emit(std::move(outcome));
    if (declaration.amount_type) {
        plan.amount_type = read_amount_type(model, *declaration.amount_type, plan.entity);
        Definition amount = part_of_decision(plan, index, "amount", ValueRole::amount);
        amount.type = plan.amount_type;
        emit(std::move(amount));
    }
    for (std::size_t i = 0; i < declaration.gives_types.size(); ++i) {
        const auto& [name, type] = declaration.gives_types[i];
        Definition given = part_of_decision(plan, index, name.value, ValueRole::given_out);
        given.type = read_amount_type(model, type, plan.entity);
        given.given_out = static_cast<Index>(i);
        emit(std::move(given));
    }
    model.decisions.push_back(std::move(plan));
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

void define_rules(Model& model) {
    for (const RuleDeclaration& rule : model.pack.rules) {
        define_rule(model, rule);
    }
}

void define_decisions(Model& model) {
    for (const DecisionDeclaration& decision : model.pack.decisions) {
        define_decision(model, decision);
    }
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
