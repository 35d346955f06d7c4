#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>

namespace doudi::cli {

/// Lets threads work side by side on one row of pieces: each takes the next piece when it is free
/// and hands it over when its turn has come, so pieces come out in the order in which they went in.
class Turns {
public:
    /// Calls `take`, one thread at a time; the turn of the piece, or nothing when `take` answered
    /// false now or before, or the work was stopped.
    template <typename Take>
    [[nodiscard]] std::optional<std::size_t> take(Take take) {
        const std::scoped_lock lock(taking_);
        if (has_ended_ || is_stopped() || !take()) {
            has_ended_ = true;
            return std::nullopt;
        }
        return taken_++;
    }

    /// Waits for the turn and calls `hand_over`; the work is stopped when that answers false.
    template <typename HandOver>
    void hand_over(std::size_t turn, HandOver hand_over) {
        std::unique_lock lock(handing_over_);
        moved_.wait(lock, [&] { return handed_over_ == turn || is_stopped_; });
        is_stopped_ = is_stopped_ || !hand_over();
        ++handed_over_;
        moved_.notify_all();
    }

    /// From now on nothing is taken and nobody waits; `note` says why, one thread at a time.
    template <typename Note>
    void fail(Note note) {
        const std::scoped_lock lock(handing_over_);
        note();
        is_stopped_ = true;
        moved_.notify_all();
    }

    /// Nothing is taken any more; returns when nobody is about to.
    void end() {
        const std::scoped_lock lock(taking_);
        has_ended_ = true;
    }

    [[nodiscard]] bool is_stopped() const { return is_stopped_; }

private:
    std::mutex taking_;
    std::size_t taken_ = 0;
    bool has_ended_ = false;
    std::mutex handing_over_;
    std::condition_variable moved_;
    std::size_t handed_over_ = 0;
    std::atomic<bool> is_stopped_ = false;
};

} // namespace doudi::cli
