// Decisions in force on the date become definitions: outcome, amount and what they give out.

#include "compile/constants.hpp"
#include "compile/formulas.hpp"
#include "compile/model.hpp"
#include "syntax/parser.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace doudi::compiler {

namespace {

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
    return model.add_category(std::move(category), plan.declaration->place);
}

/// Its own title; the only decision of a programme goes by the programme's.
Phrase title_of(const Model& model, const DecisionDeclaration& declaration) {
    if (!declaration.title.empty() || declaration.name) {
        return declaration.title;
    }
    for (const ProgrammeDeclaration& programme : model.pack.programmes) {
        if (programme.name.value == declaration.programme && !programme.title.empty()) {
            return programme.title;
        }
    }
    return {};
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
    definition.title = plan.title;
    definition.provenance = &plan.declaration->provenance;
    definition.place = plan.declaration->place;
    definition.is_used = true;
    return definition;
}

std::optional<Type> read_amount_type(Model& model, const WrittenText& text, Index entity) {
    auto type = model.read_type(text.value);
    if (!type) {
        report_unknown_type(model, text);
        return std::nullopt;
    }
    type->unit = in_scope(type->unit, entity);
    return type;
}

std::optional<Expression> parse_formula(Model& model, const WrittenText& text) {
    Checked<Expression> parsed = syntax::parse(text);
    model.findings.append(parsed.diagnostics());
    return parsed ? std::optional(std::move(parsed).value()) : std::nullopt;
}

/// A bare value of its category, or a formula.
std::optional<Expression> parse_given_out(Model& model, const WrittenText& formula,
                                          const std::optional<Type>& type) {
    if (type && type->kind == Kind::category &&
        model.value_of_category(type->category, formula.value) >= 0) {
        Expression bare = text_value(formula.value);
        bare.written = &formula;
        bare.span = {0, formula.value.size()};
        return bare;
    }
    return parse_formula(model, formula);
}

void report_not_given(Model& model, const DecisionRow& row, std::string_view name) {
    model.findings.error("missing-key", row.place,
                         {{fmt::format("这一行没有给出“{}”", name),
                           fmt::format("this row does not give '{}'", name)},
                          {},
                          {fmt::format("请在这一行的 gives: 里写 {}:", name),
                           fmt::format("write {}: under gives: of this row", name)}});
}

void report_not_declared(Model& model, const DecisionDeclaration& declaration,
                         const WrittenText& given) {
    std::vector<std::string_view> names;
    for (const GivenOutDeclaration& declared : declaration.gives) {
        names.push_back(declared.name.value);
    }
    model.findings.error(
        "unknown-key", given.place,
        {{fmt::format("结果的 gives: 里没有声明“{}”", given.value),
          fmt::format("gives: of the decision does not declare '{}'", given.value)},
         {},
         model.findings.nearest(given.value, names,
                                {"请在 decision 的 gives: 里写上它的类型",
                                 "declare its type under gives: of the decision"})});
}

/// What a row gives out, in the order in which the decision declares it.
std::vector<std::optional<Expression>> parse_gives(Model& model, const DecisionPlan& plan,
                                                   const DecisionRow& row) {
    const DecisionDeclaration& declaration = *plan.declaration;
    std::map<std::string_view, const WrittenText*> given;
    for (const auto& [name, formula] : row.gives) {
        given.try_emplace(name.value, &formula);
    }
    std::vector<std::optional<Expression>> formulas;
    for (std::size_t i = 0; i < declaration.gives.size(); ++i) {
        const WrittenText& name = declaration.gives[i].name;
        const auto found = given.find(name.value);
        if (found == given.end()) {
            report_not_given(model, row, name.value);
            formulas.emplace_back();
            continue;
        }
        formulas.push_back(parse_given_out(model, *found->second, plan.given_types[i]));
        given.erase(found);
    }
    for (const auto& [name, formula] : row.gives) {
        if (given.count(name.value) != 0) {
            report_not_declared(model, declaration, name);
        }
    }
    return formulas;
}

void check_last_row(Model& model, const DecisionRow& row, bool is_last) {
    if (row.when.has_value() != is_last) {
        return;
    }
    if (is_last) {
        model.findings.error("no-last-outcome", row.place,
                             {{"最后一个结果不能有 when:，否则有人会没有结果",
                               "the last outcome takes no when:, or somebody gets no outcome"},
                              {},
                              {"请在最后加一行，例如 - outcome: not_eligible",
                               "add a last row such as - outcome: not_eligible"}});
        return;
    }
    model.findings.error("unreachable-row", row.place,
                         {{"没有 when: 的结果之后，其余各行永远不会用到",
                           "no row after an outcome without when: can ever be reached"},
                          {},
                          {"请补上 when: 或移到最后", "add a when:, or move it to the end"}});
}

