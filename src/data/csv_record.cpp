#include "data/csv_record.hpp"

#include <doudi/limits.hpp>

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

RejectedRecord refused_row(const CsvTable& table, Why why, std::string_view name,
                           std::string_view detail, std::string_view more) {
    RejectedRecord rejected;
    rejected.file = table.path();
    rejected.line = table.line();
    rejected.entity = table.header().entity;
    rejected.key = shown_key(table.record_key());
    rejected.reasons.push_back(make_reason(why, name, detail, more));
    return rejected;
}

RejectedRecord refused_for_flaw(const CsvTable& table) {
    RejectedRecord rejected = refused_row(table, table.flaw());
    rejected.reasons = {reason_for_flaw(table.flaw(), table.row().field_count, table.header())};
    return rejected;
}

CsvRecord::CsvRecord(const Rulebook& rulebook, const std::vector<std::unique_ptr<CsvTable>>& tables)
    : rulebook_(&rulebook), tables_(&tables), rows_(rulebook.entities.size()) {}

void CsvRecord::begin(std::string_view key) {
    key_ = key;
    for (Rows& rows : rows_) {
        rows.text.clear();
        rows.fields.clear();
        rows.rows.clear();
    }
    held_rows_ = 0;
    held_bytes_ = 0;
    excess_ = Why::nothing;
}

void CsvRecord::hold(Index entity) {
    const CsvTable& table = *(*tables_)[entity];
    const CsvHeader& header = table.header();
    if (held_rows_ > limits::rows_of_record || held_bytes_ > limits::record_bytes) {
        excess_ = held_rows_ > limits::rows_of_record ? Why::too_many_rows_of_record
                                                      : Why::record_too_large;
        return;
    }
    Rows& rows = rows_[entity];
    const std::size_t before = rows.text.size();
    Row row;
    row.first_field = rows.fields.size();
    row.line = table.line();
    row.flaw = table.flaw();
    row.field_count = static_cast<std::uint32_t>(table.row().field_count);
    for (const CsvField& field : table.row().fields) {
        const std::string_view text = field.plain(scratch_);
        rows.fields.push_back(
            {rows.text.size(), static_cast<std::uint32_t>(text.size()), field.quoted});
        rows.text += text;
    }
    row.chain = rows.text.size();
    for (std::size_t i = 1; i < header.outer_keys.size() && row.flaw == Why::nothing; ++i) {
        rows.text += chain_sign;
        rows.text += table.row().fields[header.outer_keys[i]].plain(scratch_);
    }
    row.chain_size = static_cast<std::uint32_t>(rows.text.size() - row.chain);
    rows.rows.push_back(row);
    ++held_rows_;
    held_bytes_ += rows.text.size() - before;
}

std::string_view CsvRecord::text_of(const Rows& rows, const Row& row, std::size_t field) const {
    const Field& entry = rows.fields[row.first_field + field];
    return std::string_view(rows.text).substr(entry.begin, entry.size);
}

void CsvRecord::build(MonthBuilders& builders, RecordBatch& batch,
                      const std::function<void(RecordBuilder&)>& look_over) {
    for (Index entity = 1; entity < rows_.size(); ++entity) {
        sort_rows(entity);
    }
    const std::size_t refused = batch.rejected.size();
    builders.add(batch, (*tables_)[0]->path(), line(), [&](RecordBuilder& builder) {
        hand_over(builder);
        if (look_over) {
            look_over(builder);
        }
    });
    if (batch.rejected.size() > refused) {
        batch.rejected.back().key = shown_key(key_);
    } else {
        report_orphans(batch);
    }
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
            const CsvTable& table = *(*tables_)[entity];
            if (entity > 0) {
                builder.trouble().set_line(table.path(), row.line);
            }
            builder.trouble().add(reason_for_flaw(row.flaw, row.field_count, table.header()), {},
                                  {});
            builder.trouble().set_line({}, 0);
            row.is_used = true;
        }
    }
}

void CsvRecord::emit(RecordBuilder& builder, Index entity, std::uint32_t index,
                     const std::string& chain) {
    Rows& rows = rows_[entity];
    Row& row = rows.rows[index];
    const CsvTable& table = *(*tables_)[entity];
    row.is_used = true;
    if (row.flaw != Why::nothing) {
        return;
    }
    if (entity > 0) {
        builder.trouble().set_line(table.path(), row.line);
    }
    builder.begin_object();
    emit_fields(builder, entity, row);
    std::string inner_chain = chain;
    if (entity > 0 && table.header().own_key != SIZE_MAX) {
        inner_chain += chain_sign;
        inner_chain += text_of(rows, row, table.header().own_key);
    }
    emit_inner(builder, entity, inner_chain);
    if (entity > 0) {
        builder.trouble().set_line(table.path(), row.line);
    }
    builder.end_object();
    builder.trouble().set_line({}, 0);
}

void CsvRecord::emit_fields(RecordBuilder& builder, Index entity, const Row& row) {
    const Rows& rows = rows_[entity];
    const CsvHeader& header = (*tables_)[entity]->header();
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
                batch.rejected.push_back({(*tables_)[entity]->path(),
                                          row.line,
                                          entity,
                                          shown_key(key_),
                                          {make_reason(Why::no_outer_row, outer)}});
            }
        }
    }
}

} // namespace doudi::data
