#include "support/trace_sample.hpp"

#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using namespace doudi;
using namespace doudi::test;

namespace {

Trace trace_of(const Sample& sample, const Household& household, bool reasons_only = false) {
    const Population population = population_of(sample.book, household);
    return explain(sample.book, population,
                   {.row = 0, .decision = "dibao", .reasons_only = reasons_only});
}

const Step* find_step(const Trace& trace, const std::string& name, std::uint32_t row = 0) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), [&](const Step& step) {
        return trace.rulebook->values[step.value].name == name && step.row == row;
    });
    return found == trace.steps.end() ? nullptr : &*found;
}

std::string number(const Quantity& value) {
    return to_string(value.decimal().trimmed());
}

/// Calls `visit` for every term in a trace.
template <typename Visit>
void each_term(const Term& term, const Visit& visit) {
    visit(term);
    for (const Term& operand : term.operands) {
        each_term(operand, visit);
    }
}

template <typename Visit>
void each_term(const Ground& ground, const Visit& visit) {
    for (const Term& side : ground.sides) {
        each_term(side, visit);
    }
    for (const Ground& part : ground.because) {
        each_term(part, visit);
    }
}

template <typename Visit>
void each_term(const Step& step, const Visit& visit) {
    for (const Choice& choice : step.choices) {
        for (const Ground& ground : choice.because) {
            each_term(ground, visit);
        }
    }
    if (step.reason) {
        each_term(*step.reason, visit);
    }
    if (step.formula) {
        each_term(*step.formula, visit);
    }
    for (const ItemRow& item : step.items) {
        for (const auto& term : {item.amount, item.cap}) {
            if (term) {
                each_term(*term, visit);
            }
        }
    }
}

} // namespace

TEST_CASE("a refused row tells the condition that failed, both sides and the margin", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{250000, 0}, {0, 0}, 500000});
    CHECK(trace.status == Status::decided);
    REQUIRE(trace.alternatives.size() == 2);
    const Alternative& refused = trace.alternatives[0];
    CHECK_FALSE(refused.chosen);
    // `and` tells the part that failed alone: the property test passed.
    REQUIRE(refused.reason->because.size() == 1);
    const Ground& comparison = refused.reason->because[0];
    CHECK(number(comparison.sides[0].value) == "2500");
    CHECK(number(comparison.sides[1].value) == "1320");
    CHECK(number(*comparison.margin) == "1180");
    CHECK(trace.alternatives[1].chosen);
    CHECK_FALSE(trace.alternatives[1].reason);
}

TEST_CASE("the chosen row tells why it holds, down into the table of a category", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{100000, 0}, {1, 0}, 500000});
    REQUIRE(trace.alternatives.size() == 1);
    REQUIRE(trace.alternatives[0].chosen);
    const Ground& reason = *trace.alternatives[0].reason;
    REQUIRE(reason.because.size() == 2);
    const Ground& property = reason.because[0];
    REQUIRE(property.because.size() == 1);
    // Its last row was reached because two conditions were false.
    REQUIRE(property.because[0].because.size() == 2);
    CHECK(number(*property.because[0].because[0].margin) == "15000");
    CHECK_FALSE(property.because[0].because[1].holds);
}

TEST_CASE("steps come after what they read, each value once for each row", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{100000, 0, 13770}, {1, 0, 0}, 500000});
    std::vector<std::string> order;
    for (const Step& step : trace.steps) {
        order.push_back(sample.book.values[step.value].name + std::to_string(step.row));
    }
    CHECK(order == std::vector<std::string>{"exemption.cost0", "exemption.cost1", "exemption.cost2",
                                            "counted_income0", "counted_income1", "counted_income2",
                                            "household_income0", "household_standard0",
                                            "per_capita_income0", "property_test0",
                                            "dibao.amount0"});
    CHECK(find_step(trace, "per_capita_income")->only_shown);
    CHECK_FALSE(find_step(trace, "household_income")->only_shown);
}

TEST_CASE("a value that no taken branch reads is not told", "[trace]") {
    const Sample sample = test::sample();
    // Property failed, but income still decides with it in `and`: both failed parts are told.
    // Not told is the difference, which only the refused row would pay.
    const Trace refused = trace_of(sample, {{500000}, {0}, 500000, 1});
    const Step* amount = find_step(refused, "dibao.amount");
    REQUIRE(amount->formula);
    CHECK(sample.book.nodes[amount->formula->node].operation == Operation::constant);
}

TEST_CASE("an item tells its amount, its cap and what the cap cut, or why it did not count",
          "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{500000, 0}, {1, 0}, 500000});
    const ItemRow& capped = find_step(trace, "exemption.cost", 0)->items.at(0);
    CHECK(number(capped.amount->value) == "1000");
    CHECK(number(capped.cap->value) == "660");
    CHECK(number(*capped.cut) == "340");
    CHECK(number(capped.counted) == "660");
    const ItemRow& refused = find_step(trace, "exemption.cost", 1)->items.at(0);
    REQUIRE(refused.refused);
    CHECK_FALSE(refused.amount);
    CHECK(number(refused.counted) == "0");
}

TEST_CASE("a rounding keeps the exact value before it, a quotient as a fraction", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{100000, 0, 13770}, {1, 0, 0}, 500000});
    const RoundingNote& note = find_step(trace, "per_capita_income")->rounding.value();
    CHECK(note.mode == Rounding::half_up);
    CHECK(note.before.is_quotient());
    CHECK(note.before.divisor == Int128(3)); // 937.70 / 3
    CHECK(number(note.after) == "312.57");
    const RoundingNote& paid = find_step(trace, "dibao.amount")->rounding.value();
    CHECK(number(paid.before) == "1042.3");
    CHECK(number(paid.after) == "1043");
}

