// The values of a record: what RecordBuilder does with scalars.

#include "base/full_width.hpp"
#include "data/record_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace doudi::data {

namespace {

bool is_text(ScalarKind kind) {
    return kind == ScalarKind::text || kind == ScalarKind::written;
}

/// Why a text is no key; `nothing` when it is one.
Why why_no_key(ScalarKind kind, std::string_view text) {
    if (text.empty()) {
        return Why::empty_key;
    }
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
    };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    const bool is_whole = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit) &&
                          (digits == "0" || digits[0] != '0');
    const bool fits = text.size() <= limits::name_bytes;
    const bool is_key = kind == ScalarKind::number
                            ? is_whole
                            : is_text(kind) && std::none_of(text.begin(), text.end(), is_control);
    return fits && is_key ? Why::nothing : Why::bad_key;
}

} // namespace

void RecordBuilder::scalar(ScalarKind kind, std::string_view text) {
    if (skipped_ > 0) {
        return;
    }
    if (depth_ == 0) {
        refuse_kind(keys_.rulebook().entities[0].name, "一个对象", "an object");
        return;
    }
    Frame& frame = top();
    if (frame.where == Where::list) {
        refuse_kind(slot(frame.of).name, "由对象组成的列表", "a list of objects");
        return;
    }
    if (frame.slot == NameTable::absent) {
        return;
    }
    const Slot& target = slot(frame.slot);
    switch (frame.where) {
    case Where::row:
        scalar_in_row(frame, kind, text);
        return;
    case Where::previous:
        if (frame.form == Form::months) {
            refuse_kind("previous", "每月一个对象", "an object for each month");
            return;
        }
        [[fallthrough]];
    case Where::given:
        if (kind != ScalarKind::null) {
            put(target, kind, text);
        }
        return;
    case Where::previous_month:
        month_value(frame, frame.slot, kind, text);
        return;
    default:
        frame.form == Form::per_year ? yearly_value(target, kind, text)
                                     : month_value(frame, frame.of, kind, text);
        return;
    }
}

void RecordBuilder::scalar_in_row(Frame& frame, ScalarKind kind, std::string_view text) {
    const Slot& target = slot(frame.slot);
    switch (target.kind) {
    case SlotKind::key:
        row_key_value(frame, target, kind, text);
        return;
    case SlotKind::fact:
        put(target, kind, text);
        return;
    case SlotKind::previous:
        previous_value(frame, kind, text);
        return;
    case SlotKind::given:
        if (kind != ScalarKind::null) {
            refuse_kind("given", "由名称和值组成的对象", "an object of names and values");
        }
        return;
    default:
        refuse_kind(target.name, "列表", "a list");
        return;
    }
}

void RecordBuilder::row_key_value(Frame& frame, const Slot& key, ScalarKind kind,
                                  std::string_view text) {
    frame.has_key = true;
    const Why why = why_no_key(kind, text);
    if (why == Why::nothing) {
        frame.key.assign(text);
    } else {
        refuse(why, key.name, std::to_string(limits::name_bytes));
    }
}

void RecordBuilder::previous_value(Frame& frame, ScalarKind kind, std::string_view text) {
    if (is_text(kind) && text == "none") {
        frame.said = PreviousSaid::none_before;
    } else if (kind == ScalarKind::null) {
        frame.said = PreviousSaid::values;
    } else {
        refuse_kind("previous", " none，或由名称和值组成的对象",
                    "none, or an object of names and values");
    }
}

void RecordBuilder::put(const Slot& target, ScalarKind kind, std::string_view text) {
    MonthReading reading;
    const bool is_before = target.kind == SlotKind::previous_name && is_later_month();
    if (read(target, kind, text, reading) && target.input != none && !is_before) {
        rows_.put(target.input, reading.digits, reading.state);
    }
}

void RecordBuilder::month_value(Frame& frame, std::uint32_t index, ScalarKind kind,
                                std::string_view text) {
    MonthReading reading;
    if (read(slot(index), kind, text, reading)) {
        months_.push_back({index, frame.month, reading.digits, reading.state});
    }
}

void RecordBuilder::yearly_value(const Slot& fact, ScalarKind kind, std::string_view text) {
    if (fact.shape.kind != Kind::money || fact.month_exponent != -1) {
        refuse(Why::not_a_monthly_fact, fact.name);
        return;
    }
    if (kind == ScalarKind::null || kind == ScalarKind::truth) {
        refuse(Why::not_a_number, fact.name);
        return;
    }
    const Reading year = read_digits(text, fact.shape.places);
    const Int128 month = year.digits / Int128(12);
    if (year.why != Why::nothing) {
        refuse_value(year.why, fact, text);
    } else if (month * Int128(12) != year.digits) {
        refuse(Why::not_divisible_by_twelve, fact.name);
    } else if (month < fact.shape.low || month > fact.shape.high) {
        refuse_value(Why::value_out_of_range, fact, text);
    } else if (fact.input != none) {
        rows_.put(fact.input, month, State::ok);
    }
}

