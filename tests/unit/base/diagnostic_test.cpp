#include <doudi/diagnostic.hpp>

#include <catch2/catch.hpp>

#include <memory>
#include <string>

using namespace doudi;

namespace {

std::shared_ptr<const Source> source_of(const std::string& text,
                                        const std::string& name = "rules/income.yaml") {
    return std::make_shared<const Source>(name, text);
}

Place find(const std::shared_ptr<const Source>& source, const std::string& word) {
    const std::size_t begin = source->text().find(word);
    REQUIRE(begin != std::string_view::npos);
    return {source, {begin, begin + word.size()}};
}

Diagnostic about(const Place& place) {
    return {Severity::error, "some-code", {"有问题", "something is wrong"}, {{place, {}}}, {}};
}

} // namespace

TEST_CASE("carets stand under wide characters, in both languages", "[diagnostic]") {
    const auto source = source_of("name: 家庭收入\nvalue: 工资 + 转移收人\n");
    Diagnostic finding = about(find(source, "转移收人"));
    finding.code = "unknown-name";
    finding.message = {"没有叫 '转移收人' 的名称", "'转移收人' is not a name of this pack"};
    finding.labels[0].text = {"没有声明", "not declared"};
    finding.help = {"是不是想写 '转移收入'？", "did you mean '转移收入'?"};
    CHECK(render(finding, Language::en) ==
          R"(error[unknown-name]: '转移收人' is not a name of this pack
  --> rules/income.yaml:2:13
   |
 2 | value: 工资 + 转移收人
   |               ^^^^^^^^ not declared
help: did you mean '转移收入'?
)");
    CHECK(render(finding, Language::zh) ==
          R"(错误[unknown-name]: 没有叫 '转移收人' 的名称
  --> rules/income.yaml:2:13
   |
 2 | value: 工资 + 转移收人
   |               ^^^^^^^^ 没有声明
建议: 是不是想写 '转移收入'？
)");
}

TEST_CASE("labels of one line share one excerpt", "[diagnostic]") {
    const auto source = source_of("\n    when: household_income < standard\n");
    Diagnostic finding = about(find(source, "household_income"));
    finding.labels[0].text = {"每月", "money per month"};
    finding.labels.push_back(
        {find(source, "standard"), {"每人每月", "money per month and member"}});
    CHECK(render(finding) == R"(error[some-code]: something is wrong
  --> rules/income.yaml:2:11
   |
 2 |     when: household_income < standard
   |           ^^^^^^^^^^^^^^^^   -------- money per month and member
   |           money per month
)");
}

TEST_CASE("other lines and other files get excerpts of their own", "[diagnostic]") {
    const auto source = source_of("a: 1\nb: 2\na: 3\n");
    const auto other = source_of("c: 1\n", "other.yaml");
    Diagnostic finding = about({source, {10, 11}});
    finding.labels.push_back({{source, {0, 1}}, {"先", "first"}});
    finding.labels.push_back({{other, {0, 1}}, {}});
    finding.labels.push_back({{nullptr, {0, 1}}, {"无处", "nowhere"}});
    CHECK(render(finding) == R"(error[some-code]: something is wrong
  --> rules/income.yaml:3:1
   |
 3 | a: 3
   | ^
  ::: rules/income.yaml:1:1
   |
 1 | a: 1
   | - first
  ::: other.yaml:1:1
   |
 1 | c: 1
   | -
)");
}

TEST_CASE("labels that overlap do not share an excerpt", "[diagnostic]") {
    const auto source = source_of("abc\n");
    Diagnostic finding = about({source, {0, 3}});
    finding.labels.push_back({{source, {1, 2}}, {}});
    const std::string text = render(finding);
    CHECK(text.find("^^^\n") != std::string::npos);
    CHECK(text.find(" |  -\n") != std::string::npos);
}

TEST_CASE("a finding about no place is its words alone", "[diagnostic]") {
    CHECK(render(Diagnostic{Severity::warning, "c", {"甲", "a"}, {}, {}}, Language::zh) ==
          "提醒[c]: 甲\n");
    CHECK(render(Diagnostic{Severity::note, "c", {"甲", "a"}, {}, {}}, Language::zh) ==
          "说明[c]: 甲\n");
    CHECK(render(Diagnostics{}).empty());
}

TEST_CASE("what a terminal would obey is made harmless", "[diagnostic]") {
    const auto source = source_of("a:\t\x1B[31m\xFFz\xE2\x80\xAE\n", "x\x1B.yaml");
    Diagnostic finding = about(find(source, "z"));
    finding.message.en = "found '\x07\n'";
    CHECK(render(finding) == "error[some-code]: found '\uFFFD '\n"
                             "  --> x\uFFFD.yaml:1:10\n"
                             "   |\n"
                             " 1 | a: \uFFFD[31m\uFFFDz\uFFFD\n"
                             "   |          ^\n");
}

