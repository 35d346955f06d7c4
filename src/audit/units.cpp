#include "audit/units.hpp"

#include <algorithm>
#include <string_view>

namespace doudi::audit {
namespace {

std::string currency_word(const Rulebook& rulebook, Language language) {
    if (rulebook.currency == "CNY" || rulebook.currency.empty()) {
        return language == Language::zh ? "元" : "yuan";
    }
    return rulebook.currency;
}

/// "/月/人", " a month per member".
std::string per_words(const Rulebook& rulebook, const Unit& unit, Language language) {
    const bool zh = language == Language::zh;
    std::string words;
    if (unit.month < 0) {
        words += zh ? "/月" : " a month";
    }
    if (unit.year < 0) {
        words += zh ? "/年" : " a year";
    }
    const std::size_t entities = std::min(rulebook.entities.size(), most_entities);
    for (std::size_t entity = 0; entity < entities; ++entity) {
        if (unit.entity[entity] < 0) {
            words += (zh ? "/" : " per ") + counting_word(rulebook.entities[entity], language);
        }
    }
    return words;
}

std::string counted_words(const Rulebook& rulebook, const Unit& unit, Language language) {
    const std::size_t entities = std::min(rulebook.entities.size(), most_entities);
    for (std::size_t entity = 0; entity < entities; ++entity) {
        // English puts the thing before the number: "number of members 3".
        if (unit.entity[entity] > 0 && language == Language::zh) {
            const std::string word = counting_word(rulebook.entities[entity], language);
            return word == "人" || word == "户" ? " " + word : " 项" + word;
        }
    }
    return "";
}

} // namespace

std::string counting_word(const EntityEntry& entity, Language language) {
    const std::string& title = title_or(entity.title, entity.name, language);
    if (language == Language::zh) {
        for (const std::string_view person : {"员", "人", "者", "口"}) {
            if (title.ends_with(person)) {
                return "人";
            }
        }
        if (title.ends_with("家庭") || title.ends_with("户")) {
            return "户";
        }
    }
    return title;
}

std::string unit_text(const Rulebook& rulebook, const Type& type, Language language, UnitWords unit,
                      bool is_one) {
    if (unit == UnitWords::number_only) {
        return "";
    }
    switch (type.kind) {
    case Kind::money: {
        const std::string currency = " " + currency_word(rulebook, language);
        return unit == UnitWords::whole ? currency + per_words(rulebook, type.unit, language)
                                        : currency;
    }
    case Kind::months:
        return language == Language::zh ? " 个月" : is_one ? " month" : " months";
    case Kind::integer:
    case Kind::number:
        return counted_words(rulebook, type.unit, language);
    default:
        return "";
    }
}

} // namespace doudi::audit
