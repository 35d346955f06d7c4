#include "compile/types.hpp"
#include "unit/compile/small_pack.hpp"

#include <catch2/catch.hpp>

// What may meet what: kinds, periods, and whose a sum of money is.
using namespace doudi;
using small_pack::Findings;
using small_pack::findings;
using small_pack::rule;

namespace {

struct Formula {
    std::string entity;
    std::string type;
    std::string formula;
};

void check_accepted(const Formula& formula) {
    CAPTURE(formula.entity, formula.type, formula.formula);
    CHECK(findings(rule(formula.entity, formula.type, formula.formula)) == Findings{});
}

} // namespace

TEST_CASE("units that make sense together are accepted", "[compile][types]") {
    check_accepted(GENERATE(values<Formula>({
        {"household", "boolean", "rent < cap"},
        {"household", "boolean", "sum(wage) < standard * count(member)"},
        {"household", "money/month", "standard * count(member) - sum(wage)"},
        {"household", "boolean", "sum(wage) / count(member) < standard"},
        {"household", "money/month/member", "round(sum(wage) / count(member), 0.01)"},
        {"member", "boolean", "wage < standard"},
        {"member", "money/month", "standard - min(standard, wage)"},
        {"household", "money/month/member", "max(wage)"},
        {"household", "boolean", "max(wage) > standard"},
        {"household", "money", "rent * stay"},
        {"household", "boolean", "assets / rent > stay"},
        {"household", "months", "floor(assets / rent, 1)"},
        {"household", "money/month", "round(per_month(yearly_rent), 0.01)"},
        {"household", "boolean", "per_year(rent) < yearly_rent"},
        {"household", "boolean", "per_month(yearly_rent) < rent"},
        {"household", "money", "sum_months(rent, 12)"},
        {"household", "boolean", "sum_months(rent, 12) / stay < rent"},
        {"household", "months", "months_between(moved_in, decision_date)"},
        {"household", "money", "sum(cost)"},
        {"household", "boolean", "sum(cost) < assets"},
        {"household", "integer", "count(expense)"},
        {"member", "money/month", "quota * wage"},
        {"member", "money/month", "wage * (1 - share)"},
        {"member", "boolean", "share > quota"},
        {"member", "boolean", "wage * 0 = 0"},
        {"household", "boolean", "rent > 0 and assets >= 0"},
        {"household", "boolean", "rent * stay / assets > quota"},
        {"member", "boolean", "cap >= wage"},
        {"household", "integer", "score + count(member)"},
        {"pack", "boolean", "cap * quota < cap"},
    })));
}
