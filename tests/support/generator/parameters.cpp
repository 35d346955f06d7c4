#include "pack_parts.hpp"

namespace doudi::generator {
namespace {

// A value of the kind, and the constant that records should hit.
std::string constant(Draft& draft, Kind kind) {
    auto& known = draft.pack.constants[kind];
    if (kind == Kind::rate) {
        known.push_back(draft.random.between(0, 120));
        return std::to_string(known.back()) + "%";
    }
    if (kind == Kind::integer) {
        known.push_back(draft.random.between(0, 30));
        return std::to_string(known.back());
    }
    known.push_back(draft.random.between(0, 200000));
    return decimal(known.back(), 2);
}

std::string make_leaves(Draft& draft, const Symbol& symbol, std::size_t level,
                        const std::string& indent) {
    if (level == symbol.keys.size()) {
        return " " + constant(draft, symbol.kind) + "\n";
    }
    const Key& key = symbol.keys[level];
    std::string text = "\n";
    if (!key.category.empty()) {
        for (const std::string& value : draft.pack.categories.at(key.category)) {
            text += indent + value + ":" + make_leaves(draft, symbol, level + 1, indent + "  ");
        }
        return text;
    }
    const bool ranged = key.last > key.first + 1;
    if (ranged) {
        text += indent + std::to_string(key.first) + ".." + std::to_string(key.last - 1) + ":" +
                make_leaves(draft, symbol, level + 1, indent + "  ");
    }
    for (std::int64_t at = ranged ? key.last : key.first; at <= key.last; ++at) {
        text += indent + std::to_string(at) + ":" +
                make_leaves(draft, symbol, level + 1, indent + "  ");
    }
    if (level + 1 == symbol.keys.size() && draft.random.chance(50)) {
        text += draft.random.chance(50)
                    ? indent + "and_above: {add: " + constant(draft, symbol.kind) +
                          ", for_each_beyond: " + std::to_string(key.last) + "}\n"
                    : indent + "and_above: " + constant(draft, symbol.kind) + "\n";
    }
    return text;
}

std::string heading(const Draft& draft, const Symbol& symbol) {
    return "  " + symbol.name + ":\n    type: " + written_type(draft, symbol) + "\n";
}

std::string entry(const std::string& date, const std::string& value) {
    return "      " + date + ":\n        assumed: made up\n" + value;
}

std::string make_scalar(Draft& draft, Kind kind, int per) {
    Symbol symbol;
    symbol.name = draft.new_name("law");
    symbol.kind = kind;
    symbol.per = per;
    symbol.places = kind == Kind::integer ? 0 : 2;
    symbol.bound = kind == Kind::integer ? 30 : kind == Kind::rate ? 1.2 : 2000;
    std::string text = heading(draft, symbol) + "    values:\n";
    for (const std::string date : {"2020-07-01", "2015-01-01"}) {
        if (date == "2015-01-01" || draft.random.chance(50)) {
            text += entry(date, "        value: " + constant(draft, kind) + "\n");
        }
    }
    symbol.is_dated = true;
    draft.symbols.push_back(symbol);
    return text;
}

// A value for some months, never carried on to the next.
std::string make_monthly(Draft& draft) {
    Symbol symbol;
    symbol.name = draft.new_name("index");
    symbol.kind = Kind::rate;
    symbol.places = 2;
    symbol.bound = 1.2;
    symbol.is_dated = true;
    symbol.is_monthly = true;
    std::string text = heading(draft, symbol) + "    each: month\n    values:\n";
    for (const std::string month : {"2020-02", "2020-06", "2020-05", "2020-07", "2021-03"}) {
        text += entry(month, "        value: " + constant(draft, Kind::rate) + "\n");
    }
    draft.symbols.push_back(symbol);
    return text;
}

Key make_key(Draft& draft, bool category) {
    Key key;
    if (category) {
        key.category = draft.pack.categories.begin()->first;
    } else {
        key.first = draft.random.between(0, 1);
        key.last = key.first + draft.random.between(0, 4);
    }
    return key;
}

std::string make_table(Draft& draft, bool by_category, bool by_number) {
    Symbol symbol;
    symbol.name = draft.new_name("table");
    symbol.kind = draft.random.chance(70) ? Kind::money_month : Kind::rate;
    symbol.places = 2;
    symbol.bound = symbol.kind == Kind::rate ? 1.2 : 2000;
    std::string by;
    if (by_category) {
        symbol.keys.push_back(make_key(draft, true));
        by += "kind: " + symbol.keys.back().category;
    }
    if (by_number) {
        symbol.keys.push_back(make_key(draft, false));
        by += (by.empty() ? "size: " : ", size: ") + std::string("integer");
    }
    std::string text = heading(draft, symbol) + "    by: {" + by + "}\n    values:\n";
    text += entry("2018-01-01", "        value:" + make_leaves(draft, symbol, 0, "          "));
    if (by_category && !by_number) {
        const std::string& value = draft.pack.categories.at(symbol.keys.front().category).front();
        text += entry("2020-03-01",
                      "        changes: {" + value + ": " + constant(draft, symbol.kind) + "}\n");
    }
    draft.symbols.push_back(symbol);
    return text;
}

std::string make_brackets(Draft& draft) {
    Symbol symbol;
    symbol.name = draft.new_name("bands");
    symbol.kind = Kind::rate;
    std::string text = heading(draft, symbol);
    text += draft.random.chance(50) ? "    brackets: marginal\n" : "    brackets: band\n";
    std::string thresholds;
    std::int64_t at = draft.random.chance(70) ? -100000 : 0; // below the first: see docs/RULES.md
    for (std::int64_t count = draft.random.between(1, 4); count > 0; --count) {
        thresholds += (thresholds.empty() ? "" : ", ") + std::to_string(at) + ": " +
                      std::to_string(draft.random.between(0, 50)) + "%";
        draft.pack.constants[Kind::money_month].push_back(at * 100);
        at += draft.random.between(1, 20) * 100 + (at < 0 ? 100000 : 0);
    }
    text += "    values:\n" + entry("2018-01-01", "        thresholds: {" + thresholds + "}\n");
    symbol.kind = Kind::money_month; // looked up with money, it gives money
    symbol.is_brackets = true;
    draft.symbols.push_back(symbol);
    return text;
}

} // namespace

std::string make_parameters(Draft& draft) {
    std::string text = "parameters:\n";
    for (const Kind kind : {Kind::money_month, Kind::money_month, Kind::rate, Kind::integer}) {
        text += make_scalar(draft, kind, no_entity);
    }
    for (int entity = 1; entity < static_cast<int>(draft.pack.entities.size()); ++entity) {
        text += make_scalar(draft, Kind::money_month, entity);
    }
    if (draft.random.chance(50)) {
        text += make_monthly(draft);
    }
    text += make_table(draft, true, false);
    if (draft.random.chance(60)) {
        text += make_table(draft, false, true);
    }
    if (draft.random.chance(60)) {
        text += make_table(draft, true, true);
    }
    if (draft.random.chance(60)) {
        text += make_brackets(draft);
    }
    return text;
}

} // namespace doudi::generator
