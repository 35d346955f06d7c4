#pragma once

#include <doudi/engine/record_values.hpp>
#include <doudi/population.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace doudi::cli {

/// doudi::needs for many records of one rulebook: the plan is kept from record to record.
class NeededFactsFinder {
public:
    explicit NeededFactsFinder(const Rulebook& rulebook)
        : rulebook_(rulebook), evaluate_(rulebook) {}

    [[nodiscard]] std::vector<std::string> operator()(const Population& population, Index decision,
                                                      std::size_t row);

private:
    const Rulebook& rulebook_;
    engine::RecordEvaluator evaluate_;
};

} // namespace doudi::cli
