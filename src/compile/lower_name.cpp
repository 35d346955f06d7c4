// Names: facts, parameters, options, and other definitions, and who may read whom.

#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

/// Keeps one of each symbol: a fact is known by several names.
void add_symbols(const Model& model, const std::string& name, std::vector<Symbol>& found) {
    const auto place = model.names.find(name);
    if (place == model.names.end()) {
        return;
    }
    for (const Symbol& symbol : place->second) {
        if (std::find(found.begin(), found.end(), symbol) == found.end()) {
            found.push_back(symbol);
        }
    }
}

std::string written_name(const Model& model, const Symbol& symbol) {
    if (symbol.sort == Symbol::Sort::fact) {
        const Fact& fact = model.facts[symbol.index];
        return model.book.entities[fact.entity].name + "." + fact.declaration->name.value;
    }
    return symbol.definition != nullptr ? symbol.definition->name : std::string();
}

} // namespace

Index Lowering::entity_of(const Symbol& symbol) const {
    if (symbol.sort == Symbol::Sort::fact) {
        return model_.facts[symbol.index].entity;
    }
    return symbol.sort == Symbol::Sort::definition ? symbol.definition->entity : none;
}

std::optional<Symbol> Lowering::resolve(const Expression& expression, const Scope& scope,
                                        bool report, Expected expected) {
    std::vector<Symbol> found;
    const std::string& name = expression.text;
    if (expression.written != nullptr && !scope.programme.empty()) {
        add_symbols(model_, full_name(scope.programme, name), found);
    }
    const std::size_t of_programme = found.size();
    add_symbols(model_, name, found);
    // `member.severe`: a rule, said with its entity.
    const std::size_t dot = name.find('.');
    if (found.empty() && dot != std::string::npos) {
        const Index entity = model_.find_entity(std::string_view(name).substr(0, dot));
        for (const std::string& rest :
             {full_name(scope.programme, std::string_view(name).substr(dot + 1)),
              name.substr(dot + 1)}) {
            const auto definition = model_.definitions.find(rest);
            if (entity != none && found.empty() && definition != model_.definitions.end() &&
                definition->second.entity == entity) {
                add_symbols(model_, rest, found);
            }
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    if (found.empty()) {
        const bool is_silent = model_.names.find(name) != model_.names.end() ||
                               model_.names.find(full_name(scope.programme, name)) !=
                                   model_.names.end(); // declared, but with a finding of its own
        if (report && !is_silent) {
            report_unknown(expression, scope, expected);
        }
        return std::nullopt;
    }
    const bool is_shadowed =
        of_programme > 0 && found.size() > of_programme && !is_named_by_format(found.front());
    if (report && !is_shadowed) { // shadowed-name has said it where the name is declared
        const std::string first = written_name(model_, found[0]);
        const std::string second = written_name(model_, found[1]);
        fail(expression, "ambiguous-name",
             {{fmt::format("“{}”可能是 {}，也可能是 {}", name, first, second),
               fmt::format("'{}' may be {} or {}", name, first, second)},
              {},
              {fmt::format("请写全名，例如 {}", first), fmt::format("write it whole: {}", first)}});
    }
    return std::nullopt;
}

namespace {

/// "成员（member）", or the name alone where there is no other title.
std::string titled(const EntityEntry& entity) {
    const bool has_title = !entity.title.zh.empty() && entity.title.zh != entity.name;
    return has_title ? fmt::format("{}（{}）", entity.title.zh, entity.name)
                     : fmt::format(" {} ", entity.name);
}

} // namespace

void Lowering::report_inner(const Expression& expression, const Scope& scope, Index entity) {
    const std::string& inner = book_.entities[entity].name;
    const bool is_of_pack = scope.entity == none;
    const std::string outer = is_of_pack ? "pack" : book_.entities[scope.entity].name;
    const std::string& name = expression.text;
    fail(
        expression, "inner-value",
        {{fmt::format("“{}”是每个{}的值，不能直接用在{}的规则里", name,
                      titled(book_.entities[entity]),
                      is_of_pack ? "整个规则包（pack）" : titled(book_.entities[scope.entity])),
          fmt::format("'{}' is a value of each {}, and this is a rule for {}", name, inner, outer)},
         {},
         is_of_pack ? Phrase{fmt::format("这里只能用参数；要用它就写成 for: {} 的规则", inner),
                             fmt::format("only parameters can be read here: make it a rule for: {}",
                                         inner)}
                    : Phrase{fmt::format("请写 sum({0})、any({0}) 或 max({0})", name),
                             fmt::format("write sum({0}), any({0}) or max({0})", name)}});
}

Term Lowering::lower_name(const Expression& expression, const Scope& scope, Expected expected) {
    if (expression.text == "decision_date") {
        return constant(expression, {Kind::date, 0, {}}, {Int128(to_days(model_.date)), 0});
    }
    const auto symbol = resolve(expression, scope, true, expected);
    if (!symbol) {
        return {};
    }
    const Index entity = entity_of(*symbol);
    if (entity != none && (scope.entity == none || !book_.holds(entity, scope.entity))) {
        report_inner(expression, scope, entity);
        return {};
    }
    switch (symbol->sort) {
    case Symbol::Sort::fact:
        return lower_fact(expression, scope, model_.facts[symbol->index]);
    case Symbol::Sort::parameter:
        return lower_parameter(expression, scope, symbol->index);
    case Symbol::Sort::option:
        return lower_option(expression, scope, symbol->index);
    case Symbol::Sort::definition:
        break;
    }
    return lower_reference(expression, scope, *symbol->definition);
}

Term Lowering::lower_fact(const Expression& expression, const Scope& scope, const Fact& fact) {
    NewNode node;
    node.operation = Operation::input;
    node.type = fact.type;
    node.type.unit = seen_from(fact.type.unit, fact.entity, scope.entity);
    node.bounds = {fact.low, fact.high, fact.places};
    node.payload = fact.input;
    node.entity = fact.entity;
    // A fact with a default can still be stated as null.
    node.may_be_missing = true;
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_parameter(const Expression& expression, const Scope& scope, Index parameter) {
    Parameter& entry = model_.parameters[parameter];
    entry.is_used = true;
    if (!entry.is_sound) {
        return {};
    }
    if (!entry.keys.empty() || entry.declaration->brackets) {
        return fail(expression, "needs-keys",
                    {{fmt::format("“{}”是一张表，要写出键", expression.text),
                      fmt::format("'{}' is a table and needs its keys", expression.text)},
                     {},
                     {fmt::format("请写 {}[…]", expression.text),
                      fmt::format("write {}[…]", expression.text)}});
    }
    NewNode node;
    node.operation = Operation::parameter;
    node.type = entry.type;
    node.type.unit = in_scope(entry.type.unit, scope.entity);
    if (const auto ended = read_ended(expression, parameter, model_.date, node.type)) {
        return *ended;
    }
    const auto value = scalar_on(model_, parameter, model_.date, expression.place());
    if (!value) {
        return {};
    }
    node.bounds = {value->value.digits, value->value.digits, value->value.places};
    node.payload = value->use;
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_option(const Expression& expression, const Scope& /*scope*/, Index option) {
    Option& entry = model_.options[option];
    entry.is_used = true;
    NewNode node;
    node.operation = Operation::parameter;
    node.type = {Kind::category, static_cast<std::uint16_t>(entry.category), {}};
    node.bounds = {Int128(entry.chosen), Int128(entry.chosen), 0};
    node.payload = use_of_option(model_, *entry.declaration);
    return {add(expression, std::move(node)), false, false};
}

Term Lowering::lower_reference(const Expression& expression, const Scope& scope,
                               Definition& definition) {
    if (running_.empty() || running_.back()->rule != definition.rule) {
        definition.is_used = true;
    }
    const Index value = lower_definition(definition);
    if (value == none) {
        return {};
    }
    NewNode node;
    node.operation = Operation::reference;
    node.type = at(value).type;
    node.type.unit = seen_from(node.type.unit, definition.entity, scope.entity);
    node.bounds = ok_bounds_of(value);
    node.payload = definition.value;
    node.operands = {value};
    return {add(expression, std::move(node)), false, definition.is_quotient};
}

} // namespace doudi::compiler
