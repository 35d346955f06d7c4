#include "data/plain_reading.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace doudi::data {

namespace {

/// Rows that are read column by column at once: their bytes and values stay in a cache.
constexpr std::size_t rows_of_block = 256;

} // namespace

PlainReading::PlainReading(MonthBuilders& builders) : builders_(&builders) {
    for (std::size_t month = 0; month < builders.size(); ++month) {
        RecordBuilder& builder = builders.of(month);
        months_.push_back(std::make_unique<PlainRows>(builder.keys(), builder.rows()));
    }
}

void PlainReading::read(PlainSource& source, RecordBatch& batch) {
    for (std::size_t i = 0; i < source.size();) {
        const std::size_t end = split(source, i);
        while (i < end) {
            std::size_t next = i;
            while (next < end && is_plain(next)) {
                ++next;
            }
            if (next > i) {
                add(source, i, next, batch);
            }
            for (i = next; i < end && !is_plain(i); ++i) {
                source.read_with_care(i, batch);
            }
        }
    }
}

bool PlainReading::read_if_plain(PlainSource& source, RecordBatch& batch) {
    if (split(source, 0) != 1 || !is_plain(0)) {
        return false;
    }
    add(source, 0, 1, batch);
    return true;
}

/// Takes as many records as are good to read at once; answers the one behind them.
std::size_t PlainReading::split(PlainSource& source, std::size_t from) {
    first_ = from;
    for (const auto& month : months_) {
        month->begin([&](Index entity) { return source.text(from, entity); });
    }
    std::size_t i = from;
    bool goes_on = true;
    while (goes_on && i < source.size() && i - from < rows_of_block &&
           months_.front()->count() < rows_of_block) {
        for (std::size_t month = 0; month < months_.size(); ++month) {
            source.split(month, i);
            goes_on = goes_on && !months_[month]->is_closed();
        }
        ++i;
    }
    for (const auto& month : months_) {
        month->read();
    }
    return i;
}

// In all months, or it is read with care in each.
bool PlainReading::is_plain(std::size_t record) const {
    return std::all_of(months_.begin(), months_.end(),
                       [&](const auto& month) { return month->is_plain(record - first_); });
}

// Texts that may stand in one row alone are compared within a record before it is kept.
void PlainReading::add(PlainSource& source, std::size_t from, std::size_t to, RecordBatch& batch) {
    const bool has_unique_texts =
        std::any_of(months_.begin(), months_.end(),
                    [](const auto& month) { return month->has_unique_texts(); });
    if (has_unique_texts || source.looks_over()) {
        for (std::size_t i = from; i < to; ++i) {
            add_one(source, i, batch);
        }
        return;
    }
    for (std::size_t month = 0; month < months_.size(); ++month) {
        RecordRows& rows = builders_->of(month).rows();
        rows.begin_record();
        months_[month]->add(from - first_, to - first_);
        rows.keep_record();
    }
    for (std::size_t i = from; i < to; ++i) {
        batch.lines.push_back(source.line(i));
    }
}

void PlainReading::add_one(PlainSource& source, std::size_t i, RecordBatch& batch) {
    std::size_t month = 0;
    builders_->add(batch, source.file(i), source.line(i), [&](RecordBuilder& builder) {
        PlainRows& rows = *months_[month++];
        builder.add_plain(rows.key(i - first_), [&](std::vector<UniqueText>& unique) {
            rows.add(i - first_, i - first_ + 1);
            rows.note_unique_texts(i - first_, unique);
        });
        if (source.looks_over()) {
            source.look_over(builder, i);
        }
    });
}

} // namespace doudi::data
