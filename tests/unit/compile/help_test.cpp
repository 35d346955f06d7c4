#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

// What an author is told to write instead, and that one mistake brings one finding.
using namespace doudi;
using small_pack::findings;
using small_pack::Findings;
using small_pack::rule;

namespace {

/// The mends of all findings, warnings about idle names left out.
std::vector<std::string> helps(const std::string& rules) {
    const auto rulebook = small_pack::compile_rules(rules);
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : rulebook.diagnostics()) {
        if (!small_pack::is_idle(diagnostic)) {
            lines.push_back(diagnostic.help.en);
        }
    }
    return lines;
}

using Lines = std::vector<std::string>;

/// A decision table `x` of a colour, with this in its first row and under `hit:`.
std::string table(const std::string& then, const std::string& hit = "first") {
    return "rules:\n  - rule: x\n    for: household\n    type: colour\n    kind: table\n"
           "    hit: " +
           hit +
           "\n    source: law 1\n    rows:\n"
           "      - when: local\n        then: " +
           then + "\n      - otherwise: red\n";
}

} // namespace

TEST_CASE("a title in place of a name or a value is answered with the name", "[compile][help]") {
    const std::string paid = "rules:\n  - rule: paid\n    for: household\n    source: law 1\n"
                             "    title: {zh: 实付租金, en: rent paid}\n    value: rent\n"
                             "  - rule: x\n    for: household\n    source: law 1\n    value: ";
    CHECK(helps(paid + "实付租金\n") ==
          Lines{"'实付租金' is a title; a formula takes the name, paid"});
    CHECK(helps(table("绿")) == Lines{"write green for '绿'"});
    CHECK(helps(rule("member", "boolean", "favourite = \"绿\"")) == Lines{"write green for '绿'"});
}

TEST_CASE("an unknown name inside sum or count is named, with its mend", "[compile][help]") {
    CHECK(helps(rule("household", "money/month", "sum(members.wage)")) ==
          Lines{"did you mean 'member.wage'?"});
    CHECK(helps(rule("household", "money", "sum(member.expense.cost)")) ==
          Lines{"did you mean 'expense.cost'?"});
    CHECK(helps(rule("household", "money/month", "sum(wages where studnet)")) ==
          Lines{"did you mean 'wage'?", "did you mean 'student'?"});
    CHECK(findings(rule("household", "money/month", "sum(wages)")) ==
          Findings{"unknown-name 6:16"});
    CHECK(helps(rule("household", "integer", "count(members)")) ==
          Lines{"'members' is a list: write count(member)"});
    CHECK(helps(rule("household", "integer", "count(membre)")) == Lines{"did you mean 'member'?"});
}

TEST_CASE("a formula that asks for a missing value is told why it cannot", "[compile][help]") {
    const Lines answer{
        "no formula can ask whether a value is missing: what needs it is undetermined"};
    CHECK(helps(rule("household", "boolean", "local = null")) == answer);
    CHECK(helps(rule("household", "boolean", "local = undetermined")) == answer);
}

TEST_CASE("a name that is offered is shown where it is declared", "[compile][help]") {
    const auto rulebook = small_pack::compile_rules(rule("household", "boolean", "rent > capp"));
    const Diagnostics& all = rulebook.diagnostics();
    const auto finding = std::find_if(all.begin(), all.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.code == "unknown-name";
    });
    REQUIRE(finding != all.end());
    REQUIRE(finding->labels.size() == 2);
    CHECK(finding->labels[1].text.en == "'cap' is declared here");
    CHECK(finding->labels[1].place.source->name() == "declarations.yaml");
}

TEST_CASE("a gap between versions is told from its first to its last day", "[compile][help]") {
    const std::string text = R"(rules:
  - rule: x
    for: household
    type: money/month
    source: law 1
    versions:
      - {in_force: {until: 2020-03-15}, value: rent}
      - {in_force: {from: 2020-06-01}, value: cap}
  - rule: y
    for: household
    source: law 1
    value: x
)";
    const auto rulebook = small_pack::compile_rules(text);
    const Diagnostics& all = rulebook.diagnostics();
    REQUIRE_FALSE(all.empty());
    CHECK(all.front().message.en == "'x' has no version in force from 2020-03-16 to 2020-05-31");
    CHECK(all.front().message.zh == "“x”从 2020-03-16 到 2020-05-31 没有有效的版本");
}

TEST_CASE("previous of an amount that is paid is answered with the rule to read",
          "[compile][help]") {
    const std::string text = "programme: q\nrules:\n  - rule: x\n    for: household\n"
                             "    source: law 1\n    value: previous(amount) > 1\n"
                             "decision:\n  for: household\n  amount: money/month\n  first_of:\n"
                             "    - {outcome: a, amount: rent, source: law 1}\n";
    const Lines found = helps(text);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front() == "a decision has no range: read the rule that it pays, and give that "
                           "one its range:");
}

