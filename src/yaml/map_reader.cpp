#include "yaml/map_reader.hpp"

#include "base/key_words.hpp"
#include "base/name.hpp"
#include "base/number_text.hpp"
#include "base/suggest.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 2> phrase_keys{{{"zh", "中文"}, {"en", "英文"}}};
constexpr std::array<KnownKey, 2> in_force_keys{{{"from", "起"}, {"until", "止（含当日）"}}};

/// "'rate'（比率）" in Chinese, "'rate'" in English.
Phrase glossed(std::string_view key, std::string_view zh) {
    return {zh.empty() ? fmt::format("'{}'", key) : fmt::format("'{}'（{}）", key, zh),
            fmt::format("'{}'", key)};
}

std::string joined(std::span<const KnownKey> keys, Language language) {
    std::string out;
    for (const KnownKey& key : keys) {
        const bool zh = language == Language::zh;
        out += out.empty() ? "" : zh ? "、" : ", ";
        out += zh ? fmt::format("{}（{}）", key.name, key.zh) : std::string(key.name);
    }
    return out;
}

} // namespace

void report(Context& context, Diagnostic finding) {
    // One more than is shown, so that the reader of the pack knows that some were left out.
    if (context.findings.size() <= limits::findings || finding.severity != Severity::error) {
        context.findings.push_back(std::move(finding));
    }
}

Phrase shape_name(WrittenNode::Shape shape) {
    switch (shape) {
    case WrittenNode::Shape::scalar:
        return {"一个值", "a single value"};
    case WrittenNode::Shape::list:
        return {"列表", "a list"};
    case WrittenNode::Shape::map:
        return {"映射（键: 值）", "a map (key: value)"};
    }
    return {};
}

namespace {

/// How a value of a shape is written.
Phrase as_shape(WrittenNode::Shape wanted) {
    switch (wanted) {
    case WrittenNode::Shape::scalar:
        return {"在键后面只写一个值", "write one value after the key"};
    case WrittenNode::Shape::list:
        return {"每一项另起一行，以 '- ' 开头", "write each item on a line that begins with '- '"};
    case WrittenNode::Shape::map:
        return {"每项写作 '名称: 值'，各占一行并缩进",
                "write 'name: value' on lines of their own, indented"};
    }
    return {};
}

} // namespace

void report_wrong_shape(Context& context, const WrittenNode& node, WrittenNode::Shape wanted,
                        const Phrase& what, const Phrase& help) {
    const Phrase found = shape_name(node.shape);
    const Phrase needed = shape_name(wanted);
    Phrase mend = help.empty() ? as_shape(wanted) : help;
    const bool wide_colon = node.is_scalar() && node.scalar.value.find("：") != std::string::npos;
    if (wide_colon && wanted == WrittenNode::Shape::map) {
        mend = {"全角冒号 '：' 要改为半角冒号加空格 ': '",
                "write a plain colon and a blank ': ' for the full-width '：'"};
    }
    report(context, error_at("wrong-shape", node.place,
                             {fmt::format("{}应是{}，这里是{}", what.zh, needed.zh, found.zh),
                              fmt::format("{} must be {}, not {}", what.en, needed.en, found.en)},
                             mend));
}

bool expect(Context& context, const WrittenNode& node, WrittenNode::Shape wanted,
            const Phrase& what, const Phrase& help) {
    if (node.shape != wanted) {
        report_wrong_shape(context, node, wanted, what, help);
        return false;
    }
    return true;
}

bool check_name(Context& context, const WrittenText& text) {
    const auto fault = find_name_fault(text.value);
    if (fault) {
        const std::string name = shown(text.value);
        report(context, error_at("bad-name", text.place,
                                 {fmt::format("'{}' 不能作名称：{}", name, fault->why.zh),
                                  fmt::format("'{}' is no name: {}", name, fault->why.en)},
                                 fault->help));
    }
    return !fault;
}

