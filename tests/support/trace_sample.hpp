#pragma once

#include "support/trace_builder.hpp"

#include <doudi/population.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

// A small guarantee of livelihood as a graph: enough of it to show every part of a trace.
namespace doudi::test {

struct Sample {
    Rulebook book;
    Index household = 0;
    Index member = 1;
};

/// The graph of the sample, in pieces.
class SampleBuilder : public HandGraph {
public:
    SampleBuilder() {
        household_ = entity("household", {"家庭", "household"}, none, "", "household_id");
        member_ = entity("member", {"成员", "member"}, household_, "members", "member_id");
        outcome_ =
            add_category("dibao.outcome", {{"household_cover", {"整户保", "household cover"}},
                                           {"not_eligible", {"不符合条件", "not eligible"}}});
        property_ = add_category("property_result",
                                 {{"pass", {"符合", "pass"}}, {"fail", {"不符合", "fail"}}});
        book.documents.push_back({"plan",
                                  "莆城政办〔2020〕21号",
                                  "2020-06-30",
                                  {"保基本民生工作方案", "work plan for basic livelihood"}});
        add_parameters();
        add_inputs();
    }

    Sample build() {
        const Index counted = counted_income();
        const Index income = household_income(counted);
        const Index standard = household_standard();
        const Index per_capita = per_capita_income(income);
        decide(income, standard, property_test(), per_capita);
        return {book, household_, member_};
    }

private:
    void add_parameters() {
        const Citation plan{{{0, "二（一）"}}, {}};
        book.parameters.push_back(
            {"standard", {"低保标准", "minimum standard"}, {2020, 1, 1}, plan});
        book.parameters.push_back({"cost_rate",
                                   {"就业成本比例", "rate of the cost of work"},
                                   {2018, 1, 1},
                                   {{}, {{"通知没有数值", "the notice gives no figure"}}}});
        book.parameters.push_back({"asset_limit",
                                   {"财产上限", "limit on assets"},
                                   {2018, 1, 1},
                                   {{}, {{"没有数值", "no figure"}}}});
    }

    void add_inputs() {
        given_ = input("given.household_income", monthly(), household_, 2);
        book.inputs[given_].field = "household_income";
        assets_ = input("household.assets", money(), household_, 2, {"家庭财产", "assets"});
        owns_car_ = input("household.owns_car", truth(), household_, 0, {"有车", "owns a car"});
        previous_ = input("previous.dibao.outcome", category(outcome_), household_);
        book.inputs[previous_].field = "dibao.outcome";
        employed_ = input("member.employed", truth(), member_, 0, {"就业", "employed"});
        wage_ = input("member.wage", monthly(), member_, 2, {"工资", "wage"});
    }

    [[nodiscard]] Index standard() { return parameter(0, monthly(member_), 66000, 2); }

    Index counted_income() {
        const std::string text = "20% of wage";
        const Index amount =
            written(node(Operation::multiply, {parameter(1, rate(), 2, 1), read(wage_)},
                         {monthly(), member_, 3}),
                    text, text);
        const Index cap = standard();
        const Index when = read(employed_);
        const Index low = node(Operation::minimum, {amount, cap}, {monthly(), member_, 3});
        const Index zero = constant(monthly(), 0);
        const Index part = node(Operation::maximum, {zero, low}, {monthly(), member_, 3});
        const Index item = value(
            "exemption.cost", node(Operation::choose, {when, part, zero}, {monthly(), member_, 3}),
            {"必要就业成本", "cost of work"});
        ValueEntry& entry = book.values.back();
        entry.kind = "exemption";
        entry.role = ValueRole::item;
        entry.item_when = when;
        entry.item_amount = amount;
        entry.item_cap = cap;
        entry.item_entity = member_;
        entry.citation = {{}, {{"比例和上限是假定的", "rate and cap are assumed"}}};
        const Index left = node(Operation::subtract, {read(wage_), reference(item, member_)},
                                {monthly(), member_, 3});
        return value("counted_income",
                     node(Operation::maximum, {zero, left}, {monthly(), member_, 3}),
                     {"计入收入", "counted income"});
    }

    Index household_income(Index counted) {
        const std::string text = "sum(counted_income)";
        const Index total = written(node(Operation::sum, {reference(counted, member_)},
                                         {monthly(), household_, 3, member_}),
                                    text, text);
        const Index made = value("household_income", total, {"家庭月收入", "household income"});
        book.values.back().given = given_;
        book.values.back().citation = {{{0, "二（一）"}}, {}};
        return made;
    }

    [[nodiscard]] Index persons() {
        return node(Operation::count, {}, {number_of(member_), household_, 0, member_});
    }

    Index household_standard() {
        const std::string text = "standard * count(member)";
        return value(
            "household_standard",
            written(node(Operation::multiply, {standard(), persons()}, {monthly(), household_, 2}),
                    text, text),
            {"全家标准", "standard of the household"});
    }

