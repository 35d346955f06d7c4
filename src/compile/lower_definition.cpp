// A definition becomes a `value` node: its formula, held against what it declares.

#include "compile/constants.hpp"
#include "compile/coverage.hpp"
#include "compile/lookup_table.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace doudi::compiler {

namespace {

/// A fraction has no places to be given in, and what is about no record is in no record.
bool may_be_given(const Definition& definition) {
    return !definition.is_quotient && definition.entity != none;
}

} // namespace

void book_values(Model& model) {
    for (const auto& [name, definition] : model.definitions) {
        ValueEntry entry;
        entry.name = name;
        entry.kind = definition.kind;
        entry.role = definition.role;
        entry.entity = definition.entity;
        entry.title = definition.title;
        entry.item_entity = definition.item_entity;
        if (definition.provenance != nullptr) {
            entry.citation = cite(model, *definition.provenance);
        }
        const auto rule = model.definitions.find(definition.rule);
        entry.rule = rule != model.definitions.end() ? rule->second.value : definition.value;
        model.book.values.push_back(std::move(entry));
    }
}

Index Lowering::lower_definition(Definition& definition) {
    using Progress = Definition::Progress;
    if (definition.progress != Progress::untouched) {
        return definition.node;
    }
    definition.progress = Progress::running;
    running_.push_back(&definition);
    const Term root = lower_root(definition);
    running_.pop_back();
    if (!root) {
        definition.progress = Progress::failed;
        definition.node = none;
        return none;
    }
    definition.progress = Progress::done;
    definition.node = root.node;
    ValueEntry& entry = book_.values[definition.value];
    entry.node = root.node;
    if (definition.formula.written != nullptr || definition.formula.operands.empty()) {
        entry.formula = at(root.node).formula;
    }
    if (may_be_given(definition)) {
        add_given_input(definition, at(root.node));
    }
    if (!definition.table_rows.empty()) {
        running_.push_back(&definition);
        check_table(definition);
        running_.pop_back();
    }
    return definition.node;
}

Index Lowering::add_value(const Definition& definition, const Term& term) {
    NewNode node;
    node.operation = Operation::value;
    node.type = at(term.node).type;
    if (definition.type) {
        node.type.kind = definition.type->kind;
        if (term.is_bare) {
            node.type.unit = definition.type->unit;
        }
    }
    node.bounds = ok_bounds_of(term.node);
    if (may_be_given(definition)) {
        widen_for_given(definition, node);
    }
    node.payload = definition.value;
    node.operands = {term.node};
    node.entity = definition.entity;
    Expression whole = definition.formula;
    whole.operands.clear();
    return add(whole, std::move(node));
}

/// What a record may give instead. Of truth, categories and texts that is any, also where the
/// formula can come to one alone; a number stays inside the rule's `range:`, or, without one,
/// inside what the formula can come to.
void Lowering::widen_for_given(const Definition& definition, NewNode& node) const {
    if (!node.type.is_ordered()) {
        const DecimalRange any = default_range(model_, node.type);
        node.bounds = {any.low.digits, any.high.digits, 0};
        return;
    }
    const auto range =
        definition.range ? read_range(model_, *definition.range, node.type) : std::nullopt;
    if (!range) {
        return;
    }
    const auto low = range->low.with_places(node.bounds.places);
    const auto high = range->high.with_places(node.bounds.places);
    if (low && high) {
        node.bounds.low = std::min(node.bounds.low, low->digits);
        node.bounds.high = std::max(node.bounds.high, high->digits);
    }
}

Term Lowering::lower_root(Definition& definition) {
    const Scope scope{definition.entity, definition.programme};
    const Type* expected = definition.type ? &*definition.type : nullptr;
    Term term = definition.decision != none ? lower_decision_part(definition)
                                            : lower(definition.formula, scope, expected);
    if (!term) {
        return {};
    }
    if (term.is_quotient && !definition.keeps_quotient) {
        return fail(
            definition.formula, "needs-round",
            {{"除法的结果必须说明怎样取整", "the result of a division must say how it is rounded"},
             {},
             {"请在规则上写 round: {to: 0.01, mode: half_up}，或 round: none 保留分数",
              "give the rule round: {to: 0.01, mode: half_up}, or round: none to keep the "
              "fraction"}});
    }
    if (!fits_declared_type(definition, definition.formula, term)) {
        return {};
    }
    definition.is_quotient = term.is_quotient;
    if (!term.is_quotient) {
        term.node = apply_range(definition, term.node);
        if (term.node == none) {
            return {};
        }
    }
    term.node = add_value(definition, term);
    const auto lower_part = [&](const std::optional<Expression>& part) {
        return part ? lower(*part, scope).node : none;
    };
    ValueEntry& entry = book_.values[definition.value];
    entry.item_when = lower_part(definition.item_when);
    entry.item_amount = lower_part(definition.item_amount);
    entry.item_cap = lower_part(definition.item_cap);
    return term;
}

