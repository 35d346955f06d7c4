// A rule that says `value:`: its formula, under its rounding.

#include "compile/kinds/rule_builder.hpp"

namespace doudi::compiler {

void define_formula(RuleBuilder& rule) {
    Definition definition = rule.define(rule.name(), ValueRole::rule, rule.entity());
    const WrittenNode* value = rule.body().require("value");
    std::optional<Expression> formula;
    if (value != nullptr && value->is_scalar()) {
        formula = rule.parse_value(value->scalar);
    } else if (value != nullptr) {
        (void)rule.body().scalar("value"); // says what shape it must have
    }
    if (!formula) {
        definition.progress = Definition::Progress::failed;
        (void)rule.body().find("round");
    } else {
        definition.formula =
            rule.rounded(rule.body(), std::move(*formula), &definition.keeps_quotient);
    }
    rule.emit(std::move(definition));
}

} // namespace doudi::compiler
