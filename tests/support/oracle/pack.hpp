#pragma once

#include "formula.hpp"
#include "parameter.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace doudi::oracle {

/// The entity number of parameters, options and rules `for: pack`: above every record.
inline constexpr int whole_pack = -1;

struct Entity {
    std::string name;
    int outer = whole_pack; // the first entity is the record and has no outer one
    int depth = 0;
    std::string list; // the key of its rows inside an outer row
    std::string key;  // empty: rows are counted from 1
};

/// The part of an exemption or deduction that its `gives:` names; no item can be called so.
inline constexpr const char* gives_part = "gives:";

enum class DefinitionKind { fact, parameter, option, rule, decision };

/// One name of a pack: what it is, and whose value it has.
struct Definition {
    DefinitionKind kind = DefinitionKind::fact;
    std::string full_name;
    std::string programme; // empty: the pack's
    int entity = whole_pack;
    ContentType type = ContentType::number;
    std::size_t number = 0;     // among all definitions
    std::size_t subject = 0;    // among the parameters, rules or decisions
    std::string part;           // of a rule or a decision
    std::optional<Value> known; // the default of a fact, what was chosen of an option

    /// How records name it: a fact by its own name, all else by the full one.
    [[nodiscard]] std::string name_in_records() const {
        const bool is_own = kind == DefinitionKind::fact && !programme.empty();
        return is_own ? full_name.substr(programme.size() + 1) : full_name;
    }
};

struct Period {
    std::optional<Date> from;
    std::optional<Date> until;

    [[nodiscard]] bool covers(const Date& date) const {
        return (!from || *from <= date) && (!until || date <= *until);
    }
};

struct RoundKey {
    Rational to;
    Rounding mode = Rounding::half_up;
};

struct TableRow {
    std::optional<Formula> when;
    Formula then;
};

struct Item {
    std::string name;
    int entity = whole_pack;
    std::optional<Formula> when;
    Formula amount;
    std::optional<Formula> at_most;
    std::optional<RoundKey> round;
};

struct ScheduleStep {
    Rational first_month;
    Rational last_month;
    Formula pays;
};

/// One dated form of a rule. `formulas` holds those under the keys of its kind: value, of, who,
/// when, amount, while, base, at_most, otherwise.
struct RuleForm {
    Period in_force;
    std::string kind; // formula, table, exemption, deduction, coverage or exit
    std::map<std::string, Formula> formulas;
    std::optional<RoundKey> round;
    std::string hit = "first";
    std::vector<TableRow> rows;
    std::vector<Item> items;
    bool in_order = false;
    std::string gives;
    std::vector<ScheduleStep> schedule;
    std::string counts_as;
    const Definition* outcome = nullptr; // of an exit's programme
};

struct Rule {
    std::string full_name;
    std::string programme;
    int entity = whole_pack;
    std::optional<std::pair<Value, Value>> range; // a value outside is a fault
    int persons = whole_pack;                     // of a coverage: the entity that `who` is about
    std::vector<RuleForm> forms;
    std::map<std::string, const Definition*> parts; // "" is the rule itself
};

struct DecisionRow {
    std::string outcome;
    std::optional<Formula> when;
    std::optional<Formula> amount;
    std::map<std::string, Formula> gives;
    bool review = false;
};

struct Decision {
    std::string full_name; // "dibao" or "disability.living"
    std::string programme;
    int entity = whole_pack;
    Period in_force;
    std::vector<DecisionRow> rows;
    std::map<std::string, const Definition*> parts; // outcome, amount and what it gives
};

/// A pack with all its dates, read and with its names bound. It is taken to be valid: what is
/// not may throw std::runtime_error, or mean anything.
struct Pack {
    bool decided_on_last_day = false;
    std::vector<Entity> entities;
    std::map<std::string, std::set<std::string>> categories; // of all programmes
    std::map<std::string, Period> programmes;
    std::vector<std::unique_ptr<Definition>> definitions;
    std::map<std::string, std::vector<const Definition*>> by_full_name; // one for each entity
    std::vector<Parameter> parameters;
    std::vector<Rule> rules;
    std::vector<Decision> decisions;

    Pack() = default;
    Pack(const Pack&) = delete; // formulas point to the definitions
    Pack& operator=(const Pack&) = delete;
    Pack(Pack&&) = default;
    Pack& operator=(Pack&&) = default;
    ~Pack() = default;

    /// Reads every *.yaml of a folder, at any depth, except *.test.yaml.
    static Pack load(const std::string& folder);
    static Pack from_texts(const std::map<std::string, std::string>& text_by_file);

    /// What a name means to a formula of a programme; nullptr if nothing has it.
    [[nodiscard]] const Definition* find(const std::string& programme,
                                         const std::string& name) const;

    /// The same for the name behind `entity.`.
    [[nodiscard]] const Definition* find_of_entity(int entity, const std::string& programme,
                                                   const std::string& name) const;

    /// A full name, or one that only one programme has; nullptr otherwise.
    [[nodiscard]] const Definition* find_anywhere(const std::string& name) const;

    /// The values of a category; none if the type is no category.
    [[nodiscard]] const std::set<std::string>& category(const std::string& type) const;

    /// Throws std::runtime_error if there is none.
    [[nodiscard]] int entity_named(const std::string& name) const;

    /// The date on which "2020-07" or "2020-07-15" is decided.
    [[nodiscard]] Date decision_date(const std::string& text) const;
};

} // namespace doudi::oracle
