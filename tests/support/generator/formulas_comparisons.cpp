// Comparisons of like with like.

#include "formulas.hpp"

namespace doudi::generator {

Expression Formulas::comparison_of_money(const Scope& scope) {
    const bool sums = !visible(Kind::money, scope).empty() && random_.chance(25);
    const Kind kind = sums ? Kind::money : Kind::money_month;
    if (random_.chance(15) && !visible(Kind::money_year, scope).empty()) {
        return comparison_of_years(scope);
    }
    const Expression left = money(kind, scope.deeper());
    if (random_.chance(30)) {
        return compared(left, bare(kind));
    }
    const Expression right = money(kind, scope.deeper());
    if (random_.chance(20)) {
        Expression list = call("", {right, bare(kind)});
        return joined(left, "in", list, Level::comparison);
    }
    return compared(left, right);
}

Expression Formulas::comparison_of_quotients(const Scope& scope) {
    const Scope flat{scope.entity, scope.programme, 0};
    if (random_.chance(30)) {
        const Expression per_head = comparison_per_head(scope);
        if (!per_head.text.empty()) {
            return per_head;
        }
    }
    const Expression fraction = quotient(Kind::money_month, scope.deeper());
    if (random_.chance(40)) {
        const Expression below = fact(Kind::money_month, scope);
        if (below.text.empty()) { // a rule about no record
            return compared(fraction, bare(Kind::money_month));
        }
        const Expression share =
            joined(small_money(Kind::money_month, flat), "/", below, Level::product);
        return random_.chance(50) ? compared(share, plain(Kind::rate, flat))
                                  : compared(share, bare(Kind::rate));
    }
    const Expression other = random_.chance(40) ? quotient(Kind::money_month, scope.deeper())
                                                : small_money(Kind::money_month, scope.deeper());
    return random_.chance(50) ? compared(fraction, other) : compared(other, fraction);
}

// A sum by the number of those it is for, held against a sum for each of them.
Expression Formulas::comparison_per_head(const Scope& scope) {
    for (const Symbol* symbol : all_visible(scope)) {
        for (const int entity : rows_inside(scope)) {
            if (symbol->kind == Kind::money_month && symbol->per == entity &&
                symbol->keys.empty() && !symbol->is_quotient && unit_of(*symbol, scope) == entity &&
                random_.chance(50)) {
                Expression count;
                count.text = draft_.entity_name(entity);
                const Expression share =
                    joined(small_money(Kind::money_month, scope.deeper()), "/",
                           aggregate_of("count", count, entity, scope), Level::product);
                const Expression each = reference(*symbol, scope);
                return random_.chance(50) ? compared(share, each) : compared(each, share);
            }
        }
    }
    return {};
}

Expression Formulas::comparison_of_plain(const Scope& scope) {
    const Expression left = whole(scope.deeper());
    switch (random_.between(0, 3)) {
    case 0:
        if (!visible(Kind::rate, scope).empty()) {
            const Expression rate = plain(Kind::rate, scope.deeper());
            return compared(rate, bare(Kind::rate));
        }
        return compared(left, bare(Kind::integer));
    case 1:
        if (!visible(Kind::number, scope).empty()) {
            const Expression number = plain(Kind::number, scope.deeper());
            return compared(number, bare(Kind::integer));
        }
        return compared(left, bare(Kind::integer));
    case 2: {
        std::vector<Expression> members;
        for (std::int64_t count = random_.between(1, 3); count > 0; --count) {
            members.push_back(bare(Kind::integer));
        }
        return joined(left, "in", call("", members), Level::comparison);
    }
    default: {
        const Expression right = whole(scope.deeper());
        return compared(left, right);
    }
    }
}

Expression Formulas::comparison_of_dates(const Scope& scope) {
    if (random_.chance(30)) {
        const Expression long_time = months(scope.deeper());
        return random_.chance(40) ? compared(long_time, months(scope.deeper()))
                                  : compared(long_time, bare(Kind::integer));
    }
    const Expression left = date(scope.deeper());
    const Expression right = date(scope.deeper());
    if (random_.chance(20)) {
        return joined(left, "in", call("", {right, date(scope.deeper())}), Level::comparison);
    }
    return compared(left, right);
}

// Texts are carried and compared, and nothing else.
Expression Formulas::comparison_of_texts(const Scope& scope) {
    const Expression left = leaf(Kind::text, "", scope); // no bare word: it may be a category's
    const Expression right = text(scope.deeper());
    if (random_.chance(30)) {
        Expression word;
        word.text = "\"no\"";
        return joined(left, "in", call("", {right, word}), Level::comparison);
    }
    return joined(left, random_.chance(60) ? "=" : "!=", right, Level::comparison);
}

Expression Formulas::comparison_of_years(const Scope& scope) {
    const Expression monthly = call("per_year", {money(Kind::money_month, scope.deeper())});
    return compared(monthly, leaf(Kind::money_year, "", scope));
}

Expression Formulas::comparison_of_words(const Scope& scope) {
    if (random_.chance(40) && !visible(Kind::text, scope).empty()) {
        return comparison_of_texts(scope);
    }
    const auto known = visible(Kind::category, scope);
    if (known.empty()) {
        return comparison_of_dates(scope);
    }
    const std::string& category = random_.pick(known)->category;
    const Expression left = leaf(Kind::category, category, scope);
    Expression right = one_of(category, {scope.entity, scope.programme, 0});
    if (random_.chance(40)) {
        Expression word;
        word.text = "\"" + random_.pick(draft_.pack.categories.at(category)) + "\"";
        return joined(left, "in", call("", {word, right}), Level::comparison);
    }
    return joined(left, random_.chance(60) ? "=" : "!=", right, Level::comparison);
}

Expression Formulas::comparison_of_counts(const Scope& scope) {
    const auto inner = rows_inside(scope);
    if (inner.empty()) {
        return comparison_of_plain(scope);
    }
    const int entity = random_.pick(inner);
    Expression name;
    name.text = draft_.entity_name(entity);
    const Expression left = aggregate_of("count", name, entity, scope);
    if (random_.chance(30)) {
        const Expression right = aggregate_of("count", name, entity, scope);
        return compared(left, right);
    }
    const Expression one = leaf(Kind::integer, "", scope.about(entity));
    if (random_.chance(40) && one.mentions.contains(entity)) {
        return compared(aggregate_of("sum", one, entity, scope), bare(Kind::integer));
    }
    Expression few;
    few.text = std::to_string(random_.between(0, 4));
    return compared(left, few);
}

Expression Formulas::comparison_with_range(const Scope& scope) {
    static const std::vector<Kind> kinds{Kind::integer, Kind::money_month, Kind::date};
    const Kind kind = random_.pick(kinds);
    const auto value = [&] { return of_kind(kind, "", scope.deeper()); };
    const auto end = [&] {
        if (kind == Kind::money_month && random_.chance(10)) {
            return quotient(kind, scope.deeper());
        }
        return kind != Kind::date && random_.chance(60) ? bare(kind) : value();
    };
    const Expression subject =
        random_.chance(20) && kind == Kind::money_month ? quotient(kind, scope.deeper()) : value();
    const Expression low = end();
    const Expression high = end();
    Expression result = call("", {subject, low, high});
    result.level = Level::comparison;
    const std::string left = wrapped(subject, Level::sum);
    if (random_.chance(30)) {
        const std::string from = wrapped(low, Level::sum);
        result.text = left + " between " + from + " and " + wrapped(high, Level::sum);
        return result;
    }
    const std::string open = random_.chance(50) ? "[" : "(";
    const std::string close = random_.chance(50) ? "]" : ")";
    const std::string gap = random_.chance(50) ? ".." : " .. ";
    result.text = left + " in " + open + low.text + gap + high.text + close;
    return result;
}

Expression Formulas::comparison_of_foreign_money(const Scope& scope) {
    std::vector<const Symbol*> foreign = all_visible(scope);
    std::erase_if(foreign, [&](const Symbol* symbol) {
        return symbol->kind != Kind::money_month || symbol->is_quotient || symbol->is_brackets ||
               unit_of(*symbol, scope) < 0;
    });
    if (foreign.empty()) {
        return comparison_of_money(scope);
    }
    const Symbol& one = *random_.pick(foreign);
    std::erase_if(foreign, [&](const Symbol* symbol) {
        return unit_of(*symbol, scope) != unit_of(one, scope);
    });
    const Expression left = reference(one, scope);
    return random_.chance(40) ? compared(left, bare(Kind::money_month))
                              : compared(left, reference(*random_.pick(foreign), scope));
}

// The most or least that one of the rows has is a sum for one of them.
Expression Formulas::comparison_of_extremes(const Scope& scope) {
    const Expression extreme = extreme_of_rows(Kind::money_month, scope);
    return extreme.text.empty() ? comparison_of_foreign_money(scope)
                                : compared(extreme, bare(Kind::money_month));
}

Expression Formulas::comparison_with_option(const Scope& scope) {
    if (draft_.options.empty()) {
        return comparison_of_money(scope);
    }
    Expression result;
    const OptionSymbol& option = random_.pick(draft_.options);
    const bool is_near = option.programme.empty() || option.programme == scope.programme;
    result.text = (is_near ? "" : option.programme + ".") + option.name;
    result.text += (random_.chance(70) ? " = \"" : " != \"") + random_.pick(option.values) + "\"";
    result.level = Level::comparison;
    return result;
}

} // namespace doudi::generator
