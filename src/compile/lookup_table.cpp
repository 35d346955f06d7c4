// Parameters with keys: nested maps become a dense table. Holes and overlaps are findings.

#include "compile/lookup_table.hpp"

#include "compile/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace doudi::compiler {

namespace {

using Keys = std::vector<std::int64_t>;

/// `and_above` of one row of whole-number keys.
struct Above {
    std::int64_t beyond = 0; ///< the key that `base` belongs to
    Decimal base;
    Decimal add;
};

struct Cells {
    std::map<Keys, Decimal> values;
    std::map<Keys, Above> above; ///< by the keys before the last
};

struct KeyRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

class TableReader {
public:
    TableReader(Model& model, const Parameter& parameter)
        : model_(model), parameter_(parameter) {}

    /// Reads a whole table, or with `partial` the leaves that `changes:` names.
    bool read(const WrittenNode& node, bool partial) {
        partial_ = partial;
        Keys keys;
        return read_level(node, keys);
    }

    Cells cells;

private:
    bool read_level(const WrittenNode& node, Keys& keys) {
        if (keys.size() == parameter_.keys.size()) {
            return read_leaf(node, keys);
        }
        if (!node.is_map()) {
            error(node.place, "wrong-shape",
                  {fmt::format("这里应按“{}”逐项列出", parameter_.keys[keys.size()].name),
                   fmt::format("a value for each '{}' belongs here",
                               parameter_.keys[keys.size()].name)});
            return false;
        }
        const bool by_category = parameter_.keys[keys.size()].type.kind == Kind::category;
        return by_category ? read_categories(node, keys) : read_integers(node, keys);
    }

    bool read_leaf(const WrittenNode& node, const Keys& keys) {
        if (!node.is_scalar()) {
            error(node.place, "wrong-shape", {"这里应是一个值", "one value belongs here"});
            return false;
        }
        const auto value = read_constant(model_, node.scalar, parameter_.type);
        if (value) {
            cells.values[keys] = *value;
        }
        return value.has_value();
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
                       fmt::format("the table has no value for '{}'", values[i].name)});
                sound = false;
            }
        }
        return sound;
    }

    std::optional<KeyRange> read_key_range(const WrittenText& key) {
        const std::size_t dots = key.value.find("..");
        const auto part = [&](std::size_t begin, std::size_t end) {
            const WrittenText piece{key.value.substr(begin, end - begin), key.at({begin, end}), {},
                                    false};
            return read_whole(model_, piece, -limits::integer, limits::integer);
        };
        const auto first = part(0, std::min(dots, key.value.size()));
        const auto last =
            dots == std::string::npos ? first : part(dots + 2, key.value.size());
        if (!first || !last) {
            return std::nullopt;
        }
        if (*last < *first || *last - *first >= limits::table_integer_keys) {
            error(key.place, "empty-range",
                  {"键的范围前后颠倒或太大", "this range of keys runs backwards or is too large"});
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
                   fmt::format("{} has two values", range.first)});
        } else {
            error(key.place, "table-hole",
                  {fmt::format("表里缺少 {}", before.last + 1),
                   fmt::format("the table has no value for {}", before.last + 1)});
        }
        return false;
    }

    bool read_above(const WrittenNode& node, const Keys& keys, std::int64_t last) {
        if (keys.size() + 1 != parameter_.keys.size()) {
            error(node.place, "bad-table-key",
                  {"and_above 只能用在最里层的键", "and_above belongs to the innermost key"});
            return false;
        }
        Above above{last + 1, {}, {}};
        if (node.is_scalar()) {
            const auto value = read_constant(model_, node.scalar, parameter_.type);
            above.base = value.value_or(Decimal{});
            cells.above[keys] = above;
            return value.has_value();
        }
        const WrittenNode* add = node.find("add");
        const WrittenNode* beyond = node.find("for_each_beyond");
        if (add == nullptr || beyond == nullptr || node.entries.size() != 2 || !add->is_scalar() ||
            !beyond->is_scalar()) {
            error(node.place, "wrong-shape",
                  {"and_above 应是一个值，或 {add: 金额, for_each_beyond: 键}",
                   "and_above takes a value, or {add: …, for_each_beyond: …}"});
            return false;
        }
        const auto amount = read_constant(model_, add->scalar, parameter_.type);
        const auto key = read_whole(model_, beyond->scalar, -limits::integer, limits::integer);
        if (!amount || !key) {
            return false;
        }
        Keys base = keys;
        base.push_back(*key);
        const auto found = cells.values.find(base);
        if (found == cells.values.end()) {
            error(beyond->place, "table-hole",
                  {fmt::format("表里缺少 {}", *key),
                   fmt::format("the table has no value for {}", *key)});
            return false;
        }
        cells.above[keys] = {*key, found->second, *amount};
        return true;
    }

    void error(const Place& place, std::string_view code, Phrase message) {
        model_.findings.error(code, place, {std::move(message), {}, {}});
    }

    Model& model_;
    const Parameter& parameter_;
    bool partial_ = false;
};

