// Nodes: how they are added, what they take from their operands, and what two of them must agree
// on before they meet.

#include "compile/lowering.hpp"

#include "syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

Index Lowering::add(const Expression& expression, NewNode node) {
    if (book_.nodes.size() >= limits::nodes) {
        if (book_.nodes.size() == limits::nodes) {
            fail(expression, "too-many-nodes",
                 {{"规则太多，超出上限", "the rules are more than the limit allows"},
                  {},
                  {"请拆成几个包", "split the pack"}});
            book_.nodes.emplace_back(); // so that it is said once
        }
        return none;
    }
    Node result;
    result.operation = node.operation;
    result.detail = node.detail;
    result.places = static_cast<std::uint8_t>(node.bounds.places);
    result.type = node.type;
    result.entity = node.entity;
    result.may_be_missing = node.may_be_missing;
    result.may_fault = node.may_fault;
    for (const Index operand : node.operands) {
        const Node& source = at(operand);
        if (!node.is_settled) {
            result.may_be_missing = result.may_be_missing || source.may_be_missing;
            result.may_fault = result.may_fault || source.may_fault;
        }
        if (source.entity != none &&
            (result.entity == none || book_.holds(result.entity, source.entity)) &&
            node.entity == none) {
            result.entity = source.entity;
        }
    }
    result.first_operand = static_cast<Index>(book_.operands.size());
    result.operand_count = static_cast<Index>(node.operands.size());
    book_.operands.insert(book_.operands.end(), node.operands.begin(), node.operands.end());
    result.payload = node.payload;
    result.low = node.bounds.low;
    result.high = node.bounds.high;
    result.formula = formula_of(expression.written);
    result.span = expression.span;
    book_.nodes.push_back(result);
    return static_cast<Index>(book_.nodes.size() - 1);
}

Bounds Lowering::ok_bounds_of(Index node) const {
    return {at(node).low, at(node).high, at(node).places};
}

Bounds Lowering::bounds_of(Index node) const {
    Bounds bounds = ok_bounds_of(node);
    if (at(node).may_be_missing || at(node).may_fault) {
        bounds.low = std::min(bounds.low, Int128(0));
        bounds.high = std::max(bounds.high, Int128(0));
    }
    return bounds;
}

Index Lowering::formula_of(const WrittenText* text) {
    if (text == nullptr) {
        return none;
    }
    const auto [place, is_new] =
        formulas_.try_emplace(text, static_cast<Index>(book_.formulas.size()));
    if (is_new) {
        FormulaEntry entry;
        entry.text = text->value;
        if (text->place.source) {
            entry.file = text->place.source->name();
            entry.line =
                static_cast<std::uint32_t>(text->place.source->locate(text->place.span.begin).line);
        }
        book_.formulas.push_back(std::move(entry));
    }
    return place->second;
}

Term Lowering::fail(const Expression& expression, std::string_view code, Findings::Words words) {
    Place place = expression.place();
    // What a kind put together stands where its rule stands.
    for (const Expression* inner = &expression; !place.source && !inner->operands.empty();) {
        inner = &inner->operands.front();
        place = inner->place();
    }
    if (!place.source && !running_.empty()) {
        place = running_.back()->place;
    }
    model_.findings.error(code, place, std::move(words));
    return {};
}

Term Lowering::report_overflow(const Expression& expression) {
    return fail(expression, "number-too-large",
                {{"这里算出的数可能超出 128 位整数，或小数位超过上限",
                  "this may leave 128-bit whole numbers, or have more decimal places than allowed"},
                 {"无法证明不会溢出", "cannot be proven not to overflow"},
                 {"请给有关字段写更窄的 range:，或在中间步骤写 round:",
                  "give the facts in it a narrower range:, or round a step on the way"}});
}

Term Lowering::constant(const Expression& expression, const Type& type, const Decimal& value) {
    NewNode node;
    node.operation = Operation::constant;
    node.type = type;
    node.bounds = {value.digits, value.digits, value.places};
    return {add(expression, std::move(node)), false, false};
}

std::pair<Index, Index> Lowering::quotient_parts(Index node) const {
    while (at(node).operation != Operation::quotient) {
        node = book_.operands[at(node).first_operand];
    }
    return {book_.operands[at(node).first_operand], book_.operands[at(node).first_operand + 1]};
}

void Lowering::check_previous_places() {
    for (const PreviousSlot& slot : previous_slots_) {
        InputEntry& input = book_.inputs[slot.input];
        if (slot.definition->node == none || at(slot.definition->node).places <= input.places) {
            continue;
        }
        model_.findings.error(
            "previous-places", slot.place,
            {{fmt::format("“{}”最多有 {} 位小数，上月的值只能记 {} 位", slot.definition->name,
                          at(slot.definition->node).places, input.places),
              fmt::format(
                  "'{}' has up to {} decimal places, but its previous value is kept with {}",
                  slot.definition->name, at(slot.definition->node).places, input.places)},
             {},
             {"请给该规则写 round:", "give that rule a round:"}});
    }
}

void Lowering::run_check(const CheckDeclaration& check) {
    Checked<Expression> parsed = syntax::parse(check.when_not);
    model_.findings.append(parsed.diagnostics());
    if (!parsed) {
        return;
    }
    gives_formulas_.push_back(std::move(parsed).value());
    const Expression& condition = gives_formulas_.back();
    const Term term = lower_condition(condition, {none, check.programme});
    if (!term) {
        return;
    }
    if (!at(term.node).is_constant()) {
        fail(condition, "bad-check",
             {{"读包时算不出这个检查：除数可能为 0，或查了表里没有的键",
               "this check has no value when the pack is read: a divisor may be zero, or a key is "
               "not in its table"},
              {},
              {"请改正除数或键；检查只用参数",
               "mend the divisor or the key; a check is about parameters alone"}});
        return;
    }
    if (at(term.node).low == Int128(1)) {
        return;
    }
    const Findings::Words words{
        {fmt::format("检查“{}”在 {} 不成立：{}", check.name.value, to_string(model_.date),
                     check.title.zh),
         fmt::format("check '{}' does not hold on {}: {}", check.name.value, to_string(model_.date),
                     check.title.en)},
        {},
        {"请改正参数，或改 that: 的条件", "mend the parameters, or the condition of that:"}};
    if (check.severity == "error") {
        model_.findings.error("check-failed", condition.place(), words);
    } else {
        model_.findings.warning("check-failed", condition.place(), words);
    }
}

namespace {

/// Whoever gives up says why; should somebody not, the pack must not pass for that.
void report_silent_failures(Model& model) {
    for (const auto& [name, definition] : model.definitions) {
        if (definition.node == none && !model.findings.has_errors()) {
            model.findings.error("not-compiled", definition.place,
                                 {{fmt::format("“{}”无法编译，这是程序的缺陷", name),
                                   fmt::format("'{}' cannot be compiled, which is a fault of the "
                                               "program",
                                               name)},
                                  {},
                                  {"请把这条规则报告给开发者", "please report this rule"}});
        }
    }
}

} // namespace

void lower_all(Model& model) {
    Lowering lowering(model);
    book_values(model);
    for (auto& [name, definition] : model.definitions) {
        lowering.lower_with_reads(definition);
    }
    report_silent_failures(model);
    lowering.check_previous_places();
    for (const CheckDeclaration& check : model.pack.checks) {
        lowering.run_check(check);
    }
    for (std::size_t i = 0; i < model.decisions.size(); ++i) {
        lowering.assemble(model.decisions[i], static_cast<Index>(i));
    }
}

} // namespace doudi::compiler
