#pragma once

/// Decisions and records out: JSON, NDJSON and CSV.

#include <doudi/checked.hpp>
#include <doudi/decisions.hpp>
#include <doudi/population.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace doudi {

/// The facts that would settle an undetermined decision about row `row` of its entity, by path
/// inside the record ("members.a.wage"). doudi::needs of the audit layer is one.
using NeededFacts = std::function<std::vector<std::string>(const Population& population,
                                                           Index decision, std::size_t row)>;

/// How decisions are written, and what beside them.
struct WriteOptions {
    RecordFormat format = RecordFormat::automatic;
    NeededFacts needs = {}; ///< without it, undetermined decisions name no facts
    /// Named values to write beside the decisions, by full name; `evaluate` must be asked for them
    /// too. UsageError when the rulebook has none of that name, or the decisions hold it not.
    std::vector<std::string> values = {};
    /// Write which alternative decided, and of each refused one the first condition that failed
    /// and its margin; `evaluate` must be asked for reasons too.
    bool reasons = false;
};

/// Decisions as they will stand in the files of a DecisionWriter, which alone can read it.
struct DecisionText {
    std::vector<std::string> files; ///< what is to be added to each, in the order of `files()`
    std::size_t objects = 0;        ///< of JSON
};

/// Writes decisions, batch by batch, to files that appear whole at `finish` or not at all.
///
/// JSON and NDJSON: one object a record, inner rows nested where a decision is about them; further
/// values stand under "values", reasons under "reasons" of their decision:
/// {"decided_by": "full", "refused": {"single": {"condition": "income < line", "margin": 1.20}}}.
/// CSV: a file for each entity with decisions or values; the column of
/// a value is called "values.NAME", those of reasons "DECISION.decided_by",
/// "DECISION.refused.ALTERNATIVE" and "DECISION.refused.ALTERNATIVE.margin". The value of a rule
/// about no record stands with each record. `target` names the record's file; those of inner
/// entities stand beside it ("out.csv", "out.member.csv"). If `target` is a folder, or ends in '/',
/// the files in it are named as the entities ("household.csv", "member.csv").
class DecisionWriter {
public:
    /// Findings: a folder that cannot be written to.
    [[nodiscard]] static Checked<std::unique_ptr<DecisionWriter>>
    open(const Rulebook& rulebook, const std::filesystem::path& target, WriteOptions options = {});
    static Checked<std::unique_ptr<DecisionWriter>>
    open(const Rulebook&&, const std::filesystem::path&,
         WriteOptions = {}) = delete; // would not outlive it

    /// For several months: a line, or a row of CSV, for each record and month, a record's months
    /// together, with the month behind its key: "month": "2020-07". CSV has the columns of all
    /// months; those that a month does not know are empty. `options.values` names values that one
    /// of the months knows. A key or decision that is called "month" itself is a finding.
    [[nodiscard]] static Checked<std::unique_ptr<DecisionWriter>>
    open(std::span<const Rulebook* const> months, const std::filesystem::path& target,
         WriteOptions options = {});

    virtual ~DecisionWriter() = default;
    DecisionWriter(const DecisionWriter&) = delete;
    DecisionWriter& operator=(const DecisionWriter&) = delete;

    /// Writes what was decided about the same records in each month: `format` and `append` in one.
    /// False when writing failed; `problems` says why. Throws UsageError for decisions of another
    /// rulebook or other records.
    [[nodiscard]] bool write(std::span<const DecidedMonth> months) {
        format(months, text_);
        return append(text_);
    }

    /// Puts decisions into words. Several threads may at once, each with its own `text`, if
    /// `needs` allows it; without `needs`, those of the options are asked.
    virtual void format(std::span<const DecidedMonth> months, DecisionText& text,
                        const NeededFacts& needs = {}) const = 0;

    /// Writes what `format` made. One thread at a time; the order of calls is that of the files.
    [[nodiscard]] virtual bool append(const DecisionText& text) = 0;

    /// The same for a single date.
    [[nodiscard]] bool write(const Population& population, const Decisions& decisions) {
        const DecidedMonth month{&population, &decisions};
        return write(std::span(&month, 1));
    }

    /// Puts the files in place. False when that failed; then none of ours is left.
    [[nodiscard]] virtual bool finish() = 0;

    /// The files that `finish` puts in place.
    [[nodiscard]] virtual std::vector<std::filesystem::path> files() const = 0;

    [[nodiscard]] const Diagnostics& problems() const { return problems_; }

protected:
    DecisionWriter() = default;

    Diagnostics problems_;

private:
    DecisionText text_; ///< of `write`
};

/// Writes records as they can be read in again: the same population comes back.
/// Files as those of DecisionWriter, in CSV one for each entity.
class RecordWriter {
public:
    [[nodiscard]] static Checked<std::unique_ptr<RecordWriter>>
    open(const Rulebook& rulebook, const std::filesystem::path& target,
         RecordFormat format = RecordFormat::automatic);
    static Checked<std::unique_ptr<RecordWriter>>
    open(const Rulebook&&, const std::filesystem::path&,
         RecordFormat = RecordFormat::automatic) = delete; // would not outlive it

    virtual ~RecordWriter() = default;
    RecordWriter(const RecordWriter&) = delete;
    RecordWriter& operator=(const RecordWriter&) = delete;

    [[nodiscard]] virtual bool write(const Population& population) = 0;
    [[nodiscard]] virtual bool finish() = 0;

    [[nodiscard]] const Diagnostics& problems() const { return problems_; }

protected:
    RecordWriter() = default;

    Diagnostics problems_;
};

/// Puts what was decided about one record after the other into JSON, as `to_json` does, but keeps
/// all that is the same for every record. Several threads may at once, if `needs` allows it. The
/// rulebook must outlive it.
class JsonDecisions {
public:
    /// Throws UsageError for a name in `options.values` that the rulebook does not have.
    explicit JsonDecisions(const Rulebook& rulebook, WriteOptions options = {});
    explicit JsonDecisions(const Rulebook&&, WriteOptions = {}) = delete; // would not outlive it
    ~JsonDecisions();
    JsonDecisions(JsonDecisions&& other) noexcept;
    JsonDecisions& operator=(JsonDecisions&& other) noexcept;

    /// Appends one line without its newline. Throws UsageError for decisions about other records,
    /// or a record that is not there.
    void append(std::string& out, const Population& population, const Decisions& decisions,
                std::size_t record) const;

private:
    struct Parts;

    std::unique_ptr<Parts> parts_;
};

/// What was decided about one record, as one line of JSON without its newline, with every named
/// value that `decisions` holds. Throws UsageError for decisions about other records, or a record
/// that is not there.
[[nodiscard]] std::string to_json(const Population& population, const Decisions& decisions,
                                  std::size_t record, const NeededFacts& needs = {});

/// One record as one line of JSON without its newline; `read_records_json` reads it back. Sums
/// over months are left out: of the months behind them a population knows nothing. Throws
/// UsageError when there is no such record.
[[nodiscard]] std::string to_json(const Population& population, std::size_t record);

} // namespace doudi
