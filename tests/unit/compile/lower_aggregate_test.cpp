#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

#include <limits>

// Values over inner rows: sum, count, any, all, min, max.
using namespace doudi;
using small_pack::compile_rules;
using small_pack::Findings;
using small_pack::findings;
using small_pack::rule;

namespace {

Node aggregate(const std::string& type, const std::string& formula) {
    CAPTURE(formula);
    const auto rulebook = compile_rules(rule("household", type, formula));
    CAPTURE(render(rulebook.diagnostics()));
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    return book.nodes[book.operands_of(small_pack::node_of(book, "x"))[0]];
}

} // namespace

TEST_CASE("aggregates reach inner rows at any depth", "[compile][aggregate]") {
    const auto [type, formula] = GENERATE(table<std::string, std::string>({
        {"money/month", "sum(wage)"},
        {"money/month", "sum(wage where student)"},
        {"money/month", "sum(wage + 0 where student and wage > 0)"},
        {"money", "sum(cost)"},
        {"money", "sum(expense.cost)"},
        {"money", "sum(cost where student)"},
        {"integer", "count(member)"},
        {"integer", "count(expense)"},
        {"integer", "count(member where student)"},
        {"boolean", "any(student)"},
        {"boolean", "all(student where wage > 0)"},
        {"boolean", "any(favourite = \"red\")"},
        {"money/month/member", "max(wage)"},
        {"money/month/member", "min(wage where student)"},
        {"date", "min(birth_date)"},
        {"boolean", "any(wage > max(wage) or wage > 0)"},
    }));
    CAPTURE(formula);
    if (formula.find("max(wage)") != std::string::npos && type == "boolean") {
        // A member has no inner member, so max(wage) has nothing to look at there.
        CHECK(findings(rule("household", type, formula)) == Findings{"nothing-to-sum 6:23"});
    } else {
        CHECK(findings(rule("household", type, formula)).empty());
    }
}

TEST_CASE("what is not about inner rows cannot be summed", "[compile][aggregate]") {
    const auto [entity, formula, finding] = GENERATE(table<std::string, std::string, std::string>({
        {"household", "sum(rent)", "nothing-to-sum 6:12"},
        {"member", "sum(wage)", "nothing-to-sum 6:12"},
        {"member", "count(member)", "nothing-to-sum 6:12"},
        {"member", "count(household)", "nothing-to-sum 6:12"},
        {"household", "count(wage)", "nothing-to-sum 6:12"},
        {"household", "sum(cap)", "nothing-to-sum 6:12"},
        {"pack", "sum(wage)", "nothing-to-sum 6:12"},
        {"pack", "count(member)", "nothing-to-sum 6:12"},
        {"pack", "if any(student) then 1 else 0", "nothing-to-sum 6:15"},
        {"household", "sum(student)", "type-mismatch 6:12"},
        {"household", "max(favourite)", "type-mismatch 6:12"},
        {"household", "if any(wage) then 1 else 0", "type-mismatch 6:19"},
        {"household", "sum(wage where wage)", "type-mismatch 6:27"},
    }));
    CAPTURE(entity, formula);
    CHECK(findings(rule(entity, entity == "pack" ? "integer" : "money/month", formula)) ==
          Findings{finding});
}

TEST_CASE("a member's value stands bare in no household's rule", "[compile][aggregate]") {
    CHECK(findings(rule("household", "money/month", "wage")) == Findings{"inner-value 6:12"});
    CHECK(findings(rule("household", "boolean", "rent > wage")) == Findings{"inner-value 6:19"});
    CHECK(findings(rule("pack", "money/month", "wage")) == Findings{"inner-value 6:12"});
}

TEST_CASE("values of two entities side by side are an error", "[compile][aggregate]") {
    const std::string header =
        small_pack::header + "  room: {title: 房间, in: household, as: rooms}\n";
    const auto rulebook = small_pack::compile_files(
        {{"pack.yaml", header},
         {"declarations.yaml", small_pack::declarations},
         {"rules.yaml", "facts:\n  room:\n    size: {type: integer}\n" +
                            rule("household", "boolean", "any(wage > 0 and size > 3)")}});
    CHECK(small_pack::briefs(rulebook.diagnostics()) == Findings{"mixed-entities 9:12"});
}

TEST_CASE("the range of a sum holds the most rows that a record may have", "[compile][aggregate]") {
    const Node sum = aggregate("money/month", "sum(wage)");
    CHECK(sum.low == Int128(0));
    CHECK(sum.high == Int128(30LL * 1'000'000 * 100));
    CHECK(aggregate("integer", "count(member)").high == Int128(30));
    CHECK(aggregate("integer", "count(expense)").high == Int128(30 * 100));
}

TEST_CASE("over nobody min and max fault, unless an entity says at_least", "[compile][aggregate]") {
    CHECK(aggregate("money/month/member", "max(wage)").may_fault);
    CHECK_FALSE(aggregate("money/month", "sum(wage)").may_fault);
    std::string header = small_pack::header;
    header.insert(header.find("at_most: 30"), "at_least: 1, ");
    const auto node_of = [&](const std::string& formula) {
        const auto rulebook = small_pack::compile_files(
            {{"pack.yaml", header},
             {"declarations.yaml", small_pack::declarations},
             {"rules.yaml", rule("household", "money/month/member", formula)}});
        REQUIRE(rulebook);
        return small_pack::node_of(rulebook.value(), "x");
    };
    CHECK_FALSE(node_of("max(wage)").may_fault);
    CHECK(node_of("max(wage where student)").may_fault);
}
