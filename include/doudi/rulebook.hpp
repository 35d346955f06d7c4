#pragma once

#include <doudi/date.hpp>
#include <doudi/int128.hpp>
#include <doudi/language.hpp>
#include <doudi/source.hpp>
#include <doudi/text_form.hpp>
#include <doudi/type.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The rules of one pack in force on one date, as a typed graph that is ready to run. Every number
/// in it is a whole number with a fixed count of decimal places, and the range of every node is
/// proven. It stands on the standard library alone and can be walked from outside.
namespace doudi {

using Index = std::uint32_t;
inline constexpr Index none = UINT32_MAX;

/// What a node computes from its operands. States follow docs/RULES.md, section 1.
enum class Operation : std::uint8_t {
    constant,   ///< `low` (equal to `high`)
    parameter,  ///< the same, set by parameter use `payload`
    input,      ///< input `payload`
    value,      ///< named value `payload`; operand: its formula. A given value stands instead
    reference,  ///< reads named value `payload`; operand: that value's node, maybe outer entity
    negate,     ///< a
    add,        ///< a, b
    subtract,   ///< a, b
    multiply,   ///< a, b
    quotient,   ///< a / b; only under `round`, a comparison, `value` or `reference`. Never stored
    minimum,    ///< two or more
    maximum,    ///< two or more
    absolute,   ///< a
    round,      ///< a, which may be a quotient; detail: Rounding; step: `payload` in `steps`
    equal,      ///< a, b; any may be a quotient. Also truth, category, text, date
    not_equal,  ///< a, b
    less,       ///< a, b
    less_equal, ///< a, b
    greater,    ///< a, b
    greater_equal, ///< a, b
    logical_and,   ///< two or more
    logical_or,    ///< two or more
    logical_not,   ///< a
    choose,        ///< condition, then, else
    in_list,       ///< x, then one or more members
    in_range,      ///< x, low, high; detail: bit 0 low closed, bit 1 high closed
    only_one,      ///< conditions …, value: value, but a fault when two conditions are true
    lookup,        ///< keys …; table `payload`
    band,          ///< x; bands `payload`: the value of the band that holds x
    marginal,      ///< x; bands `payload`: sum of rate × part of x in each band
    years_between, ///< a, b
    months_between,
    days_between,
    add_months, ///< date, count
    add_days,   ///< date, count
    year_of,    ///< date
    month_of,   ///< date
    sum,        ///< over entity `payload`: value[, where]; detail 1 when there is a where
    count,      ///< over entity `payload`: [where]
    any,        ///< as sum
    all,        ///< as sum
    smallest,   ///< as sum
    largest,    ///< as sum
    check_range ///< a; a value outside [low, high] is a fault
};

/// One step. Operands come before it, so the nodes stand in an order of evaluation.
struct Node {
    Operation operation = Operation::constant;
    std::uint8_t detail = 0;
    std::uint8_t places = 0;     ///< decimal places of its whole numbers
    bool may_be_missing = false; ///< otherwise it never is
    bool may_fault = false;      ///< otherwise it never does
    Type type;
    Index entity = none; ///< whose rows it has; `none`: one value for the whole run
    Index first_operand = 0;
    Index operand_count = 0;
    Index payload = none;
    Index formula = none; ///< where it was written; `none` when a kind put it together
    Span span;            ///< in that formula's text
    Int128 low;           ///< proven range of the values, as digits; ok rows stay inside, and rows
    Int128 high;          ///< that are missing or at fault hold 0 or a number inside

    [[nodiscard]] bool is_constant() const { return low == high && !may_be_missing && !may_fault; }
};

/// Where a value comes from.
struct Citation {
    struct Source {
        Index document = none; ///< `none`: `text` names no declared document
        std::string text;      ///< the clause
    };

    std::vector<Source> sources;
    std::vector<Phrase> assumed; ///< why, each

    [[nodiscard]] bool empty() const { return sources.empty() && assumed.empty(); }
};

struct DocumentEntry {
    std::string name;
    std::string number;
    std::string date;
    Phrase title;
};

struct EntityEntry {
    std::string name;
    Phrase title;
    Index outer = none; ///< the record has none
    std::string as;     ///< key of the list in the outer entity's rows
    std::string key;    ///< name of the key column, or empty
    std::uint32_t at_least = 0;
    std::uint32_t at_most = 0;
};

struct CategoryEntry {
    struct Value {
        std::string name;
        Phrase title;
    };

