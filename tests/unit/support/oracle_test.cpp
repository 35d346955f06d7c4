#include "oracle_fixture.hpp"
#include "support/oracle/oracle.hpp" // first, so that a missing include shows

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace doudi::oracle;

namespace {

// A truth value in each state, as a formula about a household that states nothing.
const std::map<std::string, std::string> truths{
    {"true", "true"}, {"false", "false"}, {"missing", "p"}, {"fault", "(1 / 0 = 1)"}};

const std::array<std::string, 4> states{"true", "false", "missing", "fault"};

// A table with one line for each state of the left operand, in the order of `states`.
using Truth = std::array<std::array<const char*, 4>, 4>;

void check_table(const std::string& word, const Truth& expected) {
    for (std::size_t left = 0; left < 4; ++left) {
        for (std::size_t right = 0; right < 4; ++right) {
            CAPTURE(states.at(left), word, states.at(right));
            CHECK(worth(truths.at(states.at(left)) + " " + word + " " +
                        truths.at(states.at(right))) == expected.at(left).at(right));
        }
    }
}

} // namespace

TEST_CASE("and is false as soon as one side is, whatever the other", "[oracle][logic]") {
    check_table("and", {{{"true", "false", "missing", "fault"},
                         {"false", "false", "false", "false"},
                         {"missing", "false", "missing", "fault"},
                         {"fault", "false", "fault", "fault"}}});
}

TEST_CASE("or is true as soon as one side is, whatever the other", "[oracle][logic]") {
    check_table("or", {{{"true", "true", "true", "true"},
                        {"true", "false", "missing", "fault"},
                        {"true", "missing", "missing", "fault"},
                        {"true", "fault", "fault", "fault"}}});
}

TEST_CASE("not keeps the state", "[oracle][logic]") {
    CHECK(worth("not true") == "false");
    CHECK(worth("not false") == "true");
    CHECK(worth("not p") == "missing");
    CHECK(worth("not (1 / 0 = 1)") == "fault");
    CHECK(worth("not n = 1", "{n: 2}") == "true"); // not (n = 1)
}

TEST_CASE("a branch that is not taken decides nothing", "[oracle][logic]") {
    CHECK(worth("if n = 0 then 0 else x / n", "{n: 0}") == "0");
    CHECK(worth("if true then 1 else y") == "1");
    CHECK(worth("if false then y else 2") == "2");
    CHECK(worth("if true then y else 2") == "missing");
    CHECK(worth("if 1 / 0 = 1 then 1 else 1") == "fault");
}

TEST_CASE("a missing condition is settled by equal branches alone", "[oracle][logic]") {
    CHECK(worth("if p then 3 else 3") == "3");
    CHECK(worth("if p then 3 else 4") == "missing");
    CHECK(worth("if p then y else 3") == "missing");
    CHECK(worth("if p then y else y") == "missing");
    CHECK(worth("if p then 1 / 0 else 3") == "missing");
    CHECK(worth("if p then 1 / 0 else y") == "missing");
    CHECK(worth("if p then 1 / 0 else 2 / 0") == "fault");
    CHECK(worth("if p then \"a\" else \"a\"") == "a");
}

TEST_CASE("a fault wins over missing in arithmetic and comparisons", "[oracle][arithmetic]") {
    for (const std::string sign : {"+", "-", "*", "<", "<=", ">", ">=", "=", "!="}) {
        CAPTURE(sign);
        CHECK(worth("y " + sign + " 1") == "missing");
        CHECK(worth("1 " + sign + " y") == "missing");
        CHECK(worth("y " + sign + " (1 / 0)") == "fault");
        CHECK(worth("(1 / 0) " + sign + " y") == "fault");
    }
    CHECK(worth("max(y, 1 / 0)") == "fault");
    CHECK(worth("min(y, 1)") == "missing");
    CHECK(worth("abs(y)") == "missing");
    CHECK(worth("floor(y, 1)") == "missing");
    CHECK(worth("years_between(day, decision_date)") == "missing");
    CHECK(worth("y / 0") == "missing"); // the dividend is not known to divide
}

TEST_CASE("numbers are exact", "[oracle][arithmetic]") {
    CHECK(worth("20% of 12.31") == "2.462");
    CHECK(worth("x / 3", "{x: 1}") == "1/3");
    CHECK(worth("x / 3 * 3", "{x: 1}") == "1");
    CHECK(worth("0.1 + 0.2 = 0.3") == "true");
    CHECK(worth("-x / 8", "{x: 1}") == "-0.125");
    CHECK(worth("2 - 3 - 4") == "-5");
    CHECK(worth("2 + 3 * 4") == "14");
    CHECK(worth("30% of 100 + 1") == "31");
    CHECK(worth("30 % of -x", "{x: 10}") == "-3");
    CHECK(worth("1 - -1") == "2");
    CHECK(worth("x * 100000000000000000000", "{x: 12345678901234567890.12}") ==
          "1234567890123456789012000000000000000000");
    CHECK(worth("x / n < y", "{x: 1, y: -0.4, n: -2}") == "true"); // -0.5 < -0.4
}

TEST_CASE("in is equality or two comparisons, with the ends that the brackets say", "[oracle]") {
    CHECK(worth("n in (1, 2)", "{n: 2}") == "true");
    CHECK(worth("n in (1, 2)", "{n: 3}") == "false");
    CHECK(worth("2 in (n, 2)") == "true"); // missing or true
    CHECK(worth("3 in (n, 2)") == "missing");
    CHECK(worth("n in [1..3)", "{n: 3}") == "false");
    CHECK(worth("n in [1..3]", "{n: 3}") == "true");
    CHECK(worth("n in (1..3]", "{n: 1}") == "false");
    CHECK(worth("n between 1 and 3 and true", "{n: 1}") == "true");
    CHECK(worth("5 in [n..3]") == "false"); // missing and false
    CHECK(worth("x in [0.5 * 4 .. 2 + 1)", "{x: 2}") == "true");
    CHECK(worth("kind in (\"young\", \"other\")") == "true");
    CHECK(worth("kind = \"old\"", "{kind: old}") == "true");
    CHECK(worth("kind != 'old'", "{kind: old}") == "false");
}

