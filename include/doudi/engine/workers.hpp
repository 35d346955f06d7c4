#pragma once

#include <doudi/population.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

// Spreads records over threads. Which thread takes which records has no influence on results.
namespace doudi::engine {

/// Records that a thread takes at a time.
inline constexpr std::size_t records_of_chunk = 16'384;

/// How many threads are worth starting; 0 asked for means as many as the machine has.
[[nodiscard]] inline unsigned thread_count(unsigned asked, const Population& population) {
    const unsigned wanted = asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
    const std::size_t chunks = (population.size() + records_of_chunk - 1) / records_of_chunk;
    return static_cast<unsigned>(
        std::clamp(chunks, std::size_t{1}, static_cast<std::size_t>(wanted)));
}

/// Calls `work(worker, first, end)` for chunks that cover 0 … `records`, the workers at once.
/// The first exception of a worker ends the others and is thrown again here.
template <typename Work>
void for_chunks(unsigned workers, std::size_t records, Work work) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::exception_ptr> failures(workers);
    const auto labour = [&](unsigned worker) {
        try {
            for (std::size_t first = next.fetch_add(records_of_chunk); first < records;
                 first = next.fetch_add(records_of_chunk)) {
                work(worker, first, std::min(records, first + records_of_chunk));
            }
        } catch (...) {
            failures[worker] = std::current_exception();
            next.store(records);
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(workers);
    try {
        for (unsigned worker = 1; worker < workers; ++worker) {
            threads.emplace_back(labour, worker);
        }
    } catch (const std::exception&) {
        // No thread or no memory for one: those that run do all the work.
    }
    labour(0);
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

} // namespace doudi::engine
