#pragma once

#include "results.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace doudi::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] double nanoseconds(Clock::duration time);

[[nodiscard]] double least(const std::vector<double>& times);

/// Processor time of all threads of this process so far.
[[nodiscard]] double processor_nanoseconds();

/// One of those that are timed in turns.
struct Contender {
    std::string name;
    unsigned threads = 1;
    std::function<void()> run;
    std::vector<double> times{}; ///< ns a household
    std::vector<double> work{};  ///< the same in processor time, which a busy machine distorts less
};

/// One round to warm up, then `rounds` that count.
void time_in_turns(std::vector<Contender>& contenders, std::size_t households, int rounds);

/// For people; the first contender is the loop in blocks, the second the one row by row.
void print_table(const std::vector<Contender>& contenders);

/// One line for table.py. What is not measured stays out: no times, a peak of 0.
struct Measurement {
    std::string kind; ///< which table it belongs to: population, record, single, memory or stream
    std::string engine;
    unsigned threads = 1;
    std::size_t households = 0;
    std::vector<double> nanoseconds{}; ///< a household
    std::vector<double> processor{};   ///< the same in processor time of all threads
    std::size_t peak_bytes = 0;        ///< of the process
    std::size_t beyond_bytes = 0;      ///< of them beyond program, inputs and outputs
    std::size_t data_bytes = 0;        ///< inputs and outputs
    double gigabytes_a_second = 0;
    Wrong wrong{};
};

void print_json(const Measurement& measurement);

} // namespace doudi::bench
