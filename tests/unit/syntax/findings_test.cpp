#include "syntax/parser.hpp"
#include "unit/syntax/formula_text.hpp"

#include <doudi/diagnostic.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

// What is said about a formula that cannot be read: code, marked words, and the mend. The codes
// are those of docs/DIAGNOSTICS.md.
using namespace doudi;
using namespace doudi::syntax;

namespace {

struct Case {
    std::string formula;
    std::string code;
    std::string marked;
    std::string help;
};

Diagnostics findings_of(const WrittenText& written) {
    const auto parsed = parse(written);
    REQUIRE_FALSE(parsed);
    return parsed.diagnostics();
}

/// Holds a formula against the one finding that it should give.
void check(const Case& expected) {
    CAPTURE(expected.formula);
    const WrittenText written = write_formula(expected.formula);
    const Diagnostics findings = findings_of(written);
    CAPTURE(render(findings));
    REQUIRE(findings.size() == 1);
    const Diagnostic& finding = findings.front();
    CHECK(finding.code == expected.code);
    CHECK(marked(finding.labels.front().place) == expected.marked);
    CHECK(finding.help.en == expected.help);
    CHECK_FALSE(finding.message.en.empty());
    CHECK_FALSE(finding.message.zh.empty());
    CHECK(finding.help.zh.empty() == finding.help.en.empty());
}

std::vector<std::string> codes_of(const std::string& formula) {
    const WrittenText written = write_formula(formula);
    std::vector<std::string> codes;
    for (const Diagnostic& finding : findings_of(written)) {
        codes.emplace_back(finding.code);
    }
    return codes;
}

} // namespace

TEST_CASE("signs of other languages are answered with ours", "[syntax]") {
    const std::string choose = "write if condition then one else other";
    const std::string no_power = "there are no powers; multiply, as in x * x";
    const std::string braces = "a list stands in round brackets: x in (a, b)";
    check(GENERATE_COPY(values<Case>({
        {"a == b", "wrong-operator", "==", "write '='"},
        {"a === b", "wrong-operator", "===", "write '='"},
        {"a := b", "wrong-operator", ":=", "write '='"},
        {"a <> b", "wrong-operator", "<>", "write '!='"},
        {"a !== b", "wrong-operator", "!==", "write '!='"},
        {"a =! b", "wrong-operator", "=!", "write '!='"},
        {"a => b", "wrong-operator", "=>", "write '>='"},
        {"a =< b", "wrong-operator", "=<", "write '<='"},
        {"a && b", "wrong-operator", "&&", "write 'and'"},
        {"a & b", "wrong-operator", "&", "write 'and'"},
        {"a ∧ b", "wrong-operator", "∧", "write 'and'"},
        {"a || b", "wrong-operator", "||", "write 'or'"},
        {"a | b", "wrong-operator", "|", "write 'or'"},
        {"a ∨ b", "wrong-operator", "∨", "write 'or'"},
        {"!a", "wrong-operator", "!", "write 'not'"},
        {"¬a", "wrong-operator", "¬", "write 'not'"},
        {"a ∈ (b)", "wrong-operator", "∈", "write 'in'"},
        {"a in [1...3]", "wrong-operator", "...", "write '..'"},
        {"a ** 2", "wrong-operator", "**", no_power},
        {"a ^ 2", "wrong-operator", "^", no_power},
        {"a ? b : c", "wrong-operator", "?", choose},
        {"a : b", "wrong-operator", ":", choose},
        {"a in {b}", "wrong-operator", "{", braces},
        {"min(a; b)", "wrong-operator", ";", "write ',' between values"},
        {"a;", "wrong-operator", ";", "remove it; a formula is one value"},
        {"a % b", "wrong-operator", "%", "'%' stands only after a number, as in 30%"},
        {"a . b", "wrong-operator", ".", "a dot joins names without blanks, as in dibao.outcome"},
        {"30%of a", "wrong-operator", "30%", "put a blank after %: 30% of …"},
    })));
}

