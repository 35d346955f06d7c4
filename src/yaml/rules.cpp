#include "base/key_words.hpp"
#include "base/suggest.hpp"
#include "yaml/sections.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

// The list of rules. A rule by formula is checked here; the keys of the other kinds are the
// business of the kind, so they stay in the form's body.
namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 13> formula_keys{{{"rule", "规则"},
                                                 {"for", "对象"},
                                                 {"type", "类型"},
                                                 {"title", "标题"},
                                                 {"range", "范围"},
                                                 {"kind", "规则种类"},
                                                 {"value", "值"},
                                                 {"round", "取整"},
                                                 {"places", "小数位"},
                                                 {"in_force", "有效期"},
                                                 {"source", "依据"},
                                                 {"assumed", "假定"},
                                                 {"versions", "各期版本"}}};

/// The keys of a whole rule, which its versions cannot vary.
constexpr std::array<std::string_view, 5> fixed_keys{"rule", "for", "type", "range", "versions"};

bool is_fixed(std::string_view key) {
    return std::find(fixed_keys.begin(), fixed_keys.end(), key) != fixed_keys.end();
}

void report_no_kind(Context& context, const WrittenNode& body) {
    const std::vector<std::string_view> wanted{"value", "kind", "versions"};
    for (const auto& [key, value] : body.entries) {
        const std::string_view word = key_meant_by(key.value, wanted);
        const std::string meant = word.empty() ? suggest(key.value, wanted) : std::string(word);
        if (!meant.empty()) {
            report(context, error_at("unknown-key", key.place,
                                     {fmt::format("规则没有 '{}' 这个键", shown(key.value)),
                                      fmt::format("a rule has no key '{}'", shown(key.value))},
                                     did_you_mean(meant)));
            return;
        }
    }
    report(context, error_at("missing-key", body.entries.front().first.place,
                             {"规则缺少 'value'（公式）或 'kind'（规则种类）",
                              "a rule lacks 'value' (a formula) or 'kind'"},
                             {"写上 value: 公式，或 kind: 规则种类",
                              "write value: FORMULA, or kind: KIND"}));
}

void read_form(Context& context, RuleDeclaration& rule, const WrittenNode& body) {
    const MapReader reader(context, body, {"规则", "a rule"}, formula_keys,
                           MapReader::OtherKeys::allowed);
    RuleForm form;
    form.body = &body;
    form.in_force = reader.in_force("in_force");
    form.provenance = reader.provenance();
    if (const auto kind = reader.text("kind")) {
        form.kind = kind->value;
        form.kind_place = kind->place;
    } else if (const WrittenText* const value = body.find_key("value")) {
        const MapReader strict(context, body, {"规则", "a rule"}, formula_keys);
        static_cast<void>(strict.text("value"));
        form.kind = "formula";
        form.kind_place = value->place;
    } else if (!reader.has("kind")) {
        report_no_kind(context, body);
        return;
    }
    rule.forms.push_back(std::move(form));
}

/// A version with what it takes over from its rule: all keys that it does not state itself.
std::shared_ptr<const WrittenNode> with_inherited(const WrittenNode& rule,
                                                  const WrittenNode& version) {
    auto merged = std::make_shared<WrittenNode>(version);
    for (const auto& entry : rule.entries) {
        const bool own = entry.first.value == "versions" || entry.first.value == "in_force";
        if (!own && version.find(entry.first.value) == nullptr) {
            merged->entries.push_back(entry);
        }
    }
    return merged;
}

std::size_t count_nodes(const WrittenNode& node) {
    std::size_t count = 1;
    for (const WrittenNode& item : node.items) {
        count += count_nodes(item);
    }
    for (const auto& entry : node.entries) {
        count += entry.first.value == "versions" ? 0 : count_nodes(entry.second);
    }
    return count;
}

/// Each version copies what it takes over, so the copies together are bounded like a file.
bool check_copies(Context& context, const WrittenNode& rule, const WrittenNode& versions) {
    const bool good = count_nodes(rule) <= limits::yaml_nodes / (versions.items.size() + 1);
    if (!good) {
        report(context, error_at("too-many-nodes", versions.place,
                                 {"这条规则的版本太多，内容太大",
                                  "this rule has too many versions of too large a body"},
                                 {"把各版本都有的内容移到参数中",
                                  "move what the versions share into parameters"}));
    }
    return good;
}

void check_version(Context& context, const WrittenNode& version) {
    for (const auto& [key, value] : version.entries) {
        if (is_fixed(key.value)) {
            report(context,
                   error_at(
                       "fixed-key", key.place,
                       {fmt::format("'{}' 属于整条规则，各版本不能另写", key.value),
                        fmt::format("'{}' belongs to the whole rule, not to a version", key.value)},
                       {"移到规则一级", "move it to the rule"}));
        }
    }
    if (version.find("in_force") == nullptr) {
        report(context, error_at("missing-key", version.place,
                                 {"版本缺少 'in_force'（有效期）", "a version lacks 'in_force'"},
                                 {"写作 in_force: {from: 2020-01-01, until: 2020-12-31}",
                                  "write in_force: {from: 2020-01-01, until: 2020-12-31}"}));
    }
}

void read_versions(Context& context, RuleDeclaration& rule, const WrittenNode& node,
                   const WrittenNode& versions) {
    for (const WrittenNode& version : versions.items) {
        if (!expect(context, version, WrittenNode::Shape::map, {"规则的版本", "a version"})) {
            continue;
        }
        check_version(context, version);
        auto merged = with_inherited(node, version);
        read_form(context, rule, *merged);
        context.pack.files.push_back(std::move(merged));
    }
}

void read_rule(Context& context, const WrittenNode& node) {
    if (!expect(context, node, WrittenNode::Shape::map, {"规则", "a rule"})) {
        return;
    }
    const MapReader reader(context, node, {"规则", "a rule"}, formula_keys,
                           MapReader::OtherKeys::allowed);
    const bool named = reader.require("rule");
    const auto name = reader.name("rule");
    RuleDeclaration rule;
    rule.programme = context.programme;
    rule.entity = reader.name("for");
    rule.type = reader.text("type");
    rule.title = reader.phrase("title");
    rule.range = reader.range("range");
    rule.place = name ? name->place : node.place;
    const WrittenNode* const versions = reader.list("versions");
    if (versions != nullptr && check_copies(context, node, *versions)) {
        read_versions(context, rule, node, *versions);
    } else if (!reader.has("versions")) {
        read_form(context, rule, node);
    }
    if (named && name) {
        rule.name = *name;
        context.pack.rules.push_back(std::move(rule));
    }
}

} // namespace

void read_rules(Context& context, const WrittenNode& section) {
    if (expect(context, section, WrittenNode::Shape::list, {"'rules'（规则）", "'rules'"},
               {"每条规则以 '- rule: 名称' 开头", "each rule begins with '- rule: NAME'"})) {
        for (const WrittenNode& rule : section.items) {
            read_rule(context, rule);
        }
    }
}

} // namespace doudi::yaml
