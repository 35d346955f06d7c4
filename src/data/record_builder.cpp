// The shape of a record: which object, list or key may stand where. Keys are the business of
// record_names.cpp, values of record_values.cpp, reasons of record_refusals.cpp.

#include "data/record_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace doudi::data {

RecordBuilder::RecordBuilder(const Rulebook& rulebook, RecordKey record_key,
                             std::span<const Rulebook* const> months)
    : keys_(rulebook, months), rows_(keys_), record_key_(record_key),
      decision_month_(month_index(rulebook.date)),
      first_month_(months.empty() ? decision_month_ : month_index(months.front()->date)),
      is_one_of_several_(months.size() > 1), stated_(keys_.size(), 0) {}

void RecordBuilder::begin_record() {
    rows_.begin_record();
    trouble_.clear();
    depth_ = 0;
    skipped_ = 0;
    inner_rows_ = 0;
    unique_texts_.clear();
}

bool RecordBuilder::end_record(bool wanted) {
    if (trouble_.empty() && wanted) {
        rows_.keep_record();
        return true;
    }
    for (; depth_ > 0; --depth_) {
        const Frame& frame = top();
        if (frame.where == Where::row) {
            trouble_.name_row(frame.entity, frame.row, frame.key);
            if (frame.entity == 0) {
                trouble_.set_record_key(frame.key);
            }
        }
    }
    rows_.drop_record();
    return false;
}

RecordBuilder::Frame& RecordBuilder::push(Where where, Index entity) {
    if (depth_ == frames_.size()) {
        frames_.emplace_back();
    }
    Frame& frame = frames_[depth_++];
    frame.where = where;
    frame.form = Form::open;
    frame.said = PreviousSaid::nothing;
    frame.has_key = false;
    frame.is_overfull = false;
    frame.entity = entity;
    frame.last = 0;
    frame.slot = NameTable::absent;
    frame.serial = ++serial_;
    frame.key.clear();
    return frame;
}

void RecordBuilder::push_row(Index entity) {
    rows_.begin_row(entity);
    push(Where::row, entity).row = rows_.count(entity) - 1;
}

void RecordBuilder::begin_object() {
    if (skipped_ > 0) {
        ++skipped_;
        return;
    }
    if (depth_ == 0) {
        push_row(0);
        return;
    }
    Frame& frame = top();
    switch (frame.where) {
    case Where::row:
        begin_in_row(frame);
        return;
    case Where::list:
        begin_in_list(frame);
        return;
    case Where::previous:
        if (frame.form == Form::months && frame.slot != NameTable::absent) {
            const std::int32_t month = frame.month;
            push(Where::previous_month, frame.entity).month = month;
            return;
        }
        break;
    default:
        break;
    }
    if (frame.slot != NameTable::absent) {
        refuse_kind(slot(frame.slot).name, "单个值", "a single value");
    }
    skipped_ = 1;
}

void RecordBuilder::begin_in_row(Frame& frame) {
    const std::uint32_t index = frame.slot;
    const Index entity = frame.entity;
    if (index == NameTable::absent) {
        skipped_ = 1;
        return;
    }
    switch (slot(index).kind) {
    case SlotKind::fact:
        months_.clear();
        push(Where::dated, entity).of = index;
        return;
    case SlotKind::given:
        push(Where::given, entity).of = index;
        return;
    case SlotKind::previous:
        frame.said = PreviousSaid::values;
        months_.clear();
        push(Where::previous, entity).of = index;
        return;
    case SlotKind::list:
        refuse_kind(slot(index).name, "列表", "a list");
        break;
    default:
        refuse_bad_key(frame);
        break;
    }
    skipped_ = 1;
}

void RecordBuilder::refuse_bad_key(Frame& frame) {
    frame.has_key = true;
    refuse(Why::bad_key, slot(frame.slot).name, std::to_string(limits::name_bytes));
}

// Rows beyond a limit are read over, so that they cost no memory.
void RecordBuilder::begin_in_list(Frame& frame) {
    const Slot& list = slot(frame.of);
    const EntityEntry& entity = keys_.rulebook().entities[list.inner];
    const std::size_t rows = rows_.count(list.inner) - frame.row;
    const bool is_full = rows >= entity.at_most;
    if (is_full || inner_rows_ >= limits::rows_of_record) {
        if (!frame.is_overfull) {
            refuse(is_full ? Why::too_many_rows : Why::too_many_rows_of_record, list.name,
                   std::to_string(is_full ? entity.at_most : limits::rows_of_record));
        }
        frame.is_overfull = true;
        skipped_ = 1;
        return;
    }
    ++inner_rows_;
    push_row(list.inner);
}

void RecordBuilder::end_object() {
    if (skipped_ > 0) {
        --skipped_;
        return;
    }
    Frame& frame = top();
    frame.slot = NameTable::absent;
    frame.month = -1;
    switch (frame.where) {
    case Where::row:
        end_row();
        return;
    case Where::dated:
        settle_dated(frame);
        break;
    case Where::previous:
        if (frame.form == Form::months) {
            settle_previous();
        }
        break;
    default:
        break;
    }
    --depth_;
}

