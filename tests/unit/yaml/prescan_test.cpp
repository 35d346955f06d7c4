#include "unit/yaml/findings_of.hpp"
#include "yaml/prescan.hpp"

#include <catch2/catch.hpp>

using namespace doudi;
using findings_of::Codes;
using findings_of::rule;
using findings_of::rules;

namespace {

std::string only_rendering(const std::string& text, Language language) {
    const auto pack = findings_of::load(text);
    return render(pack.diagnostics(), language);
}

} // namespace

TEST_CASE("a full-width colon after a key is named with its mend", "[yaml][prescan]") {
    CHECK(only_rendering(rule("    value：660\n"), Language::en) ==
          R"(error[full-width-punctuation]: a full-width colon '：' follows the key
  --> rules.yaml:5:10
   |
 5 |     value：660
   |          ^^
help: write 'value: ' with a plain colon and a blank
)");
    CHECK(only_rendering(rule("    value：660\n"), Language::zh) ==
          R"(错误[full-width-punctuation]: 键后面用了全角冒号 '：'
  --> rules.yaml:5:10
   |
 5 |     value：660
   |          ^^
建议: 改写为 'value: '，用半角冒号加一个空格
)");
}

TEST_CASE("full-width punctuation is refused where YAML needs the plain form", "[yaml][prescan]") {
    const auto [text, expected] = GENERATE(values<std::pair<std::string, Codes>>({
        {rule("    title：标题: x\n    value: 1\n"), {"full-width-punctuation 5:10"}},
        {"rules:\n  - rule：a\n    value: 1\n", {"full-width-punctuation 2:9"}},
        {"categories:\n  甲: {a: 一}\n  乙：{b: 二}\n", {"full-width-punctuation 3:4"}},
        {rule("    value: 1\n    title: {zh：甲, en: a}\n"), {"full-width-punctuation 6:15"}},
        {rule("    value: 1\n    range: [0，100]\n"), {"full-width-punctuation 6:14"}},
        {rule("    value: 1\n    range: [a、b]\n"), {"full-width-punctuation 6:14"}},
        {rule("    value: 1\n    in_force: {from: 2020-01-01，until: 2020-12-31}\n"),
         {"full-width-punctuation 6:32"}},
        {rule("    value:\u30001\n"), {"full-width-punctuation 5:11"}},
        {rule("    value: \u30001\n"), {"full-width-punctuation 5:12"}},
        {rule("    value:\u00A01\n"), {"full-width-punctuation 5:11"}},
        {rule("\u3000\u3000value: 1\n"), {"full-width-punctuation 5:1"}},
        {rule("    value: 1\n    title: “甲: 乙”\n"), {"full-width-punctuation 6:12"}},
        {rule("    value: 1\n    title: “甲 # 乙”\n"), {"formula-cut-by-comment 6:15"}},
        {"rules:\n  － rule: a\n", {"full-width-punctuation 2:3"}},
        {"＃ 注释\nrules: []\n", {"full-width-punctuation 1:1"}},
        {rule("    value: 1\n    range: ［0, 1］\n"), {"full-width-punctuation 6:12"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("full-width punctuation is at home in titles, citations, quotes and comments",
          "[yaml][prescan]") {
    const auto text = GENERATE(values<std::string>({
        rule("    value: 1\n    title: 甲：乙，丙“丁”（戊）\n"),
        rule("    value: 1\n    title: {zh: 三口之家，差额：补助, en: family of three, "
             "difference}\n"),
        rule("    value: 1\n    source: [plan 二（一），甲, 'plan 三：a']\n"),
        rule("    value: 1\n    source:\n      - plan：二\n      - 甲：乙\n"),
        rule("    value: 1\n    assumed: 第一行\n      续行：内容\n      ，再续\n"),
        rule("    value: 1 # 注释：，“”\n    # value：1\n"),
        rule("    value: >-\n      x = \"甲：乙\"\n      y：z\n        w: v # u\n"),
        rule("    value: |\n\n      - a：b\n      \t\"\n    title: 甲\n"),
        rule("    value: 'a：b # c: d'\n    title: \"甲：\n      乙\"\n"),
        rule("    title:\n      重病：重残\n    value: 1\n"),
    }));
    CAPTURE(text);
    CHECK(rules(text).empty());
}

TEST_CASE("a tab is no indentation", "[yaml][prescan]") {
    CHECK(rules(rule("\tvalue: 1\n")) == Codes{"tab-indentation 5:1"});
    CHECK(rules(rule("  \tvalue: 1\n")) == Codes{"tab-indentation 5:3"});
    CHECK(rules(rule("    value: 1\n\t\n")) == Codes{"tab-indentation 6:1"});
    CHECK(rules(rule("    value:\t1\n")).empty());
}

TEST_CASE("an open quote is found where it opens, not where YAML gives up", "[yaml][prescan]") {
    CHECK(rules(rule("    title: \"甲\n    value: 1\n    assumed: \"x\"\n")) ==
          Codes{"unterminated-quote 5:12"});
    CHECK(rules(rule("    value: 1\n    title: '甲\n")) == Codes{"unterminated-quote 6:12"});
    CHECK(rules(rule("    value: 1\n    title: {zh: \"甲, en: a}\n")) ==
          Codes{"unterminated-quote 6:17"});
    CHECK(rules(rule("    value: 1\n    title: \"甲\n      乙\"\n")).empty());
    CHECK(rules(rule("    value: 1\n    title: 'it''s'\n    assumed: \"a\\\"b\"\n")).empty());
}

TEST_CASE("an open bracket is found where it opens", "[yaml][prescan]") {
    CHECK(rules("categories:\n  甲: {a: 一\n  乙: {b: 二}\n") == Codes{"yaml-syntax 2:6"});
    CHECK(rules(rule("    value: 1\n    range: [0,\n")) == Codes{"yaml-syntax 6:12"});
    CHECK(rules(rule("    value: 1\n    range: [\n    0, 1\n    ]\n")).empty());
}

TEST_CASE("what YAML would take from the front of a formula is refused", "[yaml][prescan]") {
    const auto [text, expected] = GENERATE(values<std::pair<std::string, Codes>>({
        {rule("    value: !x and y\n"), {"yaml-tag 5:12"}},
        {rule("    value: &x and y\n"), {"yaml-alias 5:12"}},
        {rule("    value: *x\n"), {"yaml-alias 5:12"}},
        {rule("    value: @x\n"), {"reserved-character 5:12"}},
        {rule("    value: %x\n"), {"reserved-character 5:12"}},
        {rule("    value: `x`\n"), {"reserved-character 5:12"}},
        {rule("    value: > 5\n"), {"reserved-character 5:12"}},
        {rule("    value: >= 5\n"), {"reserved-character 5:12"}},
        {rule("    value: |x\n"), {"reserved-character 5:12"}},
        {rule("    value: \"a\" = b\n"), {"text-after-value 5:16"}},
        {rule("    value: 'a' in b\n      or c\n"), {"text-after-value 5:16"}},
        {rule("    value: [a] + b\n"), {"text-after-value 5:16"}},
        {rule("    value: {a: !b, c: *d}\n"), {"yaml-tag 5:16", "yaml-alias 5:23"}},
        {rule("    value: 1\n    title: {zh: 谁？, en: who?}\n"), {"reserved-character 6:28"}},
        {"%YAML 1.2\n---\nrules: []\n", {"reserved-character 1:1"}},
    }));
    CAPTURE(text);
    CHECK(rules(text) == expected);
}

TEST_CASE("text lost behind a number sign is refused, a comment two blanks away is not",
          "[yaml][prescan]") {
    CHECK(rules(rule("    value: a # b\n")) == Codes{"formula-cut-by-comment 5:14"});
    CHECK(rules(rule("    value: a\n      and b # c\n")) == Codes{"formula-cut-by-comment 6:13"});
    CHECK(rules(rule("    value: 1\n    source: plan #3\n")) ==
          Codes{"formula-cut-by-comment 6:18"});
    CHECK(rules(rule("    value: 1\n    source: [plan #3\n      ]\n")) ==
          Codes{"formula-cut-by-comment 6:19"});
    CHECK(rules(rule("    value: a  # b\n    title: 表#3\n")).empty());
    CHECK(rules(rule("    value: 660 # yuan\n    in_force: {from: 2020-01-01} # day\n")).empty());
    CHECK(rules("rules: # all of them\n  # none\n  []\n").empty());
}

TEST_CASE("keys that YAML would not see as keys are named", "[yaml][prescan]") {
    CHECK(rules(rule("    value:660\n")) == Codes{"missing-blank 5:10"});
    CHECK(rules(rule("    value: 660\n      source: plan\n")) == Codes{"wrong-indentation 6:7"});
    CHECK(rules(rule("    value: 660\n      source: plan\n      assumed: x\n")) ==
          Codes{"wrong-indentation 6:7"}); // one mistake, one finding
    CHECK(rules("parameters:\n  a:\n    type:money\n    title: 甲\n    values: {}\n") ==
          Codes{"missing-blank 3:9"});
    CHECK(rules("parameters:\n  a:\n    title:\n      见通知:第二条\n      第三条\n").size() ==
          rules("parameters:\n  a:\n    title:\n      见通知第二条\n      第三条\n").size());
    CHECK(rules("rules:\n  -rule: a\n    for: household\n    value: 1\n") ==
          Codes{"missing-blank 2:3"});
    CHECK(rules(rule("    value 660\n")) == Codes{"yaml-syntax 5:5"});
    CHECK(rules(rule("    value: 660\n    assumed unknown\n    title: 甲\n")) ==
          Codes{"yaml-syntax 6:5"});
    CHECK(rules("rules:\n  - rule a\n    for: household\n    value: 1\n") ==
          Codes{"yaml-syntax 2:5"});
    CHECK(rules("parameters:\n  a:\n    type: money\n    values\n      2020-01-01: {value: 1}\n") ==
          Codes{"yaml-syntax 4:5"});
    CHECK(rules(rule("   value: 660\n    title: {zh: 甲, en: a}\n    range: [0, 1]\n")).size() ==
          1);
    CHECK(rules(rule("    value: 1\n    title: 甲: 乙\n")) == Codes{"colon-in-text 6:13"});
    CHECK(rules(rule("    value: 1\n    title: {zh: 甲: 乙, en: a}\n")) ==
          Codes{"colon-in-text 6:18"});
}

TEST_CASE("a cut formula is shown with what is left of it", "[yaml][prescan]") {
    CHECK(only_rendering(rule("    value: 家庭收入 # 月\n"), Language::zh) ==
          R"(错误[formula-cut-by-comment]: ' #' 之后被当作注释，只剩 '家庭收入'
  --> rules.yaml:5:17
   |
 5 |     value: 家庭收入 # 月
   |                     ^^^^
建议: 属于内容的加引号；确是注释的，在 # 前空两格或另起一行
)");
}
