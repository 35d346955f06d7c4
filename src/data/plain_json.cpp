#include "data/plain_json.hpp"

#include "data/byte_window.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace doudi::data {

namespace {

constexpr int deepest = 2 * static_cast<int>(most_entities);

bool ends_value(char c) {
    return c == ',' || c == '}' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

PlainJson::PlainJson(const RecordKeys& record_keys, RecordRows& rows)
    : PlainRecord(record_keys, rows) {
    for (Index entity = 0; entity < record_keys.rulebook().entities.size(); ++entity) {
        Keys& keys = keys_.emplace_back(1);
        const Scope& scope = record_keys.of(entity).row;
        for (const std::string& name : scope.names()) {
            Key& key = keys.emplace_back();
            key.slot = scope.find(name);
            const std::string text = '"' + name + "\":";
            if (text.size() <= key.text.size()) {
                std::copy(text.begin(), text.end(), key.text.begin());
                key.size = static_cast<std::uint32_t>(text.size());
            }
        }
    }
}

bool PlainJson::read(std::string_view text) {
    begin_record();
    at_ = text.data();
    end_ = at_ + text.size();
    skip_blanks();
    if (!take_object(0, 0)) {
        return false;
    }
    skip_blanks();
    return at_ == end_;
}

bool PlainJson::take_object(Index entity, int depth) {
    if (depth > deepest || !take_sign('{') || !begin_row(entity)) {
        return false;
    }
    const std::uint64_t serial = ++serial_;
    std::uint32_t last = 0;
    std::string_view key;
    if (!take_sign('}')) {
        do {
            const std::uint32_t slot = take_key(entity, last);
            if (slot == NameTable::absent || !is_first(slot, serial) ||
                !take_member(entity, slot, key, depth)) {
                return false;
            }
        } while (take_sign(','));
        if (!take_sign('}')) {
            return false;
        }
    }
    return end_row(entity, key);
}

// The one that is expected is not looked for.
std::uint32_t PlainJson::take_key(Index entity, std::uint32_t& last) {
    skip_blanks();
    const Keys& keys = keys_[entity];
    const std::uint32_t next = keys[last].next;
    const Key& expected = keys[next];
    if (expected.size > 0 && goes_on_with(at_, expected.view()) && at_ + expected.size <= end_) {
        at_ += expected.size;
        last = next;
        return expected.slot;
    }
    return find_key(entity, last);
}

std::uint32_t PlainJson::find_key(Index entity, std::uint32_t& last) {
    std::string_view name;
    if (!take_string(name) || !take_sign(':')) {
        return NameTable::absent;
    }
    const std::uint32_t slot = keys().of(entity).row.find(name);
    Keys& keys = keys_[entity];
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.slot == slot; });
    if (slot != NameTable::absent) {
        keys[last].next = static_cast<std::uint32_t>(found - keys.begin());
        last = keys[last].next;
    }
    return slot;
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

bool PlainJson::take_member(Index entity, std::uint32_t index, std::string_view& key, int depth) {
    const Slot& slot = keys().slot(index);
    skip_blanks();
    switch (slot.kind) {
    case SlotKind::key:
        return take_row_key(key);
    case SlotKind::list:
        return take_list(slot.inner, depth);
    default:
        return take_value(plain(index), entity);
    }
}

bool PlainJson::take_list(Index entity, int depth) {
    const std::size_t first = rows().count(entity);
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
    return take_sign(']') && end_list(entity, first);
}

bool PlainJson::take_value(const PlainSlot& slot, Index entity) {
    using Form = PlainSlot::Form;
    if (*at_ == 'n' && slot.form != Form::unusual) {
        const bool is_null = std::memcmp(at_, "null", 4) == 0 && ends_value(at_[4]);
        at_ += 4;
        if (is_null) {
            rows().put(slot.input, Int128(0), State::missing);
        }
        return is_null;
    }
    std::string_view word;
    switch (slot.form) {
    case Form::unusual:
        return false;
    case Form::number:
        return take_number(at_, slot) && ends_value(*at_);
    case Form::truth:
        return take_truth(slot);
    default:
        return take_string(word) && read_word(slot, word, entity);
    }
}

bool PlainJson::take_truth(const PlainSlot& slot) {
    std::int64_t digits = 0;
    if (!take_plain_truth(at_, digits)) {
        return false;
    }
    rows().put_word(slot.input, digits);
    return ends_value(*at_);
}

// No escapes and no control characters; whether it is UTF-8 is for the caller to see.
bool PlainJson::take_string(std::string_view& text) {
    if (*at_ != '"') {
        return false;
    }
    const Cursor begin = ++at_;
    while (at_ < end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20) {
        ++at_;
    }
    text = {begin, static_cast<std::size_t>(at_ - begin)};
    return at_ < end_ && *at_++ == '"';
}

} // namespace doudi::data