void parse_rows(Model& model, DecisionPlan& plan) {
    const DecisionDeclaration& declaration = *plan.declaration;
    for (const DecisionRow& row : declaration.rows) {
        plan.whens.push_back(row.when ? parse_formula(model, *row.when) : std::nullopt);
        plan.amounts.push_back(row.amount ? parse_formula(model, *row.amount) : std::nullopt);
        plan.given_out.push_back(parse_gives(model, plan, row));
        plan.has_review = plan.has_review || row.review.has_value();
        check_last_row(model, row, &row == &declaration.rows.back());
        if (row.amount && !declaration.amount_type) {
            model.findings.error(
                "missing-key", row.amount->place,
                {{"这个结果有金额，但 decision 没有写 amount: 的类型",
                  "this row pays, but the decision does not say the type of its amount:"},
                 {},
                 {"请在 decision 下写 amount: money/month 之类",
                  "write amount: money/month, or the like, under the decision"}});
        }
    }
}

/// Its outcome, its amount and what it gives out.
void emit_parts(Model& model, const DecisionPlan& plan) {
    const auto index = static_cast<Index>(model.decisions.size());
    const auto emit = [&](std::string_view part, ValueRole role, const std::optional<Type>& type,
                          Index given_out) {
        Definition definition = part_of_decision(plan, index, part, role);
        definition.type = type;
        definition.given_out = given_out;
        if (given_out != none) {
            definition.title = plan.declaration->gives[given_out].title;
            definition.place = plan.declaration->gives[given_out].name.place;
        }
        model.definitions.try_emplace(definition.name, std::move(definition));
    };
    emit("outcome", ValueRole::outcome,
         Type{Kind::category, static_cast<std::uint16_t>(plan.category), {}}, none);
    if (plan.declaration->amount_type) {
        emit("amount", ValueRole::amount, plan.amount_type, none);
    }
    for (std::size_t i = 0; i < plan.given_types.size(); ++i) {
        emit(plan.declaration->gives[i].name.value, ValueRole::given_out, plan.given_types[i],
             static_cast<Index>(i));
    }
}

/// Whether the decision is about the rows of an entity and has rows, not too many.
bool is_sound(Model& model, const DecisionDeclaration& declaration) {
    if (!has_known_entity(model, declaration.entity, declaration.place) ||
        declaration.rows.empty()) {
        return false;
    }
    if (declaration.entity->value == "pack") {
        model.findings.error("bad-decision", declaration.entity->place,
                             {{"decision 不能是 for: pack", "a decision cannot be for: pack"},
                              {},
                              {"请写记录或成员的实体，例如 for: household",
                               "name an entity, such as for: household"}});
        return false;
    }
    if (declaration.rows.size() > limits::table_rows) {
        model.findings.error("too-many-rows", declaration.place,
                             {{fmt::format("行数超过上限 {}", limits::table_rows),
                               fmt::format("more rows than the limit of {}", limits::table_rows)},
                              {},
                              {"请改用带键的参数表（by:）", "use a parameter with by: instead"}});
        return false;
    }
    return true;
}

void define_decision(Model& model, const DecisionDeclaration& declaration) {
    DecisionPlan plan;
    plan.declaration = &declaration;
    plan.title = title_of(model, declaration);
    plan.name = declaration.name ? full_name(declaration.programme, declaration.name->value)
                                 : declaration.programme;
    if (!declaration.in_force.covers(model.date) ||
        !model.programme_in_force(declaration.programme)) {
        for (const std::string_view part : {"outcome", "amount"}) {
            model.out_of_force.insert(plan.name + "." + std::string(part));
        }
        return;
    }
    if (!is_sound(model, declaration)) {
        return;
    }
    plan.entity = model.find_entity(declaration.entity->value);
    plan.category = declare_outcomes(model, plan);
    if (declaration.amount_type) {
        plan.amount_type = read_amount_type(model, *declaration.amount_type, plan.entity);
    }
    for (const GivenOutDeclaration& given : declaration.gives) {
        plan.given_types.push_back(read_amount_type(model, given.type, plan.entity));
    }
    parse_rows(model, plan);
    emit_parts(model, plan);
    model.decisions.push_back(std::move(plan));
}

} // namespace

void define_decisions(Model& model) {
    for (const DecisionDeclaration& decision : model.pack.decisions) {
        define_decision(model, decision);
    }
}

} // namespace doudi::compiler
