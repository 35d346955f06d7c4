#pragma once

#include <doudi/audit/quantity.hpp>
#include <doudi/decisions.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// The trace of one decision about one subject, as plain data. Everything that a rulebook says for
// all records (names, titles, formulas, citations) is left there and reached by index; everything
// that is so in this record stands here. Rows count inside the record.
namespace doudi {

/// A part of a formula and its value. Operands are those that had a say, in the order written: the
/// rows that took part; of a count, the condition in the rows counted; of `if`, its condition and
/// the branch taken. A named value, a fact, a parameter and a truth value that is
/// not looked up have none.
struct Term {
    Index node = none;     ///< in the rulebook
    std::uint32_t row = 0; ///< of the node's entity
    Quantity value;
    bool cut = false; ///< there are more operands than are kept here
    std::vector<Term> operands;
};

/// Which end of a range decided.
enum class RangeEnd : std::uint8_t { neither, low, high };

/// Why a truth value is what it is: only the parts that decided.
struct Ground {
    Index node = none;
    std::uint32_t row = 0;
    State state = State::ok;
    bool holds = false; ///< true or false; means nothing unless the state is ok
    bool given = false; ///< stated by the record, so no formula was used
    bool cut = false;   ///< opened elsewhere in this reason, or too deep or long to be kept
    /// Of a comparison: left and right. Of `in (…)`: x and the members. Of a range: x, low, high.
    /// Of a truth value that is a fact, a parameter or given: itself.
    std::vector<Term> sides;
    RangeEnd failed_end = RangeEnd::neither;
    /// How far apart the sides are that decided, never negative, in their unit (days for dates).
    std::optional<Quantity> margin;
    /// `and` that fails: what failed. `or` that fails: every arm. A named value: its formula.
    /// A comparison of a category: how a named side came to its value. `any`, `all`: row by row.
    std::vector<Ground> because;
};

/// A branch that was taken: of `if`, or of a decision table.
struct Choice {
    std::uint32_t row = 1;       ///< of the table, from 1; of an `if`, 1 is `then`
    bool otherwise = false;      ///< no condition was true
    std::vector<Ground> because; ///< the condition that held, or all those that did not
};

/// A rounding and the exact value that went in.
struct RoundingNote {
    Rounding mode = Rounding::half_up;
    Decimal step;
    Quantity before;
    Quantity after;
};

/// One row of an item of an exemption or a deduction.
struct ItemRow {
    std::uint32_t row = 0;         ///< of ValueEntry::item_entity
    std::optional<Ground> refused; ///< why the item did not count; then nothing else is here
    std::optional<Term> amount;    ///< before the cap
    std::optional<Term> cap;
    std::optional<Quantity> cut; ///< what the cap took away, when it did
    Quantity counted;
};

/// How a named value came about in one row. Steps stand in an order in which each comes after
/// everything that it reads.
struct Step {
    Index value = none; ///< in Rulebook::values
    std::uint32_t row = 0;
    Quantity result;
    bool given = false;           ///< stated by the record: there is nothing else here
    bool only_shown = false;      ///< not needed for the decision, only for what it shows
    std::vector<Choice> choices;  ///< from outside in; of a table that sums, each row that was hit
    std::optional<Ground> reason; ///< of a truth value: why
    std::optional<Term> formula;  ///< of another: what the branches taken say, before rounding
    std::optional<RoundingNote> rounding;
    std::vector<ItemRow> items; ///< of an item of an exemption or a deduction, instead of a formula
    std::optional<Quantity> beyond; ///< what `limit: in_order` took away from an item
};

/// A fact of the record that was used.
struct FactUse {
    Index input = none;
    std::uint32_t row = 0;
    Quantity value;
    bool is_default = false; ///< the value is the one that stands when nothing is stated
};

/// A parameter that was used.
struct ParameterNote {
    Index parameter = none; ///< in Rulebook::parameters
    Quantity value;
    std::vector<Quantity> keys; ///< of a table; the amount for `brackets:`
};

/// One row of the decision that was looked at.
struct Alternative {
    Index row = 0; ///< in DecisionEntry::rows
    State state = State::ok;
    bool chosen = false;
    std::optional<Ground> reason; ///< nothing when the row has no condition
};

enum class FaultCause : std::uint8_t {
    division_by_zero,
    two_rows_true, ///< of a table that allows one
    outside_table,
    outside_bands,
    outside_range,
    nobody,        ///< the smallest or largest of nobody
    without_value, ///< a parameter that has no value on the date
    unknown
};

/// Where a fault began.
struct Fault {
    FaultCause cause = FaultCause::unknown;
    Index value = none; ///< the named value in whose formula it is, or `none`
    Term where;         ///< the step that failed, with its operands
};

/// A row of an entity, as the record names it.
struct RowName {
    std::string key; ///< or its position from 1 when the entity has no key
    std::uint32_t outer = 0;
};

/// A fact that is missing and still needed.
struct MissingFact {
    Index input = none;
    std::uint32_t row = 0;
    std::string path; ///< "members.a.wage"
};

/// A value that goes out with the decision.
struct NamedQuantity {
    std::string name;
    Index value = none; ///< the named value it reads, if it is one
    Index node = none;
    Quantity quantity;
};

/// Everything that led to one decision. The rulebook must outlive it; the population need not.
struct Trace {
    const Rulebook* rulebook = nullptr;
    Index decision = 0;
    std::size_t record = 0; ///< in the population
    std::uint32_t row = 0;  ///< of the decision's entity, inside the record
    Status status = Status::decided;
    Quantity outcome;
    std::optional<Quantity> amount;
    std::vector<NamedQuantity> gives;
    std::vector<NamedQuantity> show;
    std::vector<Alternative> alternatives; ///< in order, to the chosen one
    std::vector<MissingFact> needs;        ///< when undetermined
    std::vector<Fault> faults;             ///< when faulted
    std::vector<Step> steps;
    std::vector<FactUse> facts;
    std::vector<ParameterNote> parameters;
    std::size_t steps_left_out = 0; ///< beyond ExplainOptions::most_steps

    std::vector<std::vector<RowName>> rows;           ///< of each entity
    std::vector<std::pair<Index, std::string>> texts; ///< that the record states, by their value

    [[nodiscard]] const DecisionEntry& entry() const { return rulebook->decisions[decision]; }
};

} // namespace doudi
