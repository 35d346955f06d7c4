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

// A value for some months, never carried on to the next; all dates of decisions have one.
std::string make_monthly(Draft& draft) {
    Symbol symbol;
    symbol.name = draft.new_name("index");
    symbol.kind = Kind::rate;
    symbol.places = 2;
    symbol.bound = 1.2;
    symbol.is_dated = true;
    symbol.has_gaps = true;
    std::string text = heading(draft, symbol) + "    each: month\n    values:\n";
    for (const std::string month :
         {"2020-02", "2018-01", "2020-05", "2020-03", "2020-07", "2020-06", "2020-04", "2021-03"}) {
        text += entry(month, "        value: " + constant(draft, Kind::rate) + "\n");
    }
    draft.symbols.push_back(symbol);
    return text;
}

// A sum that was set for some years only.
std::string make_ended(Draft& draft) {
    Symbol symbol;
    symbol.name = draft.new_name("former");
    symbol.kind = Kind::money_month;
    symbol.places = 2;
    symbol.bound = 2000;
    symbol.is_dated = true;
    symbol.has_gaps = true;
    symbol.is_ended = true;
    std::string text = heading(draft, symbol) + "    values:\n";
    text += entry("2019-01-01", "        ended: true\n");
    text += entry("1990-01-01", "        value: " + constant(draft, symbol.kind) + "\n");
    text += entry("2001-07-01", "        value: " + constant(draft, symbol.kind) + "\n");
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

// One leaf of a table anew: that of the last whole number, from which a table may rise.
std::string make_change(Draft& draft, const Symbol& symbol, std::size_t level) {
    if (level == symbol.keys.size()) {
        return constant(draft, symbol.kind);
    }
    const Key& key = symbol.keys[level];
    const std::string value = key.category.empty()
                                  ? std::to_string(key.last)
                                  : draft.random.pick(draft.pack.categories.at(key.category));
    return "{" + value + ": " + make_change(draft, symbol, level + 1) + "}";
}

std::string make_table(Draft& draft, const std::vector<std::string>& axes) {
    static const std::vector<Kind> kinds{Kind::money_month, Kind::money_month, Kind::rate,
                                         Kind::money};
    Symbol symbol;
    symbol.name = draft.new_name("table");
    symbol.kind = draft.random.pick(kinds);
    symbol.places = 2;
    symbol.bound = symbol.kind == Kind::rate ? 1.2 : 2000;
    std::string by;
    for (const std::string& axis : axes) {
        symbol.keys.push_back(make_key(draft, axis == "category"));
        by += (by.empty() ? "key_" : ", key_") + std::to_string(symbol.keys.size()) + ": " +
              (axis == "category" ? symbol.keys.back().category : axis);
    }
    std::string text = heading(draft, symbol) + "    by: {" + by + "}\n    values:\n";
    text += entry("2018-01-01", "        value:" + make_leaves(draft, symbol, 0, "          "));
    if (draft.random.chance(60)) {
        text += entry("2020-03-01", "        changes: " + make_change(draft, symbol, 0) + "\n");
    }
    draft.symbols.push_back(symbol);
    return text;
}

// Brackets of a rate give money for money; those of a whole number give the number of the band.
std::string make_brackets(Draft& draft, Kind kind) {
    Symbol symbol;
    symbol.name = draft.new_name("bands");
    symbol.kind = kind;
    std::string text = heading(draft, symbol);
    const bool band = kind != Kind::rate || draft.random.chance(50);
    text += band ? "    brackets: band\n" : "    brackets: marginal\n";
    std::string thresholds;
    std::int64_t at = draft.random.chance(70) ? -100000 : 0; // below the first: see docs/RULES.md
    for (std::int64_t count = draft.random.between(1, 4); count > 0; --count) {
        const bool is_odd = at > 0 && draft.random.chance(30); // some fen above a round sum
        const std::int64_t fen = at * 100 + (is_odd ? draft.random.between(1, 99) : 0);
        thresholds += (thresholds.empty() ? "" : ", ") +
                      (is_odd ? decimal(fen, 2) : std::to_string(at)) + ": " +
                      std::to_string(draft.random.between(0, 50)) + (kind == Kind::rate ? "%" : "");
        draft.pack.constants[Kind::money_month].push_back(fen);
        at += draft.random.between(1, 20) * 100 + (at < 0 ? 100000 : 0);
    }
    text += "    values:\n" + entry("2018-01-01", "        thresholds: {" + thresholds + "}\n");
    symbol.kind = kind == Kind::rate ? Kind::money_month : kind;
    symbol.is_brackets = true;
    draft.symbols.push_back(symbol);
    return text;
}

} // namespace

std::string make_scalar(Draft& draft, const std::string& programme, Kind kind, int per) {
    Symbol symbol;
    symbol.name = draft.new_name("law");
    symbol.programme = programme;
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

std::string make_parameters(Draft& draft) {
    std::string text = "parameters:\n";
    for (const Kind kind : {Kind::money_month, Kind::money_month, Kind::rate, Kind::integer}) {
        text += make_scalar(draft, "", kind, no_entity);
    }
    for (int entity = 1; entity < static_cast<int>(draft.pack.entities.size()); ++entity) {
        text += make_scalar(draft, "", Kind::money_month, entity);
    }
    if (draft.random.chance(50)) {
        text += make_monthly(draft);
    }
    if (draft.random.chance(50)) {
        text += make_ended(draft);
    }
    static const std::vector<std::vector<std::string>> tables{{"integer"},
                                                              {"category", "integer"},
                                                              {"integer", "category"},
                                                              {"category", "integer", "integer"}};
    text += make_table(draft, {"category"});
    for (const std::vector<std::string>& axes : tables) {
        if (draft.random.chance(axes.size() < 3 ? 50 : 20)) {
            text += make_table(draft, axes);
        }
    }
    if (draft.random.chance(60)) {
        text += make_brackets(draft, Kind::rate);
    }
    if (draft.random.chance(40)) {
        text += make_brackets(draft, Kind::integer);
    }
    return text;
}

} // namespace doudi::generator
