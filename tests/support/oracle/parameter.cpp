#include "parameter.hpp"

#include <algorithm>
#include <stdexcept>

namespace doudi::oracle {
namespace {

Date read_date(const std::string& text) {
    const auto date = text.size() == 7 ? parse_month(text) : parse_date(text);
    if (!date) {
        throw std::runtime_error("'" + text + "' is no date");
    }
    return *date;
}

Table read_table(const YAML::Node& node, ContentType type);

AndAbove read_and_above(const YAML::Node& node, ContentType type) {
    AndAbove above;
    if (node.IsScalar()) {
        above.value = parse_value(node.Scalar(), type);
        return above;
    }
    above.add = parse_number(node["add"].Scalar()).value();
    above.beyond = Integer(node["for_each_beyond"].Scalar());
    return above;
}

Table read_table(const YAML::Node& node, ContentType type) {
    Table table;
    if (node.IsScalar()) {
        table.leaf = parse_value(node.Scalar(), type);
        return table;
    }
    for (const auto& row : node) {
        const std::string key = row.first.Scalar();
        if (key == "and_above") {
            table.and_above = read_and_above(row.second, type);
        } else {
            table.rows.push_back({key, {read_table(row.second, type)}});
        }
    }
    return table;
}

// A key that the table has not yet goes first: a single number is meant before a range around it.
void replace_leaves(Table& table, const Table& changes) {
    if (changes.leaf) {
        table = changes;
        return;
    }
    for (const Table::Row& change : changes.rows) {
        const auto same_key = [&](const Table::Row& row) { return row.key == change.key; };
        const auto found = std::find_if(table.rows.begin(), table.rows.end(), same_key);
        if (found == table.rows.end()) {
            table.rows.insert(table.rows.begin(), change);
        } else {
            replace_leaves(found->inner.front(), change.inner.front());
        }
    }
    if (changes.and_above) {
        table.and_above = changes.and_above;
    }
}

// The first and last whole number of a key "3" or "1..3"; nullopt for a category's value.
std::optional<std::pair<Rational, Rational>> whole_numbers(const std::string& key) {
    const std::size_t dots = key.find("..");
    const auto low = parse_number(key.substr(0, dots));
    const auto high = dots == std::string::npos ? low : parse_number(key.substr(dots + 2));
    if (!low || !high) {
        return std::nullopt;
    }
    return std::pair(*low, *high);
}

bool has_key(const Table::Row& row, const Value& key) {
    if (std::holds_alternative<std::monostate>(key.content())) {
        return false;
    }
    if (!std::holds_alternative<Rational>(key.content())) {
        return row.key == key.print();
    }
    const auto range = whole_numbers(row.key);
    return range && is_whole(key.number()) && range->first <= key.number() &&
           key.number() <= range->second;
}

Value look_up(const Table& table, const std::vector<Value>& keys, std::size_t level);

Value look_up_above(const Table& table, const std::vector<Value>& keys, std::size_t level) {
    const Rational& key = keys[level].number();
    Rational last = 0;
    for (const Table::Row& row : table.rows) {
        last = std::max(last, whole_numbers(row.key).value().second);
    }
    if (!is_whole(key) || key <= last) {
        return Value::fault();
    }
    if (!table.and_above->add) {
        return table.and_above->value;
    }
    std::vector<Value> base = keys;
    base[level] = Value::ok(Rational(table.and_above->beyond));
    const Value at_base = look_up(table, base, level);
    const Rational steps = key - Rational(table.and_above->beyond);
    return Value::ok(Rational(at_base.number() + *table.and_above->add * steps));
}

Value look_up(const Table& table, const std::vector<Value>& keys, std::size_t level) {
    if (level == keys.size()) {
        return table.leaf.value();
    }
    for (const Table::Row& row : table.rows) {
        if (has_key(row, keys[level])) {
            return look_up(row.inner.front(), keys, level + 1);
        }
    }
    return table.and_above ? look_up_above(table, keys, level) : Value::fault();
}

// Each slice of x between two thresholds at the rate of its band.
Value marginal(const ParameterEntry& entry, const Rational& x) {
    Rational total = 0;
    for (std::size_t i = 0; i < entry.thresholds.size(); ++i) {
        const auto& [from, rate] = entry.thresholds[i];
        const bool last = i + 1 == entry.thresholds.size();
        const Rational to = last ? x : std::min(x, entry.thresholds[i + 1].first);
        total += std::max(Rational(0), Rational(to - from)) * rate.number();
    }
    return Value::ok(total);
}

Value band(const ParameterEntry& entry, const Rational& x, bool is_rate) {
    Value found = Value::fault();
    for (const auto& [from, value] : entry.thresholds) {
        if (from <= x) {
            found = is_rate ? Value::ok(Rational(x * value.number())) : value;
        }
    }
    return found;
}

} // namespace

Parameter Parameter::read(const YAML::Node& node, ContentType type) {
    Parameter parameter;
    parameter.type_ = type;
    parameter.is_rate_ = node["type"] && node["type"].Scalar() == "rate";
    parameter.each_month_ = static_cast<bool>(node["each"]);
    parameter.brackets_ = node["brackets"] ? node["brackets"].Scalar() : "";
    std::map<std::string, YAML::Node> by_date; // ISO dates sort as text
    for (const auto& entry : node["values"]) {
        by_date.emplace(entry.first.Scalar(), entry.second);
    }
    for (const auto& [date, entry] : by_date) {
        parameter.read_entry(date, entry);
    }
    return parameter;
}

void Parameter::read_entry(const std::string& date, const YAML::Node& node) {
    ParameterEntry entry;
    if (!node.IsMap()) {
        entry.table = read_table(node, type_);
    } else if (node["ended"]) {
        entry.ended = node["ended"].Scalar() == "true";
    } else if (node["thresholds"]) {
        for (const auto& threshold : node["thresholds"]) {
            entry.thresholds.emplace_back(parse_number(threshold.first.Scalar()).value(),
                                          parse_value(threshold.second.Scalar(), type_));
        }
    } else if (node["changes"]) {
        entry.table = entries_.rbegin()->second.table;
        replace_leaves(entry.table, read_table(node["changes"], type_));
    } else {
        entry.table = read_table(node["value"], type_);
    }
    entries_.emplace(read_date(date), std::move(entry));
}

const ParameterEntry* Parameter::entry_on(const Date& date) const {
    if (each_month_) {
        const auto found = entries_.find(first_of_month(date));
        return found == entries_.end() ? nullptr : &found->second;
    }
    const auto after = entries_.upper_bound(date);
    return after == entries_.begin() ? nullptr : &std::prev(after)->second;
}

Value Parameter::on(const Date& date, const std::vector<Value>& keys) const {
    const ParameterEntry* entry = entry_on(date);
    if (entry == nullptr || entry->ended) {
        return Value::fault();
    }
    if (brackets_.empty()) {
        return look_up(entry->table, keys, 0);
    }
    const Rational& x = keys.at(0).number();
    return brackets_ == "marginal" ? marginal(*entry, x) : band(*entry, x, is_rate_);
}

} // namespace doudi::oracle