/// The value for each key, dense: row-major, the last key fastest.
class DenseTable {
public:
    DenseTable(const Model& model, const Parameter& parameter, const Cells& cells)
        : cells_(cells) {
        for (std::size_t i = 0; i < parameter.keys.size(); ++i) {
            const Type& type = parameter.keys[i].type;
            TableEntry::Axis axis;
            axis.is_category = type.kind == Kind::category;
            if (axis.is_category) {
                axis.count = static_cast<std::int64_t>(
                    model.book.categories[type.category].values.size());
            } else {
                set_integer_axis(axis, i, i + 1 == parameter.keys.size());
            }
            size_ *= static_cast<std::size_t>(std::max<std::int64_t>(axis.count, 1));
            table_.axes.push_back(axis);
            if (size_ > limits::table_cells) {
                return;
            }
        }
    }

    [[nodiscard]] std::optional<TableEntry> build() {
        if (size_ > limits::table_cells) {
            return std::nullopt;
        }
        int places = 0;
        for (const auto& [keys, value] : cells_.values) {
            places = std::max(places, value.places);
        }
        for (const auto& [keys, above] : cells_.above) {
            places = std::max({places, above.add.places, above.base.places});
        }
        table_.places = static_cast<std::uint8_t>(places);
        Keys keys;
        const bool fits = fill(keys);
        if (std::find(table_.present.begin(), table_.present.end(), 0) == table_.present.end()) {
            table_.present.clear();
        }
        return fits ? std::optional(table_) : std::nullopt;
    }

private:
    void set_integer_axis(TableEntry::Axis& axis, std::size_t level, bool is_last) {
        std::int64_t last = INT64_MIN;
        axis.first = INT64_MAX;
        for (const auto& [keys, value] : cells_.values) {
            axis.first = std::min(axis.first, keys[level]);
            last = std::max(last, keys[level]);
        }
        if (is_last && !cells_.above.empty()) {
            for (const auto& [keys, above] : cells_.above) {
                last = std::max(last, above.beyond);
            }
            axis.open_above = true;
            ++last;
        }
        axis.count = last - axis.first + 1;
    }

    bool push(const std::optional<Decimal>& value) {
        const auto scaled = value ? value->with_places(table_.places) : std::nullopt;
        table_.present.push_back(value ? 1 : 0);
        table_.cells.push_back(scaled ? scaled->digits : Int128(0));
        return !value || scaled;
    }

    std::optional<Decimal> value_at(const Keys& keys) const {
        const auto found = cells_.values.find(keys);
        if (found != cells_.values.end()) {
            return found->second;
        }
        const auto above = cells_.above.find(Keys(keys.begin(), keys.end() - 1));
        if (above == cells_.above.end() || keys.back() < above->second.beyond) {
            return std::nullopt;
        }
        const int places = table_.places;
        const Int128 base = above->second.base.with_places(places).value_or(Decimal{}).digits;
        const Int128 add = above->second.add.with_places(places).value_or(Decimal{}).digits;
        return Decimal{base + add * Int128(keys.back() - above->second.beyond), places};
    }

    bool fill(Keys& keys) {
        const std::size_t level = keys.size();
        if (level == table_.axes.size()) {
            return push(value_at(keys));
        }
        bool fits = true;
        const TableEntry::Axis& axis = table_.axes[level];
        for (std::int64_t i = 0; i < axis.count; ++i) {
            keys.push_back(axis.first + i);
            fits = fill(keys) && fits;
            keys.pop_back();
        }
        if (level + 1 == table_.axes.size() && axis.open_above) {
            const auto above = cells_.above.find(keys);
            const Decimal add = above != cells_.above.end() ? above->second.add : Decimal{};
            table_.slopes.push_back(add.with_places(table_.places).value_or(Decimal{}).digits);
        }
        return fits;
    }

    const Cells& cells_;
    TableEntry table_;
    std::size_t size_ = 1;
};

} // namespace

std::optional<Index> table_on(Model& model, Index parameter, const Place& reader) {
    const Parameter& entry = model.parameters[parameter];
    const ParameterDeclaration& declaration = *entry.declaration;
    const ParameterEntry* in_force = entry_on(declaration, model.date);
    if (in_force == nullptr) {
        report_gap(model, declaration, model.date, reader);
        return std::nullopt;
    }
    // Changes build on the entries before them, back to the last whole table.
    TableReader reader_of_cells(model, entry);
    std::size_t first = static_cast<std::size_t>(in_force - declaration.entries.data());
    const std::size_t last = first;
    while (first > 0 && declaration.entries[first].changes != nullptr) {
        --first;
    }
    for (std::size_t i = first; i <= last; ++i) {
        const ParameterEntry& part = declaration.entries[i];
        const bool partial = part.changes != nullptr;
        const WrittenNode* node = partial ? part.changes : part.value;
        if (node == nullptr || (partial && i == first)) {
            model.findings.error("wrong-shape", part.when.place,
                                 {{"changes: 之前要有完整的 value:",
                                   "changes: needs a whole value: before it"},
                                  {},
                                  {}});
            return std::nullopt;
        }
        if (!reader_of_cells.read(*node, partial)) {
            return std::nullopt;
        }
    }
    auto table = DenseTable(model, entry, reader_of_cells.cells).build();
    if (!table) {
        model.findings.error("table-too-large", declaration.name.place,
                             {{"这张表太大", "this table is too large"}, {}, {}});
        return std::nullopt;
    }
    table->parameter = use_of(model, declaration, *in_force);
    model.book.tables.push_back(std::move(*table));
    return static_cast<Index>(model.book.tables.size() - 1);
}

} // namespace doudi::compiler
