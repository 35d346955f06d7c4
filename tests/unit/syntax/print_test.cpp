#include "syntax/parser.hpp"
#include "syntax/tree.hpp"
#include "unit/syntax/formula_text.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace doudi;
using namespace doudi::syntax;

namespace {

struct Spelling {
    std::string formula;
    std::string plainest;
};

/// Grows trees of every form that the grammar knows.
class TreeGrower {
public:
    explicit TreeGrower(unsigned seed) : random_(seed) {}

    Expression grow(int depth) {
        const auto last = static_cast<unsigned>(Form::lookup);
        const auto form = static_cast<Form>(depth == 0 ? below(6) : below(last + 1));
        Expression tree;
        tree.form = form;
        tree.text = text_of(form);
        if (form == Form::percent_of) {
            tree.operands.push_back(literal(Form::percent));
        }
        const std::size_t count = operands_of(form);
        while (tree.operands.size() < count) {
            tree.operands.push_back(grow(depth - 1));
        }
        tree.has_where = form == Form::call && count > 1 && below(2) == 0;
        tree.low_closed = form == Form::in_range && below(2) == 0;
        tree.high_closed = form == Form::in_range && below(2) == 0;
        return tree;
    }

private:
    unsigned below(unsigned end) { return std::uniform_int_distribution(0U, end - 1)(random_); }

    std::string any(const std::vector<std::string>& texts) {
        return texts[below(static_cast<unsigned>(texts.size()))];
    }

    Expression literal(Form form) {
        Expression tree;
        tree.form = form;
        tree.text = text_of(form);
        return tree;
    }

    std::string text_of(Form form) {
        switch (form) {
        case Form::number:
        case Form::percent:
            return any({"0", "7", "12.50", "2020", "100", "0.001"});
        case Form::text:
            return any({"", "中文（一）", "it's", "say \"x\"", "a, b"});
        case Form::date:
            return any({"2020-07-01", "2000-02-29"});
        case Form::truth:
            return any({"true", "false"});
        case Form::name:
        case Form::lookup:
            return any({"wage", "人均收入", "dibao.outcome", "_x1", "orders"});
        case Form::call:
            return any({"sum", "min", "years_between", "求和"});
        default:
            return {};
        }
    }

    std::size_t operands_of(Form form) {
        switch (form) {
        case Form::number:
        case Form::percent:
        case Form::text:
        case Form::date:
        case Form::truth:
        case Form::name:
            return 0;
        case Form::negate:
        case Form::logical_not:
            return 1;
        case Form::logical_and:
        case Form::logical_or:
        case Form::in_list:
            return 2 + below(3);
        case Form::in_range:
        case Form::choose:
            return 3;
        case Form::call:
        case Form::lookup:
            return 1 + below(3);
        default:
            return 2;
        }
    }

    std::mt19937 random_;
};

} // namespace

TEST_CASE("a formula is printed in its plainest spelling", "[syntax]") {
    const auto [formula, plainest] = GENERATE(values<Spelling>({
        {"((a))", "a"},
        {"(a*b)+c", "a * b + c"},
        {"a*(b+c)", "a * (b + c)"},
        {"a-(b-c)", "a - (b - c)"},
        {"(a-b)-c", "a - b - c"},
        {"(a and b) or c", "a and b or c"},
        {"(a and b) and c", "(a and b) and c"},
        {"not (a = b)", "not a = b"},
        {"not (a or b)", "not (a or b)"},
        {"(a = b) = (c = d)", "(a = b) = (c = d)"},
        {"x between a and b", "x in [a..b]"},
        {"x in ( 1 ..3 ]", "x in (1..3]"},
        {"x in (1,2)", "x in (1, 2)"},
        {"30%  of (30% of x)", "30% of 30% of x"},
        {"30 % of x", "30% of x"},
        {"a / (30% of b)", "a / (30% of b)"},
        {"(if a then b else c) + 1", "(if a then b else c) + 1"},
        {"1 + (-2)", "1 + -2"},
        {"-(-2)", "--2"},
        {"-(a + b)", "-(a + b)"},
        {"'a'", "\"a\""},
        {"'a \"b\"'", "'a \"b\"'"},
        {"sum( wage where ( age>=18 ) )", "sum(wage where age >= 18)"},
        {"t [ a,b ]", "t[a, b]"},
    }));
    CAPTURE(formula);
    const WrittenText written = write_formula(formula);
    const auto parsed = parse(written);
    REQUIRE(parsed);
    CHECK(print(parsed.value()) == plainest);
}

TEST_CASE("a printed tree is read as the same tree", "[syntax][property]") {
    const auto seed = GENERATE(range(0U, 2'000U));
    CAPTURE(seed);
    const Expression tree = TreeGrower(seed).grow(1 + static_cast<int>(seed % 5));
    const std::string printed = print(tree);
    CAPTURE(printed);
    const WrittenText written = write_formula(printed);
    const auto parsed = parse(written);
    REQUIRE(parsed);
    CHECK(same_tree(parsed.value(), tree));
    CHECK(print(parsed.value()) == printed);
}

TEST_CASE("no bracket of a printed tree can be left out", "[syntax][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    const Expression tree = TreeGrower(seed).grow(3);
    const std::string printed = print(tree);
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < printed.size(); ++at) {
        if (printed[at] == '(') {
            open.push_back(at);
        } else if (printed[at] == ')' && !open.empty()) {
            std::string without = printed;
            without[at] = ' ';
            without[open.back()] = ' ';
            open.pop_back();
            CAPTURE(printed, without);
            const WrittenText written = write_formula(without);
            const auto parsed = parse(written);
            CHECK_FALSE((parsed && same_tree(parsed.value(), tree)));
        }
    }
}

TEST_CASE("trees are the same whatever their places, and differ in every other field", "[syntax]") {
    const WrittenText one = write_formula("x in [a..b] and sum(c where d) = 1");
    const WrittenText other = write_formula("x  in [a..b]  and (sum(c where d) = 1)");
    const Expression tree = parse(one).value();
    CHECK(same_tree(tree, parse(other).value()));
    Expression changed = tree;
    changed.operands[0].low_closed = false;
    CHECK_FALSE(same_tree(tree, changed));
    changed = tree;
    changed.operands[0].high_closed = false;
    CHECK_FALSE(same_tree(tree, changed));
    changed = tree;
    changed.operands[1].operands[0].has_where = false;
    CHECK_FALSE(same_tree(tree, changed));
    changed = tree;
    changed.operands[1].form = Form::less;
    CHECK_FALSE(same_tree(tree, changed));
    changed = tree;
    changed.operands[1].operands[1].text = "1.0";
    CHECK_FALSE(same_tree(tree, changed));
    changed = tree;
    changed.operands.pop_back();
    CHECK_FALSE(same_tree(tree, changed));
}
