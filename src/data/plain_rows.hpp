#pragma once

#include "data/plain_column.hpp"
#include "data/record_keys.hpp"
#include "data/record_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Rows of some records that are written plainly, on their way from texts into a population: first
/// it is noted where their fields stand, then their values are read column by column, then they are
/// added. Records that turn out not to be plain are left out; RecordBuilder reads those.
class PlainRows {
public:
    PlainRows(const RecordKeys& keys, RecordRows& rows);

    /// Describes the rows of an entity: the places that each has, and what FieldPlaces says of
    /// them.
    void set_places(Index entity, std::size_t count, bool is_null_a_word);

    /// Adds a column to the rows of an entity.
    void add_column(Index entity, const PlainColumn& column);

    /// Begins anew; places of the rows of an entity count from `text_of(entity)`.
    template <typename TextOf>
    void begin(const TextOf& text_of) {
        clear();
        for (Index entity = 0; entity < rows_of_.size(); ++entity) {
            rows_of_[entity].fields.text = text_of(entity);
        }
    }

    [[nodiscard]] Cursor text(Index entity) const { return rows_of_[entity].fields.text; }

    /// Begins a row; its places, which hold anything. A field that is not there is from 0 to 0.
    /// They stay until the next row of that entity begins.
    [[nodiscard]] std::span<std::uint32_t> begin_row(Index entity) {
        return begin_rows(entity, 1, rows_of_[entity].fields.stride);
    }

    /// The same for several rows; with room for so many places, though they may be more than those
    /// rows have.
    [[nodiscard]] std::span<std::uint32_t> begin_rows(Index entity, std::size_t count,
                                                      std::size_t room) {
        Rows& rows = rows_of_[entity];
        const std::size_t begin = rows.places_used;
        if (rows.fields.places.size() < begin + room) {
            rows.fields.places.resize(2 * (begin + room));
        }
        rows.places_used += count * rows.fields.stride;
        count_ += count;
        return {rows.fields.places.data() + begin, room};
    }

    /// Whether rows of an entity have begun, so that a row more has places before its own.
    [[nodiscard]] bool has_begun(Index entity) const { return rows_of_[entity].places_used > 0; }

    /// Ends the row begun last of that entity, and the lists inside of it. False when it lacks its
    /// key.
    [[nodiscard]] bool end_row(Index entity, std::string_view key) {
        Rows& rows = rows_of_[entity];
        rows.keys.push_back(key);
        for (const Index inner : rows.lists) {
            rows_of_[inner].ends.push_back(rows_of_[inner].keys.size());
        }
        return !rows.has_key || !key.empty();
    }

    /// Ends a record; one that is not plain is taken back.
    void end_record(bool is_plain);

    /// Rows since `begin`, and those of the record that has not ended.
    [[nodiscard]] std::size_t count() const { return count_; }

    [[nodiscard]] std::size_t count_of_record() const { return count_ - count_before_; }

    /// Reads the values of all columns. Sees which records are plain.
    void read();

    [[nodiscard]] bool is_plain(std::size_t record) const { return plain_[record] != 0; }

    /// Says that no record may be added before the next `begin`.
    void close() { is_closed_ = true; }

    [[nodiscard]] bool is_closed() const { return is_closed_; }

    [[nodiscard]] std::string_view key(std::size_t record) const {
        return rows_of_[0].keys[rows_of_[0].first[record]];
    }

    /// Adds the records `from` to `to`, all of them plain, to the population.
    void add(std::size_t from, std::size_t to);

    /// Whether any text may stand in one row alone.
    [[nodiscard]] bool has_unique_texts() const { return has_unique_texts_; }

    /// Notes those of the record added last.
    void note_unique_texts(std::size_t record, std::vector<UniqueText>& into) const;

    /// Most rows of a record that is plain, so that what is held stays small.
    static constexpr std::size_t most_rows = 4'096;

private:
    struct Rows {
        Index outer = none;
        bool has_key = false;
        std::vector<Index> lists; ///< entities directly inside
        std::vector<PlainColumn> columns;

        FieldPlaces fields; ///< more than are used
        std::size_t places_used = 0;
        std::vector<std::string_view> keys;
        std::vector<std::size_t> first;    ///< row of each record, and behind the last one
        std::vector<std::size_t> ends;     ///< of the list in each outer row
        std::vector<std::uint8_t> unusual; ///< of each row

        /// Of the list in an outer row.
        [[nodiscard]] std::size_t begin_of(std::size_t outer_row) const {
            return outer_row == 0 ? 0 : ends[outer_row - 1];
        }
    };

    void clear();
    void take_back();
    void read_columns(Rows& rows);
    [[nodiscard]] bool has_usual_rows(std::size_t record) const;
    [[nodiscard]] bool has_sound_lists(std::size_t record) const;
    [[nodiscard]] bool is_sound_list(Index entity, std::size_t outer_row) const;
    void add_rows(Index entity, std::size_t from, std::size_t to);
    void note_texts(Index entity, const PlainColumn& column, std::size_t record,
                    std::vector<UniqueText>& into) const;

    const RecordKeys* keys_;
    RecordRows* rows_;
    std::vector<Rows> rows_of_; ///< of each entity
    bool has_unique_texts_ = false;
    bool is_closed_ = false;
    std::size_t count_ = 0;
    std::size_t count_before_ = 0; ///< the record that has not ended
    std::vector<std::uint8_t> plain_;
};

} // namespace doudi::data