TEST_CASE("words of other languages are answered with ours where they stand for them", "[syntax]") {
    check(GENERATE(values<Case>({
        {"a AND b", "wrong-operator", "AND", "write 'and'"},
        {"a OR b", "wrong-operator", "OR", "write 'or'"},
        {"NOT a", "wrong-operator", "NOT", "write 'not'"},
        {"NOT (a)", "wrong-operator", "NOT", "write not (…)"},
        {"a 且 b", "wrong-operator", "且", "write 'and'"},
        {"(a)或(b)", "wrong-operator", "或", "write 'or'"},
        {"非 a", "wrong-operator", "非", "write 'not'"},
        {"如果 a 那么 b 否则 c", "wrong-operator", "如果", "write 'if'"},
        {"if a 那么 b 否则 c", "wrong-operator", "那么", "write 'then'"},
        {"if a then b 否则 c", "wrong-operator", "否则", "write 'else'"},
        {"if a then b elif c then d else e", "wrong-operator", "elif", "write 'else if'"},
        {"IF(a, b, c)", "wrong-operator", "IF", "write if … then … else …"},
        {"AND(a, b)", "wrong-operator", "AND", "write … and …"},
        {"True", "wrong-operator", "True", "write 'true'"},
        {"a = FALSE", "wrong-operator", "FALSE", "write 'false'"},
        {"a is b", "wrong-operator", "is", "write '='"},
        {"收入 不低于 标准", "wrong-operator", "不低于", "write '>='"},
        {"x not in (a, b)", "wrong-operator", "not in", "write not x in (a, b)"},
    })));
}

TEST_CASE("words of other languages are names where names belong", "[syntax]") {
    CHECK(outline_of("AND + 且") == "(+ AND 且)");
    CHECK(outline_of("count(非)") == "(call count 非)");
}

