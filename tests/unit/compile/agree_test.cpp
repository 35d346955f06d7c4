#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

// What is said when two terms cannot meet, and about numbers that belong in a parameter.
using namespace doudi;
using small_pack::compile_rules;
using small_pack::Findings;
using small_pack::findings;
using small_pack::rule;

namespace {

struct Case {
    std::string entity;
    std::string type;
    std::string formula;
    std::string finding; ///< formulas begin at 6:12
    std::string help;    ///< its beginning
};

void check_refused(const Case& expected) {
    CAPTURE(expected.entity, expected.formula);
    const auto rulebook = compile_rules(rule(expected.entity, expected.type, expected.formula));
    CHECK_FALSE(rulebook);
    CHECK(small_pack::briefs(rulebook.diagnostics()) == Findings{expected.finding});
    CHECK(rulebook.diagnostics().front().help.en.substr(0, expected.help.size()) == expected.help);
}

} // namespace

TEST_CASE("sums of different units never meet, and the mend is named", "[compile][agree]") {
    check_refused(GENERATE(values<Case>({
        {"household", "boolean", "sum(wage) < standard", "unit-mismatch 6:12",
         "write standard * count(member)"},
        {"household", "boolean", "standard > sum(wage)", "unit-mismatch 6:12",
         "write standard * count(member)"},
        {"household", "boolean", "rent < yearly_rent", "unit-mismatch 6:12",
         "write per_month(yearly_rent) or per_year(rent)"},
        {"household", "boolean", "yearly_rent < rent", "unit-mismatch 6:12",
         "write per_month(yearly_rent) or per_year(rent)"},
        {"household", "boolean", "rent < assets", "unit-mismatch 6:12", "a monthly sum times"},
        {"household", "money/month", "rent + standard", "unit-mismatch 6:12",
         "write standard * count(member)"},
        {"household", "money/month", "min(rent, standard)", "unit-mismatch 6:16",
         "write standard * count(member)"},
        {"household", "money/month", "if local then rent else standard", "unit-mismatch 6:26",
         "write standard * count(member)"},
        {"household", "boolean", "rent in [standard .. cap]", "unit-mismatch 6:12",
         "write standard * count(member)"},
        {"household", "boolean", "rent in (standard, cap)", "unit-mismatch 6:12",
         "write standard * count(member)"},
        {"member", "boolean", "wage < rent", "unit-mismatch 6:12",
         "this is a sum of the whole household"},
        {"household", "boolean", "sum(wage) * count(member) < cap", "unit-mismatch 6:12",
         "write cap * count(member)"},
        {"household", "money/month", "standard", "unit-mismatch 6:12",
         "change the formula, or write type: money/month/member"},
        {"household", "money", "rent", "unit-mismatch 6:12",
         "change the formula, or write type: money/month"},
        {"household", "money", "rent * rent", "unit-mismatch 6:12", "money is multiplied by"},
        {"household", "money", "round(rent / assets, 1)", "unit-mismatch 6:18",
         "money is divided by"},
        {"household", "money/month", "per_month(rent)", "unit-mismatch 6:12",
         "write per_month(a yearly sum)"},
        {"household", "money/year", "per_year(yearly_rent)", "unit-mismatch 6:12",
         "write per_month(a yearly sum)"},
    })));
}

TEST_CASE("values of different kinds never meet", "[compile][agree]") {
    check_refused(GENERATE(values<Case>({
        {"household", "boolean", "rent < stay", "type-mismatch 6:12",
         "both sides must be one kind"},
        {"household", "boolean", "rent = local", "type-mismatch 6:12", "both sides must be"},
        {"household", "boolean", "moved_in < rent", "type-mismatch 6:12", "both sides must be"},
        {"household", "boolean", "quota > cap", "type-mismatch 6:12", "both sides must be"},
        {"household", "boolean", "home < \"island\"", "type-mismatch 6:12", "compare them with ="},
        {"household", "boolean", "rent", "type-mismatch 6:12", "change the formula"},
        {"household", "integer", "local", "type-mismatch 6:12", "change the formula"},
        {"household", "integer", "score * quota", "type-mismatch 6:12", "give it round:"},
        {"household", "boolean", "rent and local", "type-mismatch 6:12", "compare it"},
        {"household", "boolean", "not rent", "type-mismatch 6:16", "compare it"},
        {"household", "date", "moved_in + moved_in", "type-mismatch 6:12", "use days_between"},
        {"household", "money", "-local", "type-mismatch 6:12", "put the sign before a number"},
        {"household", "money", "local * 2", "type-mismatch 6:12", "money is multiplied by"},
        {"household", "money", "round(local / 2, 1)", "type-mismatch 6:18", "money is divided by"},
        {"household", "money", "abs(local)", "type-mismatch 6:12", "give it a number"},
        {"household", "money", "round(local, 1)", "type-mismatch 6:12", "delete the rounding"},
        {"household", "boolean", "max(home, home) = home", "type-mismatch 6:12",
         "compare numbers or dates"},
        {"household", "text", "(\"abc\") = note", "type-mismatch 6:12", "change the formula"},
        {"household", "boolean", "score = \"abc\"", "type-mismatch 6:20", "text can only"},
    })));
}