TEST_CASE("rounding goes where its mode says, on both sides of zero", "[oracle][rounding]") {
    using Row = std::array<const char*, 7>; // number, then half_up half_even ceiling floor up down
    // clang-format off
    const std::array<Row, 9> rows{{
        { "2.5", "3",  "2",  "3",  "2",  "3",  "2"},
        { "3.5", "4",  "4",  "4",  "3",  "4",  "3"},
        { "2.4", "2",  "2",  "3",  "2",  "3",  "2"},
        { "2.6", "3",  "3",  "3",  "2",  "3",  "2"},
        {"-2.5", "-3", "-2", "-2", "-3", "-3", "-2"},
        {"-3.5", "-4", "-4", "-3", "-4", "-4", "-3"},
        {"-2.4", "-2", "-2", "-2", "-3", "-3", "-2"},
        {"-0.5", "-1", "0",  "0",  "-1", "-1", "0"},
        {"-2",   "-2", "-2", "-2", "-2", "-2", "-2"},
    }};
    // clang-format on
    const std::array<const char*, 6> modes{"half_up", "half_even", "ceiling",
                                           "floor",   "up",        "down"};
    for (const Row& row : rows) {
        for (std::size_t mode = 0; mode < modes.size(); ++mode) {
            CAPTURE(row.at(0), modes.at(mode));
            const Rational number = parse_number(row.at(0)).value();
            CHECK(print(round_to(number, 1, rounding_named(modes.at(mode)))) == row.at(mode + 1));
        }
    }
}

TEST_CASE("rounding functions and keys take any step", "[oracle][rounding]") {
    CHECK(worth("round(x, 0.05)", "{x: 1.275}") == "1.3");
    CHECK(worth("round_half_even(x, 0.01)", "{x: 1.005}") == "1");
    CHECK(worth("ceiling(x / 3, 0.01)", "{x: 1}") == "0.34");
    CHECK(worth("floor(x / 3, 10)", "{x: -1}") == "-10");
    CHECK(worth("round_up(x, 0.1)", "{x: -1.01}") == "-1.1");
    CHECK(worth("round_down(x, 0.1)", "{x: -1.09}") == "-1");
    const World world(R"(
programme: t
rules:
  - {rule: whole, for: household, type: money/month, value: x / 3, round: {to: 1, mode: up}}
  - {rule: exact, for: household, type: money/month, value: x / 3, round: none}
)",
                      "{x: 1}");
    CHECK(world.print("t.whole") == "1");
    CHECK(world.print("t.exact") == "1/3");
}

TEST_CASE("dates count whole years, months and days", "[oracle][dates]") {
    CHECK(worth("years_between(2000-07-01, decision_date)") == "20");
    CHECK(worth("years_between(2000-07-02, decision_date)") == "19");
    CHECK(worth("years_between(2000-02-29, 2001-02-28)") == "0");
    CHECK(worth("years_between(2000-02-29, 2001-03-01)") == "1");
    CHECK(worth("years_between(2000-02-29, 2004-02-29)") == "4");
    CHECK(worth("years_between(2020-07-01, 2000-07-02)") == "-19");
    CHECK(worth("months_between(2020-01-31, 2020-02-29)") == "0");
    CHECK(worth("months_between(2020-01-31, 2020-03-31)") == "2");
    CHECK(worth("months_between(2020-03-31, 2020-01-31)") == "-2");
    CHECK(worth("days_between(2020-02-28, 2020-03-01)") == "2");
    CHECK(worth("days_between(2021-03-01, 2021-02-28)") == "-1");
    CHECK(worth("add_months(2020-01-31, 1)") == "2020-02-29");
    CHECK(worth("add_months(2020-01-15, -1)") == "2019-12-15");
    CHECK(worth("add_months(2020-01-31, 13)") == "2021-02-28");
    CHECK(worth("add_days(2020-02-28, 2)") == "2020-03-01");
    CHECK(worth("year(day) * 100 + month(day)", "{day: 2020-07-15}") == "202007");
    CHECK(worth("day < 2020-07-16 and day in [2020-07-15..2020-08-01]", "{day: 2020-07-15}") ==
          "true");
    CHECK(worth("decision_date", "{}", "2020-07") == "2020-07-01");
    CHECK(worth("max(day, 2020-01-01)", "{day: 2019-01-01}") == "2020-01-01");
}

TEST_CASE("periods convert exactly", "[oracle]") {
    CHECK(worth("per_month(x)", "{x: 100}") == "25/3");
    CHECK(worth("per_year(x)", "{x: 100.5}") == "1206");
}

TEST_CASE("values print as exact decimals, or as a quotient", "[oracle]") {
    CHECK(print(Rational(1, 8)) == "0.125");
    CHECK(print(Rational(-5, 100)) == "-0.05");
    CHECK(print(Rational(2, 6)) == "1/3");
    CHECK(print(Rational(1200)) == "1200");
    CHECK(parse_number("12.30") == Rational(123, 10));
    CHECK(parse_number("4.3%") == Rational(43, 1000));
    CHECK_FALSE(parse_number("1,570"));
    CHECK_FALSE(parse_number("1.")); // no digit after the point
    CHECK_FALSE(parse_number("６６０"));
    CHECK_FALSE(parse_number("-"));
}
