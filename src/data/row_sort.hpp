#pragma once

#include "data/scratch_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// A text with the key that it is sorted by and a number that tells equal keys apart.
struct SortedText {
    std::string_view key;
    std::uint64_t number = 0;
    std::string_view text;
};

/// Sorts any amount of texts by key (bytes), then by number, in a bounded memory.
///
/// What fits the memory is sorted there. Beyond that, sorted runs of it go to a file without a
/// name and are merged, sixty-four at a time, so that each text is written once, and once more
/// for each further factor of sixty-four.
class RowSort {
public:
    RowSort(std::filesystem::path folder, std::size_t memory_bytes);

    /// False when the disk does not take it; `problem` says why.
    [[nodiscard]] bool add(const SortedText& text);

    /// Ends adding; `next` may be called then.
    [[nodiscard]] bool finish();

    /// The next text, until `next` is called again. False at the end, or when `problem` says why.
    [[nodiscard]] bool next(SortedText& text);

    [[nodiscard]] const Phrase& problem() const { return problem_; }

    /// Bytes that went to disk.
    [[nodiscard]] std::uint64_t spilled_bytes() const { return spilled_bytes_; }

private:
    struct Entry {
        std::uint64_t number = 0;
        std::size_t offset = 0; ///< in the memory: key, then text
        std::uint64_t word = 0; ///< of the key, behind what all keys begin with
        std::uint32_t key_size = 0;
        std::uint32_t text_size = 0;
    };

    struct Run {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    /// Reads one run through a window.
    struct RunReader {
        std::uint64_t next = 0;
        std::uint64_t end = 0;
        std::string window;
        std::size_t at = 0;
        SortedText now;
    };

    void sort_memory();
    [[nodiscard]] std::size_t common_beginning() const;
    [[nodiscard]] bool spill();
    [[nodiscard]] bool begin_merge(std::size_t first, std::size_t count);
    [[nodiscard]] bool next_merged(SortedText& text);
    [[nodiscard]] bool advance(RunReader& reader, bool& is_done);
    [[nodiscard]] bool fill(RunReader& reader, std::size_t wanted);
    [[nodiscard]] bool append(const SortedText& text);
    [[nodiscard]] bool flush();
    [[nodiscard]] bool fail();
    [[nodiscard]] SortedText in_memory(const Entry& entry) const;

    std::filesystem::path folder_;
    std::size_t memory_bytes_;
    std::string memory_;
    std::vector<Entry> entries_;
    std::size_t given_ = 0; ///< entries handed out
    ScratchFile file_;
    std::string output_; ///< bytes on their way to the file
    std::vector<Run> runs_;
    std::vector<RunReader> readers_;
    std::vector<std::size_t> heap_; ///< readers with something to give, the least in front
    bool is_advanced_ = true;       ///< the reader in front has moved on since it gave
    std::uint64_t spilled_bytes_ = 0;
    Phrase problem_;
};

} // namespace doudi::data
