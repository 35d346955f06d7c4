// Truth values, but for the comparisons they are made of.

#include "formulas.hpp"

namespace doudi::generator {

Expression Formulas::condition(const Scope& scope) {
    const Scope deeper = scope.deeper();
    if (scope.depth <= 0 || random_.chance(35)) {
        return simple_condition(scope);
    }
    const Expression left = condition(deeper);
    switch (random_.between(0, 7)) {
    case 0:
    case 1:
    case 2: {
        const Expression right = condition(deeper);
        return joined(left, "and", right, Level::both);
    }
    case 3:
    case 4:
    case 5: {
        const Expression right = condition(deeper);
        return joined(left, "or", right, Level::either);
    }
    case 6: {
        Expression result = left;
        result.text = "not " + wrapped(left, Level::negation);
        result.level = Level::negation;
        return result;
    }
    default: {
        const Expression right = condition(deeper);
        return choice(scope, left, right);
    }
    }
}

Expression Formulas::simple_condition(const Scope& scope) {
    switch (random_.between(0, 14)) {
    case 0:
    case 1:
    case 2:
        return comparison_of_money(scope);
    case 3:
    case 4:
        return comparison_of_plain(scope);
    case 5:
        return comparison_of_quotients(scope);
    case 6:
        return comparison_of_dates(scope);
    case 7:
        return comparison_of_words(scope);
    case 8:
        return comparison_of_counts(scope);
    case 9:
        return comparison_with_range(scope);
    case 10:
        return condition_over_rows(scope);
    case 11:
        return condition_of_before(scope);
    case 12:
        return comparison_of_foreign_money(scope);
    case 13:
        return comparison_with_option(scope);
    default:
        break;
    }
    return visible(Kind::boolean, scope).empty() ? comparison_of_money(scope)
                                                 : leaf(Kind::boolean, "", scope);
}

// Money of other rows is compared with its like alone.

Expression Formulas::condition_about(int entity, const Scope& scope) {
    const Expression any = condition(scope);
    if (any.mentions.contains(entity)) {
        return any;
    }
    const Expression own = money_about(entity, Kind::money_month, scope);
    return compared(own, bare(Kind::money_month));
}

Expression Formulas::condition_over_rows(const Scope& scope) {
    const auto inner = rows_inside(scope);
    if (inner.empty()) {
        return comparison_of_words(scope);
    }
    const int entity = random_.pick(inner);
    const std::string function = random_.chance(50) ? "any" : "all";
    return aggregate_of(function, condition_about(entity, scope.about(entity)), entity, scope);
}

Expression Formulas::condition_of_before(const Scope& scope) {
    if (random_.chance(30)) {
        const Expression sum = sum_of_months(scope);
        if (!sum.text.empty()) {
            return compared(sum, bare(Kind::money));
        }
    }
    const auto before = previous_of(Kind::boolean, scope);
    if (!before.empty() && random_.chance(50)) {
        const Symbol& symbol = *random_.pick(before);
        draft_.read_previous.insert(symbol.full_name());
        return call("previous", {reference(symbol, scope)});
    }
    std::vector<const OutcomeSymbol*> known;
    for (const OutcomeSymbol& outcome : draft_.outcomes) {
        if (scope.entity != no_entity && draft_.holds(outcome.entity, scope.entity)) {
            known.push_back(&outcome);
        }
    }
    if (known.empty()) {
        return comparison_of_words(scope);
    }
    const OutcomeSymbol& outcome = *random_.pick(known);
    Expression result;
    result.level = Level::comparison;
    result.mentions.insert(outcome.entity);
    result.text = outcome.full_name;
    if (random_.chance(50)) {
        draft_.read_previous.insert(outcome.full_name);
        result.text = "previous(" + outcome.full_name + ")";
    }
    result.text += random_.chance(50) ? " = " : " != ";
    result.text += "\"" + random_.pick(outcome.outcomes) + "\"";
    return result;
}

// A literal of its own keeps any two of these apart, and facts on both sides keep each open.

Expression Formulas::opaque_condition(const Scope& scope) {
    const Expression own = fact(Kind::money_month, scope);
    Expression other = choice(scope, own, money(Kind::money_month, scope.deeper()));
    if (random_.chance(50)) {
        other = money(Kind::money_month, scope.deeper());
    }
    Expression apart;
    apart.text = decimal(random_.between(1, 99999), 2);
    const Expression sum = joined(joined(own, "+", other, Level::sum),
                                  random_.chance(50) ? "+" : "-", apart, Level::sum);
    const Expression test = compared(sum, fact(Kind::money_month, scope));
    if (random_.chance(50)) {
        return test;
    }
    Expression truth = fact(Kind::boolean, scope);
    if (random_.chance(40)) {
        truth.text = "not " + truth.text;
        truth.level = Level::negation;
    }
    return random_.chance(50) ? joined(test, "and", truth, Level::both)
                              : joined(truth, "and", test, Level::both);
}

Expression Formulas::fact(Kind kind, const Scope& scope) {
    std::vector<const Symbol*> facts = visible(kind, scope);
    std::erase_if(facts, [&](const Symbol* symbol) {
        return !symbol->is_fact || symbol->entity != scope.entity;
    });
    return facts.empty() ? Expression{} : reference(*random_.pick(facts), scope);
}

} // namespace doudi::generator
