#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

// Truth: comparisons, ranges, lists, and what is already known when a pack is read.
using namespace doudi;
using small_pack::compile_rules;
using small_pack::Findings;
using small_pack::findings;
using small_pack::rule;

namespace {

/// The formula of rule x, below its `value` node.
Node formula_of(const Rulebook& book) {
    const Node value = small_pack::node_of(book, "x");
    return book.nodes[book.operands_of(value)[0]];
}

Node formula_node(const std::string& entity, const std::string& formula) {
    CAPTURE(formula);
    const auto rulebook = compile_rules(rule(entity, "boolean", formula));
    CAPTURE(render(rulebook.diagnostics()));
    REQUIRE(rulebook);
    return formula_of(rulebook.value());
}

} // namespace

TEST_CASE("a quotient may stand on one side of a comparison or in a range", "[compile][logic]") {
    const auto formula = GENERATE(
        as<std::string>(), "sum(wage) / count(member) < standard",
        "standard > sum(wage) / count(member)", "rent / cap = 1", "rent / cap > cap / rent",
        "rent / cap in [0 .. 1]", "rent / cap in (0 .. 1)", "rent / cap between 0 and 1",
        "rent in [cap / 12 .. cap / score)", "assets / rent in [stay .. stay * 12]");
    CAPTURE(formula);
    CHECK(findings(rule("household", "boolean", formula)).empty());
}

TEST_CASE("a range with a quotient is two comparisons", "[compile][logic]") {
    const auto rulebook = compile_rules(rule("household", "boolean", "rent / cap in [0 .. 1)"));
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    const Node both = formula_of(book);
    CHECK(both.operation == Operation::logical_and);
    const auto operands = book.operands_of(both);
    REQUIRE(operands.size() == 2);
    CHECK(book.nodes[operands[0]].operation == Operation::greater_equal);
    CHECK(book.nodes[operands[1]].operation == Operation::less);
    CHECK(book.nodes[book.operands_of(operands[0])[0]].operation == Operation::quotient);
}

TEST_CASE("elsewhere a quotient needs a rounding", "[compile][logic]") {
    const auto [formula, place] = GENERATE(table<std::string, std::string>({
        {"rent / cap in (0, 1)", "needs-round 6:12"},
        {"rent / cap + 1 > 0", "needs-round 6:12"},
        {"max(rent / cap, 1) > 0", "needs-round 6:16"},
        {"if rent / cap then local else local", "needs-round 6:15"},
        {"(if local then rent / cap else 1) > 0", "needs-round 6:27"},
    }));
    CAPTURE(formula);
    CHECK(findings(rule("household", "boolean", formula)) == Findings{place});
}

TEST_CASE("what parameters and ranges decide is known when the pack is read", "[compile][logic]") {
    const auto [formula, known] = GENERATE(table<std::string, int>({
        {"cap > 999", 1},
        {"cap < 1000", 0},
        {"cap = 1000.00", 1},
        {"cap != 1000", 0},
        {"cap / 3 < 334", 1},
        {"cap / 3 = 333.33", 0},
        {"334 > cap / 3", 1},
        {"cap / (0 - 3) < 0", 1},
        {"cap / (0 - 3) > 0", 0},
        {"cap / 3 < cap / 2", 1},
        {"cap / (0 - 3) < cap / (0 - 2)", 0},
        {"cap in (999, 1000)", 1},
        {"cap in (998, 999)", 0},
        {"cap in [1000 .. 1001]", 1},
        {"cap in (1000 .. 1001]", 0},
        {"cap / 3 in [333 .. 334]", 1},
        {"cap between 1 and 2", 0},
        {"not cap > 999", 0},
        {"cap > 999 and quota > 0%", 1},
        {"cap > 999 and quota > 50%", 0},
        {"cap < 999 or quota > 50%", 0},
        {"decision_date >= 2020-04-01", 1},
        {"years_between(2000-02-29, decision_date) = 20", 1},
        {"month(decision_date) in (3, 4)", 1},
    }));
    const Node node = formula_node("pack", formula);
    CAPTURE(formula);
    CHECK(node.is_constant());
    CHECK(node.low == Int128(known));
}

TEST_CASE("a range that a fact declares proves a comparison for the rows that state it",
          "[compile][logic]") {
    const auto [formula, low, high] = GENERATE(table<std::string, int, int>({
        {"rent >= 0", 1, 1},
        {"rent < 0", 0, 0},
        {"rent > 0", 0, 1},
        {"rent <= 100000", 1, 1},
        {"rent = 100001", 0, 0},
        {"rent in [0 .. 100000]", 1, 1},
        {"rent in (0 .. 100000]", 0, 1},
        {"rent in (100001, 100002)", 0, 0},
        {"home = \"island\"", 0, 1},
        {"local = true", 0, 1},
    }));
    const Node node = formula_node("household", formula);
    CAPTURE(formula);
    CHECK(node.may_be_missing);
    CHECK(node.low == Int128(low));
    CHECK(node.high == Int128(high));
}

TEST_CASE("a divisor that may be zero may fault, and no other", "[compile][logic]") {
    CHECK(formula_node("household", "rent / score > 1").may_fault);
    CHECK(formula_node("household", "rent / count(member) > 1").may_fault);
    CHECK_FALSE(formula_node("household", "rent / 2 > 1").may_fault);
    CHECK(formula_node("household", "rent / score in [1 .. 2]").may_fault);
    CHECK_FALSE(formula_node("household", "rent / 3 in [1 .. 2]").may_fault);
}

TEST_CASE("a category is compared with its values in quotes", "[compile][logic]") {
    const auto [formula, finding] = GENERATE(table<std::string, std::string>({
        {"favourite = \"red\"", ""},
        {"(\"red\") = favourite", ""},
        {"favourite in (\"red\", \"blue\")", ""},
        {"favourite = red", "unknown-name 6:24"},
        {"red = favourite", "unknown-name 6:12"},
        {"favourite in (\"red\", blue)", "unknown-name 6:33"},
        {"favourite = \"purple\"", "unknown-category-value 6:24"},
        {"favourite in (\"purple\", \"red\")", "unknown-category-value 6:26"},
        {"favourite = home", "type-mismatch 6:12"},
        {"favourite = 1", "type-mismatch 6:12"},
    }));
    CAPTURE(formula);
    CHECK(findings(rule("member", "boolean", formula)) ==
          (finding.empty() ? Findings{} : Findings{finding}));
}

TEST_CASE("both faulty sides of a comparison are reported", "[compile][logic]") {
    CHECK(findings(rule("household", "boolean", "nothing > nobody and rent > nowhere")) ==
          Findings{"unknown-name 6:12", "unknown-name 6:22", "unknown-name 6:40"});
}

TEST_CASE("a range that nothing can be in is a warning", "[compile][logic]") {
    const auto [formula, is_empty] = GENERATE(table<std::string, bool>({
        {"score in [3 .. 1]", true},
        {"score in [2 .. 2)", true},
        {"score in (2 .. 2]", true},
        {"score in [2 .. 2]", false},
        {"score in [1 .. 3)", false},
        {"score in [score .. 3]", false},
        {"score in [3 .. score]", false},
        {"score in [1/2 .. 1/3]", true},
        {"score in [1/3 .. 1/2]", false},
        {"score between 3 and 1", true},
    }));
    CAPTURE(formula);
    CHECK(findings(rule("household", "boolean", formula)) ==
          (is_empty ? Findings{"nothing-in-range 6:12"} : Findings{}));
}
