#pragma once

#include <doudi/date.hpp>
#include <doudi/written.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A pack as written: what its files say, section by section, with every place kept and no name,
/// type or date resolved. What each field means stands in docs/RULES.md; the names here are the
/// keys of the files.
namespace doudi {

/// One `assumed:`: why, in the author's words.
struct Assumption {
    Phrase why;
    Place place;
};

/// `source:` and `assumed:` of a value, a row, an item or a rule.
struct Provenance {
    std::vector<WrittenText> sources; ///< "DOCUMENT CLAUSE" each
    std::vector<Assumption> assumed;

    [[nodiscard]] bool empty() const { return sources.empty() && assumed.empty(); }
};

/// `in_force: {from, until}` or the dates of a version; a missing end is open. Both days count.
struct InForce {
    std::optional<Date> from;
    std::optional<Date> until;
    Place place;

    [[nodiscard]] bool covers(const Date& date) const {
        return (!from || *from <= date) && (!until || date <= *until);
    }
};

struct DocumentDeclaration {
    WrittenText name;
    std::string number;
    std::optional<Date> date;
    Phrase title;
};

struct CategoryValue {
    WrittenText name;
    Phrase title;
};

struct CategoryDeclaration {
    WrittenText name;
    std::string programme; ///< empty: the pack's
    Phrase title;
    std::vector<CategoryValue> values;
};

struct EntityDeclaration {
    WrittenText name;
    Phrase title;
    std::optional<WrittenText> in; ///< the outer entity; the first entity has none
    std::optional<WrittenText> as; ///< the key of its list inside a record
    std::optional<WrittenText> key;
    std::optional<WrittenText> at_most;
    std::optional<WrittenText> at_least;
};

/// `range: [low, high]`, both as written.
struct WrittenRange {
    WrittenText low;
    WrittenText high;
    Place place;
};

struct FactDeclaration {
    WrittenText name;
    WrittenText entity;
    std::string programme;
    std::optional<WrittenText> type;
    Phrase title;
    std::optional<WrittenRange> range;
    std::optional<WrittenText> default_value;
    std::optional<WrittenText> places;
    std::optional<WrittenText> form;
    std::optional<WrittenText> unique; ///< of a text: the name of a TextForm
    Provenance provenance;
};

/// One dated entry under `values:` of a parameter.
struct ParameterEntry {
    WrittenText when; ///< as written: 2020-01-01 or, with `each: month`, 2020-03
    Date date;        ///< its first day
    bool ended = false;
    const WrittenNode* value = nullptr;      ///< scalar or nested table; null if ended or changes
    const WrittenNode* changes = nullptr;    ///< named leaves that replace the entry before
    const WrittenNode* thresholds = nullptr; ///< of `brackets:`
    Provenance provenance;
};

struct ParameterDeclaration {
    WrittenText name;
    std::string programme;
    std::optional<WrittenText> type;
    Phrase title;
    std::vector<std::pair<WrittenText, WrittenText>> by; ///< local key name, its type
    std::optional<WrittenText> brackets;                 ///< marginal or band
    bool each_month = false;
    std::vector<ParameterEntry> entries; ///< by date, rising
    Provenance provenance;
};

/// `options: {NAME: {values: [a, b], chosen: a}}`: the lawful readings of a clause.
struct OptionDeclaration {
    WrittenText name;
    std::string programme;
    Phrase title;
    std::vector<CategoryValue> values;
    WrittenText chosen;
    Provenance provenance;
};

/// One dated form of a rule. `body` is the map as written; which keys it may hold is the business
/// of the kind, except those of RuleDeclaration.
struct RuleForm {
    InForce in_force;
    std::string kind; ///< "formula" when it has a `value:`
    Place kind_place;
    const WrittenNode* body = nullptr;
    Provenance provenance;
};

struct RuleDeclaration {
    WrittenText name;
    std::string programme;
    std::optional<WrittenText> entity; ///< `for:`
    std::optional<WrittenText> type;
    Phrase title;
    std::optional<WrittenRange> range;
    std::vector<RuleForm> forms; ///< one without `versions:`
    Place place;
};

/// A row of a decision.
struct DecisionRow {
    WrittenText outcome;
    Phrase title;
    std::optional<WrittenText> when;
    std::optional<WrittenText> amount;
    std::vector<std::pair<WrittenText, WrittenText>> gives; ///< name, formula
    std::optional<Phrase> review;
    Provenance provenance;
    Place place;
};

/// What a decision gives out beside its amount.
struct GivenOutDeclaration {
    WrittenText name;
    WrittenText type;
    Phrase title;
};

struct DecisionDeclaration {
    std::string programme;
    std::optional<WrittenText> name; ///< none: the only decision of its programme
    std::optional<WrittenText> entity;
    std::optional<WrittenText> amount_type;
    std::vector<GivenOutDeclaration> gives;
    Phrase title;
    std::vector<DecisionRow> rows; ///< `first_of:`
    std::vector<WrittenText> show;
    InForce in_force;
    Provenance provenance;
    Place place;
};

/// A condition on parameters alone, under `checks:`.
struct CheckDeclaration {
    WrittenText name;
    std::string programme;
    Phrase title;
    WrittenText when_not; ///< the condition that should hold, `that:`
    std::string severity; ///< error or warning
    Provenance provenance;
};

struct ProgrammeDeclaration {
    WrittenText name;
    Phrase title;
    InForce in_force;
    std::size_t files = 1; ///< that belong to it
};

/// One case of a `*.test.yaml` file.
struct CaseDeclaration {
    Phrase name;
    WrittenText date;                    ///< the first month, when it is about several
    std::optional<WrittenText> to;       ///< the last month, when it is about several
    const WrittenNode* record = nullptr; ///< under the first entity's name
    const WrittenNode* expect = nullptr; ///< of several months, by month
    Place place;
};

/// Everything that a pack's files say. Immutable once built; the nodes that the declarations
/// point to live as long as the pack, wherever it is moved.
struct RulePack {
    WrittenText name;
    Phrase title;
    Language language = Language::zh;
    std::string currency;
    bool decided_on_last_day = false;
    InForce in_force;

    std::vector<DocumentDeclaration> documents;
    std::vector<CategoryDeclaration> categories;
    std::vector<EntityDeclaration> entities; ///< in the order written; the first is the record
    std::vector<FactDeclaration> facts;
    std::vector<ParameterDeclaration> parameters;
    std::vector<OptionDeclaration> options;
    std::vector<ProgrammeDeclaration> programmes;
    std::vector<RuleDeclaration> rules;
    std::vector<DecisionDeclaration> decisions;
    std::vector<CheckDeclaration> checks;
    std::vector<CaseDeclaration> cases;

    std::vector<std::shared_ptr<const Source>> sources;
    std::vector<std::shared_ptr<const WrittenNode>> files; ///< owns every WrittenNode
};

} // namespace doudi
