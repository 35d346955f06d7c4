#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace doudi::generator {

/// What a value is. Money of a month is kept apart from sums and from money of a year.
enum class Kind {
    money,
    money_month,
    money_year,
    rate,
    integer,
    number,
    months,
    boolean,
    category,
    date,
    text
};

/// The number of no entity: parameters, and rules about no record.
inline constexpr int no_entity = -1;

struct Entity {
    std::string name;
    int outer = no_entity;
    std::string list; // empty for the record
    std::string key;  // empty: rows have none
    int at_least = 0;
    int at_most = 6;
};

/// A key of a table: a category, or whole numbers from `first` to `last`.
struct Key {
    std::string category; // empty for whole numbers
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// A name that formulas can read.
struct Symbol {
    std::string name;
    std::string programme; // empty: the pack's
    int entity = no_entity;
    Kind kind = Kind::money_month;
    std::string category;
    int per = no_entity; // of money: the entity in its unit
    double bound = 0;    // no value is further from zero
    int places = 0;
    std::int64_t low = 0; // the range that it declares, in units of 10^-places
    std::int64_t high = 0;
    std::vector<Key> keys;    // of a table
    bool is_brackets = false; // looked up with money a month
    bool is_dated = false;    // a parameter without keys, for value_on(…)
    bool has_gaps = false;    // a parameter without a value on some dates: value_on(fact)
    bool is_ended = false;    // and on those of decisions, so that reading it is a fault
    bool is_quotient = false; // keeps its fraction: to be rounded or compared
    bool is_fact = false;
    bool may_be_previous = false; // has a range, so previous(…) may read it
    bool may_be_given = false;

    [[nodiscard]] std::string full_name() const {
        return programme.empty() ? name : programme + "." + name;
    }
};

/// What records need to know of a fact, or of a value that is stated as given or as previous.
struct Stated {
    std::string name; // as the record writes it
    int entity = 0;
    Kind kind = Kind::money_month;
    std::vector<std::string> words; // of a category, or some texts
    std::int64_t low = 0;           // in units of 10^-places; days of 1970 for dates
    std::int64_t high = 0;
    int places = 0;
    bool has_default = false;
};

/// A pack that was made up: its text, and what is needed to make up records for it.
struct GeneratedPack {
    std::map<std::string, std::string> files; // text by name, pack.yaml among them
    std::vector<Entity> entities;             // the record first
    std::map<std::string, std::vector<std::string>> categories;
    std::vector<Stated> facts;
    std::vector<Stated> given;    // values that may stand under `given:`
    std::vector<Stated> previous; // values that formulas read of last month
    /// Constants of the pack in units of 10^-2 for money and rates, 1 for whole numbers: values
    /// worth hitting exactly.
    std::map<Kind, std::vector<std::int64_t>> constants;
    /// Dates that the pack can be decided on.
    std::vector<std::string> dates;
};

} // namespace doudi::generator
