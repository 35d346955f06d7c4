#include "base/name.hpp"
#include "syntax/parser.hpp"
#include "syntax/token.hpp"
#include "unit/syntax/formula_text.hpp"

#include <doudi/limits.hpp>

#include <catch2/catch.hpp>

using namespace doudi;
using namespace doudi::syntax;

namespace {

struct Shape {
    std::string formula;
    std::string outline;
};

} // namespace

TEST_CASE("operators bind in the order of the grammar", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"a or b and c", "(or a (and b c))"},
        {"not a and b", "(and (not a) b)"},
        {"not a = b", "(not (= a b))"},
        {"not not a", "(not (not a))"},
        {"a = b + c", "(= a (+ b c))"},
        {"a + b * c", "(+ a (* b c))"},
        {"-a * b", "(* (neg a) b)"},
        {"a - -b", "(- a (neg b))"},
        {"--a", "(neg (neg a))"},
        {"(a or b) and c", "(and (or a b) c)"},
        {"a < b or c >= d", "(or (< a b) (>= c d))"},
        {"a != b and c <= d and e > f", "(and (!= a b) (<= c d) (> e f))"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("sums and products nest to the left, and and or are flat", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"a - b - c", "(- (- a b) c)"},
        {"a - b + c", "(+ (- a b) c)"},
        {"a / b * c", "(* (/ a b) c)"},
        {"a - (b - c)", "(- a (- b c))"},
        {"a and b and c and d", "(and a b c d)"},
        {"a or b or c", "(or a b c)"},
        {"(a and b) and c", "(and (and a b) c)"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("a share is taken of the next operand and binds like a product", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"30% of x", "(of (% 30) x)"},
        {"150% of standard * count(member)", "(* (of (% 150) standard) (call count member))"},
        {"30% of x + y", "(+ (of (% 30) x) y)"},
        {"30% of (x + y)", "(of (% 30) (+ x y))"},
        {"2 * 30% of x", "(* 2 (of (% 30) x))"},
        {"50% of 30% of x", "(of (% 50) (of (% 30) x))"},
        {"-30% of x", "(neg (of (% 30) x))"},
        {"a / (30% of b)", "(/ a (of (% 30) b))"},
        {"12.5 % of x", "(of (% 12.5) x)"},
        {"30% * x", "(* (% 30) x)"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("else reaches as far right as it can", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"if a then b else c", "(if a b c)"},
        {"if a then b else c + d", "(if a b (+ c d))"},
        {"if a then b else c or d", "(if a b (or c d))"},
        {"if a then b else if c then d else e", "(if a b (if c d e))"},
        {"if a then if b then c else d else e", "(if a (if b c d) e)"},
        {"(if a then b else c) + d", "(+ (if a b c) d)"},
        {"min(if a then b else c, d)", "(call min (if a b c) d)"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("in tells lists from ranges", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"x in (a, b)", "(in x a b)"},
        {"x in (a)", "(in x a)"},
        {"x in ((a))", "(in x a)"},
        {"x in (a + b, c)", "(in x (+ a b) c)"},
        {"x in (\"a\", \"b\")", "(in x (text a) (text b))"},
        {"x in [a..b]", "([] x a b)"},
        {"x in [a..b)", "([) x a b)"},
        {"x in (a..b]", "((] x a b)"},
        {"x in (a..b)", "(() x a b)"},
        {"x in [1..3]", "([] x 1 3)"},
        {"x in [0.5..1.5)", "([) x 0.5 1.5)"},
        {"x in [-1..a.b]", "([] x (neg 1) a.b)"},
        {"x in [2020-01-01..2020-12-31]", "([] x (date 2020-01-01) (date 2020-12-31))"},
        {"i in [standard * count(member) .. 150% of standard * count(member))",
         "([) i (* standard (call count member)) (* (of (% 150) standard) (call count member)))"},
        {"x + 1 in (a, b) and c", "(and (in (+ x 1) a b) c)"},
        {"x between a and b", "([] x a b)"},
        {"x between a and b and c", "(and ([] x a b) c)"},
        {"x between a + 1 and 2 * b or c", "(or ([] x (+ a 1) (* 2 b)) c)"},
        {"not x in (a)", "(not (in x a))"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("calls take a where at their end, look-ups take keys", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"sum(wage)", "(call sum wage)"},
        {"min(a, b, c)", "(call min a b c)"},
        {"sum(wage where age >= 18 and not student)",
         "(call sum wage where (and (>= age 18) (not student)))"},
        {"round(a, 0.01)", "(call round a 0.01)"},
        {"value_on(cpi, add_months(decision_date, -1))",
         "(call value_on cpi (call add_months decision_date (neg 1)))"},
        {"supplement[group]", "(lookup supplement group)"},
        {"largest_sum[region, size + 1]", "(lookup largest_sum region (+ size 1))"},
        {"count (member)", "(call count member)"},
        {"count(member where any(expense.amount > 0 where expense.kind = \"x\"))",
         "(call count member where (call any (> expense.amount 0) where "
         "(= expense.kind (text x))))"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("literals keep the text that was written", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"12.50", "12.50"},
        {"0", "0"},
        {"0.05%", "(% 0.05)"},
        {"2020-02-29", "(date 2020-02-29)"},
        {"2020 - 7", "(- 2020 7)"},
        {"3000-20", "(- 3000 20)"},
        {"2020-7", "(- 2020 7)"},
        {"\"整户 '保'（一）\"", "(text 整户 '保'（一）)"},
        {"'a \"b\" ＜'", "(text a \"b\" ＜)"},
        {"\"\"", "(text)"},
        {"true and false", "(and true false)"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("names are of any script and hold dots without blanks", "[syntax]") {
    const auto [formula, expected] = GENERATE(values<Shape>({
        {"人均收入 < 标准", "(< 人均收入 标准)"},
        {"dibao.outcome", "dibao.outcome"},
        {"低保.结果", "低保.结果"},
        {"_a1", "_a1"},
        {"größe", "größe"},
        {"доход", "доход"},
        {"a.b.c", "a.b.c"},
        {"order", "order"},
        {"android or notice", "(or android notice)"},
        {"inside in (iffy)", "(in inside iffy)"},
        {"a.if", "a.if"},
    }));
    CAPTURE(formula);
    CHECK(outline_of(formula) == expected);
}

TEST_CASE("the words of formulas are reserved, so every declared name is read as a name",
          "[syntax]") {
    const auto* const word = GENERATE("if", "then", "else", "or", "and", "not", "in", "between",
                                      "of", "where", "true", "false");
    CAPTURE(word);
    CHECK(word_kind(word) != TokenKind::name);
    CHECK(is_reserved_word(word));
}

TEST_CASE("blanks and line ends part words and mean nothing else", "[syntax]") {
    CHECK(outline_of("  a\n\t+\r\n b ") == "(+ a b)");
    CHECK(outline_of("x in(1,2)") == "(in x 1 2)");
    CHECK(outline_of("max(0,100)") == "(call max 0 100)");
}

TEST_CASE("a node spans its words, brackets included, and knows its place", "[syntax]") {
    const WrittenText written = write_formula("(a + 人均) * min(c, 30%)");
    const auto parsed = parse(written);
    REQUIRE(parsed);
    const Expression& product = parsed.value();
    CHECK(marked(product.place()) == "(a + 人均) * min(c, 30%)");
    CHECK(marked(product.operands[0].place()) == "(a + 人均)");
    CHECK(marked(product.operands[0].operands[1].place()) == "人均");
    CHECK(marked(product.operands[1].place()) == "min(c, 30%)");
    CHECK(marked(product.operands[1].operands[1].place()) == "30%");
}

TEST_CASE("a place is found through folded lines", "[syntax]") {
    // The file says "a\n  + b"; the reader folds that to "a + b".
    WrittenText written;
    written.place = {std::make_shared<Source>("formula.yaml", "a\n  + b"), {0, 7}};
    written.value = "a + b";
    written.pieces = {{0, 0}, {1, 3}, {2, 4}};
    const auto parsed = parse(written);
    REQUIRE(parsed);
    CHECK(marked(parsed.value().operands[1].place()) == "b");
    CHECK(marked(parsed.value().place()) == "a\n  + b");
}

TEST_CASE("an expression that nobody wrote is nowhere", "[syntax]") {
    CHECK(Expression{}.place().source == nullptr);
}
