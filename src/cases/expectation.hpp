#pragma once

#include <doudi/audit/record_view.hpp>
#include <doudi/cases.hpp>
#include <doudi/decisions.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/written.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::cases {

/// Holds one decided record against what its case expects, and notes what differs in the result.
class ExpectationCheck {
public:
    /// `decisions` must hold every named value that is no exact fraction.
    ExpectationCheck(const Population& population, const Decisions& decisions, CaseResult& result)
        : population_(population), rulebook_(population.rulebook()), decisions_(decisions),
          result_(result) {}

    /// `prefix` begins every path: "2020-07: " of a month, or nothing.
    void run(const WrittenNode& expect, const std::string& prefix = {}) {
        check_row(expect, {0, 0, prefix});
    }

private:
    /// A row of the record, and how its path begins ("members.a.").
    struct Row {
        Index entity = 0;
        std::size_t row = 0;
        std::string prefix = {};
    };

    void check_row(const WrittenNode& expect, const Row& at);
    void check_entry(const WrittenText& name, const WrittenNode& expected, const Row& at);
    void check_rows(const WrittenText& name, const WrittenNode& list, Index entity, const Row& at);
    void check_inner(const WrittenNode& item, Index entity, std::size_t position, const Row& at);
    void check_status(const WrittenText& name, const WrittenNode& expected, Index decision,
                      const Row& at);
    void check_needs(const WrittenText& name, const WrittenNode& expected, Index decision,
                     const Row& at);
    void check_value(const WrittenText& name, const WrittenNode& expected, Index value,
                     const Row& at);

    [[nodiscard]] Index inner_entity(Index outer, std::string_view list) const;
    [[nodiscard]] Index decision_of(std::string_view name, std::string_view end) const;
    [[nodiscard]] std::vector<Index> values_called(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> row_called(std::string_view key, Index entity,
                                                        const Row& at) const;
    [[nodiscard]] bool belongs(const WrittenText& name, Index entity, const Row& at);
    [[nodiscard]] Quantity quantity(Index value, std::size_t row);
    [[nodiscard]] std::string suggestion(std::string_view name) const;

    void mismatch(const WrittenText& name, const Place& place, const Row& at, std::string expected,
                  std::string found);
    void finding(std::string_view code, const Place& place, Phrase message, Phrase help);

    const Population& population_;
    const Rulebook& rulebook_;
    const Decisions& decisions_;
    CaseResult& result_;
    std::optional<engine::RecordValues> values_; ///< of every node, when a fraction asked for it
};

} // namespace doudi::cases
