#pragma once

#include <doudi/decisions.hpp>
#include <doudi/engine/executor.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace doudi {

struct EvaluateOptions {
    unsigned threads = 1;              ///< 0: as many as the machine has
    std::vector<std::string> values;   ///< further named values to hand out, by full name
    bool all_values = false;           ///< hand out every named value
};

/// Decides every record of a population.
///
/// Rows fail alone: a row that cannot be decided has its status and the others go on. The bits are
/// the same for any number of threads. Throws UsageError when the population's columns do not fit
/// the rulebook, or for an unknown name in `values`. Safe to call from many threads at once.
[[nodiscard]] Decisions evaluate(const Rulebook& rulebook, const Population& population,
                                 const EvaluateOptions& options = {});

/// The same, many times over: keeps the plan and the memory between calls. Not to be shared
/// between threads while it runs; one for each thread is fine.
class Evaluator {
public:
    explicit Evaluator(const Rulebook& rulebook, EvaluateOptions options = {});

    /// Decides; the result is valid until the next call.
    [[nodiscard]] const Decisions& operator()(const Population& population);
};

} // namespace doudi
