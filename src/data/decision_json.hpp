#pragma once

#include "data/shown_value.hpp"

#include <doudi/decision_writer.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace doudi::data {

/// Decisions as nested JSON objects, a record at a time.
class DecisionJson {
public:
    explicit DecisionJson(const Rulebook& rulebook);

    /// Appends one object, without a newline.
    void append(std::string& out, const Population& population, const Decisions& decisions,
                std::size_t record, const NeededFacts& needs) const;

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
        bool is_shown = false; ///< some decision is about it, or about an entity inside
        std::vector<Layout> decisions;
        std::vector<Index> inner;
    };

    struct Context {
        const Population* population;
        const Decisions* decisions;
        const NeededFacts* needs;
    };

    void add_decision(Index decision);
    void append_row(std::string& out, const Context& context, Index entity, std::size_t row) const;
    void append_decision(std::string& out, const Context& context, const Layout& layout,
                         std::size_t row) const;
    void append_needs(std::string& out, const Context& context, Index decision,
                      std::size_t row) const;
    void append_fields(std::string& out, const Context& context, std::string_view name,
                       const std::vector<Field>& fields, const std::vector<Column>& columns,
                       std::size_t row) const;

    const Rulebook* rulebook_;
    std::vector<EntityLayout> entities_;
};

} // namespace doudi::data
