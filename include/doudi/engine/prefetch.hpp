#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

// Asks for the columns of the next block while this one is worked out. A block reads a short
// piece of each of many columns, too short for the processor to see a pattern, so without this
// much of the time would be spent waiting for memory.
namespace doudi::engine {

class Prefetcher {
public:
    /// Forgets what was left to ask for.
    void clear() {
        ranges_.clear();
        bytes_ = 0;
    }

    void add(const void* data, std::size_t bytes) {
        if (bytes > 0) {
            ranges_.push_back({static_cast<const char*>(data), bytes});
            bytes_ += bytes;
        }
    }

    /// Spreads the work evenly over so many steps.
    void begin(std::size_t steps) {
        range_ = 0;
        offset_ = 0;
        const std::size_t lines = bytes_ / line + ranges_.size();
        lines_of_step_ = std::min(most_lines, lines / std::max<std::size_t>(steps, 1) + 1);
    }

    void step() {
        std::size_t lines = lines_of_step_;
        while (lines > 0 && range_ < ranges_.size()) {
            const Range& range = ranges_[range_];
            const std::size_t left = (range.bytes - offset_ + line - 1) / line;
            const std::size_t now = std::min(lines, left);
            for (std::size_t i = 0; i < now; ++i) {
                ask_for(range.data + offset_ + i * line);
            }
            lines -= now;
            range_ += now == left ? 1U : 0U;
            offset_ = now == left ? 0 : offset_ + now * line;
        }
    }

private:
    struct Range {
        const char* data;
        std::size_t bytes;
    };

    static constexpr std::size_t line = 64;
    static constexpr std::size_t most_lines = 256; ///< a huge record would only push itself out

    static void ask_for([[maybe_unused]] const char* address) {
#if defined(__GNUC__) || defined(__clang__)
        __builtin_prefetch(address, 0, 2);
#endif
    }

    std::vector<Range> ranges_;
    std::size_t bytes_ = 0;
    std::size_t lines_of_step_ = 0;
    std::size_t range_ = 0;
    std::size_t offset_ = 0;
};

} // namespace doudi::engine
