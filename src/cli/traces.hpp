#pragma once

#include <doudi/explain.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The engine and the trace are headers; here alone they are compiled for one record.
namespace doudi::cli {

/// How the decision of that name about that row of its entity came about.
[[nodiscard]] Trace trace_of(const Population& population, std::string_view decision,
                             std::size_t row);

/// doudi::needs for many records of one rulebook: the plan is kept from record to record.
class NeededFactsFinder {
public:
    explicit NeededFactsFinder(const Rulebook& rulebook);

    [[nodiscard]] std::vector<std::string> operator()(const Population& population, Index decision,
                                                      std::size_t row);

private:
    const Rulebook& rulebook_;
    engine::RecordEvaluator evaluate_;
};

} // namespace doudi::cli
