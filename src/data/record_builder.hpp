#pragma once

#include "data/month_values.hpp"
#include "data/record_keys.hpp"
#include "data/record_rows.hpp"
#include "data/record_trouble.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Whether the record itself may come without its key, as in the cases of a pack.
enum class RecordKey : std::uint8_t { required, optional };

/// Turns the events of one nested record into rows of a population, whatever the format.
///
/// Between `begin_record` and `end_record` come the events of one value in reading order, which
/// must nest. Anything wrong is noted and the rest is still looked at; a record with a reason is
/// taken back whole. No allocation for a sound record once the buffers have grown.
class RecordBuilder {
public:
    /// `months` are the rulebooks of all months that are read at once, in order; none: its own.
    explicit RecordBuilder(const Rulebook& rulebook, RecordKey record_key = RecordKey::required,
                           std::span<const Rulebook* const> months = {});
    RecordBuilder(const RecordBuilder&) = delete;
    RecordBuilder& operator=(const RecordBuilder&) = delete;

    [[nodiscard]] const Rulebook& rulebook() const { return keys_.rulebook(); }

    void begin_batch(Population& population) { rows_.begin_batch(population); }

    void finish_batch() { rows_.finish_batch(); }

    void begin_record();
    void begin_object();
    void end_object();
    void begin_list();
    void end_list();
    void key(std::string_view name);

    /// The key that most likely comes next in the present object, or nothing: a hint that saves a
    /// reader from decoding it.
    [[nodiscard]] std::string_view likely_key() {
        const bool is_row = skipped_ == 0 && depth_ > 0 && top().where == Where::row;
        return is_row ? keys_.of(top().entity).row.guess(top().last) : std::string_view{};
    }

    void scalar(ScalarKind kind, std::string_view text);

    /// Takes a whole record that was read elsewhere, in place of the events from `begin_record` on:
    /// `add` adds its rows and notes texts that may stand in one row alone.
    template <typename Add>
    void add_plain(std::string_view key, Add add) {
        begin_record();
        add(unique_texts_);
        trouble_.set_record_key(key);
        check_unique_texts();
    }

    [[nodiscard]] RecordKeys& keys() { return keys_; }

    [[nodiscard]] RecordRows& rows() { return rows_; }

    /// Notes a reason at the present place. After a broken text no more events need come.
    void refuse(Why why, std::string_view name = {}, std::string_view detail = {},
                std::string_view more = {});

    /// Whether the record was added. Otherwise `trouble()` has its reasons. One that is not
    /// `wanted` is not added.
    [[nodiscard]] bool end_record(bool wanted = true);

    /// Whether anything is wrong with the record so far.
    [[nodiscard]] bool has_trouble() const { return !trouble_.empty(); }

    [[nodiscard]] RecordTrouble& trouble() { return trouble_; }

    /// Key of the record that was read last; empty when it has none.
    [[nodiscard]] std::string_view record_key() const { return trouble_.record_key(); }

    /// The texts of `unique:` facts of the record that was just read, until it ends.
    [[nodiscard]] const std::vector<UniqueText>& unique_texts() const { return unique_texts_; }

    [[nodiscard]] std::string_view text_of(const UniqueText& unique) const {
        return rows_.population().text(unique.text);
    }

    /// "members.a.resident_id".
    [[nodiscard]] std::string name_of(const UniqueText& unique) const;

private:
    enum class Where : std::uint8_t { row, list, given, previous, previous_month, dated };
    /// What the keys of a `previous` or dated object turned out to be.
    enum class Form : std::uint8_t { open, names, months, per_year };

