#pragma once

/// What came of deciding records, as columns: status, outcome, amount and reasons of each decision.

#include <doudi/decimal.hpp>
#include <doudi/error.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi {

/// What became of one decision about one subject. A record that could not be read is *rejected*
/// before it gets here, so in = decided + review + undetermined + faulted + rejected.
enum class Status : std::uint8_t { decided, review, undetermined, faulted };

[[nodiscard]] constexpr std::string_view to_string(Status status) {
    constexpr std::array<std::string_view, 4> names{"decided", "review", "undetermined", "faulted"};
    return names[static_cast<std::size_t>(status)];
}

/// Why an alternative was refused, a row for each subject; see refusals.hpp for what is meant.
struct RefusalColumns {
    Column failed; ///< which of Refusal::conditions, from 1; 0 where it was not refused
    Column margin; ///< digits at Refusal::places; 0 where that condition has no margin
};

/// The columns of one decision, a row for each subject.
struct DecisionColumns {
    Index decision = none;              ///< in the rulebook
    std::vector<std::uint8_t> statuses; ///< Status
    Column outcome;                     ///< index in the outcome category
    Column amount;                      ///< digits at the places of the amount node
    std::vector<Column> gives;          ///< as DecisionEntry::gives
    std::vector<Column> show;           ///< as DecisionEntry::show
    /// With EvaluateOptions::reasons alone: the row of the decision that applied, from 1 (missing
    /// or a fault where no one can tell, 0 where the record states the outcome), and why others
    /// did not, as refusals_of.
    Column decided_by;
    std::vector<RefusalColumns> refused;
};

/// A money column with its places, for reading: yuan as exact decimals. The column must outlive it.
class AmountView {
public:
    AmountView(const Column& column, int places) : column_(&column), places_(places) {}

    [[nodiscard]] std::size_t size() const { return column_->size(); }

    /// Throws UsageError when there is no such row.
    [[nodiscard]] State state(std::size_t row) const {
        if (row >= size()) {
            throw UsageError("there is no row " + std::to_string(row) + " in the column");
        }
        return column_->state(row);
    }

    /// The value of a row; 0 where its state is not ok. Throws UsageError when there is no such
    /// row.
    [[nodiscard]] Decimal operator[](std::size_t row) const {
        if (row >= size()) {
            throw UsageError("there is no row " + std::to_string(row) + " in the column");
        }
        return {column_->digits(row), places_};
    }

private:
    const Column* column_;
    int places_;
};

/// What was decided about a population: output columns and the status of every row.
///
/// The rulebook must outlive it. Immutable once `evaluate` has returned it.
class Decisions {
public:
    explicit Decisions(const Rulebook& rulebook) : rulebook_(&rulebook) {}

    explicit Decisions(const Rulebook&&) = delete; // would not outlive it

    [[nodiscard]] const Rulebook& rulebook() const { return *rulebook_; }

    /// As the rulebook's decisions.
    std::vector<DecisionColumns> decisions;
    /// Named values that were asked for: index in the rulebook, and the column. Of a value about no
    /// record it has one row, if there are records.
    std::vector<std::pair<Index, Column>> values;

    /// The columns of a decision by name. Throws UsageError when there is none.
    [[nodiscard]] const DecisionColumns& decision(std::string_view name) const& {
        const Index index = rulebook_->find_decision(name);
        if (index == none) {
            throw UsageError("the rulebook has no decision '" + std::string(name) + "'");
        }
        return decisions[index];
    }

    /// Columns of a temporary would not outlive it.
    [[nodiscard]] const DecisionColumns& decision(std::string_view name) const&& = delete;

    /// Throws UsageError for a decision or a row that does not exist.
    [[nodiscard]] Status status(std::string_view name, std::size_t row) const {
        return static_cast<Status>(row_of(name, row).statuses[row]);
    }

    /// Name of the outcome, or nullopt when the row is not determined. The name lives as long as
    /// the rulebook. Throws UsageError for a decision or a row that does not exist.
    [[nodiscard]] std::optional<std::string_view> outcome(std::string_view name,
                                                          std::size_t row) const {
        const DecisionColumns& columns = row_of(name, row);
        if (columns.outcome.state(row) != State::ok) {
            return std::nullopt;
        }
        const DecisionEntry& entry = rulebook_->decisions[columns.decision];
        const auto index = static_cast<std::int64_t>(columns.outcome.digits(row));
        return rulebook_->categories[entry.category].values[static_cast<std::size_t>(index)].name;
    }

    /// Amounts of "PROGRAMME.amount" or of any named value that was asked for.
    /// Throws UsageError when it is neither.
    [[nodiscard]] AmountView money(std::string_view name) const& {
        for (const DecisionColumns& columns : decisions) {
            const DecisionEntry& entry = rulebook_->decisions[columns.decision];
            if (entry.amount != none && entry.name + ".amount" == name) {
                return {columns.amount, rulebook_->nodes[entry.amount].places};
            }
        }
        for (const auto& [value, column] : values) {
            if (rulebook_->values[value].name == name) {
                return {column, rulebook_->nodes[rulebook_->values[value].node].places};
            }
        }
        throw UsageError("'" + std::string(name) + "' was not decided or asked for");
    }

    [[nodiscard]] AmountView money(std::string_view name) const&& = delete;

private:
    /// The columns of a decision that has such a row.
    [[nodiscard]] const DecisionColumns& row_of(std::string_view name, std::size_t row) const {
        const DecisionColumns& columns = decision(name);
        if (row >= columns.statuses.size()) {
            throw UsageError("decision '" + std::string(name) + "' has no row " +
                             std::to_string(row));
        }
        return columns;
    }

    const Rulebook* rulebook_;
};

/// A month that was decided: its records, and what came out.
struct DecidedMonth {
    const Population* population = nullptr;
    const Decisions* decisions = nullptr;
};

} // namespace doudi
