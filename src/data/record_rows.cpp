#include "data/record_rows.hpp"

#include <algorithm>

namespace doudi::data {

RecordRows::RecordRows(RecordKeys& keys)
    : keys_(&keys), counts_(keys.rulebook().entities.size()), kept_(counts_.size()),
      said_(counts_.size()), under_newcomer_(counts_.size()) {
    for (const InputEntry& input : keys.rulebook().inputs) {
        sinks_.push_back({nullptr, &counts_[input.entity]});
    }
}

void RecordRows::begin_batch(Population& population) {
    population_ = &population;
    for (Index entity = 0; entity < counts_.size(); ++entity) {
        counts_[entity] = population.rows(entity);
    }
    for (Index input = 0; input < sinks_.size(); ++input) {
        sinks_[input].column = &population.column(input);
        sinks_[input].length = population.column(input).size();
        sinks_[input].is_stated = population.is_stated(input);
    }
}

void RecordRows::finish_batch() {
    for (Index input = 0; input < sinks_.size(); ++input) {
        if (sinks_[input].is_stated) {
            fill_up(input, *sinks_[input].rows);
        }
    }
}

void RecordRows::fill_up(Index input, std::size_t rows) {
    const InputEntry& entry = keys_->rulebook().inputs[input];
    Column& column = population_->column(input);
    for (std::size_t& length = sinks_[input].length; length < rows; ++length) {
        if (entry.has_default) {
            column.push(entry.default_value);
        } else {
            column.push(Int128(0), State::missing);
        }
    }
}

void RecordRows::begin_record() {
    kept_ = counts_;
    anyone_new_ = false;
    newly_stated_.clear();
    dated_sums_.clear();
    for (std::vector<PreviousSaid>& rows : said_) {
        rows.clear();
    }
}

void RecordRows::begin_row(Index entity) {
    ++counts_[entity];
}

void RecordRows::end_row(Index entity, std::string_view key, PreviousSaid said) {
    if (!keys_->rulebook().entities[entity].key.empty()) {
        population_->keys(entity).push(key);
    }
    for (const Index inner : keys_->of(entity).lists) {
        population_->starts(inner).push_back(static_cast<std::uint32_t>(counts_[inner]));
    }
    said_[entity].push_back(said);
    anyone_new_ = anyone_new_ || said == PreviousSaid::none_before;
}

void RecordRows::add_rows(Index entity, std::span<const std::string_view> keys) {
    counts_[entity] += keys.size();
    if (!keys_->rulebook().entities[entity].key.empty()) {
        TextColumn& column = population_->keys(entity);
        for (const std::string_view key : keys) {
            column.push(key);
        }
    }
}

void RecordRows::put_words(Index input, std::span<const std::int64_t> words,
                           std::span<const Said> said) {
    Sink& sink = sinks_[input];
    const std::size_t first = *sink.rows - words.size();
    if (words.empty()) { // nobody states anything
        return;
    }
    if (said.empty()) {
        open_column(input, first);
        sink.column->push_words(words);
        sink.length += words.size();
        return;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (said[i] == Said::nothing) {
            continue;
        }
        open_column(input, first + i);
        if (said[i] == Said::value) {
            sink.column->push_word(words[i]);
        } else {
            sink.column->push(Int128(0), State::missing);
        }
        ++sink.length;
    }
}

void RecordRows::open_column(Index input, std::size_t rows) {
    fill_up(input, rows);
    mark_stated(input);
}

void RecordRows::mark_stated(Index input) {
    if (!sinks_[input].is_stated) {
        sinks_[input].is_stated = true;
        population_->mark_stated(input);
        newly_stated_.push_back(input);
    }
}

void RecordRows::keep_record() {
    if (anyone_new_) {
        settle_newcomers();
    }
    population_->set_records(counts_[0]);
}

void RecordRows::drop_record() {
    counts_ = kept_;
    const std::vector<EntityEntry>& entities = keys_->rulebook().entities;
    for (Index entity = 0; entity < counts_.size(); ++entity) {
        TextColumn& texts = population_->keys(entity);
        texts.resize(std::min(texts.size(), counts_[entity]));
        if (entity > 0) {
            population_->starts(entity).resize(counts_[entities[entity].outer] + 1);
        }
    }
    for (const Index input : newly_stated_) {
        population_->mark_stated(input, false);
        population_->column(input).clear();
        sinks_[input].is_stated = false;
        sinks_[input].length = 0;
    }
    for (Index input = 0; input < sinks_.size(); ++input) {
        const std::size_t rows = *sinks_[input].rows;
        if (sinks_[input].length > rows) {
            population_->column(input).resize(rows);
            sinks_[input].length = rows;
        }
        std::vector<std::uint8_t>& settled = population_->settled(input);
        settled.resize(std::min(settled.size(), rows));
    }
}

// `none` said for a row holds for itself and for those inner rows that say nothing themselves.
void RecordRows::settle_newcomers() {
    for (Index entity = 0; entity < counts_.size(); ++entity) {
        mark_newcomers(entity);
        for (std::size_t i = 0; i < said_[entity].size(); ++i) {
            if (under_newcomer_[entity][i] == 0 || said_[entity][i] == PreviousSaid::values) {
                continue;
            }
            for (const NewcomerValue& value : keys_->of(entity).newcomer) {
                settle_newcomer(value, kept_[entity] + i);
            }
        }
    }
}

void RecordRows::mark_newcomers(Index entity) {
    std::vector<std::uint8_t>& under = under_newcomer_[entity];
    under.clear();
    for (const PreviousSaid said : said_[entity]) {
        under.push_back(said == PreviousSaid::none_before ? 1 : 0);
    }
    const Index outer = keys_->rulebook().entities[entity].outer;
    if (outer == none) {
        return;
    }
    const std::vector<std::uint32_t>& starts = population_->starts(entity);
    for (std::size_t i = 0; i < under_newcomer_[outer].size(); ++i) {
        const std::size_t outer_row = kept_[outer] + i;
        for (std::size_t row = starts[outer_row]; row < starts[outer_row + 1]; ++row) {
            under[row - kept_[entity]] |= under_newcomer_[outer][i];
        }
    }
}

void RecordRows::settle_newcomer(const NewcomerValue& value, std::size_t row) {
    const std::pair sum(value.input, row);
    if (!value.yields_to_fact ||
        std::find(dated_sums_.begin(), dated_sums_.end(), sum) == dated_sums_.end()) {
        overwrite(value.input, row, value.digits, value.state);
    }
}

void RecordRows::put_sum(Index input, const Int128& digits, State state, bool of_dated_fact) {
    const std::size_t row = *sinks_[input].rows - 1;
    if (sinks_[input].length <= row) {
        put(input, digits, state);
    } else if (of_dated_fact) {
        overwrite(input, row, digits, state);
    }
    if (of_dated_fact) {
        dated_sums_.emplace_back(input, row);
        std::vector<std::uint8_t>& settled = population_->settled(input);
        settled.resize(row);
        settled.push_back(1);
    }
}

void RecordRows::overwrite(Index input, std::size_t row, const Int128& digits, State state) {
    Column& column = population_->column(input);
    open_column(input, row);
    if (sinks_[input].length == row) {
        column.push(digits, state);
        ++sinks_[input].length;
        return;
    }
    const auto word = static_cast<std::int64_t>(digits);
    switch (column.width) {
    case Width::w8:
        column.bytes[row] = static_cast<std::uint8_t>(word);
        break;
    case Width::w32:
        column.narrow[row] = static_cast<std::int32_t>(word);
        break;
    case Width::w64:
        column.wide[row] = word;
        break;
    case Width::w128:
        column.widest[row] = digits;
        break;
    }
    if (state != State::ok && column.states.empty()) {
        column.states.resize(column.size());
    }
    if (!column.states.empty()) {
        column.states[row] = static_cast<std::uint8_t>(state);
    }
}

} // namespace doudi::data
