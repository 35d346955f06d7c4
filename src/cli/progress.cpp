#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace doudi::cli {

namespace {

constexpr std::chrono::milliseconds between_draws{200};
constexpr std::size_t bar_cells = 30;
constexpr const char* clear_line = "\r\033[K";

} // namespace

Progress::Progress(const Session& session)
    : session_(session), is_shown_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (has_drawn_) {
        std::fputs(clear_line, stderr);
    }
}

void Progress::show(std::uint64_t records, std::uint64_t bytes, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!is_shown_ || now < next_) {
        return;
    }
    next_ = now + between_draws;
    has_drawn_ = true;
    std::string bar;
    if (total != 0) {
        const double share = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total));
        const auto full = static_cast<std::size_t>(share * static_cast<double>(bar_cells));
        bar = fmt::format("[{}{}] {:3.0f} %  ", std::string(full, '#'),
                          std::string(bar_cells - full, '.'), share * 100.0);
    }
    fmt::print(stderr, "{}{}{} {}", clear_line, bar, records,
               session_.is_chinese() ? "条记录" : "records");
    std::fflush(stderr);
}

} // namespace doudi::cli
