#pragma once

#include "data/month_builders.hpp"
#include "data/plain_rows.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace doudi::data {

/// Records in texts, one after the other, as PlainReading wants them.
class PlainSource {
public:
    PlainSource() = default;
    PlainSource(const PlainSource&) = delete;
    PlainSource& operator=(const PlainSource&) = delete;
    virtual ~PlainSource() = default;

    [[nodiscard]] virtual std::size_t size() const = 0;

    /// What places of the rows of an entity count from, in record `i` and those behind it.
    [[nodiscard]] virtual Cursor text(std::size_t i, Index entity) const = 0;

    [[nodiscard]] virtual const std::string& file(std::size_t i) const = 0;

    [[nodiscard]] virtual std::size_t line(std::size_t i) const = 0;

    /// Adds record `i` to the rows of a month, as one that is plain or not.
    virtual void split(std::size_t month, std::size_t i) = 0;

    /// Adds a record that is not plain to the batch, or refuses it.
    virtual void read_with_care(std::size_t i, RecordBatch& batch) = 0;

    /// Whether each record must be looked over before it is kept, by itself.
    [[nodiscard]] virtual bool looks_over() const = 0;

    virtual void look_over(RecordBuilder& builder, std::size_t i) = 0;
};

/// Adds records to batches: many at once as long as they are written plainly, others one by one.
class PlainReading {
public:
    /// The builders must outlive it.
    explicit PlainReading(MonthBuilders& builders);
    PlainReading(const PlainReading&) = delete;
    PlainReading& operator=(const PlainReading&) = delete;

    /// The rows of a month, whose places and columns are still to be set.
    [[nodiscard]] PlainRows& of(std::size_t month) { return *months_[month]; }

    [[nodiscard]] std::size_t months() const { return months_.size(); }

    /// Between `begin_batch` and `finish_batch` of the builders.
    void read(PlainSource& source, RecordBatch& batch);

    /// Adds the only record there is, if it is plain; else does nothing.
    [[nodiscard]] bool read_if_plain(PlainSource& source, RecordBatch& batch);

private:
    [[nodiscard]] std::size_t split(PlainSource& source, std::size_t from);
    [[nodiscard]] bool is_plain(std::size_t record) const;
    void add(PlainSource& source, std::size_t from, std::size_t to, RecordBatch& batch);
    void add_one(PlainSource& source, std::size_t i, RecordBatch& batch);

    MonthBuilders* builders_;
    std::vector<std::unique_ptr<PlainRows>> months_;
    std::size_t first_ = 0; ///< record of the rows
};

} // namespace doudi::data
