#pragma once

#include <doudi/int128.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/type.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

// The value of every node of a rulebook for one record: what a trace is told from. It is worked
// out by the same plan and the same kernels as a decision, so it is how the decision came about.
namespace doudi::engine {

/// Values and states of all nodes, for the rows of one record.
///
/// A row counts inside the record and is a row of the node's own entity; it is 0 for a node of
/// entity `none`. The rulebook and the population must outlive it.
class RecordValues {
public:
    /// The number at the node's places; 0 where the state is not ok. Of a `quotient` (or of a
    /// value or reference that reads one) there is none, ask for its two operands instead: 0.
    [[nodiscard]] Int128 digits(Index node, std::size_t row) const;

    /// Of a quotient too: a zero divisor is a fault.
    [[nodiscard]] State state(Index node, std::size_t row) const;

    /// How many rows of `entity` the record has; 1 for `none`.
    [[nodiscard]] std::size_t rows(Index entity) const;

    /// The row of `outer` (which must hold `entity`) that `row` of `entity` belongs to.
    [[nodiscard]] std::size_t outer_row(Index outer, Index entity, std::size_t row) const;

private:
    friend class RecordEvaluator;
    struct Body;
    std::shared_ptr<const Body> body_;
};

/// Evaluates record `record` of the population and keeps every node's values.
/// Throws UsageError when the population does not fit the rulebook or has no such record.
[[nodiscard]] RecordValues evaluate_every_node(const Rulebook& rulebook,
                                               const Population& population, std::size_t record);

} // namespace doudi::engine
