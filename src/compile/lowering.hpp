#pragma once

#include "compile/bounds.hpp"
#include "compile/constants.hpp"
#include "compile/model.hpp"
#include "syntax/ast.hpp"

#include <doudi/decimal.hpp>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace doudi::compiler {

using syntax::Expression;
using syntax::Form;

/// A formula, or a part of one, that has become a node. `node` is none after a finding, and
/// whoever gets such a term says nothing more.
struct Term {
    Index node = none;
    bool is_bare = false;     ///< only bare numbers: takes the unit of the other side
    bool is_quotient = false; ///< a / b, not yet rounded or compared

    explicit operator bool() const { return node != none; }
};

/// For whose rows, and in whose name space, a formula is read.
struct Scope {
    Index entity = none;
    std::string_view programme;
};

/// Turns definitions into nodes: resolves names, checks types and units, proves ranges.
///
/// A definition is lowered after all that it reads (order.cpp), so nodes come in an order of
/// evaluation. The methods are spread over the files lower_*.cpp by what they lower.
class Lowering {
public:
    explicit Lowering(Model& model) : model_(model), book_(model.book) {}

    /// Lowers a definition after all that it reads; reports cycles.
    void lower_with_reads(Definition& root);

    /// Puts the rulebook's decisions together once every definition is lowered.
    void assemble(const DecisionPlan& plan, Index index);

    /// Works out a condition under `checks:` and reports it when it does not hold.
    void run_check(const CheckDeclaration& check);

    /// Holds the places of previous values against those of the rules they come from.
    void check_previous_places();

private:
    using Expected = const Type*;

    struct NewNode {
        Operation operation = Operation::constant;
        Type type;
        Bounds bounds;
        std::vector<Index> operands;
        Index payload = none;
        std::uint8_t detail = 0;
        bool may_be_missing = false; ///< besides what the operands bring
        bool may_fault = false;
        bool is_settled = false; ///< the flags are exact: take none from the operands
        Index entity = none;     ///< besides those of the operands
    };

    // order.cpp
    struct OrderStep {
        Definition* definition = nullptr;
        std::vector<Definition*> reads;
        std::size_t next = 0;
    };

    std::vector<Definition*> reads_of(const Definition& definition);
    void collect_reads(const Expression& expression, const Scope& scope,
                       std::vector<Definition*>& reads);
    void lower_in_order(Definition& definition);
    void report_cycle(const std::vector<OrderStep>& path, const Definition& first);

    // lower_definition.cpp
    /// The `value` node of a definition, or none after a finding.
    Index lower_definition(Definition& definition);
    Term lower_root(Definition& definition);
    Index add_value(const Definition& definition, const Term& term);
    void widen_for_given(const Definition& definition, NewNode& node) const;
    bool fits_declared_type(const Definition& definition, const Expression& formula,
                            const Term& term);
    bool accept_bare(const Type& declared, const Expression& formula, const Term& term);
    void report_wrong_type(const Definition& definition, const Expression& formula,
                           const Type& found);
    Index apply_range(const Definition& definition, Index node);
    void add_given_input(const Definition& definition, const Node& value);
    void check_table(const Definition& definition);

    // lower_decision.cpp
    Term lower_decision_part(Definition& definition);
    Term lower_outcome(Index decision);
    Term lower_amount(Index decision, const Definition& definition);
    bool can_leave(const Expression& amount, const Term& term);
    Term lower_given_out(Index decision, const Definition& definition);
    Term choose_by_rows(Index decision, const std::vector<Term>& values);
    const std::vector<Term>& row_conditions(Index decision);
    [[nodiscard]] Expression make_place(Index decision, std::size_t row) const;

    // lower_expression.cpp
    Term lower(const Expression& expression, const Scope& scope, Expected expected = nullptr);
    Term lower_number(const Expression& expression);
    Term lower_text(const Expression& expression, Expected expected);
    /// As lower, and a quotient is a finding: only a rounding or a comparison can take one.
    Term lower_value(const Expression& expression, const Scope& scope, Expected expected = nullptr);

    // lower_choice.cpp
    Term lower_choose(const Expression& expression, const Scope& scope, Expected expected);
    Term lower_first_of(const Expression& expression, const Scope& scope, Expected expected);
    Term lower_sum_of(const Expression& expression, const Scope& scope, Expected expected);

