#pragma once

#include <doudi/limits.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::data {

/// A row on the way from the record to a place inside it.
struct PathStep {
    Index entity = 0;
    std::size_t row = 0;
    std::size_t position = 0; ///< in its list, from 1
};

/// The reasons against one record. Paths are put into words at the end, since a row's key may
/// stand behind the value that is wrong.
class RecordTrouble {
public:
    void clear();

    /// Keeps at most limits::rejects_reasons.
    void add(Reason reason, std::vector<PathStep> steps, std::string field);

    /// Says what a row of this record is called.
    void name_row(Index entity, std::size_t row, std::string_view key);

    /// Where the events stand that come next, for reasons in a rule file; nullptr: not known.
    void set_place(const Place* place) { place_ = place; }

    /// The same for reasons in a line of a CSV file that is not the record's own; 0: in its own.
    void set_line(std::string_view file, std::size_t line) {
        file_ = file;
        line_ = line;
    }

    void set_record_key(std::string_view key) { record_key_ = key; }

    [[nodiscard]] const std::string& record_key() const { return record_key_; }

    [[nodiscard]] bool empty() const { return found_.empty(); }

    /// Whether no further reason would be kept.
    [[nodiscard]] bool is_full() const { return found_.size() >= limits::rejects_reasons; }

    /// The rows on the way to any of the reasons.
    [[nodiscard]] bool concerns(Index entity, std::size_t row) const;

    /// The reasons with their paths.
    [[nodiscard]] std::vector<Reason> take(const Rulebook& rulebook);

    /// The reasons as findings, with the places that were set.
    [[nodiscard]] Diagnostics take_findings(const Rulebook& rulebook);

private:
    struct Found {
        Reason reason;
        std::vector<PathStep> steps;
        std::string field;
        const Place* place = nullptr;
    };

    struct NamedRow {
        Index entity = 0;
        std::size_t row = 0;
        std::string key;
    };

    std::vector<Found> found_;
    std::vector<NamedRow> names_;
    std::string record_key_;
    const Place* place_ = nullptr;
    std::string_view file_;
    std::size_t line_ = 0;
};

} // namespace doudi::data
