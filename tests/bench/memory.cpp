#include "memory.hpp"

#include "timing.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace doudi::bench {
namespace {

/// A number of kilobytes from /proc/self/status, in bytes.
std::size_t status_bytes(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == name) {
            std::size_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1'024;
        }
    }
    return 0;
}

constexpr std::size_t stream_words = std::size_t{1} << 26U; // half a gigabyte, beyond any cache

std::uint64_t sum_of(const std::uint64_t* words, std::size_t count) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += words[i];
    }
    return sum;
}

/// Runs `part(begin, end)` over all words on `threads` threads; gigabytes a second, best of ten.
template <typename Part>
double bandwidth(unsigned threads, double bytes_a_word, const Part& part) {
    double best = 0;
    for (int round = 0; round < 10; ++round) {
        const auto begin = Clock::now();
        std::vector<std::thread> others;
        const std::size_t share = stream_words / threads;
        for (unsigned i = 1; i < threads; ++i) {
            others.emplace_back([&part, i, share] { part(i * share, (i + 1) * share); });
        }
        part(0, share);
        for (std::thread& other : others) {
            other.join();
        }
        const double time = nanoseconds(Clock::now() - begin);
        best = std::max(best, static_cast<double>(stream_words) * bytes_a_word / time);
    }
    return best;
}

} // namespace

std::size_t resident_bytes() {
    return status_bytes("VmRSS:");
}

std::size_t peak_bytes_of(const std::function<void()>& run) {
    std::ofstream reset("/proc/self/clear_refs");
    reset << "5" << std::flush; // from here on VmHWM begins anew
    const bool is_reset = reset.good();
    reset.close();
    run();
    return is_reset ? status_bytes("VmHWM:") : 0;
}

void return_freed_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void measure_memory_bandwidth() {
    std::vector<std::uint64_t> from(stream_words, 1);
    std::vector<std::uint64_t> to(stream_words, 2);
    std::atomic<std::uint64_t> sum = 0;
    for (const unsigned threads : {1U, 2U}) {
        const double reading = bandwidth(threads, 8, [&](std::size_t begin, std::size_t end) {
            sum += sum_of(from.data() + begin, end - begin);
        });
        const double copying = bandwidth(threads, 16, [&](std::size_t begin, std::size_t end) {
            std::memcpy(to.data() + begin, from.data() + begin, (end - begin) * 8);
        });
        print_json({.kind = "stream",
                    .engine = "read",
                    .threads = threads,
                    .gigabytes_a_second = sum == 0 ? 0 : reading});
        print_json({.kind = "stream",
                    .engine = "copy",
                    .threads = threads,
                    .gigabytes_a_second = to[0] == 0 ? 0 : copying});
    }
}

} // namespace doudi::bench
