// The values of a record: what RecordBuilder does with scalars.

#include "base/suggest.hpp"
#include "data/record_builder.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

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
        refuse_kind("previous", "none，或由名称和值组成的对象",
                    "none, or an object of names and values");
    }
}

void RecordBuilder::put(const Slot& target, ScalarKind kind, std::string_view text) {
    MonthReading reading;
    if (read(target, kind, text, reading) && target.input != none) {
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
    } else {
        reading.digits = Int128(rows_.intern(text));
        return true;
    }
    return false;
}

void RecordBuilder::refuse_value(Why why, const Slot& target, std::string_view text) {
    const ValueShape& shape = target.shape;
    switch (why) {
    case Why::value_out_of_range:
        refuse(why, target.name, shown_digits(shape.kind, shape.places, shape.low),
               shown_digits(shape.kind, shape.places, shape.high));
        return;
    case Why::unknown_category_value: {
        const std::vector<std::string>& names = shape.category->names();
        refuse_unknown(why, target.name, target.category, {names.begin(), names.end()},
                       text.empty() ? std::string_view(" ") : text);
        return;
    }
    case Why::wrong_kind:
        refuse_kind(target.name, "类别中的一个值，写成文字", "a category value, as text");
        return;
    case Why::number_too_long:
        refuse(why, target.name, std::to_string(limits::decimal_digits));
        return;
    default:
        refuse(why, target.name, std::to_string(shape.places));
        return;
    }
}

void RecordBuilder::refuse_kind(std::string_view name, std::string_view zh, std::string_view en) {
    refuse(Why::wrong_kind, name, zh, en);
}

void RecordBuilder::refuse(Why why, std::string_view name, std::string_view detail,
                           std::string_view more) {
    trouble_.add(make_reason(why, shown_key(name), detail, more), path(), field());
}

void RecordBuilder::refuse_key(Why why, std::string_view key, std::string_view detail,
                               std::string_view more) {
    trouble_.add(make_reason(why, shown_key(key), detail, more), path(), field_of_key(key));
}

/// `wanted` is compared with the candidates, but never shown.
void RecordBuilder::refuse_unknown(Why why, std::string_view name, std::string_view detail,
                                   const std::vector<std::string_view>& candidates,
                                   std::string_view wanted) {
    Reason reason = make_reason(why, shown_key(name), detail);
    const std::string near = suggest(wanted.empty() ? name : wanted, candidates);
    constexpr std::size_t most_listed = 12;
    if (!near.empty()) {
        reason.help = did_you_mean(near);
    } else if (candidates.size() <= most_listed && !candidates.empty()) {
        reason.help = {fmt::format("可写：{}", fmt::join(candidates, "、")),
                       fmt::format("write one of: {}", fmt::join(candidates, ", "))};
    }
    trouble_.add(std::move(reason), path(), wanted.empty() ? field_of_key(name) : field());
}

std::string RecordBuilder::field_of_key(std::string_view key) const {
    const Frame& frame = frames_[depth_ - 1];
    const std::string object = frame.where == Where::row ? std::string{} : field();
    return object + (object.empty() || object.ends_with('.') ? "" : ".") + shown_key(key);
}

std::vector<PathStep> RecordBuilder::path() const {
    std::vector<PathStep> steps;
    std::size_t first = 0;
    for (std::size_t i = 0; i < depth_; ++i) {
        const Frame& frame = frames_[i];
        if (frame.where == Where::list) {
            first = frame.row;
        } else if (frame.where == Where::row && frame.entity != 0) {
            steps.push_back({frame.entity, frame.row, frame.row - first + 1});
        }
    }
    return steps;
}

std::string RecordBuilder::field() const {
    if (depth_ == 0) {
        return {};
    }
    const Frame& frame = frames_[depth_ - 1];
    const auto name = [this](std::uint32_t index) {
        return index == NameTable::absent ? std::string{} : slot(index).name;
    };
    const auto month = [](std::int32_t index) {
        return fmt::format("{:04}-{:02}", index / 12, index % 12 + 1);
    };
    switch (frame.where) {
    case Where::row:
        return name(frame.slot);
    case Where::list:
        return name(frame.of);
    case Where::given:
        return "given." + name(frame.slot);
    case Where::previous:
        return frame.form == Form::names ? "previous." + name(frame.slot) : "previous";
    case Where::previous_month:
        return fmt::format("previous.{}.{}", month(frame.month), name(frame.slot));
    case Where::dated:
        break;
    }
    const bool has_month = frame.form == Form::months && frame.month >= 0;
    return has_month ? fmt::format("{}.{}", name(frame.of), month(frame.month)) : name(frame.of);
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
        refuse(Why::duplicate_key, fact.name);
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
        refuse(Why::duplicate_key, "previous");
        return;
    }
    for (std::size_t begin = 0; begin < months_.size();) {
        std::size_t end = begin;
        while (end < months_.size() && months_[end].slot == months_[begin].slot) {
            ++end;
        }
        const std::span values = std::span<const MonthValue>(months_).subspan(begin, end - begin);
        const Slot& value = slot(values[0].slot);
        if (value.input != none) {
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
        const Why why =
            sum_of_months(values, of.shape.places, entry, decision_month_, between, sum);
        if (why == Why::value_out_of_range) {
            refuse(why, of.name, shown_digits(entry.type.kind, entry.places, entry.low),
                   shown_digits(entry.type.kind, entry.places, entry.high));
        } else if (why != Why::nothing) {
            refuse(why, of.name, std::to_string(entry.places));
        } else {
            rows_.put(input, sum.digits, sum.state);
        }
    }
}

} // namespace doudi::data
