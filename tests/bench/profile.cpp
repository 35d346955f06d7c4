#include "profile.hpp"

#include "timing.hpp"

#include <doudi/engine/checks.hpp>
#include <doudi/engine/executor.hpp>
#include <doudi/engine/outputs.hpp>
#include <doudi/engine/planner.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::bench {
namespace {

/// The plan that is timed and the kernels that its instructions had before. One at a time.
struct Timed {
    const engine::Plan* plan = nullptr;
    std::vector<engine::KernelFunction> kernels;
    std::vector<double> spent; ///< ns, of each instruction
};

Timed timed;

void run_timed(const engine::Instruction& instruction, engine::Frame& frame) {
    const auto index = static_cast<std::size_t>(&instruction - timed.plan->instructions.data());
    const auto begin = Clock::now();
    timed.kernels[index](instruction, frame);
    timed.spent[index] += nanoseconds(Clock::now() - begin);
}

constexpr engine::KernelLevels timed_kernel{{&run_timed, &run_timed, &run_timed}};

std::string name_of(engine::KernelFunction kernel) {
    Dl_info info{};
    if (dladdr(reinterpret_cast<const void*>(kernel), &info) == 0 || info.dli_sname == nullptr) {
        return "?";
    }
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(
        abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status), &std::free);
    std::string name = status == 0 ? plain.get() : info.dli_sname;
    for (const std::string_view noise : {"doudi::engine::kernels::", "doudi::engine::", "void "}) {
        for (std::size_t at = name.find(noise); at != std::string::npos; at = name.find(noise)) {
            name.erase(at, noise.size());
        }
    }
    return name.substr(0, name.find('('));
}

/// Every record once, in blocks; the time in ns.
double run_once(const Population& population, engine::Executor& executor) {
    const auto begin = Clock::now();
    executor.bind(population);
    std::size_t first = 0;
    std::size_t next = executor.end_of_block(0, population.size());
    while (first < population.size()) {
        const std::size_t after = executor.end_of_block(next, population.size());
        executor.run(first, next, next < population.size() ? after : next);
        first = next;
        next = next < population.size() ? after : next;
    }
    return nanoseconds(Clock::now() - begin);
}

void print_instructions(const engine::Plan& plan, const std::vector<double>& least,
                        double households, double bare) {
    double sum = 0;
    for (std::size_t i = 0; i < least.size(); ++i) {
        const engine::Instruction& instruction = plan.instructions[i];
        std::printf("%6.2f  entity %u  %4d <- %4d %4d %4d  %s\n", least[i] / households,
                    static_cast<unsigned>(instruction.domain), static_cast<int>(instruction.result),
                    static_cast<int>(instruction.a), static_cast<int>(instruction.b),
                    static_cast<int>(instruction.c), name_of(timed.kernels[i]).c_str());
        sum += least[i] / households;
    }
    std::printf("%6.2f  ns a household in all %zu instructions; %.2f without the timing\n", sum,
                least.size(), bare / households);
}

} // namespace

void print_profile(const Rulebook& rulebook, const Population& population, int rounds) {
    engine::DecisionPlan decision =
        engine::Planner(rulebook, engine::stated_inputs(population)).for_decisions({}, {});
    engine::Plan& plan = decision.plan;
    engine::Executor plain(plan);
    double bare = 0;
    for (int round = 0; round < rounds; ++round) {
        const double time = run_once(population, plain);
        bare = round == 0 ? time : std::min(bare, time);
    }
    timed.plan = &plan;
    timed.kernels.clear();
    for (engine::Instruction& instruction : plan.instructions) {
        timed.kernels.push_back(instruction.kernel->at(engine::machine_level()));
        instruction.kernel = &timed_kernel;
    }
    engine::Executor executor(plan);
    std::vector<double> least(plan.instructions.size(), 0);
    for (int round = 0; round < rounds; ++round) {
        timed.spent.assign(plan.instructions.size(), 0);
        run_once(population, executor);
        for (std::size_t i = 0; i < least.size(); ++i) {
            least[i] = round == 0 ? timed.spent[i] : std::min(least[i], timed.spent[i]);
        }
    }
    print_instructions(plan, least, static_cast<double>(population.size()), bare);
}

} // namespace doudi::bench