    std::string name;
    std::vector<Value> values;
};

/// Where an input value comes from in a record.
enum class InputRole : std::uint8_t {
    fact,      ///< the record's own field
    given,     ///< under `given:`: stands instead of a named value
    previous,  ///< under `previous:`
    months_sum ///< the sum of a dated fact, or of `previous:` by month, over the months before
};

/// One column that a population may hold.
struct InputEntry {
    InputRole role = InputRole::fact;
    std::string name;  ///< "member.wage", "given.dibao.amount", "previous.dibao.outcome"
    std::string field; ///< "wage", "dibao.amount": the key in the record
    Index entity = 0;
    Type type;
    std::uint8_t places = 0;
    bool has_default = false;
    std::uint32_t months = 0; ///< of months_sum
    Int128 low;               ///< accepted range, as digits
    Int128 high;
    Int128 default_value;
    TextForm form = TextForm::any; ///< of a text
    bool unique = false;           ///< a text that may stand in one row of one record alone
    Phrase title;
};

/// What part a named value plays, for people who read a trace.
enum class ValueRole : std::uint8_t { rule, part, item, left, outcome, amount, given_out };

/// A value with a name that other rules, records and traces can use.
struct ValueEntry {
    std::string name; ///< full: "dibao.income_exemption.employment_cost"
    std::string kind; ///< of its rule: "formula", "table", "exemption", …
    ValueRole role = ValueRole::rule;
    Index entity = none;
    Index node = none;  ///< its `value` node
    Index given = none; ///< input that may stand instead
    Index rule = none;  ///< the value of the rule that this is a part of; itself for a rule
    Index formula = none;
    /// Of an item: its condition, its amount before the cap, and the cap.
    Index item_when = none;
    Index item_amount = none;
    Index item_cap = none;
    Index item_entity = none; ///< whose rows the item is worked out for
    Phrase title;
    Citation citation;
};

/// A parameter as read on the date of the rulebook, or an option as chosen.
struct ParameterUse {
    std::string name;
    Phrase title;
    Date since; ///< of the entry that is in force; of an option it says nothing
    Citation citation;
    bool is_option = false;
};

/// A table of a parameter: row-major cells over its axes, all with the same places.
struct TableEntry {
    struct Axis {
        bool is_category = false;
        std::int64_t first = 0;  ///< the first whole-number key
        std::int64_t count = 0;  ///< keys first … first + count − 1, or values of the category
        bool open_above = false; ///< a larger key counts as the last one (see `slopes`)
    };

    Index parameter = none; ///< in `parameters`
    std::uint8_t places = 0;
    std::vector<Axis> axes;
    std::vector<Int128> cells;
    std::vector<std::uint8_t> present; ///< empty: all. A cell that is not there is a fault
    /// When the last axis is open above: added for each key beyond its last, for each combination
    /// of the other keys. Empty: nothing is added.
    std::vector<Int128> slopes;
    /// Where each cell comes from, when later `changes:` replaced some; empty: all from
    /// `parameter`.
    std::vector<Index> cell_parameters;

    /// The entry of `parameters` that gave the value for these keys, one for each axis.
    [[nodiscard]] Index parameter_of(const std::vector<std::int64_t>& keys) const {
        std::size_t cell = 0;
        for (std::size_t i = 0; i < axes.size() && i < keys.size(); ++i) {
            const std::int64_t last = axes[i].count - 1;
            const std::int64_t key = keys[i] - axes[i].first;
            if (key < 0 || (key > last && !axes[i].open_above)) {
                return parameter;
            }
            cell = cell * static_cast<std::size_t>(axes[i].count) +
                   static_cast<std::size_t>(key < last ? key : last);
        }
        return cell < cell_parameters.size() ? cell_parameters[cell] : parameter;
    }
};

/// Values by threshold, rising: of `brackets:`, or of a parameter over time.
struct BandsEntry {
    Index parameter = none;
    std::uint8_t threshold_places = 0;
    std::uint8_t places = 0;
    std::vector<Int128> thresholds;
    std::vector<Int128> values;
    std::vector<std::uint8_t> present;  ///< empty: all
    std::vector<Index> band_parameters; ///< of each band over time; empty: all from `parameter`

