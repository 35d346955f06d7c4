#pragma once

#include <doudi/decisions.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/records.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace doudi::cli {

/// The closing count of a run: in = decided + review + undetermined + faulted + rejected for each
/// decision, and its outcomes with the exact sums of their amounts.
class Tally {
public:
    /// The rulebook must outlive it.
    explicit Tally(const Rulebook& rulebook);

    void add(const Decisions& decisions);
    void add(const RejectedRecord& rejected);

    /// Records taken in, the rejected ones too.
    [[nodiscard]] std::uint64_t records() const { return records_; }

    [[nodiscard]] std::uint64_t rejected() const { return rejected_; }

    void add_records(std::size_t records) { records_ += records; }

    [[nodiscard]] std::string to_text(Language language) const;
    [[nodiscard]] std::string to_json() const;

private:
    /// Subjects with one outcome and the sum of their amounts; no sum when it left 128 bits.
    struct Sum {
        std::uint64_t count = 0;
        std::optional<Int128> digits = Int128(0);
    };

    struct Counts {
        std::array<std::uint64_t, 4> statuses{}; ///< by Status
        std::vector<Sum> decided;                ///< by outcome
        std::vector<Sum> review;                 ///< by outcome
    };

    [[nodiscard]] std::uint64_t taken_in(Index decision) const;
    [[nodiscard]] bool is_about_records(Index decision) const;
    [[nodiscard]] std::string amount_text(Index decision, const Sum& sum, bool grouped) const;
    [[nodiscard]] std::string counts_text(Index decision, Language language) const;
    [[nodiscard]] std::string outcomes_text(Index decision, Language language) const;
    [[nodiscard]] std::string row_text(Index decision, const Sum& sum, std::string_view name) const;
    [[nodiscard]] std::string outcomes_json(Index decision) const;
    static void add_row(Counts& counts, const DecisionColumns& columns, std::size_t row);

    const Rulebook& rulebook_;
    std::uint64_t records_ = 0;
    std::uint64_t rejected_ = 0;
    std::uint64_t stray_rows_ = 0; ///< of CSV files, that found no record to belong to
    std::vector<Counts> counts_;   ///< by decision
};

} // namespace doudi::cli
