#pragma once

#include "data/record_builder.hpp"
#include "data/repeated_keys.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace doudi::data {

/// Finds texts of facts that say `unique: true` and stand in more than one record, such as a
/// person who is a member of two households. Memory and disk as RepeatedKeys.
class RepeatedTexts {
public:
    using Place = RepeatedKeys::Place;

    RepeatedTexts(std::filesystem::path folder, std::size_t memory_bytes)
        : keys_(std::move(folder), memory_bytes) {}

    /// Whether records of this rulebook have such facts.
    [[nodiscard]] static bool are_in(const Rulebook& rulebook);

    /// Notes those of the record that was just read; false when the disk does not take them.
    [[nodiscard]] bool add(const RecordBuilder& record, const Place& place);

    /// Ends adding; false as RepeatedKeys::finish.
    [[nodiscard]] bool finish() { return keys_.finish(); }

    /// Refuses the record that was just read for each text that another record has, too. `words`
    /// says where that one stands.
    void refuse_repeated(RecordBuilder& record, const Place& place,
                         const std::function<std::string(const Place&)>& words) const;

    [[nodiscard]] const Phrase& problem() const { return keys_.problem(); }

private:
    RepeatedKeys keys_;
};

} // namespace doudi::data