    /// The entry of `parameters` that gave the band of `x`, which has threshold_places.
    [[nodiscard]] Index parameter_of(const Int128& x) const {
        std::size_t above = 0;
        while (above < band_parameters.size() && thresholds[above] <= x) {
            ++above;
        }
        return above == 0 ? parameter : band_parameters[above - 1];
    }
};

/// The text of a formula and where it stands, for people.
struct FormulaEntry {
    std::string text;
    std::string file;
    std::uint32_t line = 0;
};

/// The step of a rounding: the result is a multiple of `digits` × 10^−`places`.
struct StepEntry {
    Int128 digits;
    std::uint8_t places = 0;
};

struct DecisionEntry {
    struct Row {
        Index outcome = 0; ///< index in the outcome category
        Phrase title;
        Index when = none;   ///< node; `none`: always
        Index amount = none; ///< node; `none`: pays nothing
        bool review = false;
        Phrase why_review;
        Citation citation;
    };

    struct GivenOut {
        std::string name;
        Index node = none;
    };

    std::string name; ///< "dibao" or "disability.living"
    std::string programme;
    Phrase title;
    Index entity = 0;
    Index category = none; ///< of its outcomes
    Index outcome = none;  ///< node
    Index amount = none;   ///< node, or `none` for a decision without money
    Index review = none;   ///< node (boolean), or `none` when no row asks for people
    std::vector<GivenOut> gives;
    std::vector<Row> rows;
    std::vector<Index> show; ///< nodes to show beside it
    std::vector<std::string> show_names;
    Citation citation;
};

/// The whole. Immutable once built: any number of threads may use one.
struct Rulebook {
    std::string pack;
    Phrase title;
    Language language = Language::zh;
    std::string currency;
    Date date;

    std::vector<DocumentEntry> documents;
    std::vector<EntityEntry> entities; ///< outer before inner; 0 is the record
    std::vector<CategoryEntry> categories;
    std::vector<std::string> texts;       ///< text constants; their index is their value
    std::vector<InputEntry> inputs;       ///< by entity, role, name
    std::vector<ValueEntry> values;       ///< by name
    std::vector<DecisionEntry> decisions; ///< by name
    std::vector<ParameterUse> parameters;
    std::vector<TableEntry> tables;
    std::vector<BandsEntry> bands;
    std::vector<StepEntry> steps;
    std::vector<FormulaEntry> formulas;
    std::vector<Node> nodes;
    std::vector<Index> operands;

    [[nodiscard]] std::span<const Index> operands_of(const Node& node) const {
        return {operands.data() + node.first_operand, node.operand_count};
    }

    [[nodiscard]] std::span<const Index> operands_of(Index node) const {
        return operands_of(nodes[node]);
    }

    /// Index by full name, or `none`.
    [[nodiscard]] Index find_input(std::string_view name) const;
    [[nodiscard]] Index find_value(std::string_view name) const;
    [[nodiscard]] Index find_decision(std::string_view name) const;
    [[nodiscard]] Index find_entity(std::string_view name) const;

    /// Whether `outer` is `inner` or holds it, at any depth. `none` holds everything.
    [[nodiscard]] bool holds(Index outer, Index inner) const {
        while (inner != none && inner != outer) {
            inner = entities[inner].outer;
        }
        return inner == outer;
    }

    /// The rulebook as bytes, the same on every machine; `from_bytes` reads them back.
    /// Bytes that are not a whole and sound rulebook give nullopt, never harm.
    /// Their bodies are in bytes.hpp; include it to call them.
    [[nodiscard]] inline std::string to_bytes() const;
    [[nodiscard]] static inline std::optional<Rulebook> from_bytes(std::string_view bytes);
};

namespace rulebook_search {

template <typename Entry>
[[nodiscard]] Index find(const std::vector<Entry>& entries, std::string_view name) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].name == name) {
            return static_cast<Index>(i);
        }
    }
    return none;
}

} // namespace rulebook_search

inline Index Rulebook::find_input(std::string_view name) const {
    return rulebook_search::find(inputs, name);
}

inline Index Rulebook::find_value(std::string_view name) const {
    return rulebook_search::find(values, name);
}

inline Index Rulebook::find_decision(std::string_view name) const {
    return rulebook_search::find(decisions, name);
}

inline Index Rulebook::find_entity(std::string_view name) const {
    return rulebook_search::find(entities, name);
}

} // namespace doudi
