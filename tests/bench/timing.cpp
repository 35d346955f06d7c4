#include "timing.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace doudi::bench {
namespace {

double most(const std::vector<double>& times) {
    return *std::max_element(times.begin(), times.end());
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void print_numbers(const char* name, const std::vector<double>& numbers) {
    std::printf(R"(, "%s": [)", name);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::printf("%s%.3f", i == 0 ? "" : ", ", numbers[i]);
    }
    std::printf("]");
}

} // namespace

double least(const std::vector<double>& times) {
    return *std::min_element(times.begin(), times.end());
}

double processor_nanoseconds() {
    return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC);
}

double nanoseconds(Clock::duration time) {
    return std::chrono::duration<double, std::nano>(time).count();
}

void time_in_turns(std::vector<Contender>& contenders, std::size_t households, int rounds) {
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        for (Contender& contender : contenders) {
            const double work_begin = processor_nanoseconds();
            const auto begin = Clock::now();
            contender.run();
            const double time = nanoseconds(Clock::now() - begin);
            const double work = processor_nanoseconds() - work_begin;
            if (round >= 0) {
                contender.times.push_back(time / static_cast<double>(households));
                contender.work.push_back(work / static_cast<double>(households));
            }
        }
    }
}

void print_table(const std::vector<Contender>& contenders) {
    std::printf("%-24s %9s %9s %9s %9s %9s %9s\n", "ns a household", "least", "median", "most",
                "processor", "x blocked", "x rows");
    for (const Contender& contender : contenders) {
        std::printf("%-24s %9.1f %9.1f %9.1f %9.1f %9.2f %9.2f\n",
                    (contender.name + ", " + std::to_string(contender.threads)).c_str(),
                    least(contender.times), median(contender.times), most(contender.times),
                    least(contender.work), least(contender.times) / least(contenders[0].times),
                    least(contender.times) / least(contenders[1].times));
    }
}

void print_json(const Measurement& measurement) {
    std::printf(R"({"kind": "%s", "engine": "%s", "threads": %u, "households": %zu)",
                measurement.kind.c_str(), measurement.engine.c_str(), measurement.threads,
                measurement.households);
    if (!measurement.nanoseconds.empty()) {
        std::printf(R"(, "wrong": [%zu, %zu, %zu])", measurement.wrong.category,
                    measurement.wrong.per_capita, measurement.wrong.amount);
        print_numbers("ns", measurement.nanoseconds);
        print_numbers("cpu_ns", measurement.processor);
    }
    if (measurement.peak_bytes != 0) {
        std::printf(R"(, "peak_bytes": %zu, "beyond_bytes": %zu, "data_bytes": %zu)",
                    measurement.peak_bytes, measurement.beyond_bytes, measurement.data_bytes);
    }
    if (measurement.gigabytes_a_second != 0) {
        std::printf(R"(, "gigabytes_a_second": %.2f)", measurement.gigabytes_a_second);
    }
    std::puts("}");
}

} // namespace doudi::bench
