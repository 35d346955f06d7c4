#pragma once

#include "cli/groups.hpp"
#include "cli/tally.hpp"

#include <doudi/decisions.hpp>
#include <doudi/language.hpp>
#include <doudi/records.hpp>
#include <doudi/rulebook.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace doudi::cli {

/// The closing counts of a run over one date or several months: a Tally for each, and all
/// together. In each month, and so in total, the count law of Tally holds.
class MonthsTally {
public:
    /// `by_month`: the run was asked for months, be it for one. `by`: a fact of the record by
    /// whose values there are counts, too, or nothing.
    MonthsTally(std::span<const Rulebook* const> months, bool by_month, const std::string& by);

    /// False when the records have more values of that fact than can be kept apart.
    [[nodiscard]] bool add(std::span<const DecidedMonth> months);
    void add(const RejectedRecord& rejected);
    void add_records(std::size_t records);

    /// Records taken in, each once.
    [[nodiscard]] std::uint64_t records() const { return months_.front().records(); }

    [[nodiscard]] std::uint64_t rejected() const { return months_.front().rejected(); }

    /// Rows of CSV files that found no record to belong to, each once.
    [[nodiscard]] std::uint64_t stray_rows() const { return months_.front().stray_rows(); }

    [[nodiscard]] std::string to_text(Language language) const;
    [[nodiscard]] std::string to_json() const;

private:
    [[nodiscard]] Tally total() const;
    [[nodiscard]] std::string groups_text(const DecisionCount& count, Language language) const;
    [[nodiscard]] std::string table_text(const DecisionCount& total, Language language) const;

    std::vector<Tally> months_;
    std::vector<std::string> labels_; ///< "2020-07"
    bool by_month_;
    std::optional<GroupTally> groups_;
};

} // namespace doudi::cli
