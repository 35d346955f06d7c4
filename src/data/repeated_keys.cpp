#include "data/repeated_keys.hpp"

#include <bit>
#include <cstring>

namespace doudi::data {

namespace {

constexpr unsigned file_shift = 40;

std::uint64_t packed(const RepeatedKeys::Place& place) {
    return static_cast<std::uint64_t>(place.file) << file_shift | place.line;
}

std::uint64_t stirred(std::uint64_t word) {
    word = (word ^ (word >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
    word = (word ^ (word >> 27U)) * 0x94D0'49BB'1331'11EBU;
    return word ^ (word >> 31U);
}

} // namespace

// Two hashes of 64 bits, each of every eight bytes with their place.
RepeatedKeys::Hash RepeatedKeys::hash_of(std::string_view key) {
    Hash hash{key.size(), 0x9E37'79B9'7F4A'7C15U};
    while (!key.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = key.size() < 8 ? key.size() : 8;
        std::memcpy(&word, key.data(), size);
        key.remove_prefix(size);
        hash.high = stirred(hash.high ^ word);
        hash.low = stirred(std::rotl(hash.low, 29) + word * 0xD6E8'FEB8'6659'FD93U);
    }
    return {stirred(hash.high + 1), stirred(hash.low + 2)};
}

bool RepeatedKeys::add(std::string_view key, const Place& place) {
    const Hash hash = hash_of(key);
    char bytes[sizeof hash];
    std::memcpy(bytes, &hash, sizeof hash);
    if (!sort_.add({{bytes, sizeof bytes}, packed(place), {}})) {
        problem_ = sort_.problem();
        return false;
    }
    return true;
}

bool RepeatedKeys::finish() {
    SortedText text;
    bool good = sort_.finish();
    Hash last;
    std::uint64_t last_place = 0;
    bool has_last = false;
    while (good && sort_.next(text)) {
        Hash hash;
        std::memcpy(&hash, text.key.data(), sizeof hash);
        if (has_last && hash == last) {
            repeated_.try_emplace(hash, Places{last_place, text.number});
        }
        if (repeated_.size() > most_repeated) {
            problem_ = {"重复的主键太多，像是同一份数据读了两遍",
                        "so many keys occur twice that the input seems to hold its records twice"};
            return false;
        }
        last = hash;
        last_place = text.number;
        has_last = true;
    }
    problem_ = sort_.problem();
    return problem_.empty();
}

std::optional<RepeatedKeys::Place> RepeatedKeys::find_other(std::string_view key,
                                                            const Place& place) const {
    if (repeated_.empty()) {
        return std::nullopt;
    }
    const auto found = repeated_.find(hash_of(key));
    if (found == repeated_.end()) {
        return std::nullopt;
    }
    const bool is_first = found->second.first == packed(place);
    const std::uint64_t other = is_first ? found->second.second : found->second.first;
    return Place{static_cast<std::uint32_t>(other >> file_shift),
                 other & ((std::uint64_t{1} << file_shift) - 1)};
}

} // namespace doudi::data
