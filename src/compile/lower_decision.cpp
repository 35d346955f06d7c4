// Decisions: nested `if` over the conditions of their rows, and their entries in the rulebook.

#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"
#include "syntax/parser.hpp"

#include <fmt/format.h>

namespace doudi::compiler {

const std::vector<Term>& Lowering::row_conditions(Index decision) {
    const auto found = row_conditions_.find(decision);
    if (found != row_conditions_.end()) {
        return found->second;
    }
    const DecisionPlan& plan = model_.decisions[decision];
    const Scope scope{plan.entity, plan.declaration->programme};
    std::vector<Term> conditions;
    for (const auto& when : plan.whens) {
        conditions.push_back(when ? lower_condition(*when, scope) : Term{});
    }
    return row_conditions_.emplace(decision, std::move(conditions)).first->second;
}

Term Lowering::choose_by_rows(Index decision, const std::vector<Term>& values) {
    const std::vector<Term>& conditions = row_conditions(decision);
    Term result = values.back();
    for (std::size_t i = values.size() - 1; i-- > 0 && result;) {
        if (!conditions[i] || !values[i]) {
            return {};
        }
        const Expression here = make_place(decision, i);
        result = choose_between({&here, &here, conditions[i], values[i]}, here, result);
    }
    return result;
}

Expression Lowering::make_place(Index decision, std::size_t row) const {
    Expression expression;
    const auto& when = model_.decisions[decision].whens[row];
    if (when) {
        expression.written = when->written;
        expression.span = when->span;
    }
    return expression;
}

Term Lowering::lower_decision_part(Definition& definition) {
    switch (definition.role) {
    case ValueRole::outcome:
        return lower_outcome(definition.decision);
    case ValueRole::amount:
        return lower_amount(definition.decision, definition);
    default:
        return lower_given_out(definition.decision, definition);
    }
}

Term Lowering::lower_outcome(Index decision) {
    const DecisionPlan& plan = model_.decisions[decision];
    const Type type{Kind::category, static_cast<std::uint16_t>(plan.category), {}};
    std::vector<Term> values;
    for (const Index outcome : plan.row_outcomes) {
        values.push_back(constant({}, type, {Int128(outcome), 0}));
    }
    return choose_by_rows(decision, values);
}

/// An amount that leaves has no more places than the currency.
bool Lowering::can_leave(const Expression& amount, const Term& term) {
    const Node& value = at(term.node);
    if (value.places <= limits::money_places || value.type.kind != Kind::money) {
        return true;
    }
    fail(amount, "needs-round",
         {{fmt::format("发放的金额可能有 {} 位小数，必须说明怎样取整", value.places),
           fmt::format("this amount may have {} decimal places and must be rounded", value.places)},
          {},
          {"请写 round(…, 0.01) 或 ceiling(…, 1)", "write round(…, 0.01) or ceiling(…, 1)"}});
    return false;
}

Term Lowering::lower_amount(Index decision, const Definition& definition) {
    const DecisionPlan& plan = model_.decisions[decision];
    if (!plan.amount_type) {
        return {};
    }
    const Scope scope{plan.entity, plan.declaration->programme};
    std::vector<Term> values;
    for (std::size_t i = 0; i < plan.amounts.size(); ++i) {
        const auto& amount = plan.amounts[i];
        if (!amount && plan.declaration->rows[i].amount) {
            return {}; // it has a finding of its own
        }
        Term term = amount ? lower_value(*amount, scope, &*plan.amount_type)
                           : constant({}, *plan.amount_type, {});
        term.is_bare = term.is_bare || !amount;
        if (term && amount) {
            if (!fits_declared_type(definition, *amount, term)) {
                return {};
            }
            if (!can_leave(*amount, term)) {
                return {};
            }
        }
        values.push_back(term);
    }
    return choose_by_rows(decision, values);
}

Term Lowering::lower_given_out(Index decision, const Definition& definition) {
    const DecisionPlan& plan = model_.decisions[decision];
    if (!definition.type) {
        return {};
    }
    const Scope scope{plan.entity, plan.declaration->programme};
    std::vector<Term> values;
    for (const auto& row : plan.given_out) {
        const std::optional<Expression>& formula = row[definition.given_out];
        if (!formula) {
            return {}; // it has a finding of its own
        }
        const Term term = lower_value(*formula, scope, &*definition.type);
        if (!term || !fits_declared_type(definition, *formula, term) ||
            !can_leave(*formula, term)) {
            return {};
        }
        values.push_back(term);
    }
    return choose_by_rows(decision, values);
}

namespace {

/// Node of a definition by full name, or none.
Index node_of(const Model& model, const std::string& name) {
    const auto found = model.definitions.find(name);
    return found == model.definitions.end() ? none : found->second.node;
}

} // namespace

void Lowering::assemble(const DecisionPlan& plan, Index index) {
    const DecisionDeclaration& declaration = *plan.declaration;
    DecisionEntry entry;
    entry.name = plan.name;
    entry.programme = declaration.programme;
    entry.title = plan.title;
    entry.entity = plan.entity;
    entry.category = plan.category;
    entry.outcome = node_of(model_, plan.name + ".outcome");
    entry.citation = cite(model_, declaration.provenance);
    if (plan.amount_type) {
        entry.amount = node_of(model_, plan.name + ".amount");
    }
    for (const GivenOutDeclaration& given : declaration.gives) {
        entry.gives.push_back(
            {given.name.value, node_of(model_, plan.name + "." + given.name.value)});
    }
    const Scope scope{plan.entity, declaration.programme};
    const std::vector<Term>& conditions = row_conditions(index);
    for (std::size_t i = 0; i < declaration.rows.size(); ++i) {
        const DecisionRow& row = declaration.rows[i];
        DecisionEntry::Row result;
        result.outcome = plan.row_outcomes[i];
        result.title = row.title;
        result.when = conditions[i].node;
        if (plan.amounts[i]) {
            result.amount = lower(*plan.amounts[i], scope).node;
        }
        result.review = row.review.has_value();
        result.why_review = row.review.value_or(Phrase{});
        result.citation = cite(model_, row.provenance);
        entry.rows.push_back(std::move(result));
    }
    if (plan.has_review && !model_.findings.has_errors()) {
        std::vector<Term> values;
        for (const DecisionRow& row : declaration.rows) {
            values.push_back(constant({}, {Kind::boolean, 0, {}}, {Int128(row.review ? 1 : 0), 0}));
        }
        entry.review = choose_by_rows(index, values).node;
    }
    for (const WrittenText& shown : declaration.show) {
        const Checked<Expression> parsed = syntax::parse(shown);
        model_.findings.append(parsed.diagnostics());
        if (!parsed) {
            continue;
        }
        gives_formulas_.push_back(parsed.value());
        const Term term = lower_value(gives_formulas_.back(), scope);
        if (term) {
            entry.show.push_back(term.node);
            entry.show_names.push_back(shown.value);
        }
    }
    book_.decisions.push_back(std::move(entry));
}

} // namespace doudi::compiler
