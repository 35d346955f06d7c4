#include "data/csv_record.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace doudi::data {

namespace {

/// Keys in a chain begin with a sign that no key holds.
constexpr char chain_sign = '\0';

Reason reason_for_flaw(Why flaw, std::size_t fields, const CsvHeader& header) {
    return flaw == Why::wrong_field_count
               ? make_reason(flaw, {}, std::to_string(fields), std::to_string(header.field_count))
               : make_reason(flaw, {}, std::to_string(limits::field_bytes));
}

} // namespace

CsvRecord::CsvRecord(const Rulebook& rulebook, const CsvFormat& format)
    : rulebook_(&rulebook), format_(&format), rows_(rulebook.entities.size()) {}

RejectedRecord CsvRecord::refusal(const CsvTexts& texts, const CsvTexts::Entry& entry) {
    const CsvTexts::Row& row = texts.rows(entry).front();
    const CsvHeader& header = format_->headers[row.entity];
    const EntityEntry& record = rulebook_->entities[0];
    RejectedRecord rejected{
        format_->paths[row.entity], row.line, row.entity, shown_key(texts.key(entry)), {}};
    const Why flaw =
        entry.why == Why::missing_key ? take_apart(texts.text(row), row) : Why::nothing;
    if (flaw != Why::nothing) {
        rejected.reasons = {reason_for_flaw(flaw, row_.field_count, header)};
    } else if (entry.why == Why::no_outer_row) {
        rejected.reasons = {make_reason(entry.why, record.name)};
    } else {
        const std::string place = entry.other_line == 0
                                      ? std::string{}
                                      : fmt::format("{}:{}", format_->paths[0], entry.other_line);
        rejected.reasons = {make_reason(entry.why, record.key, place)};
    }
    return rejected;
}

void CsvRecord::take(const CsvTexts& texts, const CsvTexts::Entry& entry) {
    key_ = texts.key(entry);
    excess_ = entry.excess;
    for (Rows& rows : rows_) {
        rows.text.clear();
        rows.fields.clear();
        rows.rows.clear();
    }
    for (const CsvTexts::Row& row : texts.rows(entry)) {
        hold(texts.text(row), row);
    }
    for (Index entity = 1; entity < rows_.size(); ++entity) {
        sort_rows(entity);
    }
}

// Into `row_`; answers what is wrong with the row as such.
Why CsvRecord::take_apart(std::string_view text, const CsvTexts::Row& row) {
    (void)scan_row(text, true, row_);
    if (row.flaw != Why::nothing || row_.flaw != Why::nothing) {
        return row.flaw != Why::nothing ? row.flaw : row_.flaw;
    }
    return row_.field_count == format_->headers[row.entity].field_count ? Why::nothing
                                                                        : Why::wrong_field_count;
}

void CsvRecord::hold(std::string_view text, const CsvTexts::Row& from) {
    const CsvHeader& header = format_->headers[from.entity];
    Rows& rows = rows_[from.entity];
    Row row;
    row.first_field = rows.fields.size();
    row.line = from.line;
    row.flaw = take_apart(text, from);
    row.field_count = static_cast<std::uint32_t>(row_.field_count);
    if (row.flaw != Why::nothing) {
        rows.rows.push_back(row); // its fields are nobody's
        return;
    }
    for (const CsvField& field : row_.fields) {
        const std::string_view plain = field.plain(scratch_);
        rows.fields.push_back(
            {rows.text.size(), static_cast<std::uint32_t>(plain.size()), field.quoted});
        rows.text += plain;
    }
    row.chain = rows.text.size();
    for (std::size_t i = 1; i < header.outer_keys.size(); ++i) {
        rows.text += chain_sign;
        rows.text += row_.fields[header.outer_keys[i]].plain(scratch_);
    }
    row.chain_size = static_cast<std::uint32_t>(rows.text.size() - row.chain);
    rows.rows.push_back(row);
}

std::string_view CsvRecord::text_of(const Rows& rows, const Row& row, std::size_t field) const {
    const Field& entry = rows.fields[row.first_field + field];
    return std::string_view(rows.text).substr(entry.begin, entry.size);
}

void CsvRecord::hand_over(RecordBuilder& builder) {
    builder.begin_record();
    refuse_flaws(builder);
    if (excess_ != Why::nothing) {
        builder.refuse(excess_, {},
                       std::to_string(excess_ == Why::record_too_large ? limits::record_bytes
                                                                       : limits::rows_of_record));
    }
    emit(builder, 0, 0, {});
}

void CsvRecord::sort_rows(Index entity) {
    Rows& rows = rows_[entity];
    const auto chain = [&rows](std::uint32_t row) {
        return std::string_view(rows.text).substr(rows.rows[row].chain, rows.rows[row].chain_size);
    };
    rows.order.resize(rows.rows.size());
    std::iota(rows.order.begin(), rows.order.end(), 0U);
    std::stable_sort(rows.order.begin(), rows.order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return chain(a) < chain(b); });
}