TEST_CASE("a very long line is cut around the place", "[diagnostic]") {
    const auto source = source_of(std::string(100'000, 'a') + "低保" + std::string(100'000, 'b'));
    const std::string text = render(about(find(source, "低保")));
    CHECK(text.size() < 1'000);
    CHECK(text.find("1:100001") != std::string::npos);
    CHECK(text.find("| …" + std::string(40, 'a') + "低保bbb") != std::string::npos);
    CHECK(text.find("bbb…\n") != std::string::npos);
    CHECK(text.find("| " + std::string(41, ' ') + "^^^^\n") != std::string::npos);
}

TEST_CASE("labels past the end of a cut line stand at its end", "[diagnostic]") {
    const auto source = source_of("x" + std::string(100'000, 'a'));
    Diagnostic finding = about({source, {0, 1}});
    for (std::size_t i = 1; i <= 3; ++i) {
        finding.labels.push_back({{source, {i * 30'000, i * 30'000 + 5}}, {"甲", "far"}});
    }
    const std::string text = render(finding);
    CHECK(text.size() < 1'000);
    CHECK(text.find("| ^" + std::string(139, ' ') + "- far\n") != std::string::npos);
}

TEST_CASE("a thousand findings about one long line are drawn in bounded time",
          "[diagnostic][attack]") {
    const auto source = source_of(std::string(4'000'000, 'a'));
    std::size_t drawn = 0;
    for (std::size_t i = 0; i < 30; ++i) {
        drawn += render(about({source, {i * 40'000, i * 40'000 + 1}})).size();
    }
    CHECK(drawn < 100'000);
}

TEST_CASE("a place at the end, past the end and over lines is drawn", "[diagnostic]") {
    const auto source = source_of("ab\ncd\n");
    CHECK(render(about({source, {2, 2}})).find(" 1 | ab\n   |   ^\n") != std::string::npos);
    CHECK(render(about({source, {0, 5}})).find(" 1 | ab\n   | ^^\n") != std::string::npos);
    CHECK(render(about({source, {99, 100}})).find(":3:1\n") != std::string::npos);
}

TEST_CASE("what has no text is named without a line", "[diagnostic]") {
    const std::string drawn = render(about({source_of(""), {0, 0}}));
    CHECK(drawn.find("--> rules/income.yaml\n") != std::string::npos);
    CHECK(drawn.find(" | ") == std::string::npos);
}

TEST_CASE("findings are written as JSON in both languages", "[diagnostic]") {
    const auto source = source_of("a: \"b\"\n低保\n");
    Diagnostic finding = about({source, {3, 10}});
    finding.help = {"改", "mend \"it\"\n"};
    CHECK(to_json({finding}) ==
          "[\n  {\"code\":\"some-code\",\"severity\":\"error\","
          "\"message\":{\"zh\":\"有问题\",\"en\":\"something is wrong\"},"
          "\"help\":{\"zh\":\"改\",\"en\":\"mend \\\"it\\\"\\n\"},"
          "\"labels\":[{\"file\":\"rules/income.yaml\",\"line\":1,\"column\":4,\"end_line\":2,"
          "\"end_column\":2,\"text\":{\"zh\":\"\",\"en\":\"\"}}]}\n]\n");
    CHECK(to_json({}) == "[]\n");
    CHECK(to_json({{Severity::note, "c", {"x\xFF", ""}, {{{}, {}}}, {}}}).find("\"file\":null") !=
          std::string::npos);
}

TEST_CASE("tidy orders by file, place and code and drops repetitions", "[diagnostic]") {
    const auto a = source_of("xyz", "a.yaml");
    const auto b = source_of("xyz", "b.yaml");
    Diagnostics findings{about({b, {0, 1}}),
                         about({a, {2, 3}}),
                         about({a, {0, 1}}),
                         about({a, {2, 3}}),
                         {Severity::error, "z", {"", "none"}, {}, {}}};
    findings[2].code = "other-code";
    tidy(findings);
    REQUIRE(findings.size() == 4);
    CHECK(findings[0].code == "z");
    CHECK(findings[1].code == "other-code");
    CHECK(findings[2].labels[0].place.source == a);
    CHECK(findings[3].labels[0].place.source == b);
}

TEST_CASE("only errors are errors", "[diagnostic]") {
    CHECK_FALSE(
        has_errors({{Severity::warning, "c", {}, {}, {}}, {Severity::note, "c", {}, {}, {}}}));
    CHECK(has_errors({{Severity::warning, "c", {}, {}, {}}, {Severity::error, "c", {}, {}, {}}}));
}
