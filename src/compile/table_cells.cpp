// Parameters with keys: nested maps become one value for each combination of keys.

#include "compile/table_cells.hpp"

#include "compile/constants.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace doudi::compiler {

namespace {

struct KeyRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

class TableReader {
public:
    TableReader(Model& model, const Parameter& parameter, bool partial, TableCells& cells)
        : model_(model), parameter_(parameter), partial_(partial), cells_(cells) {}

    bool read(const WrittenNode& node) {
        Keys keys;
        return read_level(node, keys);
    }

private:
    bool read_level(const WrittenNode& node, Keys& keys) {
        if (keys.size() == parameter_.keys.size()) {
            return read_leaf(node, keys);
        }
        if (!node.is_map()) {
            error(node.place, "wrong-shape",
                  {fmt::format("这里应按“{}”逐项列出", parameter_.keys[keys.size()].name),
                   fmt::format("a value for each '{}' belongs here",
                               parameter_.keys[keys.size()].name)},
                  {"请写成 键: 值", "write key: value"});
            return false;
        }
        const bool by_category = parameter_.keys[keys.size()].type.kind == Kind::category;
        return by_category ? read_categories(node, keys) : read_integers(node, keys);
    }

    bool read_leaf(const WrittenNode& node, const Keys& keys) {
        if (!node.is_scalar()) {
            error(node.place, "wrong-shape", {"这里应是一个值", "one value belongs here"},
                  {"by: 只有这么多层", "by: names no further key"});
            return false;
        }
        const auto value = read_constant(model_, node.scalar, parameter_.type);
        if (!value) {
            return false;
        }
        const bool is_new = cells_.values.insert_or_assign(keys, *value).second;
        if (partial_) {
            cells_.changed_by[keys] = cells_.reading;
        }
        if (is_new && partial_) {
            error(node.place, "change-without-value",
                  {"changes: 只能改前面的表里已有的值",
                   "changes: replaces values that the table has"},
                  {"请写完整的 value:", "write the whole value: instead"});
            return false;
        }
        if (cells_.values.size() > limits::table_cells) {
            report_table_too_large(model_, parameter_);
            return false;
        }
        return true;
    }

    bool read_categories(const WrittenNode& node, Keys& keys) {
        const Type& type = parameter_.keys[keys.size()].type;
        std::set<std::int64_t> seen;
        bool sound = true;
        for (const auto& [key, value] : node.entries) {
            const auto index = read_constant(model_, key, type);
            if (!index) {
                sound = false;
                continue;
            }
            keys.push_back(static_cast<std::int64_t>(index->digits));
            seen.insert(keys.back());
            sound = read_level(value, keys) && sound;
            keys.pop_back();
        }
        const auto& values = model_.book.categories[type.category].values;
        for (std::size_t i = 0; i < values.size() && !partial_ && sound; ++i) {
            if (seen.count(static_cast<std::int64_t>(i)) == 0) {
                error(node.place, "table-hole",
                      {fmt::format("表里缺少“{}”", values[i].name),
                       fmt::format("the table has no value for '{}'", values[i].name)},
                      {"请补上这个值", "add a value for it"});
                sound = false;
            }
        }
        return sound;
    }

    std::optional<KeyRange> read_key_range(const WrittenText& key) {
        const std::size_t dots = key.value.find("..");
        const auto part = [&](std::size_t begin, std::size_t end) {
            const WrittenText piece{
                key.value.substr(begin, end - begin), key.at({begin, end}), {}, false};
            return read_whole(model_, piece, -limits::integer, limits::integer);
        };
        const auto first = part(0, std::min(dots, key.value.size()));
        const auto last = dots == std::string::npos ? first : part(dots + 2, key.value.size());
        if (!first || !last) {
            return std::nullopt;
        }
        if (*last < *first || *last - *first >= limits::table_integer_keys) {
            error(key.place, "empty-range",
                  {"键的范围前后颠倒或太大", "this range of keys runs backwards or is too large"},
                  {"例如 1..3", "such as 1..3"});
            return std::nullopt;
        }
        return KeyRange{*first, *last};
    }

