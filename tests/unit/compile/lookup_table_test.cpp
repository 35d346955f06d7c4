#include "small_pack.hpp"

#include <doudi/rulebook.hpp>

#include <catch2/catch.hpp>

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

TEST_CASE("a table that never changed has one source", "[compile][parameters]") {
    const auto rulebook = small_pack::compile_rules(
        small_pack::rule("member", "money/month", "by_colour[favourite]"));
    REQUIRE(rulebook);
    CHECK(rulebook.value().tables[0].cell_parameters.empty());
}

} // namespace doudi
