#include "cases/expectation.hpp"

#include "base/suggest.hpp"
#include "cases/expected_value.hpp"

#include <doudi/explain.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace doudi::cases {

namespace {

constexpr std::string_view status_end = ".status";
constexpr std::string_view needs_end = ".needs";

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("[{}]", fmt::join(words, ", "));
}

/// Whether `name` is `full` without its programme.
bool is_short_for(std::string_view name, std::string_view full) {
    const std::size_t dot = full.find('.');
    return dot != std::string_view::npos && full.substr(dot + 1) == name;
}

const EntityEntry& entity_entry(const Rulebook& rulebook, Index entity) {
    return rulebook.entities[entity == none ? 0 : entity];
}

} // namespace

void ExpectationCheck::check_row(const WrittenNode& expect, const Row& at) {
    const EntityEntry& entity = rulebook_.entities[at.entity];
    for (const auto& [name, expected] : expect.entries) {
        const Index inner = inner_entity(at.entity, name.value);
        if (inner != none) {
            check_rows(name, expected, inner, at);
        } else if (entity.key.empty() || name.value != entity.key) {
            check_entry(name, expected, at);
        }
    }
}

void ExpectationCheck::check_entry(const WrittenText& name, const WrittenNode& expected,
                                   const Row& at) {
    if (const Index decision = decision_of(name.value, status_end); decision != none) {
        return check_status(name, expected, decision, at);
    }
    if (const Index decision = decision_of(name.value, needs_end); decision != none) {
        return check_needs(name, expected, decision, at);
    }
    const std::vector<Index> values = values_called(name.value);
    if (values.size() == 1) {
        return check_value(name, expected, values.front(), at);
    }
    if (values.empty()) {
        const Phrase help = did_you_mean(suggestion(name.value));
        return finding("unknown-name", name.place,
                       {fmt::format("规则包中没有名为 '{}' 的值", name.value),
                        fmt::format("the pack has no value '{}'", name.value)},
                       help.empty() ? Phrase{"写规则的全名，例如 项目.规则",
                                             "write the full name of a rule: programme.rule"}
                                    : help);
    }
    const std::string& one = rulebook_.values[values[0]].name;
    const std::string& other = rulebook_.values[values[1]].name;
    finding("ambiguous-name", name.place,
            {fmt::format("'{}' 可指 '{}' 或 '{}'", name.value, one, other),
             fmt::format("'{}' may be '{}' or '{}'", name.value, one, other)},
            {"请写全名", "write the full name"});
}

void ExpectationCheck::check_rows(const WrittenText& name, const WrittenNode& list, Index entity,
                                  const Row& at) {
    if (!list.is_list()) {
        return finding(
            "wrong-shape", list.place,
            {fmt::format("'{}' 应为列表", name.value),
             fmt::format("'{}' must be a list", name.value)},
            {"每一项另起一行，以 '- ' 开头", "write each item on a line that begins with '- '"});
    }
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        check_inner(list.items[i], entity, i, at);
    }
}

void ExpectationCheck::check_inner(const WrittenNode& item, Index entity, std::size_t position,
                                   const Row& at) {
    const EntityEntry& entry = rulebook_.entities[entity];
    const WrittenNode* const key = entry.key.empty() ? nullptr : item.find(entry.key);
    if (!item.is_map() || (!entry.key.empty() && (key == nullptr || !key->is_scalar()))) {
        return finding("wrong-shape", item.place,
                       {fmt::format("'{}' 中每一项须写明 '{}'", entry.as, entry.key),
                        fmt::format("each item of '{}' must say its '{}'", entry.as, entry.key)},
                       {fmt::format("写作 {{{}: …, 名称: 值}}", entry.key),
                        fmt::format("write {{{}: …, name: value}}", entry.key)});
    }
    const std::string name = key != nullptr ? key->scalar.value : std::to_string(position + 1);
    const auto row = row_called(name, entity, at);
    if (!row) {
        return finding(
            "unknown-row", key != nullptr ? key->place : item.place,
            {fmt::format("记录的 '{}' 中没有 '{}'", entry.as, name),
             fmt::format("the record has no '{}' in '{}'", name, entry.as)},
            {"改成记录里有的，或在记录里补上", "name one of the record, or add it to the record"});
    }
    check_row(item, {entity, *row, at.prefix + entry.as + "." + name + "."});
}

void ExpectationCheck::check_status(const WrittenText& name, const WrittenNode& expected,
                                    Index decision, const Row& at) {
    if (!belongs(name, rulebook_.decisions[decision].entity, at)) {
        return;
    }
    constexpr std::array statuses{Status::decided, Status::review, Status::undetermined,
                                  Status::faulted};
    const std::string& text = expected.scalar.value;
    if (std::none_of(statuses.begin(), statuses.end(),
                     [&](Status status) { return to_string(status) == text; })) {
        return finding(
            "not-a-status", expected.place,
            {fmt::format("'{}' 不是审批状态", text),
             fmt::format("'{}' is not a status of a decision", text)},
            {"可用：decided（已决定）、review（转人工）、undetermined（未定）、faulted（出错）",
             "it is one of decided, review, undetermined, faulted"});
    }
    ++result_.expectations;
    const auto found = static_cast<Status>(decisions_.decisions[decision].statuses[at.row]);
    if (to_string(found) != text) {
        mismatch(name, expected.place, at, text, std::string(to_string(found)));
    }
}