// A row that cannot be read, but names its record, spoils the record: to decide without it would
// be to decide about somebody else.
void CsvRecord::refuse_flaws(RecordBuilder& builder) {
    for (Index entity = 0; entity < rows_.size(); ++entity) {
        for (Row& row : rows_[entity].rows) {
            if (row.flaw == Why::nothing) {
                continue;
            }
            if (entity > 0) {
                builder.trouble().set_line(format_->paths[entity], row.line);
            }
            builder.trouble().add(
                reason_for_flaw(row.flaw, row.field_count, format_->headers[entity]), {}, {});
            builder.trouble().set_line({}, 0);
            row.is_used = true;
        }
    }
}

void CsvRecord::emit(RecordBuilder& builder, Index entity, std::uint32_t index,
                     const std::string& chain) {
    Rows& rows = rows_[entity];
    Row& row = rows.rows[index];
    const CsvHeader& header = format_->headers[entity];
    row.is_used = true;
    if (row.flaw != Why::nothing) {
        return;
    }
    if (entity > 0) {
        builder.trouble().set_line(format_->paths[entity], row.line);
    }
    builder.begin_object();
    emit_fields(builder, entity, row);
    std::string inner_chain = chain;
    if (entity > 0 && header.own_key != SIZE_MAX) {
        inner_chain += chain_sign;
        inner_chain += text_of(rows, row, header.own_key);
    }
    emit_inner(builder, entity, inner_chain);
    if (entity > 0) {
        builder.trouble().set_line(format_->paths[entity], row.line);
    }
    builder.end_object();
    builder.trouble().set_line({}, 0);
}

void CsvRecord::emit_fields(RecordBuilder& builder, Index entity, const Row& row) {
    const Rows& rows = rows_[entity];
    const CsvHeader& header = format_->headers[entity];
    const auto field_at = [&](std::size_t field) { return rows.fields[row.first_field + field]; };
    if (header.own_key != SIZE_MAX && field_at(header.own_key).size > 0) {
        builder.key(rulebook_->entities[entity].key);
        emit_field(builder, rows, field_at(header.own_key));
    }
    auto open = CsvHeader::Holds::row;
    for (const CsvHeader::Column& column : header.columns) {
        const Field field = field_at(column.field);
        if (field.size == 0) {
            continue;
        }
        if (column.holds != open) {
            if (open != CsvHeader::Holds::row) {
                builder.end_object();
            }
            builder.key(column.holds == CsvHeader::Holds::given ? "given" : "previous");
            builder.begin_object();
            open = column.holds;
        }
        builder.key(column.key);
        emit_field(builder, rows, field);
    }
    if (open != CsvHeader::Holds::row) {
        builder.end_object();
    }
}

void CsvRecord::emit_field(RecordBuilder& builder, const Rows& rows, const Field& field) const {
    const std::string_view text = std::string_view(rows.text).substr(field.begin, field.size);
    const bool is_null = text == "null";
    builder.scalar(!is_null       ? ScalarKind::written
                   : field.quoted ? ScalarKind::text
                                  : ScalarKind::null,
                   text);
}

void CsvRecord::emit_inner(RecordBuilder& builder, Index entity, const std::string& chain) {
    for (Index inner = entity + 1; inner < rows_.size(); ++inner) {
        Rows& rows = rows_[inner];
        if (rulebook_->entities[inner].outer != entity || rows.rows.empty()) {
            continue;
        }
        const auto chain_of = [&rows](std::uint32_t row) {
            return std::string_view(rows.text).substr(rows.rows[row].chain,
                                                      rows.rows[row].chain_size);
        };
        auto at = std::lower_bound(
            rows.order.begin(), rows.order.end(), std::string_view(chain),
            [&](std::uint32_t row, std::string_view wanted) { return chain_of(row) < wanted; });
        if (at == rows.order.end() || chain_of(*at) != chain) {
            continue;
        }
        builder.key(rulebook_->entities[inner].as);
        builder.begin_list();
        for (; at != rows.order.end() && chain_of(*at) == chain; ++at) {
            emit(builder, inner, *at, chain);
        }
        builder.end_list();
    }
}

void CsvRecord::report_orphans(RecordBatch& batch) {
    for (Index entity = 1; entity < rows_.size(); ++entity) {
        for (const Row& row : rows_[entity].rows) {
            if (!row.is_used) {
                const std::string& outer =
                    rulebook_->entities[rulebook_->entities[entity].outer].name;
                batch.rejected.push_back({format_->paths[entity],
                                          row.line,
                                          entity,
                                          shown_key(key_),
                                          {make_reason(Why::no_outer_row, outer)}});
            }
        }
    }
}

} // namespace doudi::data
