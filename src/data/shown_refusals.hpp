#pragma once

#include "data/shown_value.hpp"

#include <doudi/decisions.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace doudi::data {

/// The words for why the alternatives of one decision were refused.
class ShownRefusals {
public:
    ShownRefusals(const Rulebook& rulebook, const DecisionEntry& decision);

    /// Of the alternatives that can be refused.
    [[nodiscard]] std::size_t size() const { return alternatives_.size(); }

    [[nodiscard]] const std::string& name(std::size_t alternative) const {
        return alternatives_[alternative].name;
    }

    /// The alternative that applied; nullptr where no one can tell, or the record
    /// states the outcome.
    [[nodiscard]] const std::string* decided_by(const DecisionColumns& columns,
                                                std::size_t row) const;
    /// The condition that failed; nullptr where the alternative was not refused.
    [[nodiscard]] const std::string* condition(const DecisionColumns& columns,
                                               std::size_t alternative, std::size_t row) const;
    /// Appends by how much it failed; false, and nothing, where that is no number.
    [[nodiscard]] bool append_margin(std::string& out, const DecisionColumns& columns,
                                     std::size_t alternative, std::size_t row) const;

private:
    struct Condition {
        std::string text;
        bool has_margin = false;
        ValueFormat margin;
        Int128 divisor; ///< from the column's digits to those of the margin
    };

    struct Alternative {
        std::string name;
        std::vector<Condition> conditions;
    };

    [[nodiscard]] const Condition* failed(const DecisionColumns& columns, std::size_t alternative,
                                          std::size_t row) const;

    std::vector<Alternative> alternatives_; ///< those that can be refused
    std::vector<std::string> names_;        ///< of all
};

} // namespace doudi::data
