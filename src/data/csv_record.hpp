#pragma once

#include "data/csv_table.hpp"
#include "data/month_builders.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::data {

/// The rows of one record out of all files, held until they are all there, and then put together
/// as one nested record.
class CsvRecord {
public:
    /// `tables` has a table for each entity, or nullptr.
    CsvRecord(const Rulebook& rulebook, const std::vector<std::unique_ptr<CsvTable>>& tables);

    /// Begins a record; its key may be empty.
    void begin(std::string_view key);

    /// Copies the present row of a table.
    void hold(Index entity);

    /// Adds the record that the rows make to the batch, or its reasons, and the rows that found no
    /// row to belong to. `look_over` sees each builder with the whole record.
    void build(MonthBuilders& builders, RecordBatch& batch,
               const std::function<void(RecordBuilder&)>& look_over = {});

    /// Line of the record's own row.
    [[nodiscard]] std::size_t line() const { return rows_[0].rows.front().line; }

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

    void hand_over(RecordBuilder& builder);
    void sort_rows(Index entity);
    void refuse_flaws(RecordBuilder& builder);
    void emit(RecordBuilder& builder, Index entity, std::uint32_t row, const std::string& chain);
    void emit_fields(RecordBuilder& builder, Index entity, const Row& row);
    void emit_field(RecordBuilder& builder, const Rows& rows, const Field& field) const;
    void emit_inner(RecordBuilder& builder, Index entity, const std::string& chain);
    void report_orphans(RecordBatch& batch);
    [[nodiscard]] std::string_view text_of(const Rows& rows, const Row& row,
                                           std::size_t field) const;

    const Rulebook* rulebook_;
    const std::vector<std::unique_ptr<CsvTable>>* tables_;
    std::string key_;
    std::vector<Rows> rows_; ///< of each entity
    std::size_t held_rows_ = 0;
    std::size_t held_bytes_ = 0;
    Why excess_ = Why::nothing; ///< too many rows, or bytes
    std::string scratch_;
};

/// A row that is refused by itself.
[[nodiscard]] RejectedRecord refused_row(const CsvTable& table, Why why, std::string_view name = {},
                                         std::string_view detail = {}, std::string_view more = {});

/// The reason for a row whose flaw is known.
[[nodiscard]] RejectedRecord refused_for_flaw(const CsvTable& table);

} // namespace doudi::data
