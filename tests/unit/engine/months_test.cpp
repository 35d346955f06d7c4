#include "support/graph_builder.hpp"

#include <doudi/months.hpp> // first, so that a missing include shows

#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

namespace doudi::test {

namespace {

using Books = std::vector<const Rulebook*>;

/// Reads what rent was the month before.
GraphBuilder rent_graph() {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    graph.value("rent_now", graph.fact(household, "rent", Kind::money, 2, 0, 100'000));
    InputEntry before = graph.book.inputs[0];
    before.role = InputRole::previous;
    before.name = "previous.household.rent";
    graph.value("rent_before", graph.read(graph.input(before)));
    return graph;
}

Population with_rent(const Rulebook& book, std::int64_t fen) {
    Population population(book);
    population.set_records(1);
    population.set("household.rent", std::vector<std::int64_t>{fen});
    return population;
}

} // namespace

TEST_CASE("a month reads what was the month before", "[engine]") {
    const GraphBuilder july = rent_graph();
    GraphBuilder august = rent_graph();
    august.book.date = {2020, 8, 1};
    Population first = with_rent(july.book, 500);
    Population second = with_rent(august.book, 700);
    EvaluateOptions options;
    options.all_values = true;
    MonthsEvaluator months(Books{&july.book, &august.book}, options);
    const auto decided = months(std::vector<Population*>{&first, &second});
    CHECK(decided[1].decisions->money("rent_before")[0].digits == Int128(500));
    CHECK(decided[1].decisions->money("rent_now")[0].digits == Int128(700));
}

TEST_CASE("months of other rulebooks, and no months, are misuse", "[engine]") {
    const GraphBuilder july = rent_graph();
    GraphBuilder august = rent_graph();
    august.book.date = {2020, 8, 1};
    CHECK_THROWS_AS(MonthsEvaluator(Books{}), UsageError);
    CHECK_THROWS_AS(MonthsEvaluator(Books{nullptr}), UsageError);
    CHECK_THROWS_AS(MonthsEvaluator(Books{&july.book, &july.book}), UsageError);
    GraphBuilder other = august;
    other.book.entities[0].name = "company";
    CHECK_THROWS_AS(MonthsEvaluator(Books{&july.book, &other.book}), UsageError);
}

TEST_CASE("populations that are not those of the months are misuse, before any is touched",
          "[engine]") {
    const GraphBuilder july = rent_graph();
    GraphBuilder august = rent_graph();
    august.book.date = {2020, 8, 1};
    GraphBuilder smaller = august;
    smaller.book.inputs.pop_back();
    MonthsEvaluator months(Books{&july.book, &august.book});
    Population first = with_rent(july.book, 500);
    Population wrong = with_rent(smaller.book, 700);
    CHECK_THROWS_AS(months(std::vector<Population*>{&first}), UsageError);
    CHECK_THROWS_AS(months(std::vector<Population*>{&first, nullptr}), UsageError);
    CHECK_THROWS_AS(months(std::vector<Population*>{&first, &wrong}), UsageError);
    CHECK(wrong.column(0).digits(0) == Int128(700));
}

} // namespace doudi::test
