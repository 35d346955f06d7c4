#pragma once

#include "draft.hpp"

#include <string>
#include <vector>

namespace doudi::generator {

/// Whose rows a formula is about, in which programme, and how deep it may still go.
struct Scope {
    int entity = 0;
    std::string programme;
    int depth = 3;

    [[nodiscard]] Scope deeper() const { return {entity, programme, depth - 1}; }

    [[nodiscard]] Scope about(int inner) const { return {inner, programme, depth - 1}; }
};

/// How tightly the outermost operation of a formula binds.
enum class Level { choice, either, both, negation, comparison, sum, product, sign, primary };

/// A piece of a formula with what bounds its value.
struct Expression {
    std::string text;
    Level level = Level::primary;
    double bound = 0; // no value is further from zero
    int places = 0;
    std::set<int> mentions; // entities of its names, outside aggregates
};

/// Makes up formulas that a strict reader of types and units accepts: like is compared with like,
/// money is multiplied by plain numbers alone, a division stands under a rounding or on one side
/// of a comparison, and an inner entity's values stand inside aggregates.
class Formulas {
public:
    explicit Formulas(Draft& draft) : draft_(draft), random_(draft.random) {}

    [[nodiscard]] Expression of_kind(Kind kind, const std::string& category, const Scope& scope);
    [[nodiscard]] Expression money(Kind kind, const Scope& scope);
    [[nodiscard]] Expression small_money(Kind kind, const Scope& scope); // for fractions
    [[nodiscard]] Expression condition(const Scope& scope);
    [[nodiscard]] Expression whole(const Scope& scope);
    [[nodiscard]] Expression plain(Kind kind, const Scope& scope); // a rate or a number
    [[nodiscard]] Expression date(const Scope& scope);
    [[nodiscard]] Expression text(const Scope& scope);
    [[nodiscard]] Expression one_of(const std::string& category, const Scope& scope);

    /// A comparison that no reader can see through, and no other row's condition repeats.
    [[nodiscard]] Expression opaque_condition(const Scope& scope);

    /// Money with at most two places, so that it may leave in a decision.
    [[nodiscard]] Expression payable(Kind kind, const Scope& scope);

    /// Money whose names are of that entity among others, as a sum over its rows needs.
    [[nodiscard]] Expression money_about(int entity, Kind kind, const Scope& scope);
    [[nodiscard]] Expression condition_about(int entity, const Scope& scope);

    /// An exact fraction, to be rounded or compared.
    [[nodiscard]] Expression quotient(Kind kind, const Scope& scope);

    /// A fact of the scope's own entity; empty text if it has none of the kind.
    [[nodiscard]] Expression fact(Kind kind, const Scope& scope);

    /// Whether a formula of the scope can read a value of the kind.
    [[nodiscard]] bool knows(Kind kind, const Scope& scope) const {
        return !visible(kind, scope).empty();
    }

    [[nodiscard]] std::string literal(Kind kind);

private:
    [[nodiscard]] Expression money_compound(Kind kind, const Scope& scope);
    [[nodiscard]] Expression money_special(Kind kind, const Scope& scope);
    /// Each of these is empty where the scope has nothing to make it of.
    [[nodiscard]] Expression money_of_rows(Kind kind, const Scope& scope);
    [[nodiscard]] Expression money_in_brackets(Kind kind, const Scope& scope);
    [[nodiscard]] Expression money_by_count(Kind kind, const Scope& scope);
    [[nodiscard]] Expression sum_of_months(const Scope& scope);
    [[nodiscard]] Expression before(Kind kind, const std::string& category, const Scope& scope);
    [[nodiscard]] Expression months(const Scope& scope);
    [[nodiscard]] Expression divisor(const Scope& scope);
    [[nodiscard]] Expression on_another_date(Kind kind, const Scope& scope);
    [[nodiscard]] Expression extreme_of_rows(Kind kind, const Scope& scope);

    [[nodiscard]] Expression money_rounded(Kind kind, const Scope& scope);
    [[nodiscard]] Expression money_of_months(Kind kind, const Scope& scope);
    [[nodiscard]] Expression money_share(Kind kind, const Scope& scope);
    [[nodiscard]] Expression number_of_band(const Scope& scope);
    [[nodiscard]] Expression shifted(const Expression& day, const Scope& scope);
    [[nodiscard]] Expression leaf(Kind kind, const std::string& category, const Scope& scope);
    [[nodiscard]] Expression reference(const Symbol& symbol, const Scope& scope);
    [[nodiscard]] Expression lookup(const Symbol& symbol, const Scope& scope);
    [[nodiscard]] Expression aggregate_of(const std::string& function, const Expression& inner,
                                          int entity, const Scope& scope);
    [[nodiscard]] Expression simple_condition(const Scope& scope);
    [[nodiscard]] Expression comparison_of_money(const Scope& scope);
    [[nodiscard]] Expression comparison_of_quotients(const Scope& scope);
    [[nodiscard]] Expression comparison_per_head(const Scope& scope);
    [[nodiscard]] Expression comparison_of_plain(const Scope& scope);
    [[nodiscard]] Expression comparison_of_dates(const Scope& scope);
    [[nodiscard]] Expression comparison_of_texts(const Scope& scope);
    [[nodiscard]] Expression comparison_of_years(const Scope& scope);
    [[nodiscard]] Expression comparison_of_words(const Scope& scope);
    [[nodiscard]] Expression comparison_of_counts(const Scope& scope);
    [[nodiscard]] Expression comparison_with_range(const Scope& scope);
    [[nodiscard]] Expression comparison_with_option(const Scope& scope);
    [[nodiscard]] Expression comparison_of_foreign_money(const Scope& scope);
    [[nodiscard]] Expression comparison_of_extremes(const Scope& scope);
    [[nodiscard]] Expression condition_over_rows(const Scope& scope);
    [[nodiscard]] Expression condition_of_before(const Scope& scope);

    /// The entities whose rows an aggregate of this scope may go over.
    [[nodiscard]] std::vector<int> rows_inside(const Scope& scope) const;
    [[nodiscard]] std::vector<const Symbol*> all_visible(const Scope& scope) const;
    [[nodiscard]] std::vector<const Symbol*> visible(Kind kind, const Scope& scope) const;
    [[nodiscard]] std::vector<const Symbol*> previous_of(Kind kind, const Scope& scope) const;
    [[nodiscard]] int unit_of(const Symbol& symbol, const Scope& scope) const;
    [[nodiscard]] std::string qualified(const Symbol& symbol, const Scope& scope);

    /// In brackets where the level needs them, and sometimes where it does not.
    [[nodiscard]] std::string wrapped(const Expression& expression, Level needed);
    [[nodiscard]] Expression joined(const Expression& left, const std::string& sign,
                                    const Expression& right, Level level);
    [[nodiscard]] Expression call(const std::string& function,
                                  const std::vector<Expression>& arguments);
    [[nodiscard]] Expression choice(const Scope& scope, const Expression& yes,
                                    const Expression& no);
    [[nodiscard]] Expression bare(Kind kind);
    [[nodiscard]] Expression compared(const Expression& left, const Expression& right);

    Draft& draft_;
    Random& random_;
};

/// A number of units of 10^-places as decimal text.
[[nodiscard]] std::string decimal(std::int64_t units, int places);

} // namespace doudi::generator
