// Parameters with keys: the cells become a dense table, row-major.

#include "compile/lookup_table.hpp"

#include "compile/table_cells.hpp"

#include <doudi/limits.hpp>

#include <algorithm>
#include <map>

namespace doudi::compiler {

namespace {

/// The value for each key, dense: row-major, the last key fastest.
class DenseTable {
public:
    DenseTable(const Model& model, const Parameter& parameter, const TableCells& cells)
        : cells_(cells) {
        for (std::size_t i = 0; i < parameter.keys.size(); ++i) {
            const Type& type = parameter.keys[i].type;
            TableEntry::Axis axis;
            axis.is_category = type.kind == Kind::category;
            if (axis.is_category) {
                axis.count =
                    static_cast<std::int64_t>(model.book.categories[type.category].values.size());
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
            places = std::max({places, above.add.places, above.flat.value_or(Decimal{}).places});
        }
        table_.places = static_cast<std::uint8_t>(places);
        Keys keys;
        const bool fits = fill(keys);
        if (std::find(table_.present.begin(), table_.present.end(), 0) == table_.present.end()) {
            table_.present.clear();
        }
        return fits && !has_overflowed_ ? std::optional(table_) : std::nullopt;
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

    std::optional<Decimal> value_at(const Keys& keys) {
        const auto found = cells_.values.find(keys);
        if (found != cells_.values.end()) {
            return found->second;
        }
        const auto above = cells_.above.find(Keys(keys.begin(), keys.end() - 1));
        if (above == cells_.above.end() || keys.back() < above->second.beyond) {
            return std::nullopt;
        }
        if (above->second.flat) {
            return above->second.flat;
        }
        // The value at `beyond` as it is now: `changes:` may have replaced it since.
        Keys beyond = keys;
        beyond.back() = above->second.beyond;
        const int places = table_.places;
        const auto start = cells_.values.at(beyond).with_places(places);
        const auto step = above->second.add.with_places(places);
        const auto rise =
            step ? checked_multiply(step->digits, Int128(keys.back() - above->second.beyond))
                 : std::nullopt;
        const auto sum = start && rise ? checked_add(start->digits, *rise) : std::nullopt;
        has_overflowed_ = has_overflowed_ || !sum;
        return Decimal{sum.value_or(Int128(0)), places};
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

    const TableCells& cells_;
    TableEntry table_;
    std::size_t size_ = 1;
    bool has_overflowed_ = false;
};

} // namespace

namespace {

/// Reads the table in force: the last whole one and the changes since then.
bool read_entries(Model& model, const Parameter& entry, const ParameterEntry& in_force,
                  TableCells& cells) {
    const ParameterDeclaration& declaration = *entry.declaration;
    std::size_t first = static_cast<std::size_t>(&in_force - declaration.entries.data());
    const std::size_t last = first;
    while (first > 0 && declaration.entries[first].changes != nullptr) {
        --first;
    }
    for (std::size_t i = first; i <= last; ++i) {
        const ParameterEntry& part = declaration.entries[i];
        const bool partial = part.changes != nullptr;
        const WrittenNode* node = partial ? part.changes : part.value;
        if (node == nullptr || (partial && i == first)) {
            model.findings.error(
                "wrong-shape", part.when.place,
                {{"changes: 之前要有完整的 value:", "changes: needs a whole value: before it"},
                 {},
                 {"请在前一个日期写完整的 value:", "write a whole value: under an earlier date"}});
            return false;
        }
        cells.reading = &part;
        if (!read_table_cells(model, entry, *node, partial, cells)) {
            return false;
        }
        cells.whole = partial ? cells.whole : &part;
    }
    return true;
}

/// The keys of the cell at a position; those of the last axis change fastest.
Keys keys_at(const TableEntry& table, std::size_t position) {
    Keys keys(table.axes.size());
    for (std::size_t i = keys.size(); i-- > 0;) {
        const auto count = static_cast<std::size_t>(table.axes[i].count);
        keys[i] = table.axes[i].first + static_cast<std::int64_t>(position % count);
        position /= count;
    }
    return keys;
}

/// The entry that a cell comes from. A leaf that `changes:` left alone still comes from where the
/// whole table comes from; what stands above the last key, from the later of its two parts.
const ParameterEntry& entry_of(const TableCells& cells, Keys keys) {
    const ParameterEntry* written = cells.whole;
    if (cells.values.find(keys) == cells.values.end()) {
        const auto above = cells.above.find(Keys(keys.begin(), keys.end() - 1));
        if (above == cells.above.end()) {
            return *cells.whole;
        }
        written = above->second.written;
        keys.back() = above->second.beyond;
    }
    const auto changed = cells.changed_by.find(keys);
    const bool is_later = changed != cells.changed_by.end() && changed->second > written;
    return is_later ? *changed->second : *written; // entries stand in the order of their dates
}

void cite_cells(Model& model, const ParameterDeclaration& declaration, const TableCells& cells,
                TableEntry& table) {
    const bool has_changes =
        !cells.changed_by.empty() ||
        std::any_of(cells.above.begin(), cells.above.end(),
                    [&](const auto& row) { return row.second.written != cells.whole; });
    for (std::size_t i = 0; has_changes && i < table.cells.size(); ++i) {
        table.cell_parameters.push_back(
            use_of(model, declaration, entry_of(cells, keys_at(table, i))));
    }
}

std::optional<Index> read_table(Model& model, Index parameter, const ParameterEntry& in_force) {
    const Parameter& entry = model.parameters[parameter];
    const ParameterDeclaration& declaration = *entry.declaration;
    TableCells cells;
    if (!read_entries(model, entry, in_force, cells)) {
        return std::nullopt;
    }
    auto table = DenseTable(model, entry, cells).build();
    if (!table) {
        report_table_too_large(model, entry);
        return std::nullopt;
    }
    table->parameter = use_of(model, declaration, in_force);
    cite_cells(model, declaration, cells, *table);
    model.book.tables.push_back(std::move(*table));
    return static_cast<Index>(model.book.tables.size() - 1);
}

} // namespace

std::optional<Index> table_on(Model& model, Index parameter, const Place& reader) {
    const ParameterDeclaration& declaration = *model.parameters[parameter].declaration;
    const ParameterEntry* in_force = entry_on(declaration, model.date);
    if (in_force == nullptr) {
        report_gap(model, declaration, model.date, reader);
        return std::nullopt;
    }
    const auto [known, is_new] = model.tables_read.try_emplace(parameter, none);
    if (is_new) {
        known->second = read_table(model, parameter, *in_force).value_or(none);
    }
    return known->second == none ? std::nullopt : std::optional(known->second);
}

} // namespace doudi::compiler