    bool read_integers(const WrittenNode& node, Keys& keys) {
        std::vector<std::pair<KeyRange, const WrittenText*>> ranges;
        bool sound = true;
        for (const auto& [key, value] : node.entries) {
            if (key.value == "and_above") {
                continue;
            }
            const auto range = read_key_range(key);
            sound = sound && range.has_value();
            for (std::int64_t k = range ? range->first : 1; sound && k <= range->last; ++k) {
                keys.push_back(k);
                sound = read_level(value, keys);
                keys.pop_back();
            }
            if (range) {
                ranges.emplace_back(*range, &key);
            }
        }
        std::sort(ranges.begin(), ranges.end(),
                  [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
        for (std::size_t i = 1; i < ranges.size() && sound && !partial_; ++i) {
            sound = check_neighbours(ranges[i - 1].first, ranges[i].first, *ranges[i].second);
        }
        if (ranges.empty() && sound && !partial_) {
            error(node.place, "table-hole", {"表里没有任何键", "the table has no key"},
                  {"至少写一个键，例如 1:", "write at least one key, such as 1:"});
            return false;
        }
        const WrittenNode* above = node.find("and_above");
        return sound && (above == nullptr ||
                         read_above(*above, keys, ranges.empty() ? 0 : ranges.back().first.last));
    }

    bool check_neighbours(const KeyRange& before, const KeyRange& range, const WrittenText& key) {
        if (range.first == before.last + 1) {
            return true;
        }
        if (range.first <= before.last) {
            error(key.place, "table-overlap",
                  {fmt::format("{} 有两个值", range.first),
                   fmt::format("{} has two values", range.first)},
                  {"请删去一个", "delete one of them"});
        } else {
            error(key.place, "table-hole",
                  {fmt::format("表里缺少 {}", before.last + 1),
                   fmt::format("the table has no value for {}", before.last + 1)},
                  {"请补上，或改成范围，例如 1..3", "add it, or write a range such as 1..3"});
        }
        return false;
    }

    bool read_above(const WrittenNode& node, const Keys& keys, std::int64_t last) {
        if (keys.size() + 1 != parameter_.keys.size()) {
            error(node.place, "bad-table-key",
                  {"and_above 只能用在最里层的键", "and_above belongs to the innermost key"},
                  {"请移到最里层", "move it to the innermost level"});
            return false;
        }
        if (node.is_scalar()) {
            const auto value = read_constant(model_, node.scalar, parameter_.type);
            cells_.above[keys] = {last + 1, value.value_or(Decimal{}), {}, cells_.reading};
            return value.has_value();
        }
        const WrittenNode* add = node.find("add");
        const WrittenNode* beyond = node.find("for_each_beyond");
        if (add == nullptr || beyond == nullptr || node.entries.size() != 2 || !add->is_scalar() ||
            !beyond->is_scalar()) {
            error(node.place, "wrong-shape",
                  {"and_above 应是一个值，或 {add: 金额, for_each_beyond: 键}",
                   "and_above takes a value, or {add: …, for_each_beyond: …}"},
                  {"请照此写", "write it so"});
            return false;
        }
        const auto amount = read_constant(model_, add->scalar, parameter_.type);
        const auto key = read_whole(model_, beyond->scalar, -limits::integer, limits::integer);
        if (!amount || !key) {
            return false;
        }
        if (!begins_behind_last(*beyond, keys, *key)) {
            return false;
        }
        cells_.above[keys] = {*key, std::nullopt, *amount, cells_.reading};
        return true;
    }

    /// `for_each_beyond:` names the last key: another leaves a key without a value, or with two.
    bool begins_behind_last(const WrittenNode& beyond, const Keys& row, std::int64_t key) {
        Keys at = row;
        at.push_back(key);
        const auto found = cells_.values.find(at);
        if (found == cells_.values.end()) {
            error(beyond.place, "table-hole",
                  {fmt::format("表里缺少 {}", key),
                   fmt::format("the table has no value for {}", key)},
                  {"for_each_beyond: 应是表里的最后一个键",
                   "for_each_beyond: names the last key of the table"});
            return false;
        }
        const auto next = std::next(found);
        if (next != cells_.values.end() &&
            std::equal(row.begin(), row.end(), next->first.begin())) {
            error(beyond.place, "table-overlap",
                  {fmt::format("{} 有两个值：写明的，和 and_above 算出的", next->first.back()),
                   fmt::format("{} has two values: the one written, and that of and_above",
                               next->first.back())},
                  {"for_each_beyond: 应是表里的最后一个键",
                   "for_each_beyond: names the last key of the table"});
            return false;
        }
        return true;
    }

    void error(const Place& place, std::string_view code, Phrase message, Phrase help) {
        model_.findings.error(code, place, {std::move(message), {}, std::move(help)});
    }

    Model& model_;
    const Parameter& parameter_;
    bool partial_;
    TableCells& cells_;
};

} // namespace

bool read_table_cells(Model& model, const Parameter& parameter, const WrittenNode& node,
                      bool partial, TableCells& cells) {
    return TableReader(model, parameter, partial, cells).read(node);
}

void report_table_too_large(Model& model, const Parameter& parameter) {
    model.findings.error("table-too-large", parameter.declaration->name.place,
                         {{"这张表太大", "this table is too large"},
                          {},
                          {"请减少键，或拆成几张表", "use fewer keys, or several tables"}});
}

} // namespace doudi::compiler
