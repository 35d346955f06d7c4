#include "data/plain_json.hpp"

#include "data/byte_window.hpp"

#include <cstring>

namespace doudi::data {

namespace {

constexpr int deepest = 2 * static_cast<int>(most_entities);

/// Whether the text goes on with these bytes; for the short ones that names are.
bool goes_on_with(Cursor at, std::string_view bytes) {
    if (bytes.size() < sizeof(std::uint64_t)) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (at[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
    const auto differ = [&](std::size_t i) {
        std::uint64_t there = 0;
        std::uint64_t wanted = 0;
        std::memcpy(&there, at + i, sizeof there);
        std::memcpy(&wanted, bytes.data() + i, sizeof wanted);
        return there != wanted;
    };
    for (std::size_t i = 0; i + sizeof(std::uint64_t) < bytes.size(); i += sizeof(std::uint64_t)) {
        if (differ(i)) {
            return false;
        }
    }
    return !differ(bytes.size() - sizeof(std::uint64_t));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool ends_value(char c) {
    return c == ',' || c == '}' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

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
    Scope& scope = scopes_->of(entity).row;
    std::uint32_t last = 0;
    std::string_view key;
    if (!take_sign('}')) {
        do {
            const std::uint32_t slot = take_key(scope, last);
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

// With its quotes and colon. The one that is expected is not looked for.
std::uint32_t PlainJson::take_key(Scope& scope, std::uint32_t& last) {
    if (!take_sign('"')) {
        return NameTable::absent;
    }
    const std::string_view expected = scope.guess(last);
    if (!expected.empty() && expected.size() < ByteWindow::padding && goes_on_with(at_, expected) &&
        at_[expected.size()] == '"') {
        at_ += expected.size() + 1;
        return take_sign(':') ? scope.take_guess(last) : NameTable::absent;
    }
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    const std::string_view name = rest.substr(0, rest.find('"'));
    if (name.size() == rest.size()) {
        return NameTable::absent;
    }
    at_ += name.size() + 1;
    return take_sign(':') ? scope.find(name, last) : NameTable::absent;
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
    const bool yes = std::memcmp(at_, "true", 4) == 0;
    if (!yes && std::memcmp(at_, "false", 5) != 0) {
        return false;
    }
    at_ += yes ? 4 : 5;
    rows().put_word(slot.input, yes ? 1 : 0);
    return ends_value(*at_);
}

// No escapes and no control characters; whether it is UTF-8 is for the caller to see.
bool PlainJson::take_string(std::string_view& text) {
    if (*at_ != '"') {
        return false;
    }
    const Cursor begin = ++at_;
    while (at_ < end_ && *at_ != '"') {
        if (*at_ == '\\' || static_cast<unsigned char>(*at_) < 0x20) {
            return false;
        }
        ++at_;
    }
    text = {begin, static_cast<std::size_t>(at_ - begin)};
    return at_++ < end_;
}

} // namespace doudi::data
