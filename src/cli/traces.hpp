#pragma once

#include <doudi/explain.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The engine and the trace are headers; here alone they are compiled for one record.
namespace doudi::cli {

/// How the decision of that name about that row of its entity came about.
[[nodiscard]] Trace trace_of(const Population& population, std::string_view decision,
                             std::size_t row);

/// doudi::needs for many records of one rulebook: the plan is kept from record to record, and what
/// was worked out about a record from decision to decision. Not for several threads at once.
class NeededFactsFinder {
public:
    explicit NeededFactsFinder(const Rulebook& rulebook);

    [[nodiscard]] std::vector<std::string> operator()(const Population& population, Index decision,
                                                      std::size_t row);

    /// The populations asked about before may hold other records from now on.
    void forget() { seen_.reset(); }

private:
    /// The record that was asked about last.
    struct Seen {
        const Population* population;
        std::size_t record;
        engine::RecordValues values;
        audit::RecordView view;

        Seen(const Rulebook& rulebook, const Population& of, std::size_t number,
             engine::RecordEvaluator& evaluate)
            : population(&of), record(number), values(evaluate(of, number)),
              view(rulebook, of, values, number) {}
    };

    const Rulebook& rulebook_;
    engine::RecordEvaluator evaluate_;
    std::optional<Seen> seen_;
};

} // namespace doudi::cli