    /// What a choice is put together from: each may have a finding of its own already.
    struct Choice {
        const Expression* place = nullptr; ///< where it was written, for what is said about it
        const Expression* then_place = nullptr;
        Term condition;
        Term then;
    };

    Term choose_in_turn(const std::vector<Choice>& choices, const Expression& last_place,
                        Term last);
    Term choose_between(const Choice& choice, const Expression& other_place, const Term& otherwise);

    // lower_arithmetic.cpp
    Term lower_negate(const Expression& expression, const Scope& scope);
    Term lower_sum(const Expression& expression, const Scope& scope);
    Term add_terms(const Expression& expression, const std::pair<Term, Term>& terms,
                   const Expression& left, const Expression& right);
    Term lower_product(const Expression& expression, const Scope& scope);
    Term lower_quotient(const Expression& expression, const Scope& scope);
    Term lower_extreme(const Expression& expression, const Scope& scope, bool smallest);
    Term lower_absolute(const Expression& expression, const Scope& scope);
    Term lower_round(const Expression& expression, const Scope& scope, Rounding mode);
    Term lower_conversion(const Expression& expression, const Scope& scope, bool to_year);
    std::optional<Decimal> constant_step(const Expression& expression, const Scope& scope,
                                         const Type& type);

    // lower_logic.cpp
    Term lower_condition(const Expression& expression, const Scope& scope);
    Term lower_junction(const Expression& expression, const Scope& scope, Operation operation);
    Term join_terms(const Expression& expression, Operation operation,
                    const std::vector<Term>& terms);
    Term lower_not(const Expression& expression, const Scope& scope);
    Term lower_comparison(const Expression& expression, const Scope& scope);
    Term compare_terms(const Expression& expression, Operation operation, const Term& left,
                       const Term& right);
    Term between_quotients(const Expression& expression, const Term& value, const Term& low,
                           const Term& high);
    [[nodiscard]] std::optional<int> proven(Operation operation, const Term& left,
                                            const Term& right) const;
    Term lower_in_list(const Expression& expression, const Scope& scope);
    Term lower_in_range(const Expression& expression, const Scope& scope);
    Term lower_only_one(const Expression& expression, const Scope& scope, Expected expected);
    /// Both sides, the one that knows its type first.
    std::pair<Term, Term> lower_sides(const Expression& left, const Expression& right,
                                      const Scope& scope);
    bool check_comparable(const Expression& expression, const Expression& first,
                          const Expression& second, const std::pair<Term, Term>& terms,
                          bool needs_order);

    // lower_name.cpp
    Term lower_name(const Expression& expression, const Scope& scope, Expected expected);
    Term lower_fact(const Expression& expression, const Scope& scope, const Fact& fact);
    Term lower_parameter(const Expression& expression, const Scope& scope, Index parameter);
    Term lower_option(const Expression& expression, const Scope& scope, Index option);
    Term lower_reference(const Expression& expression, const Scope& scope, Definition& definition);
    /// What a name stands for; reports unknown and ambiguous ones when `report`.
    std::optional<Symbol> resolve(const Expression& expression, const Scope& scope, bool report,
                                  Expected expected = nullptr);
    void report_unknown(const Expression& expression, const Scope& scope, Expected expected);
    [[nodiscard]] bool is_value_of_a_category(const std::string& name, Expected expected) const;
    void report_inner(const Expression& expression, const Scope& scope, Index entity);
    [[nodiscard]] Index entity_of(const Symbol& symbol) const;

    // lower_call.cpp
    Term lower_call(const Expression& expression, const Scope& scope, Expected expected);
    Term lower_call_of_kind(const Expression& expression, const Scope& scope, Expected expected);
    bool has_arguments(const Expression& expression, std::size_t least, std::size_t most);
    Term report_unknown_function(const Expression& expression, const Scope& scope);
    Term lower_date_function(const Expression& expression, const Scope& scope, Operation operation);
    bool lower_date_arguments(const Expression& expression, const Scope& scope, bool is_sum,
                              std::vector<Index>& operands);

    // lower_months.cpp
    struct PreviousValue {
        InputEntry input;
        DecimalRange range;
        bool is_bounded = false;
    };

