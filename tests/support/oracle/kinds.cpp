// The kinds of rules as section 5 of docs/RULES.md describes them.

#include "interpreter.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace doudi::oracle {
namespace {

bool form_has(const RuleForm& form, const std::string& part) {
    static const std::set<std::string> of_coverage{"each", "covered", "applies", "persons",
                                                   "amount"};
    static const std::set<std::string> of_exit{"month", "base", "share", "applies", "amount"};
    if (part.empty()) {
        return true;
    }
    if (part == gives_part) {
        return !form.gives.empty();
    }
    const auto is_item = [&](const Item& item) { return item.name == part; };
    return (form.kind == "coverage" && of_coverage.contains(part)) ||
           (form.kind == "exit" && of_exit.contains(part)) ||
           std::any_of(form.items.begin(), form.items.end(), is_item);
}

} // namespace

const RuleForm* Interpreter::form_in_force(const Rule& rule) const {
    const RuleForm* latest = nullptr;
    for (const RuleForm& form : rule.forms) {
        const bool later = latest == nullptr || form.in_force.from >= latest->in_force.from;
        if (form.in_force.covers(evaluation_.date_) && later) {
            latest = &form;
        }
    }
    return latest;
}

bool Interpreter::is_in_force(const Definition& definition) const {
    const Pack& pack = evaluation_.pack_;
    const Date& date = evaluation_.date_;
    if (definition.kind == DefinitionKind::rule) {
        const RuleForm* form = form_in_force(pack.rules[definition.subject]);
        return form != nullptr && form_has(*form, definition.part);
    }
    if (definition.kind != DefinitionKind::decision) {
        return true;
    }
    const auto programme = pack.programmes.find(definition.programme);
    return pack.decisions[definition.subject].in_force.covers(date) &&
           (programme == pack.programmes.end() || programme->second.covers(date));
}

Value Interpreter::rule_part(const Rule& rule, const std::string& part, const Row& row) const {
    const RuleForm* form = form_in_force(rule);
    if (form == nullptr || !form_has(*form, part)) {
        throw std::runtime_error("'" + rule.full_name + "' is not in force");
    }
    if (form->kind == "formula") {
        return rounded(evaluate(form->formulas.at("value"), row), form->round);
    }
    if (form->kind == "table") {
        return rounded(table(*form, row), form->round);
    }
    if (form->kind == "coverage") {
        return coverage(rule, *form, part, row);
    }
    return form->kind == "exit" ? exit(rule, *form, part, row) : items(rule, *form, part, row);
}

Value Interpreter::part(const Rule& rule, const std::string& name, const Row& row) const {
    return value_of(*rule.parts.at(name), row);
}

Value Interpreter::optional(const RuleForm& form, const std::string& key, const Row& row,
                            const Value& otherwise) const {
    const auto found = form.formulas.find(key);
    return found == form.formulas.end() ? otherwise : evaluate(found->second, row);
}

Value Interpreter::table(const RuleForm& form, const Row& row) const {
    if (form.hit == "sum") {
        return sum_of_rows(form, row);
    }
    return form.hit == "unique" ? unique_row(form, row) : first_row(form, row);
}

// Without `otherwise:` the rows cover everything, so the last one is what is left.
Value Interpreter::first_row(const RuleForm& form, const Row& row) const {
    auto at = form.rows.rbegin();
    Value result = optional(form, "otherwise", row, evaluate(at->then, row));
    at += form.formulas.contains("otherwise") ? 0 : 1;
    for (; at != form.rows.rend(); ++at) {
        result = choose(evaluate(at->when.value(), row), evaluate(at->then, row), result);
    }
    return result;
}

Value Interpreter::unique_row(const RuleForm& form, const Row& row) const {
    std::vector<Value> conditions;
    int hits = 0;
    for (const TableRow& line : form.rows) {
        conditions.push_back(evaluate(line.when.value(), row));
        hits += conditions.back().is_true() ? 1 : 0;
    }
    if (hits > 1) {
        return Value::fault();
    }
    return strictly(conditions, [&](const auto&) { return first_row(form, row); });
}

Value Interpreter::sum_of_rows(const RuleForm& form, const Row& row) const {
    Value any = truth(false);
    Value total = number(0);
    for (const TableRow& line : form.rows) {
        const Value when = evaluate(line.when.value(), row);
        any = either(any, when);
        total = add(total, choose(when, evaluate(line.then, row), number(0)));
    }
    return form.formulas.contains("otherwise")
               ? choose(any, total, evaluate(form.formulas.at("otherwise"), row))
               : total;
}

