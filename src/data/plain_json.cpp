#include "data/plain_json.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

namespace doudi::data {

namespace {

constexpr int deepest = 2 * static_cast<int>(most_entities);

bool ends_value(char c) {
    return c == ',' || c == '}' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

PlainJson::PlainJson(const RecordKeys& record_keys, PlainRows& rows)
    : record_keys_(&record_keys), rows_(&rows), stated_(record_keys.size(), 0) {
    for (Index entity = 0; entity < record_keys.rulebook().entities.size(); ++entity) {
        Keys& keys = keys_.emplace_back(1);
        std::size_t places = 0;
        const Scope& scope = record_keys.of(entity).row;
        for (const std::string& name : scope.names()) {
            Key& key = keys.emplace_back();
            key.slot = scope.find(name);
            const PlainSlot plain = PlainSlot::of(record_keys.slot(key.slot));
            key.form = plain.form;
            if (plain.form != PlainSlot::Form::unusual) {
                key.place = places;
                rows.add_column(entity, PlainColumn(plain, places));
                places += 2; // where its value begins and ends
            }
        }
        rows.set_places(entity, places, false);
    }
}

void PlainJson::split(std::string_view text) {
    if (text.empty()) {
        rows_->end_record(false);
        return;
    }
    at_ = text.data();
    end_ = at_ + text.size();
    const bool is_near = static_cast<std::size_t>(end_ - rows_->text(0)) < UINT32_MAX;
    rows_->end_record(is_near && take_record());
}

bool PlainJson::take_record() {
    skip_blanks();
    if (!take_object(0, 0)) {
        return false;
    }
    skip_blanks();
    return at_ == end_;
}

bool PlainJson::take_object(Index entity, int depth) {
    if (depth > deepest || !take_sign('{') || rows_->count_of_record() >= PlainRows::most_rows) {
        return false;
    }
    const std::span<std::uint32_t> places = rows_->begin_row(entity);
    std::fill(places.begin(), places.end(), 0);
    Keys& keys = keys_[entity];
    const std::uint64_t serial = ++serial_;
    std::uint32_t last = 0;
    std::string_view row_key;
    while (take_key(keys, entity, last)) {
        const Key& key = keys[last];
        const bool is_taken = key.form == PlainSlot::Form::unusual
                                  ? take_member(key, row_key, depth)
                                  : take_value(key.form, places.data() + key.place);
        if (!is_taken || !is_first(key.slot, serial)) {
            return false;
        }
    }
    return take_sign('}') && rows_->end_row(entity, row_key);
}

/// Goes to the next value of an object; false when none follows. What is expected is not looked
/// for.
bool PlainJson::take_key(Keys& keys, Index entity, std::uint32_t& last) {
    const Key& key = keys[last];
    if (key.onward.stands_at(at_) && key.onward.size() <= static_cast<std::size_t>(end_ - at_)) {
        at_ += key.onward.size();
        last = key.next;
        return true;
    }
    return find_key(keys, entity, last);
}

bool PlainJson::find_key(Keys& keys, Index entity, std::uint32_t& last) {
    const Cursor begin = at_;
    std::string_view name;
    if ((last != 0 && !take_sign(',')) || !take_name(name)) {
        at_ = begin;
        return false;
    }
    const std::uint32_t slot = record_keys_->of(entity).row.find(name);
    const auto found = std::find_if(keys.begin() + 1, keys.end(),
                                    [&](const Key& key) { return key.slot == slot; });
    if (found == keys.end()) {
        at_ = begin;
        return false;
    }
    keys[last].next = static_cast<std::uint32_t>(found - keys.begin());
    keys[last].onward.learn({begin, static_cast<std::size_t>(at_ - begin)});
    last = keys[last].next;
    return true;
}

/// A name, its colon and the blanks up to its value.
bool PlainJson::take_name(std::string_view& name) {
    skip_blanks();
    if (!take_string(name) || !take_sign(':')) {
        return false;
    }
    skip_blanks();
    return true;
}

bool PlainJson::take_member(const Key& key, std::string_view& row_key, int depth) {
    const Slot& slot = record_keys_->slot(key.slot);
    switch (slot.kind) {
    case SlotKind::key:
        return take_row_key(row_key);
    case SlotKind::list:
        return take_list(slot.inner, depth);
    default:
        return false;
    }
}

// A text, or a whole number as some write it.
bool PlainJson::take_row_key(std::string_view& key) {
    if (*at_ == '"') {
        return take_string(key) && is_plain_key(key);
    }
    const Cursor begin = at_;
    while (is_digit(*at_) && at_ < end_) {
        ++at_;
    }
    key = {begin, static_cast<std::size_t>(at_ - begin)};
    const bool is_whole = !key.empty() && (key[0] != '0' || key.size() == 1);
    return is_whole && is_plain_key(key) && ends_value(*at_);
}

bool PlainJson::take_list(Index entity, int depth) {
    if (!take_sign('[')) {
        return false;
    }
    if (take_sign(']')) {
        return true;
    }
    do {
        if (!take_object(entity, depth + 1)) {
            return false;
        }
    } while (take_sign(','));
    return take_sign(']');
}

bool PlainJson::take_value(PlainSlot::Form form, std::uint32_t* place) {
    if (*at_ == 'n') {
        return take_null(place);
    }
    switch (form) {
    case PlainSlot::Form::number:
        return take_number(place);
    case PlainSlot::Form::truth:
        return take_truth(place);
    default:
        return take_word(place);
    }
}

bool PlainJson::take_null(std::uint32_t* place) {
    place[0] = 1; // it ends before it begins
    place[1] = 0;
    const bool is_null = std::memcmp(at_, "null", 4) == 0 && ends_value(at_[4]);
    at_ += 4;
    return is_null;
}

// What it is worth is seen later, with all others of its column.
bool PlainJson::take_number(std::uint32_t* place) {
    place[0] = place_of(at_);
    if (*at_ != '-' && !is_digit(*at_)) {
        return false;
    }
    at_ = find_first_or_below<' ', ',', '}'>(at_, end_);
    place[1] = place_of(at_);
    return at_ < end_ && ends_value(*at_);
}

bool PlainJson::take_truth(std::uint32_t* place) {
    std::int64_t digits = 0;
    place[0] = place_of(at_);
    const bool is_truth = take_plain_truth(at_, digits);
    place[1] = place_of(at_);
    return is_truth && ends_value(*at_);
}

// A text that is empty is none that is known, and would look like a value that is not there.
bool PlainJson::take_word(std::uint32_t* place) {
    std::string_view word;
    if (!take_string(word) || word.empty()) {
        return false;
    }
    place[0] = place_of(word.data());
    place[1] = place[0] + static_cast<std::uint32_t>(word.size());
    return true;
}

// No escapes and no control characters; whether it is UTF-8 is for the caller to see.
bool PlainJson::take_string(std::string_view& text) {
    if (*at_ != '"') {
        return false;
    }
    const Cursor begin = ++at_;
    at_ = find_first_or_below<'\x1F', '"', '\\'>(at_, end_);
    text = {begin, static_cast<std::size_t>(at_ - begin)};
    return at_ < end_ && *at_++ == '"';
}

} // namespace doudi::data