bool Lowering::fits_declared_type(const Definition& definition, const Expression& formula,
                                  const Term& term) {
    if (!definition.type) {
        return true;
    }
    const Type& declared = *definition.type;
    const Node& found = at(term.node);
    const bool plain = declared.kind == Kind::integer || declared.kind == Kind::number ||
                       declared.kind == Kind::rate;
    const bool counts = plain && kinds_agree(declared.kind, found.type.kind);
    const bool fits =
        declared.is_numeric() && found.type.is_numeric()
            ? term.is_bare || counts ||
                  (declared.kind == found.type.kind && declared.unit == found.type.unit)
            : declared == found.type;
    if (!fits) {
        report_wrong_type(definition, formula, found.type);
        return false;
    }
    const bool whole = declared.kind == Kind::integer || declared.kind == Kind::months;
    if (whole && !term.is_quotient && found.places > 0) {
        fail(formula, "type-mismatch",
             {{fmt::format("“{}”应是整数，而这个公式可能有小数", definition.name),
               fmt::format("'{}' must be a whole number, but this formula may have decimals",
                           definition.name)},
              {},
              {"请写 round: {to: 1, mode: …}", "give it round: {to: 1, mode: …}"}});
        return false;
    }
    return !term.is_bare || accept_bare(declared, formula, term);
}

/// A bare number as the value of a rule: an amount or a rate that should be a parameter.
bool Lowering::accept_bare(const Type& declared, const Expression& formula, const Term& term) {
    if (declared.kind == Kind::rate) {
        return accept_rate(formula, term);
    }
    if (declared.kind == Kind::money || declared.kind == Kind::months) {
        warn_of_literal(formula, term);
    }
    return true;
}

void Lowering::report_wrong_type(const Definition& definition, const Expression& formula,
                                 const Type& found) {
    const Type& declared = *definition.type;
    const bool is_about_units = declared.kind == found.kind && declared.is_numeric();
    const Phrase wanted = model_.describe(declared);
    const Phrase got = model_.describe(found);
    const std::string written_type = written(found, book_.entities, book_.categories);
    fail(formula, is_about_units ? "unit-mismatch" : "type-mismatch",
         {{fmt::format("“{}”应是{}，而这个公式得出{}", definition.name, wanted.zh, got.zh),
           fmt::format("'{}' must be {}, but this formula gives {}", definition.name, wanted.en,
                       got.en)},
          got,
          {fmt::format("请改公式，或写 type: {}", written_type),
           fmt::format("change the formula, or write type: {}", written_type)}});
}

Index Lowering::apply_range(const Definition& definition, Index node) {
    std::optional<DecimalRange> range;
    if (definition.range) {
        if (!at(node).type.is_ordered()) {
            model_.findings.error("bad-range", definition.range->place,
                                  {{"这种类型没有范围", "this type has no range"},
                                   {},
                                   {"请删去 range:", "delete range:"}});
            return none;
        }
        range = read_range(model_, *definition.range, at(node).type);
        if (!range) {
            return none;
        }
    } else if (definition.low && definition.high) {
        range = DecimalRange{*definition.low, *definition.high};
    }
    if (!range) {
        return node;
    }
    const Bounds bounds = ok_bounds_of(node);
    const int places = std::max({bounds.places, range->low.places, range->high.places});
    const auto low = range->low.with_places(places);
    const auto high = range->high.with_places(places);
    const MaybeBounds scaled = rescale(bounds, places);
    if (!low || !high || !scaled) {
        return none;
    }
    if (scaled->low >= low->digits && scaled->high <= high->digits) {
        return node;
    }
    NewNode check;
    check.operation = Operation::check_range;
    check.type = at(node).type;
    check.bounds = {std::max(scaled->low, low->digits), std::min(scaled->high, high->digits),
                    places};
    check.operands = {node};
    check.may_fault = true;
    if (check.bounds.low > check.bounds.high) {
        model_.findings.error("empty-range", definition.place,
                              {{fmt::format("“{}”的值永远不在它的范围内", definition.name),
                                fmt::format("'{}' can never be inside its range", definition.name)},
                               {},
                               {"请改正公式或 range:", "mend the formula or the range:"}});
        return none;
    }
    return add(definition.formula, std::move(check));
}

void Lowering::add_given_input(const Definition& definition, const Node& value) {
    if (!value.low.fits_int64() || !value.high.fits_int64()) {
        return;
    }
    InputEntry input;
    input.role = InputRole::given;
    input.name = "given." + definition.name;
    input.field = definition.name;
    input.entity = definition.entity;
    input.type = value.type;
    input.places = value.places;
    input.low = value.low;
    input.high = value.high;
    input.title = definition.title;
    book_.values[definition.value].given = static_cast<Index>(book_.inputs.size());
    book_.inputs.push_back(std::move(input));
}

void Lowering::check_table(const Definition& definition) {
    std::vector<Index> conditions;
    for (const Expression& row : definition.table_rows) {
        const Term term = lower(row, {definition.entity, definition.programme});
        if (!term) {
            return;
        }
        conditions.push_back(term.node);
    }
    check_coverage(model_, definition, conditions);
}

} // namespace doudi::compiler
