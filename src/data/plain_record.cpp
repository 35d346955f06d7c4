#include "data/plain_record.hpp"

#include <doudi/limits.hpp>

namespace doudi::data {

namespace {

/// Rows of one list whose keys are compared one by one; longer lists are sorted elsewhere.
constexpr std::size_t short_list = 16;

} // namespace

bool PlainRecord::begin_row(Index entity) {
    inner_rows_ += entity == 0 ? 0 : 1;
    rows_->begin_row(entity);
    return inner_rows_ <= limits::rows_of_record;
}

bool PlainRecord::end_row(Index entity, std::string_view key) {
    const Rulebook& rulebook = keys_->rulebook();
    if (key.empty() && !rulebook.entities[entity].key.empty()) {
        return false;
    }
    for (const Index inner : keys_->of(entity).lists) {
        const std::size_t first = rows_->population().starts(inner).back();
        if (rows_->count(inner) - first < rulebook.entities[inner].at_least) {
            return false;
        }
    }
    if (entity == 0) {
        record_key_ = key;
    }
    rows_->end_row(entity, key, PreviousSaid::nothing);
    return true;
}

bool PlainRecord::end_list(Index entity, std::size_t first) {
    const EntityEntry& entry = keys_->rulebook().entities[entity];
    const std::size_t count = rows_->count(entity) - first;
    if (count > entry.at_most || (!entry.key.empty() && count > short_list)) {
        return false;
    }
    if (entry.key.empty()) {
        return true;
    }
    const TextColumn& keys = rows_->population().keys(entity);
    for (std::size_t i = first + 1; i < first + count; ++i) {
        for (std::size_t j = first; j < i; ++j) {
            if (are_same(keys[i], keys[j])) {
                return false;
            }
        }
    }
    return true;
}

} // namespace doudi::data
