#include "support/trace_builder.hpp"

#include <doudi/audit/format.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

using namespace doudi;
using namespace doudi::test;

namespace {

Quantity quantity(const Type& type, std::int64_t digits, std::uint8_t places = 0,
                  std::int64_t divisor = 1) {
    return {type, State::ok, places, digits, divisor};
}

Rulebook book() {
    HandGraph builder;
    builder.entity("household", {"家庭", "household"});
    builder.entity("member", {"成员", "member"}, 0, "members");
    builder.entity("expense", {"支出", "expense"}, 1, "expenses");
    builder.add_category("group", {{"elder", {"老年人", "elder"}}, {"plain", {}}});
    builder.book.texts = {"龙桥"};
    return builder.book;
}

} // namespace

TEST_CASE("money has two places at least, is grouped and never rounded", "[format]") {
    struct Case {
        std::int64_t digits;
        std::uint8_t places;
        std::string expected;
    };

    const auto [digits, places, expected] = GENERATE(values<Case>({
        {0, 0, "0.00 元"},
        {213750, 2, "2,137.50 元"},
        {2137500, 3, "2,137.50 元"},
        {2462, 3, "2.462 元"},
        {-123456789, 2, "-1,234,567.89 元"},
    }));
    CHECK(format(book(), quantity(money(), digits, places), Language::zh) == expected);
}

TEST_CASE("units are said as far as asked", "[format]") {
    const Rulebook rules = book();
    const Quantity standard = quantity(monthly(1), 66000, 2);
    CHECK(format(rules, standard, Language::zh, UnitWords::number_only) == "660.00");
    CHECK(format(rules, standard, Language::zh) == "660.00 元");
    CHECK(format(rules, standard, Language::zh, UnitWords::whole) == "660.00 元/月/人");
    CHECK(format(rules, standard, Language::en, UnitWords::whole) ==
          "660.00 yuan a month per member");
    CHECK(format(rules, quantity(number_of(1), 3), Language::zh) == "3 人");
    CHECK(format(rules, quantity(number_of(2), 3), Language::zh) == "3 项支出");
    CHECK(format(rules, quantity(number_of(0), 1), Language::zh) == "1 户");
    CHECK(format(rules, quantity({Kind::months, 0, {}}, 12), Language::zh) == "12 个月");
    CHECK(format(rules, quantity({Kind::months, 0, {}}, 1), Language::en) == "1 month");
    CHECK(format(rules, quantity({Kind::months, 0, {}}, 2), Language::en) == "2 months");
}

TEST_CASE("a rate is told in per cent, exactly", "[format]") {
    const Rulebook rules = book();
    CHECK(format(rules, quantity(rate(), 2, 1), Language::zh) == "20%");
    CHECK(format(rules, quantity(rate(), 43, 3), Language::zh) == "4.3%");
    CHECK(format(rules, quantity(rate(), 15, 1), Language::en) == "150%");
    CHECK(format(rules, quantity(rate(), 1), Language::en) == "100%");
    CHECK(format(rules, quantity(rate(), -5, 3), Language::en) == "-0.5%");
}

TEST_CASE("a quotient that does not end is marked, one that ends is not", "[format]") {
    const Rulebook rules = book();
    CHECK(format(rules, quantity(money(), 1000, 0, 3), Language::zh) == "333.333333… 元");
    CHECK(format(rules, quantity(money(), -1000, 0, 3), Language::zh) == "-333.333333… 元");
    CHECK(format(rules, quantity(money(), 1, 0, 8), Language::zh) == "0.125 元");
    CHECK(format(rules, quantity(rate(), 2, 0, 3), Language::zh) == "66.6666…%");
    CHECK(exact_text(quantity(money(), 1000, 0, 3)) == "1000/3");
    CHECK(exact_text(quantity(money(), 93770, 2, 3)) == "9377/30");
    CHECK(exact_text(quantity(money(), 93770, 2)) == "937.70");
}

TEST_CASE("dates, truths, categories and texts are told as people write them", "[format]") {
    const Rulebook rules = book();
    const Quantity date = quantity(day(), to_days({2020, 7, 1}));
    CHECK(format(rules, date, Language::zh) == "2020年7月1日");
    CHECK(format(rules, date, Language::en) == "1 July 2020");
    CHECK(format(rules, quantity(truth(), 1), Language::zh) == "是");
    CHECK(format(rules, quantity(truth(), 0), Language::en) == "no");
    CHECK(format(rules, quantity(category(0), 0), Language::zh) == "“老年人”");
    CHECK(format(rules, quantity(category(0), 0), Language::en) == "'elder'");
    CHECK(format(rules, quantity(category(0), 1), Language::zh) == "“plain”");
    CHECK(format(rules, quantity(category(0), -1), Language::zh) == "无"); // a newcomer
    CHECK(format(rules, quantity({Kind::text, 0, {}}, 0), Language::zh) == "\"龙桥\"");
}

TEST_CASE("what is missing or at fault says so", "[format]") {
    Quantity value = quantity(money(), 0);
    value.state = State::missing;
    CHECK(format(book(), value, Language::zh) == "（缺）");
    CHECK(format(book(), value, Language::en) == "(missing)");
    value.state = State::fault;
    CHECK(format(book(), value, Language::zh) == "（算不出）");
}

TEST_CASE("a title falls back to the other language, then to the name", "[format]") {
    CHECK(title_or({"低保标准", "standard"}, "s", Language::en) == "standard");
    CHECK(title_or({"低保标准", ""}, "s", Language::en) == "低保标准");
    CHECK(title_or({}, "s", Language::en) == "s");
}

TEST_CASE("a number of any size is told, and one beyond 128 bits leaves a mark", "[format]") {
    Quantity huge{money(), State::ok, 2, Int128::max(), 1};
    CHECK(format(book(), huge, Language::en, UnitWords::number_only).size() > 40);
    huge.divisor = 0;
    CHECK(format(book(), huge, Language::en, UnitWords::number_only) == "…");
}
