#pragma once

#include "data/row_sort.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace doudi::data {

/// Finds record keys that occur more than once in an input of any size, in bounded memory.
///
/// Keys are told apart by 128 bits of hash, sorted on disk beyond the memory, 40 bytes a key.
class RepeatedKeys {
public:
    /// Where a record stands.
    struct Place {
        std::uint32_t file = 0; ///< by order
        std::uint64_t line = 0;
    };

    RepeatedKeys(std::filesystem::path folder, std::size_t memory_bytes)
        : sort_(std::move(folder), memory_bytes) {}

    /// False when the disk does not take it; `problem` says why.
    [[nodiscard]] bool add(std::string_view key, const Place& place);

    /// Ends adding. False when the disk failed, or more than `most_repeated` keys are repeated.
    [[nodiscard]] bool finish();

    /// Another record with that key, if there is one; `place` is where this one stands.
    [[nodiscard]] std::optional<Place> find_other(std::string_view key, const Place& place) const;

    [[nodiscard]] const Phrase& problem() const { return problem_; }

    static constexpr std::size_t most_repeated = 1'000'000;

private:
    struct Hash {
        std::uint64_t high = 0;
        std::uint64_t low = 0;

        friend bool operator==(const Hash&, const Hash&) = default;
    };

    struct Bucket {
        std::size_t operator()(const Hash& hash) const { return hash.low; }
    };

    struct Places {
        std::uint64_t first = 0;
        std::uint64_t second = 0;
    };

    [[nodiscard]] static Hash hash_of(std::string_view key);

    RowSort sort_;
    std::unordered_map<Hash, Places, Bucket> repeated_;
    Phrase problem_;
};

} // namespace doudi::data