// Names of `previous` that nobody reads have no shape; their values are looked over, not read.
bool RecordBuilder::read(const Slot& target, ScalarKind kind, std::string_view text,
                         MonthReading& reading) {
    reading = {};
    if (kind == ScalarKind::null) {
        return true;
    }
    reading.state = State::ok;
    if (target.input == none && target.month_sums.empty()) {
        return true;
    }
    if (target.shape.kind != Kind::text) {
        const Reading value = read_value(target.shape, kind, text);
        if (value.why != Why::nothing) {
            refuse_value(value.why, target, text);
            return false;
        }
        reading.digits = value.digits;
        return true;
    }
    if (!is_text(kind)) {
        refuse_kind(target.name, "文字", "a text");
    } else if (text.empty()) {
        refuse(Why::empty_text, target.name);
    } else if (text.size() > limits::field_bytes) {
        refuse(Why::text_too_long, target.name, std::to_string(limits::field_bytes));
    } else if (has_form(target, text)) {
        const Index value = rows_.intern(text);
        note_unique(target, value);
        reading.digits = Int128(value);
        return true;
    }
    return false;
}

bool RecordBuilder::has_form(const Slot& target, std::string_view text) {
    const FormFlaw flaw = find_flaw(target.form, text);
    switch (flaw) {
    case FormFlaw::nothing:
        break;
    case FormFlaw::wrong_form:
        if (full_width::found_in(text)) {
            refuse(Why::full_width_digit, target.name);
        } else {
            const Phrase words = in_words(target.form);
            refuse(Why::wrong_form, target.name, words.zh, words.en);
        }
        break;
    case FormFlaw::wrong_birth_date:
        refuse(Why::wrong_birth_date, target.name);
        break;
    case FormFlaw::wrong_check_character:
        refuse(Why::wrong_check_character, target.name);
        break;
    }
    return flaw == FormFlaw::nothing;
}

void RecordBuilder::settle_dated(const Frame& frame) {
    const Slot& fact = slot(frame.of);
    if (frame.form == Form::per_year) {
        return;
    }
    if (frame.form == Form::open) {
        refuse_kind(fact.name, "单个值，或按月列出的值", "a single value, or values by month");
        return;
    }
    if (!sort_months(months_)) {
        refuse(Why::duplicate_key, fmt::format("{}.{}", fact.name, repeated_month(months_)));
        return;
    }
    if (fact.input != none) {
        const MonthReading now = value_of_month(months_, decision_month_, Between::holds);
        rows_.put(fact.input, now.digits, now.state);
    }
    settle_sums(months_, fact, Between::holds);
}

void RecordBuilder::settle_previous() {
    if (!sort_months(months_)) {
        refuse(Why::duplicate_key, fmt::format("previous.{}", repeated_month(months_)));
        return;
    }
    for (std::size_t begin = 0; begin < months_.size();) {
        std::size_t end = begin;
        while (end < months_.size() && months_[end].slot == months_[begin].slot) {
            ++end;
        }
        const std::span values = std::span<const MonthValue>(months_).subspan(begin, end - begin);
        const Slot& value = slot(values[0].slot);
        if (value.input != none && !is_later_month()) {
            const MonthReading last = value_of_month(values, decision_month_ - 1, Between::missing);
            rows_.put(value.input, last.digits, last.state);
        }
        settle_sums(values, value, Between::missing);
        begin = end;
    }
}

void RecordBuilder::settle_sums(std::span<const MonthValue> values, const Slot& of,
                                Between between) {
    for (const Index input : of.month_sums) {
        const InputEntry& entry = keys_.rulebook().inputs[input];
        MonthReading sum;
        // Later months add what those between decided to what the record states under `previous:`.
        const std::int32_t end = between == Between::holds ? decision_month_ : first_month_;
        const Why why =
            sum_of_months(values, of.shape.places, entry, {decision_month_, end}, between, sum);
        if (why == Why::value_out_of_range) {
            refuse(why, of.name, shown_digits(entry.type.kind, entry.places, entry.low),
                   shown_digits(entry.type.kind, entry.places, entry.high));
        } else if (why != Why::nothing) {
            refuse(why, of.name, std::to_string(entry.places));
        } else {
            rows_.put_sum(input, sum.digits, sum.state, between == Between::holds);
        }
    }
}

} // namespace doudi::data
