#include "cli/groups.hpp"

#include "cli/json.hpp"
#include "cli/text_table.hpp"

#include <doudi/limits.hpp>
#include <doudi/population.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace doudi::cli {

namespace {

bool is_groupable(const Type& type) {
    return type.kind == Kind::text || type.kind == Kind::category || type.kind == Kind::boolean ||
           type.kind == Kind::integer;
}

/// The fact of the record, or `none`.
Index find_fact(const Rulebook& rulebook, std::string_view fact) {
    const auto found =
        std::find_if(rulebook.inputs.begin(), rulebook.inputs.end(), [&](const InputEntry& input) {
            return input.role == InputRole::fact && input.entity == 0 && input.field == fact;
        });
    return found == rulebook.inputs.end() ? none
                                          : static_cast<Index>(found - rulebook.inputs.begin());
}

const std::string& words_or(const Phrase& title, const std::string& name, Language language) {
    const std::string& words = title.in(language);
    return words.empty() ? name : words;
}

std::vector<std::string> heads(const DecisionCount& count, const std::string& fact,
                               Language language) {
    const bool zh = language == Language::zh;
    std::vector<std::string> cells =
        zh ? std::vector<std::string>{fact, "总数", "已决定", "转人工", "未定", "出错"}
           : std::vector<std::string>{fact, "in", "decided", "review", "undetermined", "faulted"};
    if (count.has_amount) {
        cells.emplace_back(zh ? "已决定金额" : "amount decided");
    }
    for (const DecisionCount::GivenMoney& given : count.gives) {
        cells.push_back(words_or(given.title, given.name, language));
    }
    return cells;
}

std::vector<std::string> cells_of(const std::string& label, const DecisionCount& count) {
    std::vector<std::string> cells{label, std::to_string(count.taken_in())};
    for (const std::uint64_t number : count.statuses) {
        cells.push_back(std::to_string(number));
    }
    if (count.has_amount) {
        cells.push_back(count.amount_text(count.all_decided(), true));
    }
    for (const DecisionCount::GivenMoney& given : count.gives) {
        Sum all = given.decided;
        all.add(given.review);
        cells.push_back(given.text(all, true));
    }
    return cells;
}

Tally total_of(const std::vector<Tally>& months) {
    Tally total = months.front();
    for (std::size_t month = 1; month < months.size(); ++month) {
        total.add_month(months[month]);
    }
    return total;
}

} // namespace

GroupTally::GroupTally(std::span<const Rulebook* const> months, std::string fact)
    : months_(months.begin(), months.end()), fact_(std::move(fact)) {}

Phrase GroupTally::trouble_with(const Rulebook& rulebook, std::string_view fact) {
    const Index input = find_fact(rulebook, fact);
    const std::string& record = rulebook.entities[0].name;
    if (input == none) {
        return {
            fmt::format("{} 没有名为 '{}' 的事实，不能按它分列", record, fact),
            fmt::format("'{}' is not a fact of {}, so nothing can be counted by it", fact, record)};
    }
    if (!is_groupable(rulebook.inputs[input].type)) {
        return {
            fmt::format("'{}' 是金额、数量或日期，不能按它分列；可用文字、类别、是否和整数", fact),
            fmt::format("'{}' is an amount, a number or a date; counts go by a text, a "
                        "category, a truth value or a whole number",
                        fact)};
    }
    return {};
}

std::optional<std::string> GroupTally::value_of(const Population& population, Index input,
                                                std::size_t record) const {
    const InputEntry& entry = population.rulebook().inputs[input];
    Int128 digits = entry.default_value;
    State state = entry.has_default ? State::ok : State::missing;
    if (population.is_stated(input)) {
        state = population.column(input).state(record);
        digits = population.column(input).digits(record);
    }
    if (state != State::ok) {
        return std::nullopt;
    }
    const auto number = static_cast<std::int64_t>(digits);
    switch (entry.type.kind) {
    case Kind::text:
        return std::string(population.text(static_cast<Index>(number)));
    case Kind::category:
        return population.rulebook()
            .categories[entry.type.category]
            .values[static_cast<std::size_t>(number)]
            .name;
    case Kind::boolean:
        return number != 0 ? "true" : "false";
    default:
        return std::to_string(number);
    }
}