Phrase read_phrase(Context& context, const WrittenNode& node, const Phrase& what) {
    if (node.is_scalar()) {
        return {node.scalar.value, node.scalar.value};
    }
    if (node.is_list()) {
        report(context, error_at("bad-title", node.place,
                                 {fmt::format("{}应是一段文字，或 {{zh: …, en: …}}", what.zh),
                                  fmt::format("{} must be text, or {{zh: …, en: …}}", what.en)},
                                 {"写作 {zh: …, en: …}", "write {zh: …, en: …}"}));
        return {};
    }
    const MapReader reader(context, node, what, phrase_keys);
    Phrase phrase;
    if (const auto zh = reader.text("zh")) {
        phrase.zh = zh->value;
    }
    if (const auto en = reader.text("en")) {
        phrase.en = en->value;
    }
    if (phrase.empty()) {
        report(context, error_at("bad-title", node.place,
                                 {fmt::format("{}没有文字", what.zh),
                                  fmt::format("{} holds no text", what.en)},
                                 {"写作 {zh: …, en: …}", "write {zh: …, en: …}"}));
    }
    if (phrase.zh.empty()) {
        phrase.zh = phrase.en;
    }
    if (phrase.en.empty()) {
        phrase.en = phrase.zh;
    }
    return phrase;
}

std::optional<Date> read_date_text(Context& context, const WrittenText& text, bool month) {
    const auto result = month ? read_month(text.value) : read_date(text.value);
    if (const auto* const date = std::get_if<Date>(&result)) {
        return *date;
    }
    const auto& fault = std::get<NumberFault>(result);
    report(context, error_at("bad-date", text.place, fault.why, fault.help));
    return std::nullopt;
}

MapReader::MapReader(Context& context, const WrittenNode& node, Phrase what,
                     std::span<const KnownKey> keys, OtherKeys others)
    : context_(context), node_(node), what_(std::move(what)), keys_(keys) {
    if (expect(context_, node_, WrittenNode::Shape::map, what_) && others == OtherKeys::refused) {
        check_keys();
    }
}

void MapReader::check_keys() {
    std::vector<std::string_view> names;
    for (const KnownKey& key : keys_) {
        names.push_back(key.name);
    }
    for (const auto& [key, value] : node_.entries) {
        if (std::find(names.begin(), names.end(), key.value) != names.end()) {
            continue;
        }
        if (context_.findings.size() > limits::findings) {
            return;
        }
        const std::string_view meant = key_meant_by(key.value, names);
        meant_.push_back(meant.empty() ? suggest(key.value, names) : std::string(meant));
        Phrase help = did_you_mean(meant_.back());
        if (help.empty()) {
            help = {fmt::format("可用的键：{}", joined(keys_, Language::zh)),
                    fmt::format("the keys are {}", joined(keys_, Language::en))};
        }
        report(context_, error_at("unknown-key", key.place,
                                  {fmt::format("{}没有 '{}' 这个键", what_.zh, shown(key.value)),
                                   fmt::format("{} has no key '{}'", what_.en, shown(key.value))},
                                  help));
    }
}

Phrase MapReader::key_phrase(std::string_view key) const {
    const auto found = std::find_if(keys_.begin(), keys_.end(),
                                    [&](const KnownKey& known) { return known.name == key; });
    return glossed(key, found == keys_.end() ? std::string_view{} : found->zh);
}

/// Makes words for a finding only when there is one.
bool MapReader::has_shape(const WrittenNode& value, WrittenNode::Shape wanted,
                          std::string_view key) const {
    return value.shape == wanted || expect(context_, value, wanted, key_phrase(key));
}

const WrittenNode* MapReader::find(std::string_view key) const {
    return node_.is_map() ? node_.find(key) : nullptr;
}

const WrittenNode* MapReader::list(std::string_view key) const {
    const WrittenNode* const found = find(key);
    const bool good = found != nullptr && has_shape(*found, WrittenNode::Shape::list, key);
    return good ? found : nullptr;
}

const WrittenNode* MapReader::map(std::string_view key) const {
    const WrittenNode* const found = find(key);
    const bool good = found != nullptr && has_shape(*found, WrittenNode::Shape::map, key);
    return good ? found : nullptr;
}

