#include "syntax/parser.hpp"
#include "unit/syntax/formula_text.hpp"

#include <doudi/limits.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;
using namespace doudi::syntax;

namespace {

std::string repeat(std::string_view part, std::size_t times) {
    std::string text;
    text.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

constexpr std::size_t megabyte = 1U << 20U;

} // namespace

TEST_CASE("a formula is as long as the limit and no longer", "[syntax]") {
    const std::string longest = repeat(" ", limits::formula_bytes - 1) + "a";
    CHECK(outline_of(longest) == "a");
    CHECK(outline_of(longest + " ") == "! formula-too-long");
}

TEST_CASE("a megabyte of anything is a finding", "[syntax]") {
    const auto* const part = GENERATE("(", "not ", "a + ", "-", "if a then ", "x in (", "（", "'",
                                      "$", "f(", "t[", "30% of ", "a and ", "1,", "\xFF");
    CAPTURE(part);
    CHECK(outline_of(repeat(part, megabyte / std::string_view(part).size())) ==
          "! formula-too-long");
}

TEST_CASE("whatever nests deeper than the limit is a finding", "[syntax]") {
    const auto* const part =
        GENERATE("(", "not ", "-", "if a then ", "if a then b else ", "x in (", "f(", "t[", "(a + ",
                 "30% of ", "a + (b and ", "x in [1..(", "f(a where ");
    const std::string formula =
        repeat(part, (limits::formula_bytes - 1) / std::string_view(part).size()) + "a";
    CAPTURE(part);
    CHECK(outline_of(formula) == "! formula-too-deep");
}

TEST_CASE("a chain of sums or products nests to the left and is counted so", "[syntax]") {
    const auto* const part = GENERATE("a + ", "a - ", "a * ", "a / ");
    CAPTURE(part);
    CHECK(outline_of(repeat(part, limits::formula_depth - 1) + "a").substr(0, 1) == "(");
    CHECK(outline_of(repeat(part, limits::formula_depth) + "a") == "! formula-too-deep");
    CHECK(outline_of(repeat(part, 10'000) + "a") == "! formula-too-deep");
}

TEST_CASE("brackets nest as deep as the limit", "[syntax]") {
    const auto nested = [](std::size_t depth) {
        return repeat("(", depth) + "a" + repeat(")", depth);
    };
    CHECK(outline_of(nested(limits::formula_depth - 1)) == "a");
    CHECK(outline_of(nested(limits::formula_depth)) == "! formula-too-deep");
}

TEST_CASE("and, or and lists are as long as the formula", "[syntax]") {
    const auto count = [](const std::string& formula) {
        const WrittenText written = write_formula(formula);
        const auto parsed = parse(written);
        REQUIRE(parsed);
        return parsed.value().operands.size();
    };
    CHECK(count(repeat("a and ", 9'999) + "a") == 10'000);
    CHECK(count(repeat("a or ", 9'999) + "a") == 10'000);
    CHECK(count("min(" + repeat("a, ", 9'999) + "a)") == 10'000);
    CHECK(count("x in (" + repeat("1, ", 9'999) + "1)") == 10'001);
}

TEST_CASE("what is printed of a formula at the limit can be read", "[syntax]") {
    const auto formula = GENERATE(repeat("a * (b + ", 99) + "c" + repeat(")", 99),
                                  repeat("not (a and ", 99) + "b" + repeat(")", 99),
                                  repeat("x in [a..", 199) + "b" + repeat("]", 199),
                                  repeat("x between a and ", 1) + "b");
    const WrittenText written = write_formula(formula);
    const auto parsed = parse(written);
    REQUIRE(parsed);
    const WrittenText printed = write_formula(print(parsed.value()));
    CHECK(parse(printed));
}

TEST_CASE("so many findings and no more are kept of one formula", "[syntax]") {
    const WrittenText written = write_formula(repeat("007 ", 10'000));
    CHECK(parse(written).diagnostics().size() == limits::findings - 1);
    const WrittenText wide = write_formula(repeat("（", 20'000));
    const auto findings = parse(wide).diagnostics();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].code == "full-width-character");
    CHECK(findings[0].labels.size() == 1);
}

TEST_CASE("a message repeats only the beginning of what is long", "[syntax]") {
    const WrittenText written = write_formula("a " + std::string(50'000, '@'));
    CHECK(parse(written).diagnostics().front().message.en.size() < 300);
}
