#pragma once

#include <doudi/decisions.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/records.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::cli {

/// Subjects with one outcome and the sum of their amounts; no sum when it left 128 bits.
struct Sum {
    std::uint64_t count = 0;
    std::optional<Int128> digits = Int128(0);

    void add(const Sum& other);
    /// Raises the places of the digits.
    void scale(int from, int to);
};

/// What became of one decision: its statuses, and its outcomes with their amounts.
struct DecisionCount {
    struct Outcome {
        std::string name;
        Phrase title;
        Sum decided;
        Sum review;
    };

    /// Money that the decision gives out beside its amount.
    struct GivenMoney {
        std::string name;
        Phrase title;
        std::size_t position = 0; ///< in DecisionColumns::gives
        int places = 0;
        Sum decided;
        Sum review;

        [[nodiscard]] std::string text(const Sum& sum, bool grouped) const;
    };

    std::string name;
    Phrase title;
    std::string entity;
    Phrase entity_title;
    bool is_about_records = true;
    bool has_amount = false;
    bool is_yearly = false;     ///< money/year: each month decides the same year's money anew
    bool is_summed = true;      ///< not so for amounts a year over several months
    int places = 0;             ///< of the amounts
    std::uint64_t rejected = 0; ///< records; 0 when it is about inner rows
    std::array<std::uint64_t, 4> statuses{}; ///< by Status
    std::vector<Outcome> outcomes;
    std::vector<GivenMoney> gives;

    [[nodiscard]] static DecisionCount of(const Rulebook& rulebook, Index decision);

    void add_row(const DecisionColumns& columns, std::size_t row);
    /// Adds the same decision about other subjects, or of another month.
    void add(const DecisionCount& other);

    [[nodiscard]] std::uint64_t about(Status status) const {
        return statuses[static_cast<std::size_t>(status)];
    }

    /// Subjects that were taken in.
    [[nodiscard]] std::uint64_t taken_in() const;

    /// Whether there are sums to tell.
    [[nodiscard]] bool has_sums() const { return has_amount && is_summed; }

    /// All that was decided, without reviews.
    [[nodiscard]] Sum all_decided() const;
    [[nodiscard]] std::string amount_text(const Sum& sum, bool grouped) const;
};

/// The closing count of a run: in = decided + review + undetermined + faulted + rejected for each
/// decision, and its outcomes with the exact sums of their amounts.
class Tally {
public:
    explicit Tally(const Rulebook& rulebook);

    void add(const Decisions& decisions);
    /// Counts one record of a population and all that was decided about it.
    void add_record(const Decisions& decisions, const Population& population, std::size_t record);
    void add(const RejectedRecord& rejected);

    void add_records(std::size_t records) { records_ += records; }

    /// Takes in the count of another month of the same run: subjects count once a month.
    void add_month(const Tally& month);

    /// Records taken in, the rejected ones too.
    [[nodiscard]] std::uint64_t records() const { return records_; }

    [[nodiscard]] std::uint64_t rejected() const { return rejected_; }

    [[nodiscard]] std::uint64_t stray_rows() const { return stray_rows_; }

    [[nodiscard]] const std::vector<DecisionCount>& decisions() const { return counts_; }

    /// A decision by name, or nullptr.
    [[nodiscard]] const DecisionCount* find(std::string_view decision) const;

    [[nodiscard]] std::string to_text(Language language) const;
    /// `more` are further members of the object, or nothing.
    [[nodiscard]] std::string to_json(const std::string& more = {}) const;

    /// How many subjects a decision was about, and what became of them, a line each.
    [[nodiscard]] std::string counts_text(const DecisionCount& count, Language language) const;

    /// The outcomes of a decision, a line each.
    [[nodiscard]] static std::string outcomes_text(const DecisionCount& count, Language language);
    /// The records behind the decisions; empty when there is nothing more to say.
    [[nodiscard]] std::string closing_text(Language language) const;
    /// A list of decisions.
    [[nodiscard]] std::string decisions_json() const;

private:
    std::string date_;
    std::uint64_t records_ = 0;
    std::uint64_t rejected_ = 0;
    std::uint64_t stray_rows_ = 0;      ///< of CSV files, that found no record to belong to
    std::vector<DecisionCount> counts_; ///< by decision
};

/// "dibao 最低生活保障", or the name alone.
[[nodiscard]] std::string with_title(const std::string& name, const Phrase& title,
                                     Language language);

/// "undetermined (facts are missing)".
[[nodiscard]] Phrase words_for(Status status);

} // namespace doudi::cli
