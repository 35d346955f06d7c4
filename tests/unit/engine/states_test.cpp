#include "support/graph_builder.hpp"

#include <doudi/evaluate.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The table of docs/RULES.md, section 1, written out. T true, F false, M missing, X fault; of
// numbers 1, 2, M, X.
namespace doudi::test {
namespace {

void push(Column& column, char letter) {
    switch (letter) {
    case 'M':
        return column.push(0, State::missing);
    case 'X':
        return column.push(0, State::fault);
    case 'T':
    case '1':
        return column.push(1);
    case '2':
        return column.push(2);
    default:
        return column.push(0);
    }
}

char letter(const Column& column, std::size_t row, bool is_truth) {
    if (column.state(row) != State::ok) {
        return column.state(row) == State::missing ? 'M' : 'X';
    }
    const auto digits = static_cast<std::int64_t>(column.digits(row));
    return is_truth ? (digits == 1 ? 'T' : 'F') : static_cast<char>('0' + digits);
}

/// One record a column of letters; the result as letters.
std::string run(Operation operation, std::vector<std::string> operands, Kind kind = Kind::boolean,
                bool constant_last = false) {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    std::vector<Index> nodes;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        const bool is_condition = operation == Operation::choose && i == 0;
        const Kind own = is_condition ? Kind::boolean : kind;
        nodes.push_back(constant_last && i + 1 == operands.size()
                            ? graph.constant(operands[i][0] == 'T' ? 1 : 0, 0, own)
                            : graph.fact(household, std::string(i + 1, 'f'), own, 0, 0,
                                         own == Kind::boolean ? 1 : 9));
    }
    const bool is_truth = kind == Kind::boolean;
    graph.value("result", graph.make(operation, household, nodes));
    Population population(graph.book);
    population.set_records(operands[0].size());
    for (Index i = 0; i < graph.book.inputs.size(); ++i) {
        for (const char each : operands[i]) {
            push(population.column(i), each);
        }
        population.mark_stated(i);
    }
    const Decisions decisions = evaluate(graph.book, population, {1, {"result"}, false});
    std::string result;
    for (std::size_t row = 0; row < operands[0].size(); ++row) {
        result += letter(decisions.values[0].second, row, is_truth);
    }
    return result;
}

} // namespace

TEST_CASE("and, or and not follow the truth table", "[engine]") {
    const std::string a = "TTTTFFFFMMMMXXXX";
    const std::string b = "TFMXTFMXTFMXTFMX";
    CHECK(run(Operation::logical_and, {a, b}) == "TFMXFFFFMFMXXFXX");
    CHECK(run(Operation::logical_or, {a, b}) == "TTTTTFMXTMMXTXXX");
    CHECK(run(Operation::logical_not, {"TFMX"}) == "FTMX");
    CHECK(run(Operation::logical_and, {a, b, a}) == "TFMXFFFFMFMXXFXX");
}

TEST_CASE("a constant side of and, or follows the truth table", "[engine]") {
    CHECK(run(Operation::logical_and, {"TFMX", "T"}, Kind::boolean, true) == "TFMX");
    CHECK(run(Operation::logical_and, {"TFMX", "F"}, Kind::boolean, true) == "FFFF");
    CHECK(run(Operation::logical_or, {"TFMX", "T"}, Kind::boolean, true) == "TTTT");
    CHECK(run(Operation::logical_or, {"TFMX", "F"}, Kind::boolean, true) == "TFMX");
}

TEST_CASE("a branch that is not taken changes nothing", "[engine]") {
    CHECK(run(Operation::choose, {"TTTT", "12MX", "XXXX"}, Kind::number) == "12MX");
    CHECK(run(Operation::choose, {"FFFF", "XXXX", "12MX"}, Kind::number) == "12MX");
    CHECK(run(Operation::choose, {"XXXX", "12MX", "12MX"}, Kind::number) == "XXXX");
}

TEST_CASE("a missing condition gives what both branches agree on", "[engine]") {
    const std::string a = "1112MMMXXX11";
    const std::string b = "12M21MX1MXX1";
    CHECK(run(Operation::choose, {std::string(12, 'M'), a, b}, Kind::number) == "1MM2MMMMMXM1");
}

TEST_CASE("two true conditions are a fault; else the worst condition counts", "[engine]") {
    const auto of = [](const std::string& a, const std::string& b, const std::string& value) {
        return run(Operation::only_one, {a, b, value});
    };
    CHECK(of("TTTT", "TFMX", "TTTT") == "XTMX");
    CHECK(of("FFFF", "TFMX", "TTTT") == "TTMX");
    CHECK(of("MMMM", "TFMX", "TTTT") == "MMMX");
    CHECK(of("TFMX", "FFFF", "XXXX") == "XXMX");
    CHECK(of("TFMX", "FFFF", "MMMM") == "MMMX");
}

TEST_CASE("arithmetic and comparisons take the worst state of their operands", "[engine]") {
    const std::string a = "111MMMXXX";
    const std::string b = "2MX2MX2MX";
    CHECK(run(Operation::add, {a, b}, Kind::number) == "3MXMMXXXX");
    CHECK(run(Operation::maximum, {a, b}, Kind::number) == "2MXMMXXXX");
    CHECK(run(Operation::equal, {"TTFFMX", "TFFTXM"}) == "TFTFXX");
}