Value Interpreter::item_before_limit(const Rule& rule, const Item& item, const Row& row) const {
    const auto of_row = [&](const Row& own) {
        Value amount = rounded(evaluate(item.amount, own), item.round);
        if (item.at_most) {
            amount = smaller(amount, evaluate(*item.at_most, own));
        }
        const Value when = item.when ? evaluate(*item.when, own) : truth(true);
        return choose(when, greater(number(0), amount), number(0));
    };
    if (item.entity == rule.entity) {
        return of_row(row);
    }
    std::vector<Taken> rows;
    for (const Row* inner : rows_inside(row, item.entity)) {
        rows.push_back({truth(true), of_row(*inner)});
    }
    return aggregate("sum", rows);
}

Value Interpreter::items(const Rule& rule, const RuleForm& form, const std::string& part_name,
                         const Row& row) const {
    const auto of = [&] { return evaluate(form.formulas.at("of"), row); };
    if (part_name == gives_part) {
        return greater(number(0), subtract(of(), part(rule, "", row)));
    }
    Value left = form.in_order ? greater(number(0), of()) : number(0);
    Value total = number(0);
    for (const Item& item : form.items) {
        if (item.name == part_name) {
            const Value whole = item_before_limit(rule, item, row);
            return form.in_order ? smaller(whole, left) : whole;
        }
        const Value taken = part(rule, item.name, row);
        total = add(total, taken);
        left = subtract(left, taken);
    }
    return total;
}

// `when` is about the rule's own row, `who` and `amount` about each person in it.
Value Interpreter::coverage(const Rule& rule, const RuleForm& form, const std::string& part_name,
                            const Row& row) const {
    if (part_name == "each") {
        return rounded(evaluate(form.formulas.at("amount"), row), form.round);
    }
    if (part_name == "covered") {
        const Value who = evaluate(form.formulas.at("who"), row);
        const Value when = optional(form, "when", row_of(rule.entity, row), truth(true));
        return both(both(who, when), compare(">", part(rule, "each", row), number(0)));
    }
    return part_name.empty() ? part(rule, "amount", row)
                             : coverage_of_persons(rule, part_name, row);
}

Value Interpreter::coverage_of_persons(const Rule& rule, const std::string& part_name,
                                       const Row& row) const {
    std::vector<Taken> persons;
    for (const Row* person : rows_inside(row, rule.persons)) {
        const Value covered = part(rule, "covered", *person);
        if (part_name == "applies") {
            persons.push_back({truth(true), covered});
        } else {
            persons.push_back(
                {covered, part_name == "persons" ? number(1) : part(rule, "each", *person)});
        }
    }
    const std::string function = part_name == "applies" ? "any" : "sum";
    return aggregate(function, persons);
}

Value Interpreter::exit(const Rule& rule, const RuleForm& form, const std::string& part_name,
                        const Row& row) const {
    const auto before = [&](const Definition& definition) { return previous(definition, row); };
    const Value counted = compare("=", before(*form.outcome), Value::ok(form.counts_as));
    if (part_name == "month") {
        const Value goes_on = both(optional(form, "when", row, truth(true)),
                                   optional(form, "while", row, truth(true)));
        const Value next = add(before(*rule.parts.at("month")), number(1));
        return choose(goes_on, choose(counted, next, number(1)), number(0));
    }
    if (part_name == "base") {
        return choose(counted, before(*rule.parts.at("base")),
                      evaluate(form.formulas.at("base"), row));
    }
    if (part_name == "share") {
        return exit_share(form, part(rule, "month", row), row);
    }
    if (part_name == "applies") {
        return both(compare(">", part(rule, "month", row), number(0)),
                    compare(">", part(rule, "share", row), number(0)));
    }
    if (part_name.empty()) {
        return part(rule, "amount", row);
    }
    const Value base = part(rule, "base", row);
    const Value capped = smaller(base, optional(form, "at_most", row, base));
    const Value amount = rounded(multiply(capped, part(rule, "share", row)), form.round);
    return choose(part(rule, "applies", row), amount, number(0));
}

Value Interpreter::exit_share(const RuleForm& form, const Value& month, const Row& row) const {
    return strictly({month}, [&](const auto&) {
        for (const ScheduleStep& step : form.schedule) {
            if (step.first_month <= month.number() && month.number() <= step.last_month) {
                return evaluate(step.pays, row);
            }
        }
        return number(0);
    });
}

} // namespace doudi::oracle
