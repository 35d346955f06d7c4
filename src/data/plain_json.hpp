#pragma once

#include "data/known_bytes.hpp"
#include "data/plain_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Finds the values of records that are written plainly as JSON: keys that are known, no escapes,
/// no values by month, nothing given or said about a month before.
class PlainJson {
public:
    /// Both must outlive it.
    PlainJson(const RecordKeys& keys, PlainRows& rows);

    /// Adds one record to the rows, as one that is plain or not. `text` has ByteWindow::padding
    /// bytes behind it and stands behind the beginning of the rows' text.
    void split(std::string_view text);

private:
    /// A key of an object, and how the text went on behind its value last: all bytes up to the next
    /// value, which are mostly the same in every object.
    struct Key {
        std::uint32_t slot = NameTable::absent;
        PlainSlot::Form form = PlainSlot::Form::unusual;
        std::size_t place = 0;  ///< in its row
        std::uint32_t next = 0; ///< the key that came then
        KnownBytes onward;
    };

    using Keys = std::vector<Key>;

    [[nodiscard]] bool take_record();
    [[nodiscard]] bool take_object(Index entity, int depth);
    [[nodiscard]] bool take_key(Keys& keys, Index entity, std::uint32_t& last);
    [[nodiscard]] bool find_key(Keys& keys, Index entity, std::uint32_t& last);
    [[nodiscard]] bool take_name(std::string_view& name);
    [[nodiscard]] bool take_member(const Key& key, std::string_view& row_key, int depth);
    [[nodiscard]] bool take_row_key(std::string_view& key);
    [[nodiscard]] bool take_list(Index entity, int depth);
    [[nodiscard]] bool take_value(PlainSlot::Form form, std::uint32_t* place);
    [[nodiscard]] bool take_null(std::uint32_t* place);
    [[nodiscard]] bool take_number(std::uint32_t* place);
    [[nodiscard]] bool take_truth(std::uint32_t* place);
    [[nodiscard]] bool take_word(std::uint32_t* place);
    [[nodiscard]] bool take_string(std::string_view& text);

    /// Whether this object has the key for the first time.
    [[nodiscard]] bool is_first(std::uint32_t slot, std::uint64_t serial) {
        const bool is_first = stated_[slot] != serial;
        stated_[slot] = serial;
        return is_first;
    }

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

    [[nodiscard]] std::uint32_t place_of(Cursor at) const {
        return static_cast<std::uint32_t>(at - rows_->text(0));
    }

    const RecordKeys* record_keys_;
    PlainRows* rows_;
    std::vector<std::uint64_t> stated_; ///< of each slot: serial of the object that had it last
    std::vector<Keys> keys_; ///< of each entity; the first of them is none and begins an object
    Cursor at_ = nullptr;
    Cursor end_ = nullptr;
    std::uint64_t serial_ = 0;
};

} // namespace doudi::data
