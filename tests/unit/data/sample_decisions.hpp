#pragma once

#include "unit/data/sample_rulebook.hpp"

#include <doudi/decisions.hpp>

#include <initializer_list>
#include <optional>
#include <utility>

/// Decisions by hand: one about the household, two of one programme about members.
namespace sample {

inline Index add_node(doudi::Rulebook& book, Type type, std::uint8_t places) {
    doudi::Node node;
    node.type = type;
    node.places = places;
    book.nodes.push_back(node);
    return static_cast<Index>(book.nodes.size() - 1);
}

inline Type category(std::uint16_t index) {
    Type type = of(Kind::category);
    type.category = index;
    return type;
}

inline doudi::DecisionEntry& add_decision(doudi::Rulebook& book, const char* programme,
                                          const char* name, Index about, std::uint16_t outcomes) {
    doudi::DecisionEntry& entry = book.decisions.emplace_back();
    entry.name = name;
    entry.programme = programme;
    entry.entity = about;
    entry.category = outcomes;
    entry.outcome = add_node(book, category(outcomes), 0);
    return entry;
}

inline doudi::Rulebook deciding_rulebook() {
    doudi::Rulebook book = rulebook();
    book.categories.push_back({"dibao_outcome", {{"household_cover", {}}, {"not_eligible", {}}}});
    book.categories.push_back({"answer", {{"yes", {}}, {"no", {}}}});
    doudi::DecisionEntry& dibao = add_decision(book, "dibao", "dibao", household, 1);
    dibao.amount = add_node(book, money_a_month(), 2);
    dibao.gives = {{"deadline", add_node(book, of(Kind::date), 0)}};
    dibao.show = {add_node(book, money_a_month(), 2), add_node(book, of(Kind::rate), 6),
                  add_node(book, money_a_month(), 1)};
    dibao.show_names = {"household_income", "share", "standard"};
    doudi::DecisionEntry& living = add_decision(book, "disability", "disability.living", member, 2);
    living.amount = add_node(book, money_a_month(), 1);
    add_decision(book, "disability", "disability.nursing", member, 2);
    return book;
}

/// A column; nullopt is missing.
inline doudi::Column column(std::initializer_list<std::optional<std::int64_t>> values) {
    doudi::Column out;
    for (const auto& value : values) {
        out.push(Int128(value.value_or(0)), value ? doudi::State::ok : doudi::State::missing);
    }
    return out;
}

inline doudi::DecisionColumns columns(Index decision, std::vector<std::uint8_t> statuses,
                                      doudi::Column outcome) {
    doudi::DecisionColumns out;
    out.decision = decision;
    out.statuses = std::move(statuses);
    out.outcome = std::move(outcome);
    return out;
}

struct Decided {
    doudi::Rulebook book = deciding_rulebook();
    doudi::Population population{book};
    doudi::Decisions decisions{book};

    Decided() {
        const std::vector<std::string> households{"k\"1", "=2"};
        const std::vector<std::string> members{"a", "b"};
        const std::vector<std::uint32_t> counts{2, 0};
        population.set_records(2);
        population.set_counts("member", counts);
        population.set_counts("expense", counts);
        population.set_keys("household", households);
        population.set_keys("member", members);
        doudi::DecisionColumns dibao = columns(0, {0, 3}, column({0, {}}));
        dibao.amount = column({98'000, {}});
        dibao.gives = {column({doudi::to_days({2020, 12, 31}), {}})};
        dibao.show = {column({100'000, {}}), column({333'333, 500'000}), column({6'600, -5})};
        doudi::DecisionColumns living = columns(1, {0, 2}, column({0, {}}));
        living.amount = column({805, {}});
        const doudi::DecisionColumns nursing = columns(2, {0, 1}, column({1, 0}));
        decisions.decisions = {dibao, living, nursing};
    }
};

} // namespace sample
