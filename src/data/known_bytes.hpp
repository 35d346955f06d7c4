#pragma once

#include "data/byte_scan.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace doudi::data {

/// A few bytes that are expected to stand at a place, compared sixteen at a time.
class KnownBytes {
public:
    /// Forgets what it knew; bytes that are too many are not learned.
    void learn(std::string_view bytes) {
        size_ = bytes.size() <= bytes_.size() ? bytes.size() : 0;
        bytes_.fill(0);
        std::copy_n(bytes.data(), size_, bytes_.data());
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const std::size_t left = size_ - std::min(size_, i * scan_bytes);
            wanted_[i] = left < scan_bytes ? (1U << left) - 1 : all;
        }
    }

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Whether there are any and they stand there; there are ByteWindow::padding bytes to look at.
    [[nodiscard]] bool stands_at(const char* at) const {
        const unsigned other = others(at, 0) | others(at, 1);
        return other == 0 && size_ > 0 && (size_ <= 2 * scan_bytes || others(at, 2) == 0);
    }

private:
    static constexpr unsigned all = (1U << scan_bytes) - 1;

    [[nodiscard]] unsigned others(const char* at, std::size_t i) const {
        return ~same_bytes(at + i * scan_bytes, bytes_.data() + i * scan_bytes) & wanted_[i];
    }

    std::array<char, 3 * scan_bytes> bytes_{};
    std::array<unsigned, 3> wanted_{}; ///< bytes that count
    std::size_t size_ = 0;
    static_assert(3 * scan_bytes <= ByteWindow::padding);
};

} // namespace doudi::data
