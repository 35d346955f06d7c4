#include "unit/compile/small_pack.hpp"

#include <doudi/limits.hpp>

#include <catch2/catch.hpp>
#include <fmt/format.h>

// The order of rules: each after what it reads; circles; long chains.
using namespace doudi;
using small_pack::compile_rules;
using small_pack::Findings;
using small_pack::findings;

namespace {

std::string plain(const std::string& name, const std::string& value) {
    return fmt::format("  - rule: {}\n    for: household\n    value: {}\n    source: law 1\n", name,
                       value);
}

/// r0 = score, r1 = r0 + 1, …
std::string chain(std::size_t length) {
    std::string text = "rules:\n" + plain("r0", "score");
    for (std::size_t i = 1; i < length; ++i) {
        text += plain(fmt::format("r{}", i), fmt::format("r{} + 1", i - 1));
    }
    return text;
}

} // namespace

TEST_CASE("the order in which rules are written does not matter", "[compile][order]") {
    CHECK(findings("rules:\n" + plain("a", "b + 1") + plain("b", "c + 1") + plain("c", "score"))
              .empty());
}

TEST_CASE("every node comes after its operands", "[compile][order]") {
    const auto rulebook = compile_rules(chain(50));
    REQUIRE(rulebook);
    const Rulebook& book = rulebook.value();
    for (Index i = 0; i < book.nodes.size(); ++i) {
        for (const Index operand : book.operands_of(i)) {
            CHECK(operand < i);
        }
    }
}

TEST_CASE("rules that go round in a circle are an error with the path", "[compile][order]") {
    const auto rulebook =
        compile_rules("rules:\n" + plain("a", "b") + plain("b", "c + 1") + plain("c", "a"));
    CHECK(small_pack::briefs(rulebook.diagnostics()) == Findings{"rule-cycle 2:11"});
    const Diagnostic& finding = rulebook.diagnostics().front();
    CHECK(finding.message.en == "rules go round in a circle: a → b → c → a");
    CHECK(finding.message.zh == "规则循环引用：a → b → c → a");
    CHECK(finding.labels.size() == 3);
}

TEST_CASE("a rule that reads itself is a circle", "[compile][order]") {
    CHECK(findings("rules:\n" + plain("a", "a + 1")) == Findings{"rule-cycle 2:11"});
}

TEST_CASE("a circle is found in conditions, aggregates, tables and decisions too",
          "[compile][order]") {
    const std::string member = "rules:\n"
                               "  - rule: a\n    for: household\n    value: sum(b)\n"
                               "    source: law 1\n"
                               "  - rule: b\n    for: member\n    value: if a > 0 then 1 else 0\n"
                               "    source: law 1\n";
    CHECK(findings(member) == Findings{"rule-cycle 2:11"});
    const std::string decision = "programme: p\nrules:\n" +
                                 plain("a", "if outcome = \"yes\" then 1 else 0") +
                                 "decision:\n  for: household\n  source: law 1\n  first_of:\n"
                                 "    - outcome: yes\n      when: a > 0\n    - outcome: no\n";
    CHECK(findings(decision) == Findings{"rule-cycle 3:11"});
}

TEST_CASE("two circles are two findings, and rules beside them still get theirs",
          "[compile][order]") {
    CHECK(findings("rules:\n" + plain("a", "b") + plain("b", "a") + plain("c", "d") +
                   plain("d", "c") + plain("e", "nothing")) ==
          Findings{"rule-cycle 2:11", "rule-cycle 10:11", "unknown-name 20:12"});
}

TEST_CASE("a rule that reads one in a circle says nothing more", "[compile][order]") {
    CHECK(findings("rules:\n" + plain("a", "a") + plain("b", "a + 1") + plain("c", "b")) ==
          Findings{"rule-cycle 2:11"});
}

TEST_CASE("a coverage may ask for any part of another, whichever is written first",
          "[compile][order]") {
    const std::string part = GENERATE("inner.applies", "inner > 0", "inner.amount > 0",
                                      "inner.persons > 0", "inner.when", "inner.covered");
    const std::string outer =
        "  - rule: outer\n    kind: coverage\n    for: household\n    who: " + part +
        "\n    when: local\n    amount: cap\n"
        "    round: {to: 1, mode: ceiling}\n    source: law 1\n";
    const std::string inner = R"(  - rule: inner
    kind: coverage
    for: member
    who: cost > 0
    when: student
    amount: cap
    round: {to: 1, mode: ceiling}
    source: law 1
)";
    CAPTURE(part);
    CHECK(small_pack::findings("rules:\n" + outer + inner).empty());
    CHECK(small_pack::findings("rules:\n" + inner + outer).empty());
}

TEST_CASE("last month's value is no circle", "[compile][order]") {
    CHECK(findings("rules:\n  - rule: a\n    for: household\n    type: integer\n"
                   "    range: [0, 1000]\n    value: min(previous(a) + 1, 1000)\n"
                   "    source: law 1\n")
              .empty());
}

TEST_CASE("a chain as long as the limit compiles", "[compile][order]") {
    CHECK(findings(chain(limits::reference_depth)).empty());
}

TEST_CASE("a longer chain is one finding", "[compile][order]") {
    const std::size_t line = 2 + 4 * limits::reference_depth;
    CHECK(findings(chain(limits::reference_depth + 50)) ==
          Findings{fmt::format("chain-too-long {}:11", line)});
}

TEST_CASE("a circle of many rules names some of them", "[compile][order]") {
    std::string text = chain(5'000);
    text.replace(text.find("value: score"), 12, "value: r4999");
    const auto rulebook = compile_rules(text);
    REQUIRE(rulebook.diagnostics().size() == 1);
    CHECK(rulebook.diagnostics().front().code == "rule-cycle");
    CHECK(rulebook.diagnostics().front().message.en.find("… (4988) …") != std::string::npos);
}
