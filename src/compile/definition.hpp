#pragma once

#include "syntax/ast.hpp"

#include <doudi/decimal.hpp>
#include <doudi/pack.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace doudi::compiler {

/// One named value, after its kind has become formulas and before anything is typed.
///
/// The kinds (compile/kinds) make these; `Lowering` turns each into a `value` node.
struct Definition {
    enum class Progress { untouched, running, done, failed };
    enum class Visit { untouched, on_path, done };

    std::string name; ///< full: "dibao.gradual_exit.month"
    std::string programme;
    std::string rule; ///< full name of the rule it is a part of; its own for a rule
    std::string kind;
    ValueRole role = ValueRole::rule;
    Index entity = none;
    std::optional<Type> type;          ///< as declared
    std::optional<WrittenRange> range; ///< as declared
    std::optional<Decimal> low;        ///< of a part that a kind bounds itself
    std::optional<Decimal> high;
    syntax::Expression formula;
    bool keeps_quotient = false; ///< `round: none`
    bool is_quotient = false;    ///< and its formula is one
    std::string type_from;       ///< previous(this) has the type of that definition
    std::optional<syntax::Expression> item_when, item_amount, item_cap;
    Index item_entity = none;
    /// Of a table: its conditions, to be proven whole.
    std::vector<syntax::Expression> table_rows;
    std::string table_hit;
    bool table_has_otherwise = true;
    Phrase title;
    const Provenance* provenance = nullptr;
    Place place; ///< of its name

    /// Of a decision's outcome, amount or given-out value: which one.
    Index decision = none;
    Index given_out = none;

    Progress progress = Progress::untouched;
    Visit visit = Visit::untouched;
    std::size_t chain = 1; ///< definitions in the longest chain of readings that ends here
    bool is_used = false;
    Index value = none; ///< in the rulebook
    Index node = none;
};

} // namespace doudi::compiler