namespace {

/// Aggregates over the members of one household each: `of` letters of a value, `where` of its
/// condition. Names: sum, count, any, all, smallest, largest.
std::string over_members(Operation operation, const std::string& of, const std::string& where) {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index member = graph.entity("member", household);
    const bool is_truth = operation == Operation::any || operation == Operation::all;
    const Index value = graph.fact(member, "value", is_truth ? Kind::boolean : Kind::number, 0, 0,
                                   is_truth ? 1 : 9);
    const Index condition = graph.fact(member, "where", Kind::boolean, 0, 0, 1);
    std::vector<Index> operands{condition};
    if (operation != Operation::count) {
        operands.insert(operands.begin(), value);
    }
    graph.value("result", graph.make(operation, household, operands, member, 1));
    Population population(graph.book);
    population.set_records(1);
    const std::uint32_t members = static_cast<std::uint32_t>(of.size());
    population.set_counts("member", std::vector<std::uint32_t>{members});
    for (std::size_t row = 0; row < of.size(); ++row) {
        push(population.column(0), of[row]);
        push(population.column(1), where[row]);
    }
    population.mark_stated(0);
    population.mark_stated(1);
    const Decisions decisions = evaluate(graph.book, population, {1, {"result"}, false});
    return std::string(1, letter(decisions.values[0].second, 0, is_truth));
}

struct Case {
    Operation operation;
    std::string of;
    std::string where;
    std::string result;
};

} // namespace

TEST_CASE("rows whose condition is false take no part", "[engine]") {
    const auto each = GENERATE(values<Case>({
        {Operation::sum, "121", "TTF", "3"},      {Operation::sum, "1XM", "TFF", "1"},
        {Operation::sum, "1XM", "TFT", "M"},      {Operation::sum, "1XM", "TTT", "X"},
        {Operation::sum, "11", "TM", "M"},        {Operation::sum, "1X", "TM", "M"},
        {Operation::sum, "11", "MX", "X"},        {Operation::sum, "", "", "0"},
        {Operation::count, "11X", "TTT", "3"},    {Operation::count, "111", "TFM", "M"},
        {Operation::count, "111", "MXF", "X"},    {Operation::count, "", "", "0"},
        {Operation::any, "TF", "FT", "F"},        {Operation::any, "TX", "TT", "T"},
        {Operation::any, "MF", "TT", "M"},        {Operation::any, "FX", "MF", "F"},
        {Operation::any, "MX", "TT", "X"},        {Operation::any, "", "", "F"},
        {Operation::all, "TF", "TF", "T"},        {Operation::all, "FX", "TT", "F"},
        {Operation::all, "TM", "TT", "M"},        {Operation::all, "TT", "MX", "T"},
        {Operation::all, "TF", "TX", "X"},        {Operation::all, "", "", "T"},
        {Operation::smallest, "213", "TTF", "1"}, {Operation::smallest, "21", "FF", "X"},
        {Operation::smallest, "21", "FM", "M"},   {Operation::smallest, "", "", "X"},
        {Operation::largest, "1X2", "TFT", "2"},  {Operation::largest, "1M", "TT", "M"},
    }));
    CAPTURE(static_cast<int>(each.operation), each.of, each.where);
    CHECK(over_members(each.operation, each.of, each.where) == each.result);
}

TEST_CASE("a newcomer's none is equal to nothing, not even to itself", "[engine]") {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index a = graph.fact(household, "a", Kind::category, 0, -1, 2);
    const Index b = graph.fact(household, "b", Kind::category, 0, -1, 2);
    graph.value("same", graph.make(Operation::equal, household, {a, b}));
    graph.value("differs", graph.make(Operation::not_equal, household, {a, b}));
    graph.value("within", graph.make(Operation::in_list, household, {a, b, a}));
    Population population(graph.book);
    population.set_records(4);
    population.set("household.a", std::vector<std::int64_t>{-1, -1, 1, 2});
    population.set("household.b", std::vector<std::int64_t>{-1, 0, 1, 1});
    const Decisions decisions = evaluate(graph.book, population, {1, {}, true});
    const auto of = [&](std::size_t value) {
        std::string letters;
        for (std::size_t row = 0; row < 4; ++row) {
            letters += letter(decisions.values[value].second, row, true);
        }
        return letters;
    };
    CHECK(of(0) == "FFTF");
    CHECK(of(1) == "TTFT");
    CHECK(of(2) == "FFTT");
}

TEST_CASE("a zero divisor, a key outside and a value outside its range are faults", "[engine]") {
    GraphBuilder graph;
    const Index household = graph.entity("household");
    const Index a = graph.fact(household, "a", Kind::number, 0, -9, 9);
    const Index b = graph.fact(household, "b", Kind::number, 0, -9, 9);
    const Index fraction = graph.make(Operation::quotient, household, {a, b});
    TableEntry table;
    table.axes = {{false, 1, 2, false}};
    table.cells = {7, 8};
    graph.book.tables.push_back(table);
    graph.value("round", graph.round(household, fraction, Rounding::floor, 1, 0));
    graph.value("less", graph.make(Operation::less, household, {fraction, graph.constant(1)}));
    graph.value("cell", graph.make(Operation::lookup, household, {b}, 0));
    graph.value("checked", graph.check_range(household, b, 0, 2));
    Population population(graph.book);
    population.set_records(4);
    population.set("household.a", std::vector<std::int64_t>{3, 3, -3, 3});
    population.set("household.b", std::vector<std::int64_t>{2, 0, -2, 0},
                   std::vector<std::uint8_t>{0, 0, 0, 1});
    const Decisions decisions = evaluate(graph.book, population, {1, {}, true});
    const auto of = [&](std::size_t value) {
        std::string letters;
        for (std::size_t row = 0; row < 4; ++row) {
            letters += letter(decisions.values[value].second, row, value == 1);
        }
        return letters;
    };
    CHECK(of(0) == "1X1M");
    CHECK(of(1) == "FXFM");
    CHECK(of(2) == "8XXM");
    CHECK(of(3) == "20XM");
}

} // namespace doudi::test