TEST_CASE("a value that a category has not is answered with the nearest, or with all",
          "[compile][help]") {
    CHECK(helps(table("gren")) == Lines{"did you mean 'green'?"});
    CHECK(helps(table("purple")) == Lines{"use one of red (红), green (绿), blue (蓝)"});
    CHECK(findings(table("purple")) == Findings{"unknown-name 10:15"});
    CHECK(helps(rule("member", "boolean", "favourite = \"bleu\"")) ==
          Lines{"did you mean 'blue'?"});
}

TEST_CASE("a misspelt function is answered with the function", "[compile][help]") {
    CHECK(helps(rule("member", "integer", "year_between(birth_date, decision_date)")) ==
          Lines{"did you mean 'years_between'?"});
    CHECK(helps(rule("member", "integer", "years_between(birth_date)")) ==
          Lines{"write years_between(from, to)"});
    CHECK(helps(rule("member", "integer", "years_between(birth_date, today)")) ==
          Lines{"did you mean 'decision_date'?"});
    CHECK(helps(rule("member", "money/month", "by_colour(favourite)")) ==
          Lines{"its keys stand in square brackets: by_colour[…]"});
}

TEST_CASE("a name that another programme has is answered with its whole name", "[compile][help]") {
    const auto rulebook = small_pack::compile_files(
        {{"pack.yaml", small_pack::header},
         {"declarations.yaml", small_pack::declarations},
         {"one.yaml", "programme: one\n" + rule("household", "money/month", "rent")},
         {"two.yaml", "programme: two\nrules:\n  - rule: y\n    for: household\n"
                      "    source: law 1\n    value: x + rent\n"}});
    CHECK_FALSE(rulebook);
    const auto unknown =
        std::find_if(rulebook.diagnostics().begin(), rulebook.diagnostics().end(),
                     [](const Diagnostic& finding) { return finding.code == "unknown-name"; });
    REQUIRE(unknown != rulebook.diagnostics().end());
    CHECK(unknown->help.en == "there is a one.x: write it whole, or check programme: of the file");
}

TEST_CASE("who reads a rule with a mistake of its own is not blamed", "[compile][help]") {
    const std::string reader = "  - rule: y\n    for: household\n    source: law 1\n"
                               "    type: boolean\n    value: x = \"red\"\n";
    CHECK(findings(table("red", "frist") + reader) == Findings{"bad-hit 6:10"});
    const std::string broken = "rules:\n  - rule: x\n    for: household\n    type: colour\n"
                               "    source: law 1\n    kind: tabel\n    rows: []\n";
    CHECK(findings(broken + reader) == Findings{"unknown-kind 6:11"});
    const std::string gives =
        "rules:\n  - rule: x\n    for: household\n    source: law 1\n    kind: deductoin\n"
        "    of: rent\n    items: []\n    gives: {left: {title: 余额}}\n"
        "  - rule: y\n    for: household\n    source: law 1\n    value: left\n";
    CHECK(findings(gives) == Findings{"unknown-kind 5:11"});
    const std::string rounding =
        "rules:\n  - rule: x\n    for: household\n    type: money/month\n    source: law 1\n"
        "    round: {to: 1, mode: upp}\n    value: rent / 7\n";
    CHECK(findings(rounding) == Findings{"bad-rounding 6:26", "literal-in-formula 7:19"});
}

TEST_CASE("one unknown name read in many places is one finding with its places",
          "[compile][help]") {
    std::string rules = "rules:\n";
    for (const char name : std::string("abcdefghijkl")) {
        rules += std::string("  - rule: ") + name +
                 "\n    for: household\n    source: law 1\n    value: rnt + 0\n";
    }
    const auto rulebook = small_pack::compile_rules(rules);
    REQUIRE(small_pack::briefs(rulebook.diagnostics()) == Findings{"unknown-name 5:12"});
    const auto finding =
        std::find_if(rulebook.diagnostics().begin(), rulebook.diagnostics().end(),
                     [](const Diagnostic& each) { return each.code == "unknown-name"; });
    CHECK(finding->labels.size() == 8);
}

TEST_CASE("a rule that is declared twice is shown where it was first", "[compile][help]") {
    const auto rulebook =
        small_pack::compile_rules(rule("household", "money/month", "rent") +
                                  "  - rule: x\n    for: household\n    value: rent\n");
    const auto finding =
        std::find_if(rulebook.diagnostics().begin(), rulebook.diagnostics().end(),
                     [](const Diagnostic& each) { return each.code == "duplicate-name"; });
    REQUIRE(finding != rulebook.diagnostics().end());
    REQUIRE(finding->labels.size() == 2);
    CHECK(finding->labels[1].place.source->locate(finding->labels[1].place.span.begin).line == 2);
}
