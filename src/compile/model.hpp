#pragma once

#include "compile/definition.hpp"
#include "compile/findings.hpp"
#include "compile/types.hpp"

#include <doudi/decimal.hpp>
#include <doudi/pack.hpp>
#include <doudi/rulebook.hpp>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the passes of the compiler share: the pack, the date, what has been declared so far, and
// the rulebook that grows.
namespace doudi::compiler {

struct Fact {
    const FactDeclaration* declaration = nullptr;
    Index entity = 0;
    Type type;
    std::uint8_t places = 0;
    Int128 low;
    Int128 high;
    std::optional<Int128> default_value;
    TextForm form = TextForm::any;
    bool unique = false;
    bool is_bounded = false; ///< has a `range:` or needs none
    Index input = none;
};

struct Parameter {
    struct Key {
        std::string name;
        Type type;
    };

    const ParameterDeclaration* declaration = nullptr;
    Type type;
    std::vector<Key> keys;
    bool is_used = false;
    bool is_sound = true; ///< false: a finding was made, say nothing more about it
};

struct Option {
    const OptionDeclaration* declaration = nullptr;
    Index category = none;
    std::int64_t chosen = 0;
    bool is_used = false;
};

/// What a name stands for.
struct Symbol {
    enum class Sort { fact, parameter, option, definition };

    Sort sort = Sort::fact;
    Index index = none; ///< of a fact, parameter or option
    Definition* definition = nullptr;

    friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// Whether the author had no say in the name: `outcome` and `amount` of a decision hide nothing of
/// the pack, and where both can be meant the name is to be written whole.
[[nodiscard]] bool is_named_by_format(const Symbol& symbol);

struct Model;

/// Where the symbol is declared.
[[nodiscard]] const Place& place_of(const Model& model, const Symbol& symbol);

/// Where a part of a rule comes from, and the rule.
struct PartProvenance {
    Provenance provenance;
    WrittenText name;
};

/// A row's or decision's parts, as definitions and plain data.
struct DecisionPlan {
    const DecisionDeclaration* declaration = nullptr;
    std::string name; ///< full
    Phrase title;
    Index entity = 0;
    Index category = none;
    std::vector<Index> row_outcomes;
    std::vector<std::optional<syntax::Expression>> whens;
    std::vector<std::optional<syntax::Expression>> amounts;
    /// Of each row, the formulas of what it gives out, in the order of `gives:`.
    std::vector<std::vector<std::optional<syntax::Expression>>> given_out;
    std::optional<Type> amount_type;
    std::vector<std::optional<Type>> given_types;
    bool has_review = false;
};

/// A rule of kind coverage in force, until it is known whose rows it covers.
struct WaitingCoverage {
    const RuleDeclaration* rule = nullptr;
    const RuleForm* form = nullptr;
};

/// The lowest and highest of a table's cells and slopes.
struct TableExtremes {
    Int128 low;
    Int128 high;
    Int128 least_slope;
    Int128 most_slope;
};

struct Model {
    Model(const RulePack& the_pack, const Date& the_date);

    const RulePack& pack;
    Date date;
    Findings findings;
    Rulebook book;

    std::vector<Fact> facts;
    std::vector<Parameter> parameters;
    std::vector<Option> options;
    std::map<std::string, Definition, std::less<>> definitions;    ///< addresses stay
    std::map<std::string, std::vector<Symbol>, std::less<>> names; ///< by every way to say it
    std::set<std::string, std::less<>> out_of_force; ///< rules with no form on this date
    std::vector<WaitingCoverage> coverages;
    /// Rules with an error in their shape, and what they give: not defined, or not whole.
    std::set<std::string, std::less<>> failed_rules;
    std::vector<DecisionPlan> decisions;
    std::deque<PartProvenance> provenances;    ///< of items, rows and steps; addresses stay
    std::deque<Provenance> merged_provenances; ///< of rules with their rows; addresses stay
    /// What has been read already of a parameter, `none` after a finding.
    std::map<Index, Index> tables_read;
    std::map<Index, Index> timelines_read;
    std::map<std::pair<Index, Kind>, Index> bands_read; ///< by the kind of their thresholds
    std::map<Index, TableExtremes> table_extremes;      ///< of large tables
    std::map<const void*, Index> uses; ///< of an entry or option, in Rulebook::parameters

    [[nodiscard]] Phrase describe(const Type& type) const {
        return compiler::describe(type, book.entities, book.categories);
    }

    [[nodiscard]] Index find_entity(std::string_view name) const {
        return rulebook_search::find(book.entities, name);
    }

    [[nodiscard]] Index find_category(std::string_view name) const;
    [[nodiscard]] Index find_document(std::string_view name) const;

    /// The declaration of a rule by its full name, in force or not; null when there is none.
    [[nodiscard]] const RuleDeclaration* find_rule(std::string_view full_name) const;

    /// Index of `value` in a category, or −1.
    [[nodiscard]] std::int64_t value_of_category(Index category, std::string_view value) const;

    /// Reads a type as written, "money/month" or the name of a category.
    [[nodiscard]] std::optional<Type> read_type(std::string_view text) const;

    /// Whether a programme (or the pack, "") is in force on the date.
    [[nodiscard]] bool programme_in_force(std::string_view programme) const;

    /// Adds a category, also of an option or of outcomes; reports it when there are too many.
    Index add_category(CategoryEntry entry, const Place& place);

    /// Adds a document. False when its name is taken.
    bool add_document(DocumentEntry entry);

private:
    std::map<std::string, Index, std::less<>> category_names_;
    std::map<std::string, Index, std::less<>> document_names_;
    /// Of categories with many values.
    std::map<Index, std::map<std::string, std::int64_t, std::less<>>> category_values_;
    std::map<std::string_view, const InForce*> programmes_;
    std::map<std::string, const RuleDeclaration*, std::less<>> rules_;
    bool has_too_many_categories_ = false;
};

/// "P.name", or "name" for the pack's own.
[[nodiscard]] inline std::string full_name(std::string_view programme, std::string_view name) {
    return programme.empty() ? std::string(name) : std::string(programme) + "." + std::string(name);
}

// The passes, in order. Each goes on after an error and reports all that it finds.

/// Entities, categories, documents, facts, parameters, options.
void declare(Model& model);

/// Reports names that would mean two things in one row of a record or of a result.
void check_taken_names(Model& model);

/// Rules and decisions in force become definitions (their kinds become formulas).
void define_rules(Model& model);
void define_decisions(Model& model);

/// Coverages come last, each after those that its `who:` names: it is about the rows of its names.
void define_coverages(Model& model);

/// Makes the names of all definitions known; reports those that are taken.
void enter_names(Model& model);

/// Checks `for:`; reports an entity that is not there. `place`: where it is missing.
[[nodiscard]] bool has_known_entity(Model& model, const std::optional<WrittenText>& entity,
                                    const Place& place);

/// Definitions become nodes; decisions are put together.
void lower_all(Model& model);

/// Enters every definition into the values of the rulebook, by name.
void book_values(Model& model);

/// Rules nobody uses, values without a source, conditions under `checks:`.
void review(Model& model);

/// Sorts inputs and values by name and mends every index; the rulebook is then whole.
void finish(Model& model);

} // namespace doudi::compiler
