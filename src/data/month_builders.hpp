#pragma once

#include "data/record_builder.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace doudi::data {

/// A builder for each month that is read at once. All of them take a record, or none does, so the
/// months of a batch have the same rows.
class MonthBuilders {
public:
    explicit MonthBuilders(std::span<const Rulebook* const> months);

    [[nodiscard]] const Rulebook& rulebook() const { return builders_.front()->rulebook(); }

    [[nodiscard]] RecordBuilder& of(std::size_t month) { return *builders_[month]; }

    [[nodiscard]] std::size_t size() const { return builders_.size(); }

    void begin_batch(RecordBatch& batch);
    void finish_batch();

    /// Adds one record: `walk` hands its events, from `begin_record` on, to each builder in turn.
    /// What the builders refuse is kept in the batch with that file and line.
    template <typename Walk>
    void add(RecordBatch& batch, const std::string& file, std::size_t line, Walk walk) {
        for (const auto& builder : builders_) {
            walk(*builder);
        }
        end_record(batch, file, line);
    }

    /// Ends the record that each builder was handed.
    void end_record(RecordBatch& batch, const std::string& file, std::size_t line);

private:
    std::vector<std::unique_ptr<RecordBuilder>> builders_;
};

} // namespace doudi::data