    Index per_capita_income(Index income) {
        const Index fraction = node(Operation::quotient, {reference(income, household_), persons()},
                                    {monthly(member_), household_});
        book.steps.push_back({1, 2});
        return value("per_capita_income",
                     node(Operation::round, {fraction}, {monthly(member_), household_, 2, 0}),
                     {"人均收入", "income per head"});
    }

    Index property_test() {
        const Index above = node(Operation::greater, {read(assets_), parameter(2, money(), 20000)},
                                 {truth(), household_});
        const Index fail = constant(category(property_), 1);
        const Index rest =
            node(Operation::choose, {read(owns_car_), fail, constant(category(property_), 0)},
                 {category(property_), household_});
        const Index made =
            value("property_test",
                  node(Operation::choose, {above, fail, rest}, {category(property_), household_}),
                  {"财产认定", "property test"});
        book.values.back().kind = "table";
        return made;
    }

    void decide(Index income, Index standard, Index test, Index per_capita) {
        const Index poor =
            node(Operation::less, {reference(income, household_), reference(standard, household_)},
                 {truth(), household_});
        const Index passes =
            node(Operation::equal, {reference(test, household_), constant(category(property_), 0)},
                 {truth(), household_});
        const Index when = node(Operation::logical_and, {passes, poor}, {truth(), household_});
        const Index difference = node(
            Operation::subtract, {reference(standard, household_), reference(income, household_)},
            {monthly(), household_, 3});
        book.steps.push_back({1, 0});
        const Index pays =
            node(Operation::round, {difference},
                 {monthly(), household_, 0, 1, static_cast<std::uint8_t>(Rounding::ceiling)});
        const Index zero = constant(monthly(), 0);
        const Index outcome =
            value("dibao.outcome",
                  node(Operation::choose,
                       {when, constant(category(outcome_), 0), constant(category(outcome_), 1)},
                       {category(outcome_), household_}),
                  {"低保", "dibao"});
        book.values.back().role = ValueRole::outcome;
        const Index amount = value(
            "dibao.amount", node(Operation::choose, {when, pays, zero}, {monthly(), household_}),
            {"低保", "dibao"});
        book.values.back().role = ValueRole::amount;
        book.values.back().kind = "decision";
        DecisionEntry entry;
        entry.name = "dibao";
        entry.programme = "dibao";
        entry.title = {"最低生活保障", "minimum living guarantee"};
        entry.category = outcome_;
        entry.outcome = outcome;
        entry.amount = amount;
        entry.rows.push_back(
            {0, {"整户保", "household cover"}, when, pays, false, {}, {{{0, "二（一）"}}, {}}});
        entry.rows.push_back({1, {"不符合条件", "not eligible"}, none, none, false, {}, {}});
        entry.show = {reference(per_capita, household_)};
        entry.show_names = {"per_capita_income"};
        book.decisions.push_back(entry);
    }

    Index household_ = 0, member_ = 0;
    std::uint16_t outcome_ = 0, property_ = 0;
    Index given_ = 0, assets_ = 0, owns_car_ = 0, previous_ = 0, employed_ = 0, wage_ = 0;
};

[[nodiscard]] inline Sample sample() {
    return SampleBuilder().build();
}

/// What one household of the sample states; −1 is missing.
struct Household {
    std::vector<std::int64_t> wages;    ///< fen
    std::vector<std::int64_t> employed; ///< 0 or 1
    std::int64_t assets = 0;            ///< fen
    std::int64_t owns_car = 0;
    std::int64_t given_income = -1;
};

/// A population of one household, whose members are a, b, c, …
[[nodiscard]] inline Population population_of(const Rulebook& book, const Household& household) {
    Population population(book);
    population.set_records(1);
    const std::array counts{static_cast<std::uint32_t>(household.wages.size())};
    population.set_counts("member", counts);
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < household.wages.size(); ++i) {
        keys.emplace_back(1, static_cast<char>('a' + i));
    }
    population.set_keys("member", keys);
    const std::array<std::string, 1> record_keys{"H1"};
    population.set_keys("household", record_keys);
    const auto set = [&](const std::string& input, std::vector<std::int64_t> numbers) {
        std::vector<std::uint8_t> missing;
        for (std::int64_t& number : numbers) {
            missing.push_back(number < 0 ? 1 : 0);
            number = number < 0 ? 0 : number;
        }
        population.set(input, numbers, missing);
    };
    set("member.wage", household.wages);
    set("member.employed", household.employed);
    set("household.assets", {household.assets});
    set("household.owns_car", {household.owns_car});
    if (household.given_income >= 0) {
        set("given.household_income", {household.given_income});
    }
    return population;
}

} // namespace doudi::test
