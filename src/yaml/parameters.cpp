#include "base/number_text.hpp"
#include "yaml/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 8> parameter_keys{{{"type", "类型"},
                                                  {"title", "标题"},
                                                  {"by", "分表键"},
                                                  {"brackets", "分段"},
                                                  {"each", "每期"},
                                                  {"values", "各期的值"},
                                                  {"source", "依据"},
                                                  {"assumed", "假定"}}};

constexpr std::array<KnownKey, 6> entry_keys{{{"value", "值"},
                                              {"changes", "变动"},
                                              {"thresholds", "分段起点"},
                                              {"ended", "已终止"},
                                              {"source", "依据"},
                                              {"assumed", "假定"}}};

constexpr std::array<std::string_view, 4> contents{"value", "changes", "thresholds", "ended"};

/// `2020-01-01: 660` where `{value: 660, source: …}` is meant.
Phrase as_map(const WrittenNode& node) {
    if (!node.is_scalar()) {
        return {};
    }
    const std::string value = shown(node.scalar.value);
    return {fmt::format("写作 {{value: {}, source: 文件 条款}}", value),
            fmt::format("write {{value: {}, source: DOCUMENT CLAUSE}}", value)};
}

/// Exactly one of value, changes, thresholds and ended must be there.
bool check_contents(Context& context, const MapReader& reader) {
    const auto count = std::count_if(contents.begin(), contents.end(),
                                     [&](std::string_view key) { return reader.has(key); });
    if (count == 0) {
        return reader.require("value");
    }
    if (count > 1) {
        report(context, error_at("conflicting-keys", reader.node().place,
                                 {"'value'、'changes'、'thresholds'、'ended' 只能写一个",
                                  "only one of 'value', 'changes', 'thresholds' and 'ended' can "
                                  "stand here"},
                                 {"只留一个，其余另写一个日期",
                                  "keep one, and give the others dates of their own"}));
    }
    return count == 1;
}

bool read_ended(Context& context, const MapReader& reader) {
    const auto ended = reader.text("ended");
    if (ended && ended->value != "true") {
        report(context,
               error_at("bad-word", ended->place,
                        {fmt::format("'ended' 只能是 true，不是 '{}'", shown(ended->value)),
                         fmt::format("'ended' can only be true, not '{}'", shown(ended->value))},
                        {"参数没有终止就不写 'ended'",
                         "leave 'ended' out while the parameter goes on"}));
    }
    return ended.has_value();
}

void read_entry(Context& context, ParameterDeclaration& parameter, const WrittenText& when,
                const WrittenNode& node) {
    const auto date = read_date_text(context, when, parameter.each_month);
    if (!expect(context, node, WrittenNode::Shape::map,
                {"参数在某一日期的值", "the value of a date"}, as_map(node))) {
        return;
    }
    const MapReader reader(context, node, {"参数在某一日期的值", "the value of a date"},
                           entry_keys);
    const bool complete = check_contents(context, reader);
    ParameterEntry entry;
    entry.when = when;
    entry.ended = read_ended(context, reader);
    entry.value = reader.find("value");
    entry.changes = reader.map("changes");
    entry.thresholds = reader.map("thresholds");
    entry.provenance = reader.provenance();
    if (date && complete) {
        entry.date = *date;
        parameter.entries.push_back(std::move(entry));
    }
}

/// Puts the entries into the order of their dates. The same date cannot come twice by the same
/// spelling (duplicate-key), and other spellings are bad dates; this is the last line of defence.
void sort_entries(Context& context, ParameterDeclaration& parameter) {
    auto& entries = parameter.entries;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.date < b.date; });
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].date == entries[i - 1].date) {
            Diagnostic finding =
                error_at("duplicate-date", entries[i].when.place,
                         {fmt::format("{} 写了两次", to_string(entries[i].date)),
                          fmt::format("{} is written twice", to_string(entries[i].date))},
                         {"删去其中一个", "remove one of them"});
            finding.labels.push_back(
                {entries[i - 1].when.place, {"第一次在这里", "first written here"}});
            report(context, std::move(finding));
        }
    }
}

std::optional<WrittenText> read_word(Context& context, const MapReader& reader,
                                     std::string_view key,
                                     std::span<const std::string_view> words) {
    auto found = reader.text(key);
    if (found && std::find(words.begin(), words.end(), found->value) == words.end()) {
        std::string list;
        for (const std::string_view word : words) {
            list += fmt::format("{}{}", list.empty() ? "" : " / ", word);
        }
        report(context, error_at("bad-word", found->place,
                                 {fmt::format("'{}' 不能是 '{}'", key, shown(found->value)),
                                  fmt::format("'{}' cannot be '{}'", key, shown(found->value))},
                                 {fmt::format("写 {}", list), fmt::format("write {}", list)}));
        return std::nullopt;
    }
    return found;
}

void read_parameter(Context& context, const WrittenText& name, const WrittenNode& node) {
    constexpr std::array<std::string_view, 2> brackets{"marginal", "band"};
    constexpr std::array<std::string_view, 1> each{"month"};
    const MapReader reader(context, node, {"参数", "a parameter"}, parameter_keys);
    if (!reader.is_map()) {
        return;
    }
    reader.require("type");
    reader.require("values");
    ParameterDeclaration parameter;
    parameter.name = name;
    parameter.programme = context.programme;
    parameter.type = reader.text("type");
    parameter.title = reader.phrase("title");
    parameter.brackets = read_word(context, reader, "brackets", brackets);
    parameter.each_month = read_word(context, reader, "each", each).has_value();
    parameter.provenance = reader.provenance();
    const WrittenNode* const by = reader.map("by");
    if (by != nullptr && parameter.brackets) {
        Diagnostic finding = error_at(
            "conflicting-keys", parameter.brackets->place,
            {"'brackets' 和 'by' 只能写一个", "only one of 'brackets' and 'by' can be written"},
            {"分档只看一个数；要再按别的键分，请写几个参数",
             "brackets go by one number; for further keys write several parameters"});
        finding.labels.push_back({by->place, {"另一个", "the other"}});
        report(context, std::move(finding));
    }
    if (by != nullptr) {
        each_named(context, *by, {"'by'（分表键）", "'by'"},
                   [&](const WrittenText& key, const WrittenNode& type) {
                       if (expect(context, type, WrittenNode::Shape::scalar,
                                  {"键的类型", "the type of a key"})) {
                           parameter.by.emplace_back(key, type.scalar);
                       }
                   });
    }
    if (const WrittenNode* const values = reader.map("values")) {
        for (const auto& [when, entry] : values->entries) {
            read_entry(context, parameter, when, entry);
        }
    }
    sort_entries(context, parameter);
    context.pack.parameters.push_back(std::move(parameter));
}

} // namespace

void read_parameters(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'parameters'（参数）", "'parameters'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   read_parameter(context, name, node);
               });
}

} // namespace doudi::yaml
