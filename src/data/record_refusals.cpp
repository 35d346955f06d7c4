// What is wrong with a record, and where in it.

#include "base/suggest.hpp"
#include "data/record_builder.hpp"
#include "rulebook/titles.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace doudi::data {

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
    if (!trouble_.is_full()) {
        trouble_.add(make_reason(why, shown_key(name), detail, more), path(), field());
    }
}

void RecordBuilder::refuse_key(Why why, std::string_view key, std::string_view detail,
                               std::string_view more) {
    if (!trouble_.is_full()) {
        trouble_.add(make_reason(why, shown_key(key), detail, more), path(), field_of_key(key));
    }
}

/// What has `title` for its title: a fact of the present row, or a value of a category.
std::string_view RecordBuilder::named_by_title(Why why, std::string_view category,
                                               std::string_view title) const {
    const Rulebook& rulebook = keys_.rulebook();
    if (why == Why::unknown_key) {
        return fact_titled(rulebook, frames_[depth_ - 1].entity, title);
    }
    const auto found = std::find_if(rulebook.categories.begin(), rulebook.categories.end(),
                                    [&](const auto& entry) { return entry.name == category; });
    return why == Why::unknown_category_value && found != rulebook.categories.end()
               ? value_titled(*found, title)
               : std::string_view();
}

/// `wanted` is compared with the candidates, but never shown.
void RecordBuilder::refuse_unknown(Why why, std::string_view name, std::string_view detail,
                                   const std::vector<std::string_view>& candidates,
                                   std::string_view wanted) {
    if (trouble_.is_full()) {
        return; // a guess for each of millions of names would take minutes
    }
    Reason reason = make_reason(why, shown_key(name), detail);
    std::string near(named_by_title(why, detail, wanted.empty() ? name : wanted));
    if (near.empty()) {
        near = suggest(wanted.empty() ? name : wanted, candidates);
    }
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

} // namespace doudi::data