    Term lower_previous(const Expression& expression, const Scope& scope);
    Term lower_sum_months(const Expression& expression, const Scope& scope);
    Term lower_value_on(const Expression& expression, const Scope& scope);
    std::optional<PreviousValue> previous_of_fact(const Fact& fact);
    std::optional<PreviousValue> previous_of_rule(const Expression& name, Definition& definition);
    std::optional<Index> previous_input(const Expression& name, const Symbol& symbol);
    std::optional<Symbol> symbol_of_months(const Expression& expression, const Scope& scope);
    std::optional<std::int64_t> number_of_months(const Expression& expression, const Scope& scope);
    Term read_input(const Expression& expression, const Scope& scope, Index input);
    /// What reading a parameter that has ended means: a fault. Nothing while it goes on.
    std::optional<Term> read_ended(const Expression& expression, Index parameter, const Date& date,
                                   const Type& type);
    Term read_on_date(const Expression& expression, const Scope& scope, Index parameter,
                      Index date);

    // lower_aggregate.cpp
    Term lower_aggregate(const Expression& expression, const Scope& scope, Operation operation);
    Term lower_count(const Expression& expression, const Scope& scope);
    Term finish_aggregate(const Expression& expression, const Scope& scope, Operation operation,
                          Index inner);
    bool has_rows(const Expression& expression, const Scope& scope);
    [[nodiscard]] Int128 most_rows(Index inner, const Scope& scope) const;
    [[nodiscard]] bool may_be_nobody(Index inner, const Scope& scope) const;
    bool set_aggregate_range(const Expression& expression, const Scope& scope, Index inner,
                             NewNode& node);
    bool report_unknown_in(const Expression& expression, const Scope& scope);
    Phrase entity_meant(const std::string& written, const Scope& scope);
    Index aggregated_entity(const Expression& expression, const Scope& scope);
    void collect_entities(const Expression& expression, const Scope& scope,
                          std::vector<Index>& entities);

    // lower_lookup.cpp
    Term lower_lookup(const Expression& expression, const Scope& scope);
    Term lower_table_lookup(const Expression& expression, const Scope& scope, Index parameter);

    // lower_brackets.cpp
    Term lower_brackets(const Expression& expression, const Scope& scope, Index parameter);
    Term lower_marginal(const Expression& expression, Index parameter, Index bands,
                        const Term& value);
    Term lower_band(const Expression& expression, const Scope& scope, Index parameter, Index bands,
                    const Term& value);

    // agree.cpp
    /// Whether two terms can meet in a sum; reports it when not. `type`: that of the result.
    bool unify(const Expression& expression, const Expression& left, const Expression& right,
               const Term& a, const Term& b, Type& type);
    bool accept_literal(const Expression& literal, const Term& bare, const Term& other);
    bool accept_rate(const Expression& literal, const Term& bare);
    void warn_of_factor(const Expression& literal, const Term& bare, const Term& other);
    void warn_of_literal(const Expression& literal, const Term& term);
    [[nodiscard]] bool is_span_of_time(Index node) const;
    void report_mismatch(const Expression& expression, const Expression& left,
                         const Expression& right, const Term& a, const Term& b);
    [[nodiscard]] Phrase mend_units(const Term& a, const Term& b, const std::string& left,
                                    const std::string& right) const;
    [[nodiscard]] Phrase mend_periods(const Unit& x, const Unit& y, const std::string& left,
                                      const std::string& right) const;

    // lowering.cpp: nodes
    Index add(const Expression& expression, NewNode node);

    [[nodiscard]] const Node& at(Index node) const { return book_.nodes[node]; }

    /// Range of an operand as the engine may meet it: rows that are not ok may hold 0.
    [[nodiscard]] Bounds bounds_of(Index node) const;
    /// Range of the rows that are ok.
    [[nodiscard]] Bounds ok_bounds_of(Index node) const;
    Index formula_of(const WrittenText* written);
    Term fail(const Expression& expression, std::string_view code, Findings::Words words);
    Term report_overflow(const Expression& expression);
    std::pair<Index, Index> quotient_parts(Index node) const;
    Term constant(const Expression& expression, const Type& type, const Decimal& value);

    struct PreviousSlot {
        Index input = none;
        Definition* definition = nullptr;
        Place place;
    };

    Model& model_;
    Rulebook& book_;
    std::vector<Definition*> running_;
    std::unordered_map<const WrittenText*, Index> formulas_;
    std::map<Index, std::vector<Term>> row_conditions_;
    std::map<std::string, Index, std::less<>> extra_inputs_;
    std::vector<PreviousSlot> previous_slots_;
    std::deque<Expression> gives_formulas_; ///< parsed here; addresses stay
};

} // namespace doudi::compiler