TEST_CASE("numbers are digits with at most one point", "[syntax]") {
    const std::string numbers = "a number is 12 or 12.5, with at most 36 digits, 18 of them after "
                                "the point; a name does not begin with a digit";
    const std::string several = "; if these are several values, put a blank after each comma";
    check(GENERATE_COPY(values<Case>({
        {"1,570", "number-format", "1,570", "write 1570"},
        {"a + 1,570,000.25", "number-format", "1,570,000.25", "write 1570000.25"},
        {"12,000%", "number-format", "12,000", "write 12000"},
        {"min(wage, 1,570)", "number-format", "1,570", "write 1570" + several},
        {"x in (100,200)", "number-format", "100,200", "write 100200" + several},
        {"007", "number-format", "007", "write 7"},
        {"00.50", "number-format", "00.50", "write 0.50"},
        {".5", "number-format", ".5", "write 0.5"},
        {"5.", "number-format", "5.", "write 5"},
        {"1e3", "number-format", "1e3", "write 1000"},
        {"1.25e-2", "number-format", "1.25e-2", "write 0.0125"},
        {"2.5E+1", "number-format", "2.5E+1", "write 25"},
        {"1_000", "number-format", "1_000", "write 1000"},
        {"1e99", "number-format", "1e99", numbers},
        {"1.2.3", "number-format", "1.2.3", numbers},
        {"660元", "number-format", "660元", numbers},
        {"2abc", "number-format", "2abc", numbers},
        {"0.1234567890123456789", "number-format", "0.1234567890123456789", numbers},
    })));
    CHECK(codes_of(std::string(1'000, '9')) == std::vector<std::string>{"number-format"});
}

TEST_CASE("dates are year, month and day, and exist", "[syntax]") {
    const std::string arithmetic = "; if it is arithmetic, put blanks around the operators";
    const std::string no_day = "a date is year-month-day; to subtract, put blanks around '-'";
    check(GENERATE_COPY(values<Case>({
        {"a < 2020-07", "date-format", "2020-07", "write 2020-07-01" + arithmetic},
        {"2020-7-1", "date-format", "2020-7-1", "write 2020-07-01" + arithmetic},
        {"2020/7/1", "date-format", "2020/7/1", "write 2020-07-01" + arithmetic},
        {"2020.07.01", "date-format", "2020.07.01", "write 2020-07-01" + arithmetic},
        {"2020年7月1日", "date-format", "2020年7月1日", "write 2020-07-01" + arithmetic},
        {"2020年7月", "date-format", "2020年7月", "write 2020-07-01" + arithmetic},
        {"2021-02-29", "date-format", "2021-02-29", no_day},
        {"2020-13-01", "date-format", "2020-13-01", no_day},
        {"2020-07-011", "date-format", "2020-07-011", no_day},
    })));
}

TEST_CASE("full-width characters are named together, and the whole formula is mended", "[syntax]") {
    check(GENERATE(values<Case>({
        {"min（a，b）", "full-width-character", "（", "write: min(a,b)"},
        {"a ＜ １％", "full-width-character", "＜", "write: a < 1%"},
        {"a＝b", "full-width-character", "＝", "write: a=b"},
        {"a ≥ b", "full-width-character", "≥", "write: a >= b"},
        {"a ≤ b", "full-width-character", "≤", "write: a <= b"},
        {"a ≠ b", "full-width-character", "≠", "write: a != b"},
        {"a × b ÷ c − d ＋ e", "full-width-character", "×", "write: a * b / c - d + e"},
        {"a = “重病，重残”", "full-width-character", "“", "write: a = \"重病，重残\""},
        {"a = ‘x’", "full-width-character", "‘", "write: a = 'x'"},
        {"a = \"x”", "full-width-character", "”", "write: a = \"x\""},
        {"a in （1，2）", "full-width-character", "（", "write: a in (1,2)"},
        {"a in (1、2)", "full-width-character", "、", "write: a in (1,2)"},
        {"a in 【1…2】", "full-width-character", "【", "write: a in [1..2]"},
        {"a in [1～2]", "full-width-character", "～", "write: a in [1..2]"},
        {"低保。结果", "full-width-character", "。", "write: 低保.结果"},
        {"ｗａｇｅ", "full-width-character", "ｗａｇｅ", "write: wage"},
        {"a　+ b", "full-width-character", "　", "write: a + b"},
        {"收入！=3", "full-width-character", "！", "write: 收入!=3"},
    })));
}

TEST_CASE("the mended formula mends the other words, too", "[syntax]") {
    const auto [formula, help] = GENERATE(values<std::pair<std::string, std::string>>({
        {"a ＝＝ b && !c；", "write: a = b and not c"},
        {"min（a；1,570）", "write: min(a,1570)"},
        {"a＆＆b", "write: a and b"},
        {"（007） + True", "write: (7) + true"},
        {"ａ < 2020年7月1日", "write: a < 2020-07-01"},
        {"30%of（a）", "write: 30% of(a)"},
        {"a？b：c", "write: a?b:c"},
    }));
    CAPTURE(formula);
    const WrittenText written = write_formula(formula);
    const Diagnostics findings = findings_of(written);
    const auto found =
        std::find_if(findings.begin(), findings.end(), [](const Diagnostic& finding) {
            return finding.code == "full-width-character";
        });
    REQUIRE(found != findings.end());
    CHECK(found->help.en == help);
}

TEST_CASE("each full-width character is marked with what belongs there", "[syntax]") {
    const WrittenText written = write_formula("min（a，b）");
    const Diagnostic finding = findings_of(written).front();
    REQUIRE(finding.labels.size() == 3);
    CHECK(marked(finding.labels[1].place) == "，");
    CHECK(finding.labels[1].text.en == ", here");
    CHECK(finding.message.en ==
          "signs and digits of a formula are plain ASCII, not '（', '）', '，'");
    CHECK(finding.message.zh == "公式的标点和数字要用半角，这里有 '（', '）', '，'");
}

TEST_CASE("texts may hold full-width characters", "[syntax]") {
    CHECK(outline_of("a = \"一（二）：三\"") == "(= a (text 一（二）：三))");
}

TEST_CASE("what cannot stand in any formula is named", "[syntax]") {
    const std::string remove = "remove it; a text stands in quotes";
    check(GENERATE_COPY(values<Case>({
        {"a @ b", "unknown-character", "@", remove},
        {"a $$$ b", "unknown-character", "$$$", remove},
        {"a \\ b", "unknown-character", "\\", remove},
        {"a # b", "unknown-character", "#", remove},
        {"a\xE2\x80\x8B + b", "unknown-character", "\xE2\x80\x8B", remove},
        {"a 😀", "unknown-character", "😀", remove},
        {std::string("a \0 b", 5), "unknown-character", std::string(1, '\0'), remove},
        {"a = \"b", "unterminated-text", "\"b", "write \" at the end of the text, too"},
        {"a = 'b\n + c", "unterminated-text", "'b", "write ' at the end of the text, too"},
        {"a + \xFF", "invalid-utf8", "\xFF", "save the file as UTF-8"},
        {"a = \"\xC3\"", "invalid-utf8", "\xC3", "save the file as UTF-8"},
        {"", "empty-formula", "", "write a value, such as 0, true or a name"},
        {" \n ", "empty-formula", " \n ", "write a value, such as 0, true or a name"},
    })));
}

TEST_CASE("a character that cannot be seen is called by its number", "[syntax]") {
    const WrittenText written = write_formula("a\xE2\x80\x8B + b");
    CHECK(findings_of(written).front().message.en == "no formula has the character U+200B");
}

TEST_CASE("a value that is missing is missed where it should stand", "[syntax]") {
    check(GENERATE(values<Case>({
        {"a +", "missing-operand", "+", "write a value after '+'"},
        {"a + * b", "missing-operand", "+ *", "write a value after '+'"},
        {"* a", "missing-operand", "*", "write a value before '*'"},
        {"= a + b", "missing-operand", "=", "a formula does not begin with '='; remove it"},
        {"a and", "missing-operand", "and", "write a value after 'and'"},
        {"and b", "missing-operand", "and", "write a value before 'and'"},
        {"not", "missing-operand", "not", "write a value after 'not'"},
        {"30% of", "missing-operand", "of", "write a value after 'of'"},
        {"min()", "missing-operand", "()", "write a value after '('"},
        {"min(a,)", "missing-operand", ",)", "write a value after ','"},
        {"sum(a where)", "missing-operand", "where)", "write a value after 'where'"},
        {"t[]", "missing-operand", "[]", "write a value after '['"},
        {"x in ()", "missing-operand", "()", "write a value after '('"},
        {"x in [1..)", "missing-operand", "..)", "write a value after '..'"},
        {"x in [..1]", "missing-operand", "[..", "write a value after '['"},
        {"if then b else c", "missing-operand", "if then", "write a value after 'if'"},
        {"if a then b else", "missing-operand", "else", "write a value after 'else'"},
    })));
}

TEST_CASE("two values side by side lack an operator", "[syntax]") {
    const std::string join = "join them by 'and', 'or', '+', '*' or another";
    check(GENERATE_COPY(values<Case>({
        {"gross income", "missing-operator", "gross income",
         "if it is one name, write gross_income; if there are two, join them by an operator"},
        {"2 (a)", "missing-operator", "2 (", join},
        {"(a) (b)", "missing-operator", ") (", join},
        {"30% a", "missing-operator", "30% a", "write 30% of … or 30% * …"},
        {"min(a 2)", "missing-operator", "a 2", join},
        {"if a 2 then b else c", "missing-operator", "a 2", join},
    })));
}

TEST_CASE("brackets come in pairs", "[syntax]") {
    check(GENERATE(values<Case>({
        {"(a + b", "unbalanced-bracket", "b", "write ')' here"},
        {"min(a, b", "unbalanced-bracket", "b", "write ')' here"},
        {"t[a", "unbalanced-bracket", "a", "write ']' here"},
        {"(a + b]", "unbalanced-bracket", "]", "write ')' here"},
        {"x in (a, b]", "unbalanced-bracket", "]", "write ')' here"},
        {"a + b)", "unbalanced-bracket", ")", "remove it, or open a bracket before it"},
        {"a]", "unbalanced-bracket", "]", "remove it, or open a bracket before it"},
    })));
}

TEST_CASE("a bracket that is not closed is shown where it was opened", "[syntax]") {
    const WrittenText written = write_formula("a * (b + min(c, d)");
    const Diagnostic finding = findings_of(written).front();
    REQUIRE(finding.labels.size() == 2);
    CHECK(finding.labels[1].place.span == Span{4, 5});
    CHECK(finding.labels[1].text.en == "opened here");
}

TEST_CASE("comparisons are not chained", "[syntax]") {
    const std::string two = "make it two comparisons joined by 'and'";
    check(GENERATE_COPY(values<Case>({
        {"a < b < c", "chained-comparison", "<", "write a < b and b < c"},
        {"0 <= a + 1 < b * 2", "chained-comparison", "<", "write 0 <= a + 1 and a + 1 < b * 2"},
        {"a = b = c", "chained-comparison", "=", "write a = b and b = c"},
        {"a = b in (c)", "chained-comparison", "in", two},
        {"a in (b) = c", "chained-comparison", "=", two},
        {"a between b and c < d", "chained-comparison", "<", two},
    })));
    CHECK(outline_of("(a < b) = c") == "(= (< a b) c)");
}

TEST_CASE("operators of several words are whole", "[syntax]") {
    const std::string choose = "write if condition then one else other";
    check(GENERATE_COPY(values<Case>({
        {"if a", "incomplete-operator", "if", choose},
        {"if a then b", "incomplete-operator", "if", choose},
        {"(if a then b)", "incomplete-operator", "if", choose},
        {"if a else b", "incomplete-operator", "if", choose},
        {"a between b", "incomplete-operator", "between", "write x between a and b"},
        {"a between b or c", "incomplete-operator", "between", "write x between a and b"},
    })));
}

TEST_CASE("what would be read in two ways needs brackets", "[syntax]") {
    check(GENERATE(values<Case>({
        {"a = not b", "needs-brackets", "not", "write (not b)"},
        {"a + if b then c else d", "needs-brackets", "if", "write (if b then c else d)"},
        {"not if a then b else c", "needs-brackets", "if", "write (if a then b else c)"},
        {"a / 30% of b", "needs-brackets", "30% of b", "write a / (30% of b)"},
    })));
}

TEST_CASE("lists and ranges have their brackets", "[syntax]") {
    const std::string square = "write x in (a, b); a range is x in [a..b]";
    check(GENERATE_COPY(values<Case>({
        {"x in y", "list-format", "in", "write x in (a, b) or x in [a..b]"},
        {"x in", "list-format", "in", "write x in (a, b) or x in [a..b]"},
        {"x in [a, b]", "list-format", "[", square},
        {"x in [a]", "list-format", "[", square},
        {"[a, b]", "list-format", "[",
         "write x in (a, b) for a list, x in [a..b] for a range, parameter[key] to look up; "
         "round brackets elsewhere"},
    })));
}

TEST_CASE("a word or sign out of its place is named", "[syntax]") {
    check(GENERATE(values<Case>({
        {"a where b", "unexpected-word", "where",
         "'where' stands last inside the brackets of a call: sum(x where y)"},
        {"sum(a where b, c)", "unexpected-word", ",",
         "a comma stands only between values in brackets: min(a, b)"},
        {"a, b", "unexpected-word", ",",
         "a comma stands only between values in brackets: min(a, b)"},
        {"rate of b", "unexpected-word", "of",
         "'of' follows a percentage: 30% of x; with a rate, write rate * x"},
        {"1..3", "unexpected-word", "..", "a range is written x in [a..b]"},
        {"(a)[b]", "unexpected-word", "[",
         "square brackets follow the name of a parameter, or 'in'"},
        {"a then b", "unexpected-word", "then", "no 'if' before it waits for it"},
        {"a else b", "unexpected-word", "else", "no 'if' before it waits for it"},
    })));
}

TEST_CASE("all findings about words are reported, then the first about their order", "[syntax]") {
    using Codes = std::vector<std::string>;
    CHECK(codes_of("a == 007 && 2020-7-1") ==
          Codes{"wrong-operator", "number-format", "wrong-operator", "date-format"});
    CHECK(codes_of("007 + + (b") == Codes{"number-format", "missing-operand"});
    CHECK(codes_of("a b c d") == Codes{"missing-operator"});
    // Nothing is said about the order of words that could not be read.
    CHECK(codes_of("a @ b") == Codes{"unknown-character"});
    CHECK(codes_of("(a + @") == Codes{"unknown-character"});
}
