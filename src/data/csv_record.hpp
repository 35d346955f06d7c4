#pragma once

#include "data/csv_header.hpp"
#include "data/csv_row.hpp"
#include "data/csv_texts.hpp"
#include "data/record_builder.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// Reads what a CsvReader cut: takes the rows of a record apart and puts them together as one
/// nested record.
class CsvRecord {
public:
    CsvRecord(const Rulebook& rulebook, const CsvFormat& format);

    /// Takes the rows of a record apart.
    void take(const CsvTexts& texts, const CsvTexts::Entry& entry);

    /// Hands that record over.
    void hand_over(RecordBuilder& builder);

    /// Refuses the rows that found no row to belong to.
    void report_orphans(RecordBatch& batch);

    /// What is said of an entry that is refused by itself.
    [[nodiscard]] RejectedRecord refusal(const CsvTexts& texts, const CsvTexts::Entry& entry);

private:
    struct Field {
        std::size_t begin = 0;
        std::uint32_t size = 0;
        bool quoted = false;
    };

    struct Row {
        std::size_t first_field = 0;
        std::size_t line = 0;
        std::size_t chain = 0; ///< where the keys of the outer rows begin; the record's left out
        std::uint32_t chain_size = 0;
        std::uint32_t field_count = 0;
        Why flaw = Why::nothing;
        bool is_used = false;
    };

    struct Rows {
        std::string text;
        std::vector<Field> fields;
        std::vector<Row> rows;
        std::vector<std::uint32_t> order; ///< of rows, by chain, then as in the file
    };

    [[nodiscard]] Why take_apart(std::string_view text, const CsvTexts::Row& row);
    void hold(std::string_view text, const CsvTexts::Row& row);
    void sort_rows(Index entity);
    void refuse_flaws(RecordBuilder& builder);
    void emit(RecordBuilder& builder, Index entity, std::uint32_t row, const std::string& chain);
    void emit_fields(RecordBuilder& builder, Index entity, const Row& row);
    void emit_field(RecordBuilder& builder, const Rows& rows, const Field& field) const;
    void emit_inner(RecordBuilder& builder, Index entity, const std::string& chain);
    [[nodiscard]] std::string_view text_of(const Rows& rows, const Row& row,
                                           std::size_t field) const;

    const Rulebook* rulebook_;
    const CsvFormat* format_;
    std::string key_;
    CsvRow row_;                ///< taken apart last
    std::vector<Rows> rows_;    ///< of each entity
    Why excess_ = Why::nothing; ///< too many rows, or bytes
    std::string scratch_;
};

} // namespace doudi::data
