#include "small_pack.hpp"

#include <doudi/rulebook.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

namespace doudi {

TEST_CASE("a leaf that changes: left alone keeps its date and source", "[compile][parameters]") {
    const std::string rules = R"(parameters:
  refund:
    type: rate
    by: {colour: colour}
    values:
      2020-01-01: {value: {red: 70%, green: 60%, blue: 50%}, source: law 1}
      2020-03-01: {changes: {green: 90%}, source: law 2}
rules:
  - rule: x
    for: member
    type: rate
    source: law 1
    value: refund[favourite]
)";
    const auto rulebook = small_pack::compile_rules(rules);
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    REQUIRE(book.tables.size() == 1);
    const auto cited = [&](std::int64_t colour) {
        const ParameterUse& use = book.parameters[book.tables[0].parameter_of({colour})];
        REQUIRE(use.citation.sources.size() == 1);
        return to_string(use.since) + " " + use.citation.sources[0].text;
    };
    CHECK(cited(0) == "2020-01-01 1");
    CHECK(cited(1) == "2020-03-01 2");
    CHECK(cited(2) == "2020-01-01 1");
}

namespace {

/// The table of a parameter by size whose last leaf, 3, and what stands above it may change.
Checked<Rulebook> compile_by_size(const std::string& later) {
    return small_pack::compile_rules(R"(parameters:
  largest:
    type: money/month
    by: {size: integer}
    values:
      2020-01-01:
        value: {1: 291, 2: 535, 3: 766, and_above: {add: 219, for_each_beyond: 3}}
        source: law 1
      2020-03-01: {changes: )" + later +
                                     R"(, source: law 2}
rules:
  - rule: x
    for: household
    type: money/month
    source: law 1
    value: largest[count(member)]
)");
}

/// What a key is worth: the digits of its cell, and above the last one what is added for each.
std::int64_t worth(const TableEntry& table, std::int64_t key) {
    const std::int64_t last = table.axes[0].count - 1;
    const std::int64_t cell = std::min(key - table.axes[0].first, last);
    const Int128 beyond(key - table.axes[0].first - cell);
    return static_cast<std::int64_t>(table.cells[static_cast<std::size_t>(cell)] +
                                     table.slopes[0] * beyond);
}

} // namespace

TEST_CASE("a table rises from the last key's value as changes: left it", "[compile][parameters]") {
    const auto rulebook = compile_by_size("{3: 800}");
    INFO(render(rulebook.diagnostics()));
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    const TableEntry& table = book.tables[0];
    CHECK(worth(table, 3) == 800);
    CHECK(worth(table, 4) == 800 + 219);
    CHECK(worth(table, 6) == 800 + 3 * 219);
    const auto cited = [&](std::int64_t size) {
        return book.parameters[table.parameter_of({size})].citation.sources.at(0).text;
    };
    CHECK(cited(2) == "1");
    CHECK(cited(3) == "2");
    CHECK(cited(9) == "2");
}

TEST_CASE("changes: may replace what stands above the last key alone", "[compile][parameters]") {
    const auto rulebook = compile_by_size("{and_above: {add: 300, for_each_beyond: 3}}");
    INFO(render(rulebook.diagnostics()));
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    const TableEntry& table = book.tables[0];
    CHECK(worth(table, 3) == 766);
    CHECK(worth(table, 5) == 766 + 2 * 300);
    const auto cited = [&](std::int64_t size) {
        return book.parameters[table.parameter_of({size})].citation.sources.at(0).text;
    };
    CHECK(cited(3) == "1");
    CHECK(cited(5) == "2");
    const auto flat = compile_by_size("{and_above: 900}");
    REQUIRE(flat);
    CHECK(worth(flat.value().tables[0], 7) == 900);
}

TEST_CASE("for_each_beyond names the last key, or a key has two values or none",
          "[compile][parameters]") {
    const auto beyond = [](const std::string& key) {
        const std::string text = R"(parameters:
  fee:
    type: money/month
    by: {size: integer}
    values:
      2020-01-01:
        value: {1: 10, 2..3: 20, and_above: {add: 5, for_each_beyond: )" +
                                 key + R"(}}
        source: law 1
rules:
  - rule: x
    for: household
    type: money/month
    source: law 1
    value: fee[score]
)";
        return small_pack::findings(text);
    };
    CHECK(beyond("3").empty());
    CHECK(beyond("2") == small_pack::Findings{"table-overlap 7:71"});
    CHECK(beyond("4") == small_pack::Findings{"table-hole 7:71"});
}

TEST_CASE("a table that never changed has one source", "[compile][parameters]") {
    const auto rulebook = small_pack::compile_rules(
        small_pack::rule("member", "money/month", "by_colour[favourite]"));
    REQUIRE(rulebook);
    CHECK(rulebook.value().tables[0].cell_parameters.empty());
}

} // namespace doudi
