#include "data/plain_csv.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>
#include <bit>

namespace doudi::data {

namespace {

/// Puts down the places behind all commas and line ends of a text; the first of them stands at
/// `place`, and `base` is the place of the text. Answers the place behind the last.
std::uint32_t* find_fields(std::string_view text, std::uint32_t base, std::uint32_t* place) {
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        std::uint64_t found = signs_in_block<',', '\n'>(text.data() + at);
        if (const std::size_t left = text.size() - at; left < block_bytes) {
            found &= (std::uint64_t{1} << left) - 1;
        }
        const auto behind = base + static_cast<std::uint32_t>(at) + 1;
        for (; found != 0; found &= found - 1) {
            *place++ = behind + static_cast<std::uint32_t>(std::countr_zero(found));
        }
    }
    return place;
}

/// Whether all of them are lines without quotes, one behind the other.
bool is_one_text(std::span<const CsvTexts::Row> rows) {
    std::size_t end = rows.front().begin;
    return std::all_of(rows.begin(), rows.end(), [&end](const CsvTexts::Row& row) {
        const bool goes_on = row.begin == end;
        end += row.size;
        return row.is_plain && goes_on;
    });
}

bool is_own_key(std::string_view key) {
    return is_plain_key(key) && key != "null";
}

} // namespace

PlainCsv::PlainCsv(const RecordKeys& keys, PlainRows& rows, const CsvFormat& format)
    : rows_(&rows), entities_(keys.rulebook().entities.size()) {
    for (Index entity = 0; entity < entities_.size(); ++entity) {
        know(keys, entity, format.headers[entity]);
    }
}

void PlainCsv::know(const RecordKeys& keys, Index entity, const CsvHeader& header) {
    const EntityEntry& entry = keys.rulebook().entities[entity];
    Entity& known = entities_[entity];
    known.is_plain = entity == 0 || entry.outer == 0;
    known.has_key = !entry.key.empty();
    known.own_key = header.own_key;
    known.end_size = header.ends_with_return ? 2 : 1;
    known.fields = header.field_count;
    rows_->set_places(entity, header.field_count, true);
    std::vector<bool> is_known(header.field_count);
    const auto know_field = [&](std::size_t field) {
        if (field < is_known.size()) {
            is_known[field] = true;
        }
    };
    std::for_each(header.outer_keys.begin(), header.outer_keys.end(), know_field);
    know_field(header.own_key);
    for (const CsvHeader::Column& column : header.columns) {
        const EntityKeys& names = keys.of(entity);
        const Scope& scope = column.holds == CsvHeader::Holds::given ? names.given : names.row;
        const std::uint32_t slot = scope.find(column.key);
        if (column.holds != CsvHeader::Holds::previous_name && slot != NameTable::absent) {
            const PlainSlot plain = PlainSlot::of(keys.slot(slot));
            rows_->add_column(entity, PlainColumn(plain, column.field, known.gap(column.field)));
            know_field(column.field);
        }
    }
    for (std::size_t field = 0; field < is_known.size(); ++field) {
        if (!is_known[field]) {
            known.idle.push_back(field);
        }
    }
}

// Rows behind a record that is not read here do not go on where those read here ended.
void PlainCsv::split(const CsvTexts& texts, std::size_t i) {
    const bool is_plain = split_record(texts, texts.entries()[i]);
    rows_->end_record(is_plain);
    if (!is_plain) {
        rows_->close();
    }
}

// The key of the record is the one by which its rows were found.
bool PlainCsv::split_record(const CsvTexts& texts, const CsvTexts::Entry& entry) {
    const std::string_view key = texts.key(entry);
    const bool has_sound_key = entities_[0].has_key ? is_own_key(key) : key.empty();
    if (entry.why != Why::nothing || entry.excess != Why::nothing || !has_sound_key ||
        entry.rows > PlainRows::most_rows) {
        return false;
    }
    const std::span<const CsvTexts::Row> rows = texts.rows(entry);
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from + 1;
        while (to < rows.size() && rows[to].entity == rows[from].entity) {
            ++to;
        }
        if (!split_rows(rows.subspan(from, to - from))) {
            return false;
        }
        from = to;
    }
    // Its own row comes first, but ends the lists of all others.
    return rows_->end_row(0, key);
}

// All of them of one entity. Where a row ends the next one begins, also behind the rows of the
// record before.
bool PlainCsv::split_rows(std::span<const CsvTexts::Row> rows) {
    const Index entity = rows.front().entity;
    const Entity& known = entities_[entity];
    const std::size_t begin = rows.front().begin;
    const std::size_t end = rows.back().begin + rows.back().size;
    if (!known.is_plain || !is_one_text(rows) || end >= UINT32_MAX) {
        return false;
    }
    const bool is_first = !rows_->has_begun(entity);
    std::uint32_t* places = rows_->begin_rows(entity, rows.size(), end - begin + 1).data();
    const auto place = static_cast<std::uint32_t>(begin);
    if (!is_first && *places != place) {
        return false;
    }
    *places = place;
    const char* const text = rows_->text(entity);
    const std::uint32_t* const last = find_fields({text + begin, end - begin}, place, places + 1);
    if (last != places + 1 + rows.size() * known.fields) { // or some were not put down now
        return false;
    }
    for (const CsvTexts::Row& row : rows) {
        const bool has_return = row.size > 1 && text[row.begin + row.size - 2] == '\r';
        if (places[known.fields] != row.begin + row.size || has_return != (known.end_size > 1) ||
            !end_row(entity, places)) {
            return false;
        }
        places += known.fields;
    }
    return true;
}

bool PlainCsv::end_row(Index entity, const std::uint32_t* places) {
    const Entity& known = entities_[entity];
    const auto field = [&](std::size_t i) {
        return std::string_view(rows_->text(entity) + places[i],
                                places[i + 1] - places[i] - known.gap(i));
    };
    for (const std::size_t i : known.idle) {
        if (!field(i).empty()) {
            return false;
        }
    }
    if (entity == 0) { // ended by the record
        return true;
    }
    const std::string_view key = known.has_key ? field(known.own_key) : std::string_view{};
    return (!known.has_key || is_own_key(key)) && rows_->end_row(entity, key);
}

} // namespace doudi::data
