#pragma once

#include "cli/tally.hpp"

#include <doudi/decisions.hpp>
#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::cli {

/// The closing counts apart for each value of one fact of the record, such as its town.
///
/// A record is counted in each month under the value that it has in that month, one without a
/// value apart from all others. Rejected records have none that could be read and are in no group:
/// in = what all groups have in + rejected. Memory grows with the number of values alone, and
/// there may be limits::summary_groups of them.
class GroupTally {
public:
    GroupTally(std::span<const Rulebook* const> months, std::string fact);

    /// Why records cannot be counted by this fact, or an empty phrase.
    [[nodiscard]] static Phrase trouble_with(const Rulebook& rulebook, std::string_view fact);

    /// Counts what was decided; false when there are more values than can be kept.
    [[nodiscard]] bool add(std::span<const DecidedMonth> months);

    /// A line for each value and one for all, of one decision over all months.
    [[nodiscard]] std::string table_text(const std::string& decision, Language language) const;

    /// `"by": …, "groups": […]`, with a list of months when `by_month`.
    [[nodiscard]] std::string to_json(bool by_month) const;

private:
    struct Group {
        std::optional<std::string> value; ///< nothing: the record does not state it
        Phrase title;
        std::vector<Tally> months;
    };

    [[nodiscard]] std::optional<std::string> value_of(const Population& population, Index input,
                                                      std::size_t record) const;
    [[nodiscard]] Group* group_of(const Rulebook& rulebook, Index input,
                                  std::optional<std::string> value);
    [[nodiscard]] bool add(std::size_t month, const DecidedMonth& decided);
    /// By value, the one without a value last.
    [[nodiscard]] std::vector<const Group*> in_order() const;

    std::vector<const Rulebook*> months_;
    std::string fact_;
    std::map<std::optional<std::string>, Group, std::less<>> groups_;
};

} // namespace doudi::cli
