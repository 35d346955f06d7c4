#include "compile/findings.hpp"
#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

// How findings are collected.
using namespace doudi;
using compiler::Findings;

TEST_CASE("no crowd of warnings hides an error", "[compile][findings]") {
    Findings findings;
    for (std::size_t i = 0; i < 2 * limits::findings; ++i) {
        findings.warning("no-source", {}, {{"警告", "warning"}, {}, {}});
    }
    findings.error("rule-cycle", {}, {{"错误", "error"}, {}, {}});
    CHECK(findings.has_errors());
    const Diagnostics list = findings.take();
    CHECK(has_errors(list));
    CHECK(list.size() == limits::findings + 2);
    CHECK(list.back().code == "too-many-findings");
}

TEST_CASE("after the limit an error is counted and not kept", "[compile][findings]") {
    Findings findings;
    for (std::size_t i = 0; i < limits::findings + 5; ++i) {
        CHECK(findings.is_full() == (i >= limits::findings));
        findings.error("rule-cycle", {}, {{"错误", "error"}, {}, {}});
    }
    const Diagnostics list = findings.take();
    CHECK(list.size() == limits::findings + 1);
    CHECK(list.back().message.en == "too many findings: 5 more are not shown");
}

TEST_CASE("a pack with more mistakes than the limit is still refused", "[compile][findings]") {
    std::string rules = "rules:\n";
    for (std::size_t i = 0; i < limits::findings + 100; ++i) {
        rules += fmt::format("  - rule: r{}\n    for: household\n    value: nothing{}\n", i, i);
    }
    const auto rulebook = small_pack::compile_rules(rules);
    CHECK_FALSE(rulebook);
    CHECK(rulebook.diagnostics().size() <= 2 * limits::findings + 1);
}

TEST_CASE("the search for the nearest name ends with its budget", "[compile][findings]") {
    Findings findings;
    const std::vector<std::string_view> known(100'000, "household_income");
    const Phrase otherwise{"无", "none"};
    CHECK(findings.nearest("houshold_income", known, otherwise).en ==
          "did you mean 'household_income'?");
    for (int i = 0; i < 5; ++i) {
        (void)findings.nearest("houshold_income", known, otherwise);
    }
    CHECK(findings.nearest("houshold_income", known, otherwise) == otherwise);
}
