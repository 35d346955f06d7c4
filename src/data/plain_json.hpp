#pragma once

#include "data/plain_record.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Reads one record that is written plainly as JSON: keys that are known, no escapes, no values by
/// month, nothing given or said about a month before.
class PlainJson : public PlainRecord {
public:
    PlainJson(const RecordKeys& keys, RecordRows& rows);

    /// Whether the record was read; `text` has ByteWindow::padding bytes behind it.
    [[nodiscard]] bool read(std::string_view text);

private:
    /// A key as it mostly stands in an object, with its quotes and colon, and the one that came
    /// behind it last.
    struct Key {
        std::array<char, 40> text{};
        std::uint32_t size = 0; ///< 0: too long to stand here
        std::uint32_t slot = NameTable::absent;
        std::uint32_t next = 0;

        [[nodiscard]] std::string_view view() const { return {text.data(), size}; }
    };

    using Keys = std::vector<Key>;

    [[nodiscard]] bool take_object(Index entity, int depth);
    [[nodiscard]] bool take_member(Index entity, std::uint32_t slot, std::string_view& key,
                                   int depth);
    [[nodiscard]] bool take_list(Index entity, int depth);
    [[nodiscard]] bool take_value(const PlainSlot& slot, Index entity);
    [[nodiscard]] bool take_truth(const PlainSlot& slot);
    [[nodiscard]] std::uint32_t take_key(Index entity, std::uint32_t& last);
    [[nodiscard]] std::uint32_t find_key(Index entity, std::uint32_t& last);
    [[nodiscard]] bool take_row_key(std::string_view& key);
    [[nodiscard]] bool take_string(std::string_view& text);

    /// Never beyond the end: what stands there may be a blank, too.
    void skip_blanks() {
        while (static_cast<unsigned char>(*at_) <= ' ' && is_blank(*at_) && at_ < end_) {
            ++at_;
        }
    }

    [[nodiscard]] bool take_sign(char sign) {
        skip_blanks();
        const bool is_there = *at_ == sign && at_ < end_;
        at_ += is_there ? 1 : 0;
        return is_there;
    }

    [[nodiscard]] static bool is_blank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    std::vector<Keys> keys_; ///< of each entity; the first of them is none and begins an object
    Cursor at_ = nullptr;
    Cursor end_ = nullptr;
    std::uint64_t serial_ = 0;
};

} // namespace doudi::data