std::optional<WrittenText> MapReader::text(std::string_view key) const {
    const WrittenNode* const found = find(key);
    const bool good = found != nullptr && has_shape(*found, WrittenNode::Shape::scalar, key);
    return good ? std::optional(found->scalar) : std::nullopt;
}

std::optional<WrittenText> MapReader::name(std::string_view key) const {
    auto found = text(key);
    return found && check_name(context_, *found) ? found : std::nullopt;
}

bool MapReader::require(std::string_view key) const {
    if (!node_.is_map() || has(key)) {
        return node_.is_map();
    }
    if (std::find(meant_.begin(), meant_.end(), key) != meant_.end()) {
        return false; // already told, as the mend of an unknown key
    }
    const Phrase wanted = key_phrase(key);
    const bool empty = node_.entries.empty();
    const Place& place = empty ? node_.place : node_.entries.front().first.place;
    report(context_, error_at("missing-key", place,
                              {fmt::format("{}缺少 {}", what_.zh, wanted.zh),
                               fmt::format("{} lacks {}", what_.en, wanted.en)},
                              {fmt::format("补上 '{}: …'", key), fmt::format("add '{}: …'", key)}));
    return false;
}

Phrase MapReader::phrase(std::string_view key) const {
    const WrittenNode* const found = find(key);
    return found == nullptr ? Phrase{} : read_phrase(context_, *found, key_phrase(key));
}

std::optional<Date> MapReader::date(std::string_view key) const {
    const auto found = text(key);
    return found ? read_date_text(context_, *found) : std::nullopt;
}

std::vector<WrittenText> MapReader::texts(std::string_view key) const {
    const WrittenNode* const found = find(key);
    std::vector<WrittenText> all;
    if (found == nullptr) {
        return all;
    }
    if (found->is_scalar()) {
        all.push_back(found->scalar);
    } else if (has_shape(*found, WrittenNode::Shape::list, key)) {
        for (const WrittenNode& item : found->items) {
            if (has_shape(item, WrittenNode::Shape::scalar, key)) {
                all.push_back(item.scalar);
            }
        }
    }
    return all;
}

Provenance MapReader::provenance() const {
    return {texts("source"), assumptions("assumed")};
}

std::vector<Assumption> MapReader::assumptions(std::string_view key) const {
    std::vector<Assumption> all;
    const WrittenNode* const found = find(key);
    const auto add = [&](const WrittenNode& node) {
        all.push_back({read_phrase(context_, node, key_phrase(key)), node.place});
    };
    if (found != nullptr && found->is_list()) {
        std::for_each(found->items.begin(), found->items.end(), add);
    } else if (found != nullptr) {
        add(*found);
    }
    return all;
}

std::optional<WrittenRange> MapReader::range(std::string_view key) const {
    const WrittenNode* const found = list(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    const bool pair =
        found->items.size() == 2 && found->items[0].is_scalar() && found->items[1].is_scalar();
    if (!pair) {
        report(context_, error_at("wrong-shape", found->place,
                                  {fmt::format("{}应有两个值", key_phrase(key).zh),
                                   fmt::format("{} must hold two values", key_phrase(key).en)},
                                  {"写作 [下限, 上限]，数字中不写千位分隔符",
                                   "write [low, high], without thousands separators"}));
        return std::nullopt;
    }
    return WrittenRange{found->items[0].scalar, found->items[1].scalar, found->place};
}

InForce MapReader::in_force(std::string_view key) const {
    const WrittenNode* const found = find(key);
    InForce result;
    if (found == nullptr) {
        return result;
    }
    const MapReader reader(context_, *found, key_phrase(key), in_force_keys);
    result.place = found->place;
    result.from = reader.date("from");
    result.until = reader.date("until");
    if (result.from && result.until && *result.until < *result.from) {
        report(context_, error_at("bad-period", found->place,
                                  {"'until' 早于 'from'", "'until' comes before 'from'"},
                                  {"两天都算在内，'until' 是最后一天",
                                   "both days count; 'until' is the last day"}));
    }
    return result;
}

} // namespace doudi::yaml
