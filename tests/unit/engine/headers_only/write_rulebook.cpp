// Writes the rulebook that decide.cpp reads: a household gets what its members' wages lack of 660.

#include "support/graph_builder.hpp"

#include <doudi/bytes.hpp>

#include <fstream>

int main(int count, char** arguments) {
    using namespace doudi;
    test::GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household, 30);
    const Index wage = graph.fact(member, "wage", Kind::money, 2, 0, 100'000'000);
    const Index income = graph.make(Operation::sum, household, {wage}, member);
    const Index line = graph.constant(66'000, 2, Kind::money);
    const Index poor = graph.make(Operation::less, household, {income, line});
    const Index outcome = graph.make(
        Operation::choose, household,
        {poor, graph.constant(0, 0, Kind::category), graph.constant(1, 0, Kind::category)});
    const Index lack = graph.make(Operation::subtract, household, {line, income});
    const Index amount =
        graph.make(Operation::choose, household, {poor, lack, graph.constant(0, 2, Kind::money)});
    graph.decision("aid", household, graph.value("aid.outcome", outcome),
                   graph.value("aid.amount", amount));
    std::ofstream file(count > 1 ? arguments[1] : "", std::ios::binary);
    file << graph.book.to_bytes();
    return file ? 0 : 1;
}