TEST_CASE("both sides of a mismatch are marked with what they are", "[compile][agree]") {
    const auto rulebook = compile_rules(rule("household", "boolean", "sum(wage) < standard"));
    CHECK(render(rulebook.diagnostics()) ==
          "error[unit-mismatch]: 'sum(wage)' is money per month, 'standard' is money per month and "
          "member\n"
          "  --> rules.yaml:6:12\n"
          "   |\n"
          " 6 |     value: sum(wage) < standard\n"
          "   |            ^^^^^^^^^   -------- money per month and member\n"
          "   |            money per month\n"
          "help: write standard * count(member)\n");
    CHECK(render(rulebook.diagnostics(), Language::zh) ==
          "错误[unit-mismatch]: “sum(wage)”是每月金额，“standard”是每个成员每月金额\n"
          "  --> rules.yaml:6:12\n"
          "   |\n"
          " 6 |     value: sum(wage) < standard\n"
          "   |            ^^^^^^^^^   -------- 每个成员每月金额\n"
          "   |            每月金额\n"
          "建议: 请写 standard * count(member)\n");
}

TEST_CASE("carets stand under Chinese names", "[compile][agree]") {
    const auto rulebook =
        compile_rules("facts:\n  household:\n    家庭月收入: {type: money/month}\n" +
                      rule("household", "boolean", "家庭月收入 < standard"));
    CHECK(render(rulebook.diagnostics(), Language::zh) ==
          "错误[unit-mismatch]: “家庭月收入”是每月金额，“standard”是每个成员每月金额\n"
          "  --> rules.yaml:9:12\n"
          "   |\n"
          " 9 |     value: 家庭月收入 < standard\n"
          "   |            ^^^^^^^^^^   -------- 每个成员每月金额\n"
          "   |            每月金额\n"
          "建议: 请写 standard * count(member)\n");
}

TEST_CASE("numbers of rows are plain numbers beside plain numbers", "[compile][agree]") {
    const auto formula =
        GENERATE(as<std::string>(), "count(member) <= score", "score + count(member) > 3",
                 "count(expense) > count(member)", "sum(wage) < standard * (count(member) - 1)",
                 "count(member) / score > quota");
    CAPTURE(formula);
    CHECK(findings(rule("household", "boolean", formula)).empty());
}

TEST_CASE("a bare number above 1 is no rate", "[compile][agree]") {
    check_refused(GENERATE(values<Case>({
        {"member", "boolean", "share > 20", "rate-without-percent 6:20", "write 20%"},
        {"member", "boolean", "20 < share", "rate-without-percent 6:12", "write 20%"},
        {"member", "boolean", "share in [0 .. 50]", "rate-without-percent 6:27", "write 50%"},
        {"member", "boolean", "share in (10, 1)", "rate-without-percent 6:22", "write 10%"},
        {"member", "rate", "max(share, 20)", "rate-without-percent 6:23", "write 20%"},
        {"member", "rate", "20", "rate-without-percent 6:12", "write 20%"},
        {"member", "rate", "if student then 20 else 10", "rate-without-percent 6:12",
         "write a percentage"},
    })));
    CHECK(findings(rule("member", "rate", "min(share, 1)")).empty());
    CHECK(findings(rule("member", "boolean", "1 - share > 0")).empty());
    CHECK(findings(rule("member", "money/month", "20 * wage")) ==
          Findings{"literal-in-formula 6:12"}); // 20 times, or 20 % that lost its sign
}

TEST_CASE("amounts, rates, ages and months in a formula are warned about", "[compile][agree]") {
    const auto [formula, finding] = GENERATE(table<std::string, std::string>({
        {"wage > 660", "literal-in-formula 6:19"},
        {"660 < wage", "literal-in-formula 6:12"},
        {"share > 20%", "literal-in-formula 6:20"},
        {"share > 0.2", "literal-in-formula 6:20"},
        {"years_between(birth_date, decision_date) >= 60", "literal-in-formula 6:56"},
        {"age >= 60", "literal-in-formula 6:19"},
        {"days_between(birth_date, decision_date) > 365", "literal-in-formula 6:54"},
        {"months_between(birth_date, decision_date) > 12", "literal-in-formula 6:56"},
        {"wage > 150 * standard", "literal-in-formula 6:19"},
        {"wage > standard * 1.5", "literal-in-formula 6:30"},
        {"wage / 2 > standard", "literal-in-formula 6:19"},
    }));
    CAPTURE(formula);
    const std::string age = "  - rule: age\n    for: member\n    type: integer\n"
                            "    source: law 1\n"
                            "    value: years_between(birth_date, decision_date)\n";
    const auto rulebook = compile_rules(rule("member", "boolean", formula, age));
    CHECK(rulebook);
    CHECK(small_pack::briefs(rulebook.diagnostics()) == Findings{finding});
}

TEST_CASE("zero, one hundred percent and numbers of things are no literals to warn about",
          "[compile][agree]") {
    const auto formula = GENERATE(as<std::string>(), "wage > 0", "share < 100%", "share > 0%",
                                  "wage * 12 > 0", "wage * 1 > standard", "wage / 12 > standard",
                                  "years_between(birth_date, decision_date) >= limit_of_age",
                                  "month(birth_date) = 2");
    CAPTURE(formula);
    CHECK(findings(rule("member", "boolean", formula)).empty());
}

TEST_CASE("an amount as the whole value of a rule is warned about", "[compile][agree]") {
    CHECK(findings(rule("household", "money/month", "500")) == Findings{"literal-in-formula 6:12"});
    CHECK(findings(rule("household", "money/month", "0")).empty());
    CHECK(findings(rule("household", "integer", "500")).empty());
}
