#pragma once

#include <doudi/date.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace doudi::data {

/// The key, or column, that says the month of a decision.
inline constexpr std::string_view month_name = "month";

/// The months whose decisions are written together, and whether each says which it is.
struct MonthsOut {
    std::span<const Rulebook* const> months;
    bool is_told = false;

    /// "2020-07", or nothing.
    [[nodiscard]] std::string label(std::size_t month) const {
        return is_told ? to_string(months[month]->date).substr(0, 7) : std::string{};
    }
};

/// Whether decisions of the rulebook use that name for a key of a row or for a decision.
[[nodiscard]] inline bool uses_name(const Rulebook& rulebook, std::string_view name) {
    return std::any_of(rulebook.entities.begin(), rulebook.entities.end(),
                       [&](const EntityEntry& entity) { return entity.key == name; }) ||
           std::any_of(rulebook.decisions.begin(), rulebook.decisions.end(),
                       [&](const DecisionEntry& decision) {
                           return decision.name == name || decision.programme == name;
                       });
}

} // namespace doudi::data
