#pragma once

#include "data/plain_value.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Puts plainly written rows of one record into a population, whatever the format; the base of
/// PlainJson and PlainCsv. After `false` the rows of the record are as they may be and must be
/// dropped: RecordBuilder reads it then.
class PlainRecord {
public:
    PlainRecord(const RecordKeys& keys, RecordRows& rows)
        : keys_(&keys), rows_(&rows), slots_(plain_slots(keys)), stated_(slots_.size(), 0) {}

    /// The key of the record read last, which points into its text.
    [[nodiscard]] std::string_view record_key() const { return record_key_; }

    [[nodiscard]] std::vector<UniqueText>& unique_texts() { return unique_texts_; }

protected:
    void begin_record() {
        record_key_ = {};
        unique_texts_.clear();
        inner_rows_ = 0;
    }

    /// False when there are more rows than a record may have.
    [[nodiscard]] bool begin_row(Index entity);

    /// False when the key or an inner row is lacking.
    [[nodiscard]] bool end_row(Index entity, std::string_view key);

    /// Whether the rows of `entity` from `first` on are no more than allowed and have keys of
    /// their own.
    [[nodiscard]] bool end_list(Index entity, std::size_t first);

    [[nodiscard]] std::size_t row(Index entity) const { return rows_->count(entity) - 1; }

    [[nodiscard]] const RecordKeys& keys() const { return *keys_; }

    [[nodiscard]] RecordRows& rows() { return *rows_; }

    [[nodiscard]] const PlainSlot& plain(std::uint32_t slot) const { return slots_[slot]; }

    /// Whether this row states the slot for the first time.
    [[nodiscard]] bool is_first(std::uint32_t slot, std::uint64_t serial) {
        const bool is_first = stated_[slot] != serial;
        stated_[slot] = serial;
        return is_first;
    }

    /// Takes the value of a number's slot at the cursor.
    [[nodiscard]] bool take_number(Cursor& at, const PlainSlot& slot) {
        std::int64_t digits = 0;
        if (!take_plain_number(at, slot.places, digits) || digits < slot.low ||
            digits > slot.high) {
            return false;
        }
        rows_->put_word(slot.input, digits);
        return true;
    }

    [[nodiscard]] bool read_word(const PlainSlot& slot, std::string_view word, Index entity) {
        return read_plain_word(slot, word, row(entity), {*rows_, unique_texts_});
    }

private:
    const RecordKeys* keys_;
    RecordRows* rows_;
    std::vector<PlainSlot> slots_;
    std::vector<std::uint64_t> stated_; ///< of each slot: serial of the row that stated it last
    std::vector<UniqueText> unique_texts_;
    std::string_view record_key_;
    std::size_t inner_rows_ = 0;
};

} // namespace doudi::data