    struct Frame {
        Where where = Where::row;
        Form form = Form::open;
        PreviousSaid said = PreviousSaid::nothing;
        bool has_key = false;
        bool is_overfull = false;
        Index entity = 0;
        std::uint32_t last = 0;   ///< place of the last key in its scope
        std::uint32_t slot = 0;   ///< of the value that comes next, or NameTable::absent
        std::uint32_t of = 0;     ///< slot that a list, given, previous or dated object fills
        std::int32_t month = 0;   ///< key of previous_month; of the value next in `dated`
        std::size_t row = 0;      ///< of a row; the first of a list
        std::uint64_t serial = 0; ///< of its keys
        std::string key;          ///< of a row
    };

    [[nodiscard]] Frame& top() { return frames_[depth_ - 1]; }

    Frame& push(Where where, Index entity);
    void push_row(Index entity);
    void end_row();
    void check_inner_counts(const Frame& frame);
    void check_unique_keys(const Frame& list);
    void note_unique(const Slot& slot, Index text);
    void check_unique_texts();

    void begin_in_row(Frame& frame);
    void begin_in_list(Frame& frame);
    void refuse_bad_key(Frame& frame);
    void row_key(Frame& frame, std::string_view name);
    void given_key(Frame& frame, std::string_view name);
    void previous_key(Frame& frame, std::string_view name);
    void previous_name(Frame& frame, std::string_view name);
    void dated_key(Frame& frame, std::string_view name);
    [[nodiscard]] std::uint32_t accept(Frame& frame, std::uint32_t slot, std::string_view name);
    /// Notes a reason against a key of the present object.
    void refuse_key(Why why, std::string_view key, std::string_view detail = {},
                    std::string_view more = {});
    void refuse_name(Frame& frame, std::string_view name);

    void scalar_in_row(Frame& frame, ScalarKind kind, std::string_view text);
    void row_key_value(Frame& frame, const Slot& slot, ScalarKind kind, std::string_view text);
    void previous_value(Frame& frame, ScalarKind kind, std::string_view text);
    void month_value(Frame& frame, std::uint32_t slot, ScalarKind kind, std::string_view text);
    void yearly_value(const Slot& slot, ScalarKind kind, std::string_view text);
    void put(const Slot& slot, ScalarKind kind, std::string_view text);
    [[nodiscard]] bool read(const Slot& slot, ScalarKind kind, std::string_view text,
                            MonthReading& reading);
    [[nodiscard]] bool has_form(const Slot& slot, std::string_view text);
    void refuse_value(Why why, const Slot& slot, std::string_view text);
    void refuse_unknown(Why why, std::string_view name, std::string_view detail,
                        const std::vector<std::string_view>& candidates,
                        std::string_view wanted = {});
    [[nodiscard]] std::string_view named_by_title(Why why, std::string_view category,
                                                  std::string_view title) const;
    void refuse_kind(std::string_view name, std::string_view zh, std::string_view en);

    void settle_dated(const Frame& frame);
    void settle_previous();

    /// Whether `previous` of this month is for the months before it to say, not for the record.
    [[nodiscard]] bool is_later_month() const { return decision_month_ > first_month_; }

    void settle_sums(std::span<const MonthValue> values, const Slot& slot, Between between);

    [[nodiscard]] const Slot& slot(std::uint32_t index) const { return keys_.slot(index); }

    [[nodiscard]] std::string field() const;
    [[nodiscard]] std::string field_of_key(std::string_view key) const;
    [[nodiscard]] std::vector<PathStep> path() const;

    RecordKeys keys_;
    RecordRows rows_;
    RecordTrouble trouble_;
    RecordKey record_key_;
    std::int32_t decision_month_;
    std::int32_t first_month_; ///< of those read at once: `previous:` speaks of those before it
    bool is_one_of_several_;
    std::vector<Frame> frames_;
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0; ///< nesting inside a value that is not looked at
    std::size_t inner_rows_ = 0;
    std::uint64_t serial_ = 0;
    std::vector<std::uint64_t> stated_; ///< of each slot: serial of the object that stated it last
    std::vector<MonthValue> months_;
    std::vector<std::string_view> sorted_keys_;
    std::vector<UniqueText> unique_texts_;
};

} // namespace doudi::data
