#include "data/plain_csv.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>
#include <bit>

namespace doudi::data {

namespace {

constexpr std::size_t block = 64;
static_assert(block <= ByteWindow::padding);

/// Which of the next 64 bytes are that sign, the first one lowest.
template <char sign>
std::uint64_t signs_in_block(const char* at) {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < block; i += scan_bytes) {
        found |= std::uint64_t{signs_among<sign>(at + i)} << i;
    }
    return found;
}

/// Puts down where the fields of a row begin, which stands at `begin`, and one behind the end of
/// the last. False when there are more or fewer than `places` has room for, or quotes, which could
/// hold some of the commas.
bool find_fields(std::string_view row, std::uint32_t begin, std::span<std::uint32_t> places) {
    const std::string_view text = row.substr(0, row.size() - 1);
    std::uint32_t* place = places.data();
    std::uint32_t* const last = place + places.size() - 1;
    std::uint64_t quotes = 0;
    *place = begin;
    for (std::size_t at = 0; at < text.size(); at += block) {
        const std::size_t left = text.size() - at;
        const std::uint64_t inside = left < block ? (std::uint64_t{1} << left) - 1 : UINT64_MAX;
        quotes |= signs_in_block<'"'>(text.data() + at) & inside;
        const auto base = begin + static_cast<std::uint32_t>(at) + 1;
        for (std::uint64_t commas = signs_in_block<','>(text.data() + at) & inside; commas != 0;
             commas &= commas - 1) {
            if (++place == last) {
                return false;
            }
            *place = base + static_cast<std::uint32_t>(std::countr_zero(commas));
        }
    }
    const std::size_t end = text.size() - (text.ends_with('\r') ? 1 : 0);
    *last = begin + static_cast<std::uint32_t>(end) + 1;
    return place + 1 == last && quotes == 0;
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
    // Between two places stands a comma, or the line end.
    rows_->set_places(entity, header.field_count + 1, 1, true);
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
            rows_->add_column(entity, PlainSlot::of(keys.slot(slot)), column.field);
            know_field(column.field);
        }
    }
    for (std::size_t field = 0; field < is_known.size(); ++field) {
        if (!is_known[field]) {
            known.idle.push_back(field);
        }
    }
}

void PlainCsv::split(const CsvTexts& texts, std::size_t i) {
    const CsvTexts::Entry& entry = texts.entries()[i];
    rows_->end_record(split_record(texts, entry));
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
    // Its own row comes first, but ends the lists of all others.
    return std::all_of(rows.begin(), rows.end(),
                       [&](const CsvTexts::Row& row) { return split_row(texts, row); }) &&
           rows_->end_row(0, key);
}

bool PlainCsv::split_row(const CsvTexts& texts, const CsvTexts::Row& row) {
    const Entity& known = entities_[row.entity];
    const std::string_view text = texts.text(row);
    const auto begin = static_cast<std::size_t>(text.data() - rows_->text());
    if (row.flaw != Why::nothing || !known.is_plain || !text.ends_with('\n') ||
        begin + text.size() >= UINT32_MAX) {
        return false;
    }
    const std::span<std::uint32_t> places = rows_->begin_row(row.entity);
    if (!find_fields(text, static_cast<std::uint32_t>(begin), places)) {
        return false;
    }
    const auto is_empty = [&](std::size_t field) { return places[field + 1] == places[field] + 1; };
    if (!std::all_of(known.idle.begin(), known.idle.end(), is_empty)) {
        return false;
    }
    if (row.entity == 0) {
        return true;
    }
    std::string_view key;
    if (known.has_key) {
        const std::uint32_t first = places[known.own_key];
        key = {rows_->text() + first, places[known.own_key + 1] - first - 1};
    }
    return (!known.has_key || is_own_key(key)) && rows_->end_row(row.entity, key);
}

} // namespace doudi::data
