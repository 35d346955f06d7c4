#pragma once

#include <doudi/language.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Bytes of a file, or of a text in memory, through a window that moves forward and holds little
/// more than what is looked at.
class ByteWindow {
public:
    ByteWindow() = default;

    ~ByteWindow() { close(); }

    ByteWindow(const ByteWindow&) = delete;
    ByteWindow& operator=(const ByteWindow&) = delete;

    /// Opens a file; "-" is the standard input. False when it cannot be read; `problem` says why.
    [[nodiscard]] bool open(const std::filesystem::path& path);

    /// Goes on with bytes that another program cannot see: an open file, from its start. Ours now.
    void adopt(int descriptor);

    /// Shows a text, whole.
    void show(std::string_view text);

    /// Shows nothing any more.
    void close();

    /// What is in the window; `padding` bytes behind it may be read, whatever they hold.
    [[nodiscard]] std::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }

    /// Takes in more behind the window and keeps what is there, though maybe elsewhere. False at
    /// the end of the file, or when reading failed: then `problem` is not empty.
    [[nodiscard]] bool extend();

    /// Drops bytes from the front.
    void drop(std::size_t bytes) { begin_ += bytes; }

    /// Drops all that is there for good, even while it is held.
    void forget() { end_ = begin_; }

    /// Drops the last bytes that were dropped for good, if they are held.
    void cut_out(std::size_t bytes);

    /// From here on, what is dropped stays in memory, so that nobody need copy it.
    void hold() {
        held_ = begin_;
        is_holding_ = true;
    }

    /// Where a byte in the window stands among those that are held.
    [[nodiscard]] std::size_t place_of(const char* at) const {
        return static_cast<std::size_t>(at - buffer_.data()) - held_;
    }

    /// Ends holding: `bytes` receives the first `wanted` bytes that are held or in the window,
    /// copied if they are fewer than those left in the window; otherwise it receives the buffer,
    /// and its own room is used from now on. Answers where they begin; `padding` bytes behind them
    /// may be read.
    [[nodiscard]] std::size_t hand_over(std::vector<char>& bytes, std::size_t wanted);

    /// Bytes taken in and dropped so far, and of the whole file (0 when that is not known).
    [[nodiscard]] std::uint64_t bytes_done() const { return bytes_read_ - (end_ - begin_); }

    [[nodiscard]] std::uint64_t size() const { return size_; }

    [[nodiscard]] const Phrase& problem() const { return problem_; }

    static constexpr std::size_t padding = 64;

private:
    void make_room(std::size_t bytes);

    static constexpr std::size_t chunk = 1U << 17U;

    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t held_ = 0; ///< where what is held begins
    bool is_holding_ = false;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t size_ = 0;
    int descriptor_ = -1;
    Phrase problem_;
};

/// Gives back the room of a text that was much larger than most are, so that one large record is
/// not paid for by every thread until the end.
template <typename Bytes>
void release_if_large(Bytes& bytes) {
    constexpr std::size_t usual = 4U << 20U;
    if (bytes.capacity() > usual) {
        Bytes().swap(bytes);
    }
}

/// Why a file cannot be read; empty when it can. Does not open it: a pipe opens only once.
[[nodiscard]] Phrase why_unreadable(const std::filesystem::path& path);

/// "Permission denied" in both languages, from an errno.
[[nodiscard]] Phrase system_problem(int error);

} // namespace doudi::data
