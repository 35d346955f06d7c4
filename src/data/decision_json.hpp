#pragma once

#include "data/further_values.hpp"
#include "data/shown_refusals.hpp"
#include "data/shown_value.hpp"

#include <doudi/decision_writer.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Decisions as nested JSON objects, a record at a time.
class DecisionJson {
public:
    DecisionJson(const Rulebook& rulebook, std::vector<FurtherValue> values, bool with_reasons);

    /// What was decided about some records, and what more there is to say. All must outlive it.
    struct Context {
        const Population* population;
        const Decisions* decisions;
        const NeededFacts* needs;
        std::vector<const Column*> values;
        std::string_view month; ///< may be empty
    };

    [[nodiscard]] Context context(const DecidedMonth& decided, const NeededFacts& needs,
                                  std::string_view month = {}) const;

    /// Appends one object, without a newline; with the month behind the key unless it is empty.
    void append(std::string& out, const Context& context, std::size_t record) const {
        append_row(out, context, 0, record);
    }

private:
    struct Field {
        std::string name; ///< as JSON with its colon
        ValueFormat format;
    };

    struct Layout {
        std::string opening; ///< "dibao": {, or "disability": {"living": {
        std::string closing; ///< one bracket, or two after the last of a programme
        Index decision = 0;
        ValueFormat outcome;
        ValueFormat amount;
        std::vector<Field> gives;
        std::vector<Field> show;
    };

    struct EntityLayout {
        std::string key;       ///< name of the key as JSON with its colon, or empty
        std::string list;      ///< name of the list likewise
        bool is_shown = false; ///< it has decisions or values, or an entity inside has
        std::vector<Layout> decisions;
        std::vector<std::size_t> values; ///< which of the further values stand with its rows
        std::vector<Index> inner;
    };

    void add_decision(Index decision);
    void show(Index entity);
    void append_row(std::string& out, const Context& context, Index entity, std::size_t row) const;
    void append_decision(std::string& out, const Context& context, const Layout& layout,
                         std::size_t row) const;
    void append_values(std::string& out, const Context& context, const EntityLayout& layout,
                       std::size_t row) const;
    void append_needs(std::string& out, const Context& context, Index decision,
                      std::size_t row) const;
    void append_reasons(std::string& out, const Context& context, Index decision,
                        std::size_t row) const;
    void append_fields(std::string& out, const Context& context, std::string_view name,
                       const std::vector<Field>& fields, const std::vector<Column>& columns,
                       std::size_t row) const;

    const Rulebook* rulebook_;
    std::vector<EntityLayout> entities_;
    std::vector<FurtherValue> values_;
    std::vector<std::string> value_names_; ///< as JSON with their colons
    std::vector<ShownRefusals> refusals_;  ///< of each decision; empty: no reasons
};

} // namespace doudi::data
