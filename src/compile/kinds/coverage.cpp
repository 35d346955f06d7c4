// coverage: some persons of a household are covered by themselves.
//
//   R.each     (person)  = amount, rounded
//   R.covered  (person)  = who and when and R.each > 0
//   R.applies            = any(R.covered)
//   R.persons            = count(person where R.covered)
//   R.amount             = sum(R.each where R.covered);  R = R.amount

#include "compile/kinds/rule_builder.hpp"

namespace doudi::compiler {

namespace {

void emit_part(RuleBuilder& rule, std::string_view part, Expression formula, Index entity) {
    Definition definition = rule.define(rule.name(part), ValueRole::part, entity);
    definition.formula = std::move(formula);
    rule.emit(std::move(definition));
}

} // namespace

void define_coverage(RuleBuilder& rule) {
    std::optional<Expression> who = rule.body().required_formula("who");
    std::optional<Expression> when = rule.body().required_formula("when");
    std::optional<Expression> amount = rule.body().required_formula("amount");
    Definition total = rule.define(rule.name(), ValueRole::rule, rule.entity());
    if (!who || !when || !amount) {
        (void)rule.body().find("round");
        total.progress = Definition::Progress::failed;
        rule.emit(std::move(total));
        return;
    }
    const Index person = entity_of_names(rule.model(), *who, rule.rule().programme);
    if (person == none || person == rule.entity() ||
        !rule.model().book.holds(rule.entity(), person)) {
        rule.model().findings.error(
            "bad-coverage", who->place(),
            {{"who: 应说明成员的条件，例如某个成员的规则或字段",
              "who: must be about inner rows, such as a rule or a fact of a member"},
             {},
             {"例如 who: severe（成员的规则）", "such as who: severe, a rule of a member"}});
        (void)rule.body().find("round");
        total.progress = Definition::Progress::failed;
        rule.emit(std::move(total));
        return;
    }
    emit_part(rule, "when", std::move(*when), rule.entity());
    emit_part(rule, "each", rule.rounded(rule.body(), std::move(*amount)), person);
    const Expression each = full_name_of(rule.name("each"));
    const Expression covered = full_name_of(rule.name("covered"));
    emit_part(rule, "covered",
              make(Form::logical_and, {std::move(*who), full_name_of(rule.name("when")),
                                       binary(Form::greater, each, number("0"))}),
              person);
    emit_part(rule, "applies", call("any", {covered}), rule.entity());
    emit_part(rule, "persons",
              call_where("count", full_name_of(rule.model().book.entities[person].name), covered),
              rule.entity());
    emit_part(rule, "amount", call_where("sum", each, covered), rule.entity());
    total.formula = full_name_of(rule.name("amount"));
    rule.emit(std::move(total));
}

} // namespace doudi::compiler
