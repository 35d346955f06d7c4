#include "pack_time.hpp"

#include "timing.hpp"

#include <doudi/compile.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/load.hpp>

#include <cstdio>
#include <filesystem>

namespace doudi::bench {
namespace {

bool load_and_compile(const std::string& folder) {
    const auto pack = load_pack(folder);
    if (!pack) {
        std::fputs(render(pack.diagnostics(), Language::en).c_str(), stderr);
        return false;
    }
    const auto rulebook = compile(pack.value(), {.date = dates_of_change(pack.value()).front()});
    if (!rulebook) {
        std::fputs(render(rulebook.diagnostics(), Language::en).c_str(), stderr);
    }
    return static_cast<bool>(rulebook);
}

} // namespace

bool time_pack(const std::string& folder, int rounds) {
    Measurement measurement{.kind = "single",
                            .engine = "read, checked, compiled: pack " +
                                      std::filesystem::path(folder).filename().string()};
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        const double work_begin = processor_nanoseconds();
        const auto begin = Clock::now();
        if (!load_and_compile(folder)) {
            return false;
        }
        if (round >= 0) {
            measurement.nanoseconds.push_back(nanoseconds(Clock::now() - begin));
            measurement.processor.push_back(processor_nanoseconds() - work_begin);
        }
    }
    print_json(measurement);
    return true;
}

} // namespace doudi::bench
