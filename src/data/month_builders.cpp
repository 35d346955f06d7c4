#include "data/month_builders.hpp"

#include "data/reasons.hpp"

#include <doudi/error.hpp>

#include <algorithm>

namespace doudi::data {

MonthBuilders::MonthBuilders(std::span<const Rulebook* const> months) {
    for (const Rulebook* month : months) {
        builders_.push_back(std::make_unique<RecordBuilder>(*month, RecordKey::required, months));
    }
}

void MonthBuilders::begin_batch(RecordBatch& batch) {
    if (batch.later.size() + 1 != builders_.size()) {
        throw UsageError("next: the batch was made for another number of months");
    }
    for (std::size_t month = 0; month < builders_.size(); ++month) {
        Population& population = month == 0 ? batch.population : batch.later[month - 1];
        if (&population.rulebook() != &builders_[month]->rulebook()) {
            throw UsageError("next: the batch was made for another rulebook");
        }
    }
    builders_.front()->begin_batch(batch.population);
    for (std::size_t month = 1; month < builders_.size(); ++month) {
        builders_[month]->begin_batch(batch.later[month - 1]);
    }
}

void MonthBuilders::finish_batch() {
    for (const auto& builder : builders_) {
        builder->finish_batch();
    }
}

void MonthBuilders::end_record(RecordBatch& batch, const std::string& file, std::size_t line) {
    const auto refusing = std::find_if(builders_.begin(), builders_.end(),
                                       [](const auto& builder) { return builder->has_trouble(); });
    const bool wanted = refusing == builders_.end();
    for (const auto& builder : builders_) {
        // Without trouble anywhere, each of them takes the record.
        static_cast<void>(builder->end_record(wanted));
    }
    if (wanted) {
        batch.lines.push_back(line);
        return;
    }
    RecordBuilder& builder = **refusing;
    RejectedRecord rejected{file, line, 0, shown_key(builder.record_key()), {}};
    rejected.reasons = builder.trouble().take(builder.rulebook());
    if (refusing != builders_.begin()) {
        rejected.month = builder.rulebook().date;
    }
    batch.rejected.push_back(std::move(rejected));
}

} // namespace doudi::data
