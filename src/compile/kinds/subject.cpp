// What a condition is about: the rows of which entity.

#include "compile/kinds/rule_builder.hpp"

namespace doudi::compiler {

namespace {

/// Calls `visit` with each name that is not inside an aggregate, which is about rows of its own.
template <typename Visit>
void visit_names(const Expression& expression, const Visit& visit) {
    if (expression.form == Form::name) {
        visit(expression.text);
    }
    if (is_aggregate(expression)) {
        return;
    }
    for (const Expression& operand : expression.operands) {
        visit_names(operand, visit);
    }
}

/// Of a fact, a rule or a part of one, under its full name; `none` if it is nothing of the kind.
Index entity_of_full_name(const Model& model, const std::string& name) {
    const auto facts = model.names.find(name);
    if (facts != model.names.end() && !facts->second.empty() &&
        facts->second.front().sort == Symbol::Sort::fact) {
        return model.facts[facts->second.front().index].entity;
    }
    const auto definition = model.definitions.find(name);
    if (definition != model.definitions.end()) {
        return definition->second.entity;
    }
    const RuleDeclaration* const rule = model.find_rule(name); // with a finding of its own
    return rule != nullptr && rule->entity ? model.find_entity(rule->entity->value) : none;
}

Index entity_of_name(const Model& model, const std::string& name, std::string_view programme) {
    for (const std::string& full : {full_name(programme, name), name}) {
        const Index entity = entity_of_full_name(model, full);
        if (entity != none) {
            return entity;
        }
    }
    // `member.severe`: a rule, said with its entity.
    const std::size_t dot = name.find('.');
    const bool is_said_with_entity =
        dot != std::string::npos && model.find_entity(name.substr(0, dot)) != none;
    return is_said_with_entity ? entity_of_name(model, name.substr(dot + 1), programme) : none;
}

} // namespace

Index entity_of_names(const Model& model, const Expression& expression,
                      std::string_view programme) {
    Index innermost = none;
    visit_names(expression, [&](const std::string& name) {
        const Index entity = entity_of_name(model, name, programme);
        if (entity != none && (innermost == none || model.book.holds(innermost, entity))) {
            innermost = entity;
        }
    });
    return innermost;
}

std::vector<std::string> full_names_in(const Expression& expression, std::string_view programme) {
    std::vector<std::string> names;
    visit_names(expression, [&](const std::string& name) {
        names.push_back(name);
        names.push_back(full_name(programme, name));
    });
    return names;
}

} // namespace doudi::compiler
