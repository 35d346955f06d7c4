#include "support/trace_sample.hpp"

#include <doudi/letter.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace doudi;
using namespace doudi::test;

namespace {

std::string letter_of(const Household& household, Language language) {
    const Sample sample = test::sample();
    const Population population = population_of(sample.book, household);
    return to_letter(explain_record(sample.book, population, 0), language);
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

const Household below{{100000, 0, 13770}, {1, 0, 0}, 500000};
const Household above{{900000, 0, 0}, {1, 0, 0}, 500000};

} // namespace

TEST_CASE("a record is explained decision by decision and row by row", "[letter]") {
    const Sample sample = test::sample();
    const Population population = population_of(sample.book, below);
    const std::vector<Trace> traces = explain_record(sample.book, population, 0);
    std::size_t subjects = 0;
    for (const DecisionEntry& entry : sample.book.decisions) {
        subjects += population.rows(entry.entity);
    }
    REQUIRE(traces.size() == subjects);
    for (const Trace& trace : traces) {
        const Trace alone =
            explain(sample.book, population, {.row = trace.row, .decision = trace.entry().name});
        CHECK(to_text(trace, Language::en) == to_text(alone, Language::en));
    }
    CHECK_THROWS_AS(explain_record(sample.book, population, population.size()), UsageError);
}

TEST_CASE("an amount above nothing is granted, nothing is refused", "[letter]") {
    CHECK(has(letter_of(below, Language::en), "1. What is granted\n"));
    CHECK(has(letter_of(below, Language::en), "household cover, 1,043.00 yuan a month"));
    CHECK_FALSE(has(letter_of(below, Language::en), "What is not granted"));
    CHECK(has(letter_of(above, Language::en), "1. What is not granted, and why\n"));
    CHECK_FALSE(has(letter_of(above, Language::en), "What is granted"));
}

TEST_CASE("a letter names documents whole in the language of the pack alone", "[letter]") {
    CHECK(has(letter_of(below, Language::zh),
              "依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）\n"));
    CHECK(has(letter_of(below, Language::en), "legal basis: work plan for basic livelihood\n"));
}

TEST_CASE("an assumption stands once in a letter, with what rests on it", "[letter]") {
    const std::string text = letter_of(below, Language::en);
    const std::string why = "rate and cap are assumed";
    const std::size_t first = text.find(why);
    REQUIRE(first != std::string::npos);
    CHECK(text.find(why, first + 1) == std::string::npos);
    CHECK(has(text, "rate of the cost of work: the notice gives no figure\n"));
}

TEST_CASE("a letter is about one record", "[letter]") {
    const Sample one = test::sample();
    const Sample other = test::sample();
    const Population population = population_of(one.book, below);
    const Population again = population_of(other.book, below);
    std::vector<Trace> traces = explain_record(one.book, population, 0);
    for (const Trace& trace : explain_record(other.book, again, 0)) {
        traces.push_back(trace);
    }
    CHECK_THROWS_AS(to_letter(traces, Language::en), UsageError);
    CHECK_THROWS_AS(to_letter({}, Language::en), UsageError);
}
