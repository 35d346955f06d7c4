#pragma once

#include "data/name_table.hpp"
#include "data/value_text.hpp"

#include <doudi/rulebook.hpp>

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// What a key of an object in a record stands for.
enum class SlotKind : std::uint8_t { key, fact, list, given, previous, given_name, previous_name };

/// One key that may stand in some object of a record, and what to do with its value.
struct Slot {
    SlotKind kind = SlotKind::fact;
    Index entity = 0;                   ///< whose rows it stands in
    Index input = none;                 ///< column it fills, if any
    Index inner = none;                 ///< of a list: the entity of its rows
    std::vector<Index> month_sums = {}; ///< columns that add up its dated values
    ValueShape shape = {};
    std::string_view category = {}; ///< its name, for messages
    TextForm form = TextForm::any;  ///< of a text
    bool unique = false;            ///< a text that may stand in one row alone
    int month_exponent = 0;         ///< of its unit; −1: an amount a month
    std::string name = {};
};

/// The keys of one object, by name, with a guess at which follows which: records of one file
/// mostly have their keys in one order.
class Scope {
public:
    void add(std::string_view name, std::uint32_t slot) {
        names_.add(name, static_cast<std::uint32_t>(slots_.size()));
        if (names_.names().size() > slots_.size()) {
            slots_.push_back(slot);
            next_.push_back(0);
        }
    }

    /// Slot of `name`, or NameTable::absent. `last` is the place of the key before, and becomes
    /// that of this one; begin with 0.
    [[nodiscard]] std::uint32_t find(std::string_view name, std::uint32_t& last) {
        if (slots_.empty()) {
            return NameTable::absent;
        }
        const std::uint32_t guess = next_[last];
        if (names_.names()[guess] == name) {
            last = guess;
            return slots_[guess];
        }
        const std::uint32_t found = names_.find(name);
        if (found == NameTable::absent) {
            return found;
        }
        next_[last] = found;
        last = found;
        return slots_[found];
    }

    /// The name that most likely comes next; empty when there is none.
    [[nodiscard]] std::string_view guess(std::uint32_t last) const {
        return slots_.empty() ? std::string_view{} : std::string_view(names_.names()[next_[last]]);
    }

    /// Slot of the name that was guessed; `last` becomes its place.
    [[nodiscard]] std::uint32_t take_guess(std::uint32_t& last) const {
        last = next_[last];
        return slots_[last];
    }

    /// Slot of `name` without learning.
    [[nodiscard]] std::uint32_t find(std::string_view name) const {
        const std::uint32_t found = names_.find(name);
        return found == NameTable::absent ? found : slots_[found];
    }

    [[nodiscard]] const std::vector<std::string>& names() const { return names_.names(); }

private:
    NameTable names_;
    std::vector<std::uint32_t> slots_;
    std::vector<std::uint32_t> next_;
};

/// What a newcomer's `previous` holds in one column.
struct NewcomerValue {
    Index input = none;
    Int128 digits = {};
    State state = State::ok;
    bool yields_to_fact = false; ///< a sum over months of a fact, which the row may state by month
};

/// The keys of one entity's rows.
struct EntityKeys {
    Scope row;
    Scope given;
    Scope previous;
    std::vector<Index> lists;            ///< inner entities directly inside
    std::vector<NewcomerValue> newcomer; ///< for `previous: none`
};

/// All keys that the records of a rulebook may have. Learns the order of keys while it is used,
/// so each reader has its own.
class RecordKeys {
public:
    /// Names that only `others` know, the rules of other months, are read over.
    explicit RecordKeys(const Rulebook& rulebook, std::span<const Rulebook* const> others = {});

    [[nodiscard]] const Rulebook& rulebook() const { return *rulebook_; }

    [[nodiscard]] EntityKeys& of(Index entity) { return entities_[entity]; }

    [[nodiscard]] const EntityKeys& of(Index entity) const { return entities_[entity]; }

    [[nodiscard]] const Slot& slot(std::uint32_t index) const { return slots_[index]; }

    [[nodiscard]] std::size_t size() const { return slots_.size(); }

    /// The entity that has a value, or input, of that full name; `none` when nobody has.
    [[nodiscard]] Index owner_of(std::string_view full_name) const;

private:
    void add_categories();
    void add_row_keys(Index entity);
    void add_inputs();
    void add_known_names(const Rulebook& rulebook);
    void add_given_names(const Rulebook& rulebook);
    void add_month_sums();
    void add_newcomers();
    std::uint32_t add_slot(Scope& scope, Slot slot);
    [[nodiscard]] ValueShape shape_of(Index input) const;
    [[nodiscard]] ValueShape shape_of_value(std::string_view name, const InputEntry& sum) const;
    void add_month_sum(Index input);
    [[nodiscard]] bool sums_a_value(const InputEntry& sum) const;

    const Rulebook* rulebook_;
    std::deque<NameTable> categories_;
    std::vector<EntityKeys> entities_;
    std::vector<Slot> slots_;
};

} // namespace doudi::data
