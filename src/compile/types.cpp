#include "compile/types.hpp"

#include <fmt/format.h>

#include <array>
#include <numeric>

namespace doudi::compiler {

namespace {

struct KindWord {
    Kind kind;
    std::string_view written;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<KindWord, 9> kind_words{{
    {Kind::money, "money", "金额", "money"},
    {Kind::rate, "rate", "比率", "a rate"},
    {Kind::months, "months", "月数", "months"},
    {Kind::integer, "integer", "整数", "a whole number"},
    {Kind::number, "number", "数", "a number"},
    {Kind::boolean, "boolean", "是非值", "a truth value"},
    {Kind::date, "date", "日期", "a date"},
    {Kind::text, "text", "文本", "text"},
    {Kind::category, "", "类别", "a category"},
}};

const KindWord& word_of(Kind kind) {
    for (const KindWord& word : kind_words) {
        if (word.kind == kind) {
            return word;
        }
    }
    return kind_words.back();
}

std::string_view take_part(std::string_view& text) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
    return part;
}

/// Reads the parts after "money": a period, then an entity, each at most once.
bool parse_money_unit(std::string_view rest, const Entities& entities, Unit& unit) {
    bool has_entity = false;
    while (!rest.empty()) {
        const std::string_view part = take_part(rest);
        if ((part == "month" || part == "year") && unit.month == 0 && unit.year == 0 &&
            !has_entity) {
            (part == "month" ? unit.month : unit.year) = -1;
            continue;
        }
        const Index entity = rulebook_search::find(entities, part);
        if (entity == none || has_entity) {
            return false;
        }
        unit.entity[entity] = -1;
        has_entity = true;
    }
    return true;
}

std::int8_t sum8(int a, int b) {
    return static_cast<std::int8_t>(a + b);
}

void add_units_of_entities(const Unit& unit, const Entities& entities, Phrase& words) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
        const std::string& zh =
            entities[i].title.zh.empty() ? entities[i].name : entities[i].title.zh;
        if (unit.entity[i] < 0) {
            words.zh =
                fmt::format("每个{}{}{}", zh, words.zh.starts_with("每") ? "" : "的", words.zh);
            words.en +=
                fmt::format("{} {}", words.en.find(" per ") == std::string::npos ? " per" : " and",
                            entities[i].name);
        } else if (unit.entity[i] > 0) {
            words.zh = fmt::format("{}（按{}计数）", words.zh, zh);
            words.en += fmt::format(" counting {}", entities[i].name);
        }
    }
}

} // namespace

std::optional<Type> parse_type(std::string_view text, const Entities& entities) {
    std::string_view rest = text;
    const std::string_view head = take_part(rest);
    for (const KindWord& word : kind_words) {
        if (head == word.written && word.kind != Kind::category) {
            Type type{word.kind, 0, {}};
            type.unit.money = word.kind == Kind::money ? 1 : 0;
            type.unit.month = word.kind == Kind::months ? 1 : 0;
            if (text.ends_with('/') || (!rest.empty() && word.kind != Kind::money) ||
                !parse_money_unit(rest, entities, type.unit)) {
                return std::nullopt;
            }
            return type;
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> type_words(const Categories& categories) {
    std::vector<std::string_view> words{"money/month", "money/year", "money/month/member"};
    for (const KindWord& word : kind_words) {
        if (!word.written.empty()) {
            words.push_back(word.written);
        }
    }
    for (const CategoryEntry& category : categories) {
        words.push_back(category.name);
    }
    return words;
}

Phrase describe(const Type& type, const Entities& entities, const Categories& categories) {
    if (type.kind == Kind::category) {
        const std::string& name = categories[type.category].name;
        return {fmt::format("类别“{}”的值", name), fmt::format("a value of category '{}'", name)};
    }
    const KindWord& word = word_of(type.kind);
    Phrase words{std::string(word.zh), std::string(word.en)};
    if (type.kind == Kind::money && (type.unit.month < 0 || type.unit.year < 0)) {
        words.zh = type.unit.month < 0 ? "每月金额" : "每年金额";
        words.en += type.unit.month < 0 ? " per month" : " per year";
    }
    add_units_of_entities(type.unit, entities, words);
    return words;
}

std::string written(const Type& type, const Entities& entities, const Categories& categories) {
    if (type.kind == Kind::category) {
        return categories[type.category].name;
    }
    std::string text(word_of(type.kind).written);
    if (type.unit.money != 0) {
        text += type.unit.month < 0 ? "/month" : type.unit.year < 0 ? "/year" : "";
        for (std::size_t i = 0; i < entities.size(); ++i) {
            if (type.unit.entity[i] < 0) {
                text += "/" + entities[i].name;
            }
        }
    }
    return text;
}

int entity_exponents(const Unit& unit) {
    return std::accumulate(unit.entity.begin(), unit.entity.end(), 0);
}

Unit in_scope(Unit unit, Index scope) {
    if (scope != none) {
        unit.entity[scope] = 0;
    }
    return unit;
}

Unit seen_from(Unit unit, Index owner, Index scope) {
    if (owner != none && owner != scope) {
        // Every sum of money belongs to one entity, every count to none: what is left is the owner.
        unit.entity[owner] = sum8(unit.entity[owner], -unit.money - entity_exponents(unit));
    }
    return in_scope(unit, scope);
}

Unit summed(Unit unit, Index inner, Index scope) {
    Unit whole = picked(unit, inner, none);
    whole.entity[inner] = sum8(whole.entity[inner], 1);
    return in_scope(whole, scope);
}

Unit picked(Unit unit, Index inner, Index scope) {
    unit.entity[inner] = sum8(unit.entity[inner], -unit.money - entity_exponents(unit));
    return in_scope(unit, scope);
}

Unit multiply(const Unit& a, const Unit& b, Index scope) {
    Unit product;
    product.money = sum8(a.money, b.money);
    product.month = sum8(a.month, b.month);
    product.year = sum8(a.year, b.year);
    for (std::size_t i = 0; i < product.entity.size(); ++i) {
        product.entity[i] = sum8(a.entity[i], b.entity[i]);
    }
    return in_scope(product, scope);
}

Unit divide(const Unit& a, const Unit& b, Index scope) {
    Unit inverse;
    inverse.money = sum8(0, -b.money);
    inverse.month = sum8(0, -b.month);
    inverse.year = sum8(0, -b.year);
    for (std::size_t i = 0; i < inverse.entity.size(); ++i) {
        inverse.entity[i] = sum8(0, -b.entity[i]);
    }
    return multiply(a, inverse, scope);
}

std::optional<Kind> kind_of(const Unit& unit, bool whole) {
    // Nobody counts members to the fifth power; without this bound the exponents could wrap.
    for (const std::int8_t exponent : unit.entity) {
        if (exponent > 4 || exponent < -4) {
            return std::nullopt;
        }
    }
    if (unit.money == 1 && unit.month >= -1 && unit.month <= 0 && unit.year >= -1 &&
        unit.year <= 0 && unit.month + unit.year >= -1) {
        return Kind::money;
    }
    if (unit.money != 0 || unit.year != 0) {
        return std::nullopt;
    }
    if (unit.month == 1) {
        return Kind::months;
    }
    if (unit.month != 0) {
        return std::nullopt;
    }
    return whole ? Kind::integer : Kind::number;
}

bool kinds_agree(Kind a, Kind b) {
    const auto is_plain = [](Kind kind) {
        return kind == Kind::integer || kind == Kind::number || kind == Kind::rate;
    };
    return a == b || (is_plain(a) && is_plain(b));
}

} // namespace doudi::compiler
