#include "data/plain_csv.hpp"

namespace doudi::data {

namespace {

bool ends_field(char c) {
    return c == ',' || c == '\n';
}

/// Goes to the end of a field. Rows that come here have no quotes in their plain fields.
std::string_view take_word(Cursor& at) {
    const Cursor begin = at;
    at = find_first<',', '\n', '\r', '"'>(at);
    return {begin, static_cast<std::size_t>(at - begin)};
}

} // namespace

PlainCsv::PlainCsv(const RecordKeys& keys, RecordRows& rows, const CsvFormat& format)
    : PlainRecord(keys, rows) {
    const std::vector<EntityEntry>& entities = keys.rulebook().entities;
    for (Index entity = 0; entity < entities.size(); ++entity) {
        Row& row = rows_of_.emplace_back();
        row.is_plain = entity == 0 || entities[entity].outer == 0;
        row.fields = fields_of(format.headers[entity]);
    }
}

std::vector<PlainCsv::Field> PlainCsv::fields_of(const CsvHeader& header) const {
    std::vector<Field> fields(header.field_count);
    const auto hold = [&](std::size_t field, Holds holds) {
        if (field < fields.size()) {
            fields[field].holds = holds;
        }
    };
    for (const std::size_t key : header.outer_keys) {
        hold(key, Holds::outer_key);
    }
    hold(header.own_key, Holds::own_key);
    for (const CsvHeader::Column& column : header.columns) {
        const EntityKeys& names = keys().of(header.entity);
        const Scope& scope = column.holds == CsvHeader::Holds::given ? names.given : names.row;
        const std::uint32_t slot = scope.find(column.key);
        if (column.holds != CsvHeader::Holds::previous_name && slot != NameTable::absent) {
            fields[column.field] = {Holds::value, plain(slot)};
        }
    }
    return fields;
}

bool PlainCsv::read(const CsvTexts& texts, const CsvTexts::Entry& entry) {
    begin_record();
    std::size_t first = 0;
    Index list = 0;
    for (const CsvTexts::Row& row : texts.rows(entry)) {
        if (row.entity != list) {
            if (list != 0 && !end_list(list, first)) {
                return false;
            }
            list = row.entity;
            first = rows().count(list);
        }
        const bool is_plain = row.flaw == Why::nothing && rows_of_[row.entity].is_plain;
        if (!is_plain || !read_row(row.entity, texts.text(row))) {
            return false;
        }
    }
    return entry.excess == Why::nothing && (list == 0 || end_list(list, first)) &&
           end_row(0, texts.key(entry)) && is_plain_key(texts.key(entry));
}

bool PlainCsv::read_row(Index entity, std::string_view text) {
    if (!text.ends_with('\n') || !begin_row(entity)) {
        return false;
    }
    const Row& row = rows_of_[entity];
    std::string_view key;
    Cursor at = text.data();
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if ((i > 0 && *at++ != ',') || !take_field(at, row.fields[i], entity, key)) {
            return false;
        }
    }
    at += *at == '\r' ? 1 : 0;
    const bool is_whole = at + 1 == text.data() + text.size() && *at == '\n';
    return is_whole && (entity == 0 || end_row(entity, key));
}

bool PlainCsv::take_field(Cursor& at, const Field& field, Index entity, std::string_view& key) {
    switch (field.holds) {
    case Holds::value:
        return ends_field(*at) || *at == '\r' || take_value(at, field.slot, entity);
    case Holds::own_key:
        key = take_word(at);
        return key != "null" && is_plain_key(key);
    case Holds::outer_key:
        return is_plain_key(take_word(at));
    case Holds::unusual:
        break;
    }
    return ends_field(*at);
}

bool PlainCsv::take_value(Cursor& at, const PlainSlot& slot, Index entity) {
    using Form = PlainSlot::Form;
    switch (slot.form) {
    case Form::unusual:
        return false;
    case Form::number:
        return take_number(at, slot);
    case Form::truth:
        return take_truth(at, slot);
    default:
        break;
    }
    const std::string_view word = take_word(at);
    return word != "null" && read_word(slot, word, entity);
}

bool PlainCsv::take_truth(Cursor& at, const PlainSlot& slot) {
    std::int64_t digits = 0;
    const Cursor begin = at;
    if (!take_plain_truth(at, digits)) {
        at = begin;
        const std::string_view word = take_word(at);
        digits = word == "TRUE" ? 1 : 0;
        if (digits == 0 && word != "FALSE") {
            return false;
        }
    }
    rows().put_word(slot.input, digits);
    return true;
}

} // namespace doudi::data
