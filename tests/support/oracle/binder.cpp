// Binds names: in which entity a formula stands decides nothing about what a name means, but an
// aggregate goes over the deepest entity that the names inside it belong to.

#include "operations.hpp"
#include "pack_reader.hpp"

#include <algorithm>
#include <stdexcept>

namespace doudi::oracle {
namespace {

class Binder {
public:
    explicit Binder(Pack& pack) : pack_(pack) {}

    void bind(Formula& formula, const std::string& programme) const {
        if (formula.operation == Operation::aggregate) {
            bind_aggregate(formula, programme);
        } else if (has_name(formula) && formula.text != "decision_date") {
            formula.definition = pack_.find(programme, formula.text);
            if (formula.definition == nullptr) {
                throw std::runtime_error("no name '" + formula.text + "' in " + programme);
            }
        }
        for (Formula& child : formula.children) {
            bind(child, programme);
        }
    }

    // whole_pack if there is no name of a row outside inner aggregates.
    [[nodiscard]] int deepest_entity(const Formula& formula, const std::string& programme) const {
        int deepest = whole_pack;
        if (has_name(formula)) {
            const Definition* definition = pack_.find(programme, formula.text);
            deepest = definition == nullptr ? whole_pack : definition->entity;
        }
        if (formula.operation == Operation::aggregate) {
            return deepest;
        }
        for (const Formula& child : formula.children) {
            deepest = deeper(deepest, deepest_entity(child, programme));
        }
        return deepest;
    }

    [[nodiscard]] int deeper(int left, int right) const {
        return depth(left) >= depth(right) ? left : right;
    }

private:
    static bool has_name(const Formula& formula) {
        return formula.operation == Operation::name || formula.operation == Operation::lookup ||
               formula.operation == Operation::previous ||
               formula.operation == Operation::sum_months;
    }

    [[nodiscard]] int depth(int entity) const {
        return entity == whole_pack ? -1 : pack_.entities[static_cast<std::size_t>(entity)].depth;
    }

    void bind_aggregate(Formula& formula, const std::string& programme) const {
        if (formula.text == "count") {
            formula.entity = pack_.entity_named(formula.children[0].text);
            formula.children[0] = Formula{};
            formula.children[0].value = number(1);
            return;
        }
        formula.entity = deeper(deepest_entity(formula.children[0], programme),
                                deepest_entity(formula.children[1], programme));
        if (formula.entity == whole_pack) {
            throw std::runtime_error(formula.text + "(…) names nothing of an inner entity");
        }
    }

    Pack& pack_;
};

Definition& changeable(Pack& pack, const Definition* definition) {
    return *pack.definitions[definition->number];
}

// The persons of a coverage are known from `who`, which may name what another coverage gives:
// entities only ever get deeper, so this ends.
void find_persons(Pack& pack, const Binder& binder) {
    for (bool changed = true; changed;) {
        changed = false;
        for (Rule& rule : pack.rules) {
            for (const RuleForm& form : rule.forms) {
                if (form.kind != "coverage") {
                    continue;
                }
                const int found = binder.deepest_entity(form.formulas.at("who"), rule.programme);
                if (binder.deeper(rule.persons, found) != rule.persons) {
                    rule.persons = found;
                    changeable(pack, rule.parts.at("each")).entity = found;
                    changeable(pack, rule.parts.at("covered")).entity = found;
                    changed = true;
                }
            }
        }
    }
}

// The decision of the programme; of several, the one that has the outcome which counts.
const Definition* outcome_of_exit(const Pack& pack, const std::string& programme,
                                  const std::string& counts_as) {
    for (const Decision& decision : pack.decisions) {
        const auto counts = [&](const DecisionRow& row) { return row.outcome == counts_as; };
        if (decision.programme == programme &&
            std::any_of(decision.rows.begin(), decision.rows.end(), counts)) {
            return decision.parts.at("outcome");
        }
    }
    throw std::runtime_error("no decision of " + programme + " has outcome " + counts_as);
}

void bind_form(const Pack& pack, const Binder& binder, const Rule& rule, RuleForm& form) {
    const auto bind = [&](std::optional<Formula>& formula) {
        if (formula) {
            binder.bind(*formula, rule.programme);
        }
    };
    for (auto& [key, formula] : form.formulas) {
        binder.bind(formula, rule.programme);
    }
    for (TableRow& row : form.rows) {
        bind(row.when);
        binder.bind(row.then, rule.programme);
    }
    for (Item& item : form.items) {
        bind(item.when);
        binder.bind(item.amount, rule.programme);
        bind(item.at_most);
    }
    for (ScheduleStep& step : form.schedule) {
        binder.bind(step.pays, rule.programme);
    }
    if (form.kind == "exit") {
        form.outcome = outcome_of_exit(pack, rule.programme, form.counts_as);
    }
}

void bind_decision(const Binder& binder, Decision& decision) {
    for (DecisionRow& row : decision.rows) {
        if (row.when) {
            binder.bind(*row.when, decision.programme);
        }
        if (row.amount) {
            binder.bind(*row.amount, decision.programme);
        }
        for (auto& [name, formula] : row.gives) {
            binder.bind(formula, decision.programme);
        }
    }
}

} // namespace

void bind_names(Pack& pack) {
    const Binder binder(pack);
    find_persons(pack, binder);
    for (Rule& rule : pack.rules) {
        for (RuleForm& form : rule.forms) {
            bind_form(pack, binder, rule, form);
        }
    }
    for (Decision& decision : pack.decisions) {
        bind_decision(binder, decision);
    }
}

} // namespace doudi::oracle
