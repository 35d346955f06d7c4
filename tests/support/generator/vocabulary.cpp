#include "pack_parts.hpp"

#include <algorithm>

namespace doudi::generator {
namespace {

std::string make_entities(Draft& draft) {
    Random& random = draft.random;
    std::string text = "entities:\n";
    const std::int64_t count = random.between(1, 4);
    for (std::int64_t i = 0; i < count; ++i) {
        Entity entity;
        entity.name = draft.new_name(i == 0 ? "household" : "person");
        text += "  " + entity.name + ":\n    title: some rows\n";
        if (i > 0) {
            // At most three levels: a fourth entity stands beside another.
            entity.outer = i == 3 ? 0 : static_cast<int>(random.between(0, i - 1));
            entity.list = draft.new_name("rows");
            entity.at_most = static_cast<int>(random.between(2, 6));
            text += "    in: " + draft.entity_name(entity.outer) + "\n    as: " + entity.list +
                    "\n    at_most: " + std::to_string(entity.at_most) + "\n";
        }
        if (i == 0 || random.chance(60)) {
            entity.key = draft.new_name("id");
            text += "    key: " + entity.key + "\n";
        }
        draft.pack.entities.push_back(entity);
    }
    return text;
}

std::string make_categories(Draft& draft) {
    static const std::vector<std::string> words{"alpha", "beta", "gamma", "一类", "二类", "no"};
    std::string text = "categories:\n";
    for (std::int64_t i = draft.random.between(1, 2); i > 0; --i) {
        const std::string name = draft.new_name("group");
        const auto first = static_cast<std::size_t>(draft.random.between(0, 2));
        const auto count = static_cast<std::size_t>(draft.random.between(2, 4));
        text += "  " + name + ": [";
        for (std::size_t at = first; at < first + count && at < words.size(); ++at) {
            text += (at == first ? "" : ", ") + words[at];
            draft.pack.categories[name].push_back(words[at]);
        }
        text += "]\n";
    }
    return text;
}

// Narrow ranges, so that nothing can overflow.
void choose_range(Random& random, Symbol& symbol) {
    switch (symbol.kind) {
    case Kind::money:
    case Kind::money_month:
    case Kind::money_year:
        symbol.places = 2;
        symbol.low = random.chance(30) ? -100000 : 0;
        symbol.high = random.between(1, 10) * 100000;
        break;
    case Kind::rate:
    case Kind::number:
        symbol.places = symbol.kind == Kind::rate ? 2 : 1;
        symbol.high = random.between(1, 20) * 10;
        break;
    case Kind::integer:
        symbol.low = random.chance(40) ? -3 : 0;
        symbol.high = random.between(2, 30);
        break;
    case Kind::months:
        symbol.high = 24;
        break;
    case Kind::text:
    case Kind::boolean:
    case Kind::category:
    case Kind::date:
        break;
    }
    double scale = 1;
    for (int place = 0; place < symbol.places; ++place) {
        scale *= 10;
    }
    symbol.bound = static_cast<double>(std::max(-symbol.low, symbol.high)) / scale;
}

std::string default_of(Draft& draft, const Symbol& symbol) {
    switch (symbol.kind) {
    case Kind::boolean:
        return draft.random.chance(50) ? "true" : "false";
    case Kind::category:
        return draft.random.pick(draft.pack.categories.at(symbol.category));
    case Kind::date:
        return "2001-02-03";
    case Kind::text:
        return "abc";
    case Kind::rate:
        return "10%";
    default:
        return draft.random.chance(50) ? "0" : "1";
    }
}

std::string make_fact(Draft& draft, int entity, Kind kind) {
    Symbol symbol;
    symbol.name = draft.new_name("fact");
    symbol.entity = entity;
    symbol.kind = kind;
    symbol.is_fact = true;
    symbol.may_be_previous = kind != Kind::date && kind != Kind::text;
    if (kind == Kind::category) {
        symbol.category = draft.pack.categories.begin()->first;
        if (draft.random.chance(50)) {
            symbol.category = draft.pack.categories.rbegin()->first;
        }
    }
    choose_range(draft.random, symbol);
    std::string text =
        "    " + symbol.name + ":\n      type: " + written_type(draft, symbol) + "\n";
    const bool numeric =
        kind != Kind::boolean && kind != Kind::category && kind != Kind::date && kind != Kind::text;
    if (numeric) {
        const std::string unit = kind == Kind::rate ? "%" : "";
        const int places = kind == Kind::rate ? 0 : symbol.places;
        text += "      range: [" + decimal(symbol.low, places) + unit + ", " +
                decimal(symbol.high, places) + unit + "]\n";
    }
    text += kind == Kind::number || kind == Kind::rate
                ? "      places: " + std::to_string(symbol.places) + "\n"
                : "";
    Stated fact = stated(draft, symbol);
    fact.has_default = draft.random.chance(40);
    if (fact.has_default) {
        text += "      default: " + default_of(draft, symbol) + "\n";
    }
    draft.pack.facts.push_back(fact);
    draft.symbols.push_back(symbol);
    return text;
}

std::string make_facts(Draft& draft) {
    static const std::vector<Kind> rarer{
        Kind::money,   Kind::money_year, Kind::rate,     Kind::number, Kind::money_month,
        Kind::boolean, Kind::integer,    Kind::category, Kind::months, Kind::text};
    std::string text = "facts:\n";
    for (int entity = 0; entity < static_cast<int>(draft.pack.entities.size()); ++entity) {
        text += "  " + draft.entity_name(entity) + ":\n";
        for (const Kind kind : {Kind::money_month, Kind::money_month, Kind::integer, Kind::boolean,
                                Kind::category, Kind::date}) {
            text += make_fact(draft, entity, kind);
        }
        for (std::int64_t more = draft.random.between(0, 3); more > 0; --more) {
            text += make_fact(draft, entity, draft.random.pick(rarer));
        }
    }
    return text;
}

std::string make_option(Draft& draft) {
    if (draft.random.chance(50)) {
        return "";
    }
    const std::string name = draft.new_name("reading");
    draft.options[name] = {"strict", "mild"};
    const std::string chosen = draft.random.chance(50) ? "strict" : "mild";
    return "options:\n  " + name + ": {values: [strict, mild], chosen: " + chosen +
           ", assumed: made up}\n";
}

} // namespace

std::string written_type(const Draft& draft, const Symbol& symbol) {
    static const std::map<Kind, std::string> words{
        {Kind::money, "money"},
        {Kind::money_month, "money/month"},
        {Kind::money_year, "money/year"},
        {Kind::rate, "rate"},
        {Kind::integer, "integer"},
        {Kind::number, "number"},
        {Kind::boolean, "boolean"},
        {Kind::date, "date"},
        {Kind::category, ""},
        {Kind::months, "months"},
        {Kind::text, "text"},
    };
    const std::string word = words.at(symbol.kind) + symbol.category;
    return symbol.per == no_entity ? word : word + "/" + draft.entity_name(symbol.per);
}

Stated stated(const Draft& draft, const Symbol& symbol) {
    Stated value;
    value.name = symbol.full_name();
    value.entity = symbol.entity;
    value.kind = symbol.kind;
    value.low = symbol.low;
    value.high = symbol.high;
    value.places = symbol.places;
    if (symbol.kind == Kind::text) {
        value.words = {"abc", "甲", "no", "10"};
    }
    if (symbol.kind == Kind::category) {
        value.words = draft.pack.categories.at(symbol.category);
    }
    return value;
}

void publish(Draft& draft, Symbol symbol) {
    draft.symbols.push_back(std::move(symbol));
}

std::string make_vocabulary(Draft& draft) {
    std::string text = "doudi: 1\npack: made_up\nlanguage: en\ntitle: a pack made up at random\n"
                       "currency: CNY\nin_force: {from: 2018-01-01, until: 2021-12-31}\n";
    draft.pack.dates = {"2018-01-01", "2020-02-29", "2020-07-01", "2021-03-31"};
    text += make_categories(draft);
    text += make_entities(draft);
    text += make_facts(draft);
    text += make_option(draft);
    text += make_parameters(draft);
    return text;
}

} // namespace doudi::generator
