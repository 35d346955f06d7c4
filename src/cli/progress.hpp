#pragma once

#include "cli/command.hpp"

#include <chrono>
#include <cstdint>

namespace doudi::cli {

/// A bar on standard error while a long run goes on; silent when that is no terminal.
class Progress {
public:
    explicit Progress(const Session& session);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `total` is 0 when it is not known. Draws a few times a second at most.
    void show(std::uint64_t records, std::uint64_t bytes, std::uint64_t total);

private:
    const Session& session_;
    bool is_shown_;
    bool has_drawn_ = false;
    std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now();
};

} // namespace doudi::cli