void ExpectationCheck::check_needs(const WrittenText& name, const WrittenNode& expected,
                                   Index decision, const Row& at) {
    if (!belongs(name, rulebook_.decisions[decision].entity, at)) {
        return;
    }
    if (!expected.is_list()) {
        return finding("wrong-shape", expected.place,
                       {fmt::format("'{}' 应为列表", name.value),
                        fmt::format("'{}' must be a list", name.value)},
                       {"例如 [members.a.wage]", "such as [members.a.wage]"});
    }
    std::vector<std::string> wanted;
    for (const WrittenNode& item : expected.items) {
        wanted.push_back(item.scalar.value);
    }
    ++result_.expectations;
    const std::vector<std::string> found = needs(rulebook_, population_, decision, at.row);
    if (found != wanted) {
        mismatch(name, expected.place, at, joined(wanted), joined(found));
    }
}

void ExpectationCheck::check_value(const WrittenText& name, const WrittenNode& expected,
                                   Index value, const Row& at) {
    const Index entity = rulebook_.values[value].entity;
    if (!belongs(name, entity, at)) {
        return;
    }
    if (!expected.is_scalar()) {
        return finding("wrong-shape", expected.place,
                       {fmt::format("'{}' 应为单个值", name.value),
                        fmt::format("'{}' must be one value", name.value)},
                       {"在键后面只写一个值", "write one value after the key"});
    }
    const Quantity found = quantity(value, entity == none ? 0 : at.row);
    Comparison comparison = compare(expected.scalar, found, population_);
    if (!comparison.unreadable.empty()) {
        return finding("unreadable-expectation", expected.place, std::move(comparison.unreadable),
                       std::move(comparison.help));
    }
    ++result_.expectations;
    if (!comparison.equal) {
        mismatch(name, expected.place, at, expected.scalar.value, written(found, population_));
    }
}

Index ExpectationCheck::inner_entity(Index outer, std::string_view list) const {
    for (Index entity = 0; entity < rulebook_.entities.size(); ++entity) {
        if (rulebook_.entities[entity].outer == outer && rulebook_.entities[entity].as == list) {
            return entity;
        }
    }
    return none;
}

Index ExpectationCheck::decision_of(std::string_view name, std::string_view end) const {
    return name.ends_with(end) ? rulebook_.find_decision(name.substr(0, name.size() - end.size()))
                               : none;
}

std::vector<Index> ExpectationCheck::values_called(std::string_view name) const {
    if (const Index value = rulebook_.find_value(name); value != none) {
        return {value};
    }
    std::vector<Index> values;
    for (Index value = 0; value < rulebook_.values.size(); ++value) {
        if (is_short_for(name, rulebook_.values[value].name)) {
            values.push_back(value);
        }
    }
    return values;
}

std::optional<std::size_t> ExpectationCheck::row_called(std::string_view key, Index entity,
                                                        const Row& at) const {
    const std::vector<std::uint32_t>& starts = population_.starts(entity);
    const TextColumn& keys = population_.keys(entity);
    for (std::size_t row = starts[at.row]; row < starts[at.row + 1]; ++row) {
        const bool has_key = row < keys.size() && !keys[row].empty();
        if (has_key ? keys[row] == key : std::to_string(row - starts[at.row] + 1) == key) {
            return row;
        }
    }
    return std::nullopt;
}

/// Whether a value of `entity` can be asked for in this row; a finding says where, if not.
bool ExpectationCheck::belongs(const WrittenText& name, Index entity, const Row& at) {
    if (entity == at.entity || (entity == none && at.entity == 0)) {
        return true;
    }
    const EntityEntry& own = entity_entry(rulebook_, entity);
    const bool is_outer = own.outer == none;
    finding("name-of-other-entity", name.place,
            {fmt::format("'{}' 是 '{}' 的值，不是 '{}' 的值", name.value, own.name,
                         rulebook_.entities[at.entity].name),
             fmt::format("'{}' is a value of '{}', not of '{}'", name.value, own.name,
                         rulebook_.entities[at.entity].name)},
            is_outer ? Phrase{"请直接写在 expect 之下", "write it directly under 'expect'"}
                     : Phrase{fmt::format("请写在 '{}' 列表的一项里", own.as),
                              fmt::format("write it in an item of '{}'", own.as)});
    return false;
}

Quantity ExpectationCheck::quantity(Index value, std::size_t row) {
    const Index index = rulebook_.values[value].node;
    for (const auto& [known, column] : decisions_.values) {
        if (known == value) {
            const Node& node = rulebook_.nodes[index];
            return {node.type, column.state(row), node.places, column.digits(row), 1};
        }
    }
    if (!values_) {
        values_ = engine::evaluate_every_node(rulebook_, population_, 0);
    }
    const audit::RecordView view(rulebook_, population_, *values_, 0);
    return view.quantity({index, static_cast<std::uint32_t>(row)});
}

std::string ExpectationCheck::suggestion(std::string_view name) const {
    std::vector<std::string> names;
    for (const ValueEntry& value : rulebook_.values) {
        names.push_back(value.name);
    }
    for (const DecisionEntry& decision : rulebook_.decisions) {
        names.push_back(decision.name + std::string(status_end));
        names.push_back(decision.name + std::string(needs_end));
    }
    return suggest(name, {names.begin(), names.end()});
}

void ExpectationCheck::mismatch(const WrittenText& name, const Place& place, const Row& at,
                                std::string expected, std::string found) {
    result_.mismatches.push_back(
        {at.prefix + name.value, place, std::move(expected), std::move(found)});
}

void ExpectationCheck::finding(std::string_view code, const Place& place, Phrase message,
                               Phrase help) {
    result_.findings.push_back(
        {Severity::error, code, std::move(message), {{place, {}}}, std::move(help)});
}

} // namespace doudi::cases
