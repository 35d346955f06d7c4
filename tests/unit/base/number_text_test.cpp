#include "base/number_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

namespace {

struct Mistake {
    std::string text;
    std::string why;
    std::string help;
};

template <typename T>
void check_mistake(const NumberResult<T>& result, const Mistake& mistake) {
    CAPTURE(mistake.text);
    const auto* const fault = std::get_if<NumberFault>(&result);
    REQUIRE(fault != nullptr);
    CHECK(fault->why.en == mistake.why);
    CHECK(fault->help.en == mistake.help);
    CHECK_FALSE(fault->why.zh.empty());
    CHECK(fault->help.zh.empty() == fault->help.en.empty());
}

} // namespace

TEST_CASE("a number is read as it is written", "[number]") {
    CHECK(to_string(std::get<Decimal>(read_number("660"))) == "660");
    CHECK(to_string(std::get<Decimal>(read_number("-0.50"))) == "-0.50");
    CHECK(to_string(std::get<Decimal>(read_percent("20%"))) == "0.2");
    CHECK(to_string(std::get<Decimal>(read_percent("4.3%"))) == "0.043");
    CHECK(to_string(std::get<Decimal>(read_percent("0%"))) == "0");
}

TEST_CASE("a number that is written otherwise is named with its mend", "[number]") {
    const auto mistake = GENERATE(values<Mistake>({
        {"1,570", "'1,570' has a thousands separator", "write 1570"},
        {"６６０", "'６６０' holds full-width characters", "write 660"},
        {"1，570", "'1，570' holds full-width characters", "write 1570"},
        {"660元", "'660元' carries a unit '元'", "write 660"},
        {"¥1,570", "'¥1,570' carries a unit '¥'", "write 1570"},
        {"3万元", "'3万元' carries a unit '万元'", "convert it to yuan and write the number alone"},
        {"20%", "'20%' is a percentage, a number is expected", ""},
        {"+5", "'+5' has a plus sign", "write 5"},
        {"1e3", "'1e3' is not a number", "write digits alone, such as 660 or 0.5"},
        {"", "'' is not a number", "write digits alone, such as 660 or 0.5"},
        {".5", "'.5' is not a number", "write digits alone, such as 660 or 0.5"},
    }));
    check_mistake(read_number(mistake.text), mistake);
}

TEST_CASE("a number of a thousand digits is too long", "[number][attack]") {
    const std::string digits(1'000, '9');
    check_mistake(
        read_number(digits),
        {"9…", "'" + digits.substr(0, 60) + "…' is too long: at most 36 digits and 18 places", ""});
    CHECK(std::holds_alternative<NumberFault>(read_percent(digits + "%")));
    CHECK(std::holds_alternative<NumberFault>(read_date(digits)));
    CHECK(std::holds_alternative<NumberFault>(read_number("0." + digits)));
    CHECK(std::holds_alternative<Decimal>(read_number("9223372036854775808")));
}

TEST_CASE("a rate without its percent sign is asked about", "[number]") {
    check_mistake(read_percent("20"),
                  {"20", "'20' lacks its %: a rate is written as a percentage", "write 20%"});
    const auto share = GENERATE(values<Mistake>({
        {"0.2", "'0.2' lacks its %: a rate is written as a percentage",
         "0.2 is 20%: write 20%; if 0.2 percent is meant, write 0.2%"},
        {"1", "'1' lacks its %: a rate is written as a percentage",
         "1 is 100%: write 100%; if 1 percent is meant, write 1%"},
        {"-0.125", "'-0.125' lacks its %: a rate is written as a percentage",
         "-0.125 is -12.5%: write -12.5%; if -0.125 percent is meant, write -0.125%"},
        {"1.5", "'1.5' lacks its %: a rate is written as a percentage",
         "1.5 is 150%: write 150%; if 1.5 percent is meant, write 1.5%"},
        {"9.999", "'9.999' lacks its %: a rate is written as a percentage",
         "9.999 is 999.9%: write 999.9%; if 9.999 percent is meant, write 9.999%"},
        {"10", "'10' lacks its %: a rate is written as a percentage", "write 10%"},
        {"-10", "'-10' lacks its %: a rate is written as a percentage", "write -10%"},
        {"0", "'0' lacks its %: a rate is written as a percentage", "write 0%"},
    }));
    check_mistake(read_percent(share.text), share);
    check_mistake(read_percent("２０％"),
                  {"２０％", "'２０％' is not written as a percentage", "write 20%"});
    check_mistake(read_percent("20 %"),
                  {"20 %", "'20 %' is not written as a percentage", "write 20%"});
    check_mistake(read_percent("high"), {"high", "'high' is not a percentage",
                                         "write a rate as a percentage, such as 20%"});
}

TEST_CASE("a date is a day of the calendar", "[number]") {
    CHECK(std::get<Date>(read_date("2020-02-29")) == Date{2020, 2, 29});
    CHECK(std::get<Date>(read_month("2020-07")) == Date{2020, 7, 1});
    const auto mistake = GENERATE(values<Mistake>({
        {"2020-7-1", "'2020-7-1' is not written as a date", "write 2020-07-01"},
        {"2020/07/01", "'2020/07/01' is not written as a date", "write 2020-07-01"},
        {"2020年7月1日", "'2020年7月1日' is not written as a date", "write 2020-07-01"},
        {"２０２０-07-01", "'２０２０-07-01' is not written as a date", "write 2020-07-01"},
        {"2021-02-29", "there is no '2021-02-29' in the calendar", "write a date as 2020-07-01"},
        {"soon", "'soon' is not a date", "write a date as 2020-07-01"},
        {"2020--1", "'2020--1' is not a date", "write a date as 2020-07-01"},
    }));
    check_mistake(read_date(mistake.text), mistake);
}

TEST_CASE("a month is a month of the calendar", "[number]") {
    check_mistake(read_month("2020-3"),
                  {"2020-3", "'2020-3' is not written as a month", "write 2020-03"});
    check_mistake(read_month("2020-13"),
                  {"2020-13", "there is no '2020-13' in the calendar", "write a month as 2020-07"});
    check_mistake(read_month("2020-03-01"),
                  {"2020-03-01", "'2020-03-01' is not written as a month", "write 2020-03"});
}
