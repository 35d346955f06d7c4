#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Names to whole numbers, made once and read often: no allocation and one comparison a look-up.
class NameTable {
public:
    static constexpr std::uint32_t absent = UINT32_MAX;

    /// Adds a name, unless it is there already.
    void add(std::string_view name, std::uint32_t value) {
        if (find(name) != absent) {
            return;
        }
        names_.emplace_back(name);
        values_.push_back(value);
        if (2 * names_.size() > buckets_.size()) {
            rebuild();
        } else {
            place(static_cast<std::uint32_t>(names_.size() - 1));
        }
    }

    [[nodiscard]] std::uint32_t find(std::string_view name) const {
        if (buckets_.empty()) {
            return absent;
        }
        for (std::size_t at = hash(name) & mask();; at = (at + 1) & mask()) {
            const std::uint32_t entry = buckets_[at];
            if (entry == absent) {
                return absent;
            }
            if (names_[entry] == name) {
                return values_[entry];
            }
        }
    }

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    [[nodiscard]] std::size_t mask() const { return buckets_.size() - 1; }

    // Length, first and last eight bytes: names of one table differ there, or a few share a bucket.
    [[nodiscard]] static std::size_t hash(std::string_view name) {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        const std::size_t size = name.size() < 8 ? name.size() : 8;
        std::memcpy(&first, name.data(), size);
        std::memcpy(&last, name.data() + name.size() - size, size);
        std::uint64_t mixed = (first ^ (last * 0x9E37'79B9'7F4A'7C15U)) + name.size();
        mixed = (mixed ^ (mixed >> 32U)) * 0xD6E8'FEB8'6659'FD93U;
        return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
    }

    void place(std::uint32_t entry) {
        std::size_t at = hash(names_[entry]) & mask();
        while (buckets_[at] != absent) {
            at = (at + 1) & mask();
        }
        buckets_[at] = entry;
    }

    void rebuild() {
        std::size_t size = 8;
        while (size < 4 * names_.size()) {
            size *= 2;
        }
        buckets_.assign(size, absent);
        for (std::uint32_t entry = 0; entry < names_.size(); ++entry) {
            place(entry);
        }
    }

    std::vector<std::string> names_;
    std::vector<std::uint32_t> values_;
    std::vector<std::uint32_t> buckets_;
};

} // namespace doudi::data
