#include "support/graph_builder.hpp"

#include <doudi/rulebook/print.hpp>

#include <catch2/catch.hpp>

namespace doudi::test {

TEST_CASE("every operation has its name", "[rulebook]") {
    CHECK(to_string(Operation::constant) == "constant");
    CHECK(to_string(Operation::greater_equal) == "greater_equal");
    CHECK(to_string(Operation::only_one) == "only_one");
    CHECK(to_string(Operation::month_of) == "month_of");
    CHECK(to_string(Operation::check_range) == "check_range");
    CHECK(to_string(static_cast<Operation>(200)) == "?");
}

TEST_CASE("a rulebook is printed node by node", "[rulebook]") {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household, 3);
    const Index wage = graph.fact(member, "wage", Kind::money, 2, 0, 1'000);
    const Index sum = graph.make(Operation::sum, household, {wage}, member);
    const Index outcome = graph.value("d.outcome", graph.constant(1, 0, Kind::category));
    graph.decision("d", household, outcome, sum);
    CHECK(print(graph.book) == R"(rulebook by hand on 2020-07-01
entity household in pack, 0 to 10
entity member in household, 0 to 3
input member.wage : money [0.00 .. 10.00]
    0 member input member.wage : money [0.00 .. 10.00] may be missing
    1 household sum over member #0 : number [0.00 .. 30.00] may be missing
    2 pack constant : category 1
    3 pack value d.outcome #2 : category 1
decision d: outcome #3 amount #1 review none
)");
}

} // namespace doudi::test
