#pragma once

#include "data/record_keys.hpp"

#include <doudi/population.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::data {

/// What a row says under `previous:`.
enum class PreviousSaid : std::uint8_t { nothing, values, none_before };

/// What a row says about one input: nothing, a value, or that it is not known.
enum class Said : std::uint8_t { nothing, value, unknown };

/// A text of the record that may stand in one row alone.
struct UniqueText {
    Index input = none;
    Index text = none; ///< as RecordRows::intern gave it
    std::size_t row = 0;
};

/// Adds the rows of records to a population, one record at a time, and takes a record back whole.
///
/// A column that nobody states stays empty. One that is stated somewhere is filled up with its
/// default, or as missing, for the rows that do not state it: when the next value comes, or at
/// `finish_batch`.
class RecordRows {
public:
    explicit RecordRows(RecordKeys& keys);

    /// Goes on with the rows of `population`, which must be whole.
    void begin_batch(Population& population);

    /// Fills all columns up.
    void finish_batch();

    void begin_record();
    void begin_row(Index entity);

    /// Ends the row begun last of that entity; all its inner rows are there.
    void end_row(Index entity, std::string_view key, PreviousSaid said);

    /// Settles what newcomers say for rows that do not speak for themselves.
    void keep_record();

    /// Forgets everything since `begin_record`.
    void drop_record();

    /// States a value of the row begun last. Once for each input and row.
    void put(Index input, const Int128& digits, State state) {
        open_for_last_row(input).push(state == State::ok ? digits : Int128(0), state);
    }

    /// The same of a row that is ok.
    void put_word(Index input, std::int64_t word) { open_for_last_row(input).push_word(word); }

    /// Adds whole rows of an entity that say nothing of a month before; their keys, if the entity
    /// has one. Lists inside of them are ended by `end_list`.
    void add_rows(Index entity, std::span<const std::string_view> keys);

    /// Ends the list of the next outer row: its rows are those before `end`.
    void end_list(Index entity, std::size_t end) {
        population_->starts(entity).push_back(static_cast<std::uint32_t>(end));
    }

    /// States values of the rows of that entity which were added last. `said` says in which rows
    /// there are any; empty: in all.
    void put_words(Index input, std::span<const std::int64_t> words, std::span<const Said> said);

    /// States a sum over months of the row begun last. One of dated facts stands against one of
    /// what was stated under `previous:`.
    void put_sum(Index input, const Int128& digits, State state, bool of_dated_fact);

    /// Position of the text among this population's.
    [[nodiscard]] Index intern(std::string_view text) { return population_->intern(text); }

    /// Rows of the entity so far, in all records, and those of the records before this one.
    [[nodiscard]] std::size_t count(Index entity) const { return counts_[entity]; }

    [[nodiscard]] std::size_t first_of_record(Index entity) const { return kept_[entity]; }

    [[nodiscard]] const Population& population() const { return *population_; }

private:
    /// How far a column is filled.
    struct Sink {
        Column* column = nullptr;
        const std::size_t* rows = nullptr; ///< of its entity
        std::size_t length = 0;
        bool is_stated = false;
    };

    /// The column, which the caller makes one longer.
    [[nodiscard]] Column& open_for_last_row(Index input) {
        Sink& sink = sinks_[input];
        if (sink.length + 1 != *sink.rows || !sink.is_stated) {
            open_column(input, *sink.rows - 1);
        }
        ++sink.length;
        return *sink.column;
    }

    void fill_up(Index input, std::size_t rows);
    void mark_stated(Index input);
    void open_column(Index input, std::size_t rows);
    void settle_newcomers();
    void mark_newcomers(Index entity);
    void settle_newcomer(const NewcomerValue& value, std::size_t row);
    void overwrite(Index input, std::size_t row, const Int128& digits, State state);

    RecordKeys* keys_;
    Population* population_ = nullptr;
    std::vector<std::size_t> counts_;             ///< of each entity
    std::vector<std::size_t> kept_;               ///< of each entity, when the record began
    std::vector<Sink> sinks_;                     ///< of each input
    std::vector<std::vector<PreviousSaid>> said_; ///< of each entity, rows of this record
    std::vector<std::vector<std::uint8_t>> under_newcomer_;
    std::vector<Index> newly_stated_; ///< columns that this record is the first to state
    std::vector<std::pair<Index, std::size_t>> dated_sums_; ///< column and row, of this record
    bool anyone_new_ = false;
};

} // namespace doudi::data
