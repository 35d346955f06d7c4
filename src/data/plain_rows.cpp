#include "data/plain_rows.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>

namespace doudi::data {

namespace {

/// Rows of one list whose keys are compared one by one; longer lists are sorted elsewhere.
constexpr std::size_t short_list = 16;

bool has_repeated_key(std::span<const std::string_view> keys) {
    for (std::size_t i = 1; i < keys.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (are_same(keys[i], keys[j])) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

PlainRows::PlainRows(const RecordKeys& keys, RecordRows& rows)
    : keys_(&keys), rows_(&rows), rows_of_(keys.rulebook().entities.size()) {
    for (Index entity = 0; entity < rows_of_.size(); ++entity) {
        const EntityEntry& entry = keys.rulebook().entities[entity];
        rows_of_[entity].outer = entry.outer;
        rows_of_[entity].has_key = !entry.key.empty();
        rows_of_[entity].lists = keys.of(entity).lists;
    }
}

void PlainRows::set_places(Index entity, std::size_t count, bool is_null_a_word) {
    FieldPlaces& fields = rows_of_[entity].fields;
    fields.stride = count;
    fields.is_null_a_word = is_null_a_word;
}

void PlainRows::add_column(Index entity, const PlainColumn& column) {
    rows_of_[entity].columns.push_back(column);
    has_unique_texts_ = has_unique_texts_ || column.slot().unique;
}

void PlainRows::clear() {
    count_ = 0;
    count_before_ = 0;
    is_closed_ = false;
    plain_.clear();
    for (Rows& rows : rows_of_) {
        rows.places_used = 0;
        rows.keys.clear();
        rows.first.assign(1, 0);
        rows.ends.clear();
    }
}

void PlainRows::end_record(bool is_plain) {
    if (!is_plain) {
        take_back();
    }
    for (Rows& rows : rows_of_) {
        rows.first.push_back(rows.keys.size());
    }
    count_before_ = count_;
    plain_.push_back(is_plain ? 1 : 0);
}

void PlainRows::take_back() {
    for (Rows& rows : rows_of_) {
        const std::size_t before = rows.first.back();
        rows.keys.resize(before);
        rows.places_used = before * rows.fields.stride;
        rows.ends.resize(rows.outer == none ? 0 : rows_of_[rows.outer].first.back());
    }
    count_ = count_before_;
}

void PlainRows::read() {
    bool has_unusual = false;
    for (Rows& rows : rows_of_) {
        read_columns(rows);
        has_unusual = has_unusual ||
                      std::find(rows.unusual.begin(), rows.unusual.end(), 1) != rows.unusual.end();
    }
    for (std::size_t i = 0; i < plain_.size(); ++i) {
        const bool is_usual = !has_unusual || has_usual_rows(i);
        plain_[i] = plain_[i] != 0 && is_usual && has_sound_lists(i) ? 1 : 0;
    }
}

void PlainRows::read_columns(Rows& rows) {
    rows.unusual.assign(rows.keys.size(), 0);
    for (PlainColumn& column : rows.columns) {
        column.read(rows.fields, *rows_, rows.unusual);
    }
}

bool PlainRows::has_usual_rows(std::size_t record) const {
    return std::all_of(rows_of_.begin(), rows_of_.end(), [record](const Rows& rows) {
        const std::uint8_t* const unusual = rows.unusual.data();
        return std::all_of(unusual + rows.first[record], unusual + rows.first[record + 1],
                           [](std::uint8_t is_unusual) { return is_unusual == 0; });
    });
}

bool PlainRows::has_sound_lists(std::size_t record) const {
    for (Index entity = 1; entity < rows_of_.size(); ++entity) {
        const Rows& outer = rows_of_[rows_of_[entity].outer];
        for (std::size_t row = outer.first[record]; row < outer.first[record + 1]; ++row) {
            if (!is_sound_list(entity, row)) {
                return false;
            }
        }
    }
    return true;
}

/// Whether its rows are no more and no fewer than allowed and have keys of their own.
bool PlainRows::is_sound_list(Index entity, std::size_t outer_row) const {
    const EntityEntry& entry = keys_->rulebook().entities[entity];
    const Rows& rows = rows_of_[entity];
    const std::size_t begin = rows.begin_of(outer_row);
    const std::size_t count = rows.ends[outer_row] - begin;
    if (count < entry.at_least || count > entry.at_most) {
        return false;
    }
    const auto keys = std::span(rows.keys).subspan(begin, count);
    return !rows.has_key || (count <= short_list && !has_repeated_key(keys));
}

void PlainRows::add(std::size_t from, std::size_t to) {
    for (Index entity = 0; entity < rows_of_.size(); ++entity) {
        add_rows(entity, from, to);
    }
}

void PlainRows::add_rows(Index entity, std::size_t from, std::size_t to) {
    const Rows& rows = rows_of_[entity];
    const std::size_t begin = rows.first[from];
    const std::size_t end = rows.first[to];
    const std::size_t before = rows_->count(entity);
    rows_->add_rows(entity, std::span(rows.keys).subspan(begin, end - begin));
    for (const PlainColumn& column : rows.columns) {
        column.put(*rows_, begin, end);
    }
    if (rows.outer != none) {
        const Rows& outer = rows_of_[rows.outer];
        for (std::size_t row = outer.first[from]; row < outer.first[to]; ++row) {
            rows_->end_list(entity, before + rows.ends[row] - begin);
        }
    }
}

void PlainRows::note_unique_texts(std::size_t record, std::vector<UniqueText>& into) const {
    for (Index entity = 0; entity < rows_of_.size(); ++entity) {
        for (const PlainColumn& column : rows_of_[entity].columns) {
            if (column.slot().unique) {
                note_texts(entity, column, record, into);
            }
        }
    }
}

void PlainRows::note_texts(Index entity, const PlainColumn& column, std::size_t record,
                           std::vector<UniqueText>& into) const {
    const std::size_t end = rows_of_[entity].first[record + 1];
    for (std::size_t row = rows_of_[entity].first[record]; row < end; ++row) {
        if (column.said(row) == Said::value) {
            into.push_back({column.slot().input, static_cast<Index>(column.value(row)),
                            rows_->count(entity) - (end - row)});
        }
    }
}

} // namespace doudi::data