TEST_CASE("a table tells the row that was hit", "[trace]") {
    const Sample sample = test::sample();
    const Trace second = trace_of(sample, {{0}, {0}, 500000, 1});
    const Choice& hit = find_step(second, "property_test")->choices.at(0);
    CHECK(hit.row == 2);
    CHECK_FALSE(hit.otherwise);
    CHECK(hit.because.size() == 1);
    const Trace last = trace_of(sample, {{0}, {0}, 500000, 0});
    const Choice& otherwise = find_step(last, "property_test")->choices.at(0);
    CHECK(otherwise.row == 3);
    CHECK(otherwise.otherwise);
    CHECK(otherwise.because.size() == 2);
}

TEST_CASE("a value that the record states stands instead of its rule", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{100000}, {1}, 500000, 0, 12345});
    const Step* income = find_step(trace, "household_income");
    REQUIRE(income);
    CHECK(income->given);
    CHECK_FALSE(income->formula);
    CHECK(number(income->result) == "123.45");
    CHECK(find_step(trace, "counted_income") == nullptr);
    const auto given =
        std::find_if(trace.facts.begin(), trace.facts.end(), [&](const FactUse& fact) {
            return sample.book.inputs[fact.input].role == InputRole::given;
        });
    CHECK(given != trace.facts.end());
}

TEST_CASE("facts and parameters are told once, with what they were worth", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{100000, 0}, {1, 0}, 500000});
    CHECK(trace.facts.size() == 6); // assets, car; wage and employment of two
    REQUIRE(trace.parameters.size() == 3);
    CHECK(number(trace.parameters[0].value) == "660");
    CHECK(number(trace.parameters[1].value) == "0.2");
}

TEST_CASE("an undetermined decision names what would settle it", "[trace]") {
    const Sample sample = test::sample();
    const Trace trace = trace_of(sample, {{-1, 0}, {1, 0}, 500000, -1});
    CHECK(trace.status == Status::undetermined);
    REQUIRE(trace.needs.size() == 2);
    CHECK(trace.needs[0].path == "owns_car");
    CHECK(trace.needs[1].path == "members.a.wage");
    CHECK(trace.alternatives[0].state == State::missing);
    for (const Alternative& alternative : trace.alternatives) {
        CHECK_FALSE(alternative.chosen);
    }
}

TEST_CASE("a fault is traced to where it began", "[trace]") {
    Sample sample = test::sample();
    Population population(sample.book);
    population.set_records(1);
    population.set_counts("member", std::array{0U}); // nobody to divide by
    population.set("household.assets", std::array<std::int64_t, 1>{0});
    population.set("household.owns_car", std::array<std::int64_t, 1>{0});
    sample.book.decisions[0].gives.push_back({"per_capita", sample.book.decisions[0].show[0]});
    const Trace trace = explain(sample.book, population, {.row = 0, .decision = "dibao"});
    CHECK(trace.status == Status::faulted);
    REQUIRE(trace.faults.size() == 1);
    CHECK(trace.faults[0].cause == FaultCause::division_by_zero);
    CHECK(sample.book.values[trace.faults[0].value].name == "per_capita_income");
}

TEST_CASE("beyond a limit steps are counted, not kept", "[trace]") {
    const Sample sample = test::sample();
    const Population population = population_of(sample.book, {{0, 0}, {0, 0}});
    const Trace trace =
        explain(sample.book, population, {.row = 0, .decision = "dibao", .most_steps = 4});
    CHECK(trace.steps.size() == 4);
    CHECK(trace.steps_left_out == 5);
}

TEST_CASE("reasons alone are those of the whole trace", "[trace]") {
    const Sample sample = test::sample();
    const Household household{{250000, 0}, {0, 0}, 500000};
    const Trace reasons = trace_of(sample, household, true);
    CHECK(reasons.steps.empty());
    CHECK(reasons.alternatives.size() == trace_of(sample, household).alternatives.size());
    CHECK(reasons.outcome == trace_of(sample, household).outcome);
}

TEST_CASE("every number in a trace is that of the evaluated node", "[trace][property]") {
    const Sample sample = test::sample();
    const auto seed = GENERATE(range(0U, 50U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto pick = [&](std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(-1, most)(random);
    };
    Household household;
    for (std::int64_t i = pick(4); i >= 0; --i) {
        household.wages.push_back(pick(500'000));
        household.employed.push_back(pick(1));
    }
    household.assets = pick(3'000'000);
    household.owns_car = pick(1);
    household.given_income = pick(1) == 1 ? pick(300'000) : -1;
    const Population population = population_of(sample.book, household);
    const Trace trace = explain(sample.book, population, {.row = 0, .decision = "dibao"});
    const auto values = engine::evaluate_every_node(sample.book, population, 0);
    const auto check = [&](const Term& term) {
        REQUIRE(term.value.state == values.state(term.node, term.row));
        if (term.value.is_ok() && sample.book.nodes[term.node].operation != Operation::quotient) {
            REQUIRE(term.value.digits == values.digits(term.node, term.row));
        }
    };
    for (const Step& step : trace.steps) {
        const Index node = sample.book.values[step.value].node;
        REQUIRE(step.result.state == values.state(node, step.row));
        REQUIRE((!step.result.is_ok() || step.result.digits == values.digits(node, step.row)));
        each_term(step, check);
    }
    for (const Alternative& alternative : trace.alternatives) {
        if (alternative.reason) {
            each_term(*alternative.reason, check);
        }
    }
    // The items of a reduction add up to what it took.
    for (const Step& step : trace.steps) {
        if (!step.items.empty() && step.result.is_ok()) {
            REQUIRE(compare(step.items[0].counted.decimal(), step.result.decimal()) ==
                    std::strong_ordering::equal);
        }
    }
}