void RecordBuilder::end_row() {
    const Frame& frame = top();
    const EntityEntry& entity = keys_.rulebook().entities[frame.entity];
    const bool needs_key = frame.entity > 0 || record_key_ == RecordKey::required;
    if (!frame.has_key && !entity.key.empty() && needs_key) {
        refuse(Why::missing_key, entity.key);
    }
    check_inner_counts(frame);
    if (frame.entity == 0) {
        trouble_.set_record_key(frame.key);
    } else if (!trouble_.empty() && trouble_.concerns(frame.entity, frame.row)) {
        trouble_.name_row(frame.entity, frame.row, frame.key);
    }
    const bool is_record = frame.entity == 0;
    rows_.end_row(frame.entity, frame.key, frame.said);
    --depth_;
    if (is_record) {
        check_unique_texts();
    }
}

void RecordBuilder::check_inner_counts(const Frame& frame) {
    for (const Index inner : keys_.of(frame.entity).lists) {
        const EntityEntry& entity = keys_.rulebook().entities[inner];
        const std::size_t rows = rows_.count(inner) - rows_.population().starts(inner).back();
        if (rows < entity.at_least) {
            refuse_key(Why::too_few_rows, entity.as, std::to_string(entity.at_least),
                       std::to_string(rows));
        }
    }
}

void RecordBuilder::begin_list() {
    if (skipped_ > 0) {
        ++skipped_;
        return;
    }
    const bool in_row = depth_ > 0 && top().where == Where::row;
    if (in_row && top().slot != NameTable::absent && slot(top().slot).kind == SlotKind::list) {
        const std::uint32_t list = top().slot;
        Frame& frame = push(Where::list, top().entity);
        frame.of = list;
        frame.row = rows_.count(slot(list).inner);
        return;
    }
    if (depth_ == 0) {
        refuse_kind(keys_.rulebook().entities[0].name, "一个对象", "an object");
    } else if (top().where == Where::list) {
        refuse_kind(slot(top().of).name, "由对象组成的列表", "a list of objects");
    } else if (in_row && top().slot != NameTable::absent &&
               slot(top().slot).kind == SlotKind::key) {
        refuse_bad_key(top());
    } else if (top().slot != NameTable::absent) {
        refuse_kind(slot(top().slot).name, "单个值", "a single value");
    }
    skipped_ = 1;
}

void RecordBuilder::end_list() {
    if (skipped_ > 0) {
        --skipped_;
        return;
    }
    check_unique_keys(top());
    --depth_;
}

void RecordBuilder::check_unique_keys(const Frame& list) {
    const Index inner = slot(list.of).inner;
    const EntityEntry& entity = keys_.rulebook().entities[inner];
    if (entity.key.empty()) {
        return;
    }
    const TextColumn& keys = rows_.population().keys(inner);
    sorted_keys_.clear();
    for (std::size_t row = list.row; row < rows_.count(inner); ++row) {
        if (!keys[row].empty()) {
            sorted_keys_.push_back(keys[row]);
        }
    }
    std::sort(sorted_keys_.begin(), sorted_keys_.end());
    const auto twice = std::adjacent_find(sorted_keys_.begin(), sorted_keys_.end());
    if (twice != sorted_keys_.end()) {
        refuse(Why::repeated_key, entity.key, entity.as);
    }
}

void RecordBuilder::note_unique(const Slot& target, Index text) {
    const bool is_in_row = top().where == Where::row;
    if (!target.unique || (!is_in_row && top().where != Where::dated)) {
        return;
    }
    unique_texts_.push_back({target.input, text, frames_[depth_ - (is_in_row ? 1 : 2)].row});
}

std::string RecordBuilder::name_of(const UniqueText& unique) const {
    const InputEntry& input = rulebook().inputs[unique.input];
    if (input.entity == 0) {
        return input.field;
    }
    const std::string_view key = rulebook().entities[input.entity].key.empty()
                                     ? std::string_view{}
                                     : rows_.population().keys(input.entity)[unique.row];
    return fmt::format("{}.{}.{}", rulebook().entities[input.entity].as,
                       key.empty() ? std::string_view("…") : key, input.field);
}

// A fact by month may say the same in each month of one row.
void RecordBuilder::check_unique_texts() {
    const auto place = [](const UniqueText& one) {
        return std::tuple(one.input, one.text, one.row);
    };
    std::sort(unique_texts_.begin(), unique_texts_.end(),
              [&](const UniqueText& a, const UniqueText& b) { return place(a) < place(b); });
    unique_texts_.erase(
        std::unique(unique_texts_.begin(), unique_texts_.end(),
                    [&](const UniqueText& a, const UniqueText& b) { return place(a) == place(b); }),
        unique_texts_.end());
    for (std::size_t i = 1; i < unique_texts_.size(); ++i) {
        const UniqueText& one = unique_texts_[i - 1];
        const UniqueText& other = unique_texts_[i];
        if (one.input == other.input && one.text == other.text) {
            refuse(Why::repeated_text, name_of(other), name_of(one));
        }
    }
}

} // namespace doudi::data
