#include "support/random_graph.hpp"

#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace doudi::test {
namespace {

/// One record of a population as a population of its own.
Population alone(const Population& population, std::size_t record) {
    const Rulebook& rulebook = population.rulebook();
    Population result(rulebook);
    result.set_records(1);
    for (Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const auto [begin, end] =
            population.rows_of_record(rulebook.entities[entity].outer, record);
        std::vector<std::uint32_t> counts;
        for (std::size_t row = begin; row < end; ++row) {
            counts.push_back(population.starts(entity)[row + 1] - population.starts(entity)[row]);
        }
        result.set_counts(rulebook.entities[entity].name, counts);
    }
    for (Index input = 0; input < rulebook.inputs.size(); ++input) {
        if (!population.is_stated(input)) {
            continue;
        }
        const auto [begin, end] = population.rows_of_record(rulebook.inputs[input].entity, record);
        for (std::size_t row = begin; row < end; ++row) {
            const Column& column = population.column(input);
            result.column(input).push(column.digits(row), column.state(row));
        }
        result.mark_stated(input);
    }
    return result;
}

bool same(const Column& a, const Column& b) {
    return a.width == b.width && a.bytes == b.bytes && a.narrow == b.narrow && a.wide == b.wide &&
           a.widest == b.widest && a.states == b.states;
}

bool same(const Decisions& a, const Decisions& b) {
    bool result = a.values.size() == b.values.size() && a.decisions.size() == b.decisions.size();
    for (std::size_t i = 0; result && i < a.values.size(); ++i) {
        result = same(a.values[i].second, b.values[i].second);
    }
    for (std::size_t i = 0; result && i < a.decisions.size(); ++i) {
        result = a.decisions[i].statuses == b.decisions[i].statuses &&
                 same(a.decisions[i].outcome, b.decisions[i].outcome) &&
                 same(a.decisions[i].amount, b.decisions[i].amount);
    }
    return result;
}

/// Pays what is missing to 1000 to those whose members earn less together.
GraphBuilder small_graph(std::uint32_t at_most = 200'000) {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household, at_most);
    const Index wage = graph.fact(member, "wage", Kind::money, 2, 0, 100'000'000);
    const Index urgent = graph.fact(household, "urgent", Kind::boolean, 0, 0, 1);
    const Index income =
        graph.value("income", graph.make(Operation::sum, household, {wage}, member));
    const Index line = graph.constant(100'000, 2, Kind::money);
    const Index poor = graph.make(Operation::less, household, {income, line});
    const Index yes = graph.constant(0, 0, Kind::category);
    const Index no = graph.constant(1, 0, Kind::category);
    const Index outcome =
        graph.value("d.outcome", graph.make(Operation::choose, household, {poor, yes, no}));
    const Index gap = graph.make(Operation::subtract, household, {line, income});
    const Index amount =
        graph.value("d.amount", graph.make(Operation::choose, household,
                                           {poor, gap, graph.constant(0, 2, Kind::money)}));
    graph.decision("d", household, outcome, amount, urgent);
    return graph;
}

} // namespace

TEST_CASE("a record alone is decided as among others", "[engine]") {
    const auto seed = GENERATE(range(0U, 8U));
    CAPTURE(seed);
    const GraphBuilder graph = random_graph(seed, 60);
    const Population population =
        random_population(graph.book, seed, {.records = 700, .unstated = 0.05, .unknown = 0.02});
    const Decisions all = evaluate(graph.book, population, {1, {}, true});
    for (std::size_t record = 0; record < 700; record += 41) {
        const Population one = alone(population, record);
        const Decisions decisions = evaluate(graph.book, one, {1, {}, true});
        for (std::size_t i = 0; i < all.values.size(); ++i) {
            const Index entity = graph.book.values[all.values[i].first].entity;
            const std::size_t first = population.first_row(entity, record);
            for (std::size_t row = 0; row < one.rows(entity); ++row) {
                REQUIRE(decisions.values[i].second.digits(row) ==
                        all.values[i].second.digits(first + row));
                REQUIRE(decisions.values[i].second.state(row) ==
                        all.values[i].second.state(first + row));
            }
        }
    }
}

TEST_CASE("any number of threads gives the same bits", "[engine]") {
    const GraphBuilder graph = random_graph(3, 60);
    const Population population =
        random_population(graph.book, 3, {.records = 40'000, .unstated = 0.05, .unknown = 0.001});
    const Decisions one = evaluate(graph.book, population, {1, {}, true});
    for (unsigned threads = 2; threads <= 7; ++threads) {
        CAPTURE(threads);
        CHECK(same(one, evaluate(graph.book, population, {threads, {}, true})));
    }
    CHECK(same(one, evaluate(graph.book, population, {0, {}, true})));
}

TEST_CASE("a decision has a status, an outcome and an amount", "[engine]") {
    const GraphBuilder graph = small_graph();
    Population population(graph.book);
    population.set_records(5);
    population.set_counts("member", std::vector<std::uint32_t>{2, 0, 1, 1, 1});
    population.set("member.wage", std::vector<std::int64_t>{40'000, 59'999, 100'000, 0, 1},
                   std::vector<std::uint8_t>{0, 0, 0, 1, 0});
    population.set("household.urgent", std::vector<std::int64_t>{0, 0, 0, 0, 1});
    const Decisions decisions = evaluate(graph.book, population);
    const auto status = [&](std::size_t row) { return to_string(decisions.status("d", row)); };
    CHECK(status(0) == "decided");
    CHECK(decisions.outcome("d", 0) == "a");
    CHECK(to_string(decisions.money("d.amount")[0]) == "0.01");
    CHECK(status(1) == "decided");
    CHECK(to_string(decisions.money("d.amount")[1]) == "1000.00");
    CHECK(decisions.outcome("d", 2) == "b");
    CHECK(to_string(decisions.money("d.amount")[2]) == "0.00");
    CHECK(status(3) == "undetermined");
    CHECK_FALSE(decisions.outcome("d", 3).has_value());
    CHECK(decisions.decisions[0].amount.digits(3) == Int128(0));
    CHECK(status(4) == "review");
    CHECK(decisions.outcome("d", 4) == "a");
}

TEST_CASE("columns have no states where every row is ok", "[engine]") {
    const GraphBuilder graph = small_graph();
    Population population(graph.book);
    population.set_records(1);
    population.set_counts("member", std::vector<std::uint32_t>{1});
    population.set("member.wage", std::vector<std::int64_t>{40'000});
    population.set("household.urgent", std::vector<std::int64_t>{0});
    CHECK(evaluate(graph.book, population).decisions[0].amount.states.empty());
    population.column(0).states = {0};
    CHECK(evaluate(graph.book, population).decisions[0].amount.states.empty());
    population.column(0).states = {1};
    CHECK(evaluate(graph.book, population).decisions[0].amount.states.size() == 1);
}

TEST_CASE("a fact that nobody states takes its default or is missing", "[engine]") {
    GraphBuilder graph = small_graph();
    Population population(graph.book);
    population.set_records(1);
    population.set_counts("member", std::vector<std::uint32_t>{1});
    population.set("household.urgent", std::vector<std::int64_t>{0});
    CHECK(evaluate(graph.book, population).status("d", 0) == Status::undetermined);
    graph.book.inputs[0].has_default = true;
    graph.book.inputs[0].default_value = 70'000;
    const Decisions decisions = evaluate(graph.book, population);
    CHECK(decisions.status("d", 0) == Status::decided);
    CHECK(to_string(decisions.money("d.amount")[0]) == "300.00");
}

TEST_CASE("a record of a hundred thousand members is decided", "[engine]") {
    const GraphBuilder graph = small_graph();
    Population population(graph.book);
    population.set_records(3);
    population.set_counts("member", std::vector<std::uint32_t>{1, 100'000, 1});
    std::vector<std::int64_t> wages(100'002, 1);
    wages.front() = 5;
    wages.back() = 7;
    population.set("member.wage", wages);
    population.set("household.urgent", std::vector<std::int64_t>{0, 0, 0});
    const Decisions decisions = evaluate(graph.book, population, {1, {"income"}, false});
    CHECK(to_string(decisions.money("income")[0]) == "0.05");
    CHECK(to_string(decisions.money("income")[1]) == "1000.00");
    CHECK(to_string(decisions.money("income")[2]) == "0.07");
    CHECK(decisions.outcome("d", 1) == "b");
}

TEST_CASE("an evaluator follows populations that state other facts", "[engine]") {
    const GraphBuilder graph = small_graph();
    Evaluator evaluator(graph.book);
    for (const bool stated : {true, false, true}) {
        Population population(graph.book);
        population.set_records(2);
        population.set_counts("member", std::vector<std::uint32_t>{1, 1});
        if (stated) {
            population.set("member.wage", std::vector<std::int64_t>{1, 2});
        }
        population.set("household.urgent", std::vector<std::int64_t>{0, 1});
        const Decisions& decisions = evaluator(population);
        CHECK(decisions.status("d", 0) == (stated ? Status::decided : Status::undetermined));
        CHECK(decisions.status("d", 1) == (stated ? Status::review : Status::undetermined));
    }
    const Population nobody(graph.book);
    CHECK(evaluator(nobody).decisions[0].statuses.empty());
}

TEST_CASE("a population that does not fit is misuse", "[engine]") {
    const GraphBuilder graph = small_graph();
    Population population(graph.book);
    population.set_records(2);
    CHECK_THROWS_AS(evaluate(graph.book, population), UsageError);
    population.set_counts("member", std::vector<std::uint32_t>{1, 1});
    CHECK_NOTHROW(evaluate(graph.book, population));
    population.mark_stated(0);
    CHECK_THROWS_AS(evaluate(graph.book, population), UsageError);
    population.set("member.wage", std::vector<std::int64_t>{1, 2});
    CHECK_NOTHROW(evaluate(graph.book, population));
    CHECK_THROWS_AS(evaluate(graph.book, population, {1, {"nothing"}, false}), UsageError);
    population.column(0).states = {0};
    CHECK_THROWS_AS(evaluate(graph.book, population), UsageError);
    const GraphBuilder other = random_graph(1, 5);
    CHECK_THROWS_AS(evaluate(other.book, population), UsageError);
    const GraphBuilder twin = small_graph();
    population.column(0).states.clear();
    CHECK_NOTHROW(evaluate(twin.book, population));
}

} // namespace doudi::test