GroupTally::Group* GroupTally::group_of(const Rulebook& rulebook, Index input,
                                        std::optional<std::string> value) {
    const auto found = groups_.find(value);
    if (found != groups_.end()) {
        return &found->second;
    }
    if (groups_.size() >= limits::summary_groups) {
        return nullptr;
    }
    Group group{value, {}, {}};
    const Type& type = rulebook.inputs[input].type;
    if (value && type.kind == Kind::category) {
        for (const CategoryEntry::Value& one : rulebook.categories[type.category].values) {
            group.title = one.name == *value ? one.title : group.title;
        }
    } else if (value && type.kind == Kind::boolean) {
        group.title = *value == "true" ? Phrase{"是", "yes"} : Phrase{"否", "no"};
    }
    for (const Rulebook* month : months_) {
        group.months.emplace_back(*month);
    }
    return &groups_.emplace(std::move(value), std::move(group)).first->second;
}

bool GroupTally::add(std::span<const DecidedMonth> months) {
    for (std::size_t month = 0; month < months.size(); ++month) {
        if (!add(month, months[month])) {
            return false;
        }
    }
    return true;
}

bool GroupTally::add(std::size_t month, const DecidedMonth& decided) {
    const Population& population = *decided.population;
    const Index input = find_fact(population.rulebook(), fact_);
    for (std::size_t record = 0; record < population.size(); ++record) {
        Group* const group =
            group_of(population.rulebook(), input, value_of(population, input, record));
        if (group == nullptr) {
            return false;
        }
        group->months[month].add_record(*decided.decisions, population, record);
    }
    return true;
}

std::vector<const GroupTally::Group*> GroupTally::in_order() const {
    std::vector<const Group*> order;
    for (const auto& [value, group] : groups_) {
        order.push_back(&group);
    }
    // Nothing comes before every text; people look for it at the end.
    std::stable_partition(order.begin(), order.end(),
                          [](const Group* group) { return group->value.has_value(); });
    return order;
}

std::string GroupTally::table_text(const std::string& decision, Language language) const {
    const bool zh = language == Language::zh;
    const Rulebook& first = *months_.front();
    const std::string fact = words_or(first.inputs[find_fact(first, fact_)].title, fact_, language);
    TextTable table;
    std::optional<DecisionCount> all;
    for (const Group* group : in_order()) {
        const Tally total = total_of(group->months);
        const DecisionCount* const count = total.find(decision);
        if (count == nullptr) {
            continue;
        }
        if (!all) {
            table.add_row(heads(*count, fact, language));
            all = *count;
        } else {
            all->add(*count);
        }
        const std::string label = group->value ? words_or(group->title, *group->value, language)
                                               : std::string(zh ? "（未写明）" : "(not stated)");
        table.add_row(cells_of(label, *count));
    }
    if (!all) {
        return "";
    }
    table.add_row(cells_of(zh ? "合计" : "all", *all));
    return "\n" + table.to_text();
}

std::string GroupTally::to_json(bool by_month) const {
    std::string groups;
    for (const Group* group : in_order()) {
        std::string months;
        for (std::size_t month = 0; by_month && month < months_.size(); ++month) {
            fmt::format_to(std::back_inserter(months),
                           "{}\n {{\"month\": {}, \"decisions\": [{}]}}", months.empty() ? "" : ",",
                           json_string(to_string(months_[month]->date).substr(0, 7)),
                           group->months[month].decisions_json());
        }
        fmt::format_to(std::back_inserter(groups), "{}\n{{\"value\": {}, \"decisions\": [{}]{}}}",
                       groups.empty() ? "" : ",",
                       group->value ? json_string(*group->value) : "null",
                       total_of(group->months).decisions_json(),
                       by_month ? ", \"months\": [" + months + "]" : "");
    }
    return fmt::format("\"by\": {}, \"groups\": [{}]", json_string(fact_), groups);
}

} // namespace doudi::cli
