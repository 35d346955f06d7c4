#include <doudi/compile.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/load.hpp>
#include <doudi/records.hpp>
#include <doudi/refusals.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace doudi::test {
namespace {

const std::string pack_text = R"(doudi: 1
pack: aid
language: en
title: {zh: 补助, en: Aid}
currency: CNY
in_force: {from: 2020-01-01, until: 2020-12-31}
entities:
  household: {title: {zh: 家庭, en: household}, key: id}
facts:
  household:
    income: {type: money/month, range: [0, 10000]}
    line: {type: money/month, range: [0, 10000]}
    share: {type: rate, range: [0%, 100%]}
    part: {type: rate, range: [0%, 100%]}
    persons: {type: integer, range: [1, 20]}
    ill: {type: boolean}
)";

/// A decision with one condition; other rules come before it.
Rulebook book_with(const std::string& condition, const std::string& rules = "") {
    const std::string aid = "programme: aid\n" + (rules.empty() ? "" : "rules:\n" + rules) +
                            "decision:\n  for: household\n  first_of:\n"
                            "    - outcome: paid\n      when: >-\n        " +
                            condition + "\n    - outcome: refused\n";
    const auto pack = load_pack_texts({{"pack.yaml", pack_text}, {"aid.yaml", aid}});
    INFO(aid << render(pack.diagnostics()));
    REQUIRE(pack);
    auto book = compile(pack.value(), {{2020, 7, 1}});
    INFO(render(book.diagnostics()));
    REQUIRE(book);
    return std::move(book).value();
}

Refusal only_refusal(const Rulebook& book) {
    const std::vector<Refusal> refusals = refusals_of(book, book.decisions[0]);
    REQUIRE(refusals.size() == 1);
    return refusals[0];
}

std::vector<std::string> texts_of(const Rulebook& book) {
    std::vector<std::string> texts;
    for (const RefusalCondition& condition : only_refusal(book).conditions) {
        texts.push_back(condition_text(book, condition));
    }
    return texts;
}

/// "3 by 0.10": the condition that failed for one record, and its margin.
std::string reason_of(const Rulebook& book, const std::string& record) {
    const RecordBatch batch = read_records_json(book, record);
    REQUIRE(batch.population.size() == 1);
    EvaluateOptions options;
    options.reasons = true;
    const Decisions decisions = evaluate(book, batch.population, options);
    const RefusalColumns& refused = decisions.decisions[0].refused.at(0);
    const auto failed = static_cast<std::int64_t>(refused.failed.digits(0));
    if (failed == 0) {
        return "not refused";
    }
    const Decimal margin{refused.margin.digits(0), only_refusal(book).places};
    return std::to_string(failed) + " by " + to_string(margin.trimmed());
}

} // namespace

TEST_CASE("each operand of an and can refuse, of an or the first speaks", "[refusals]") {
    const Rulebook book =
        book_with("income < line and (share < part or ill) and not (ill or persons > 3)");
    CHECK(texts_of(book) == std::vector<std::string>{"income < line", "share < part", "not ill",
                                                     "not (persons > 3)"});
}

TEST_CASE("a condition stands in one line, whatever it was written on", "[refusals]") {
    const Rulebook book = book_with("(income\n          +   income)\n\n          < line");
    CHECK(texts_of(book) == std::vector<std::string>{"(income +   income) < line"});
}

TEST_CASE("an arm of an or is no reason while another arm holds", "[refusals]") {
    const Rulebook book = book_with("(share < part or ill) and persons <= 3");
    CHECK(reason_of(book, R"({"id": "a", "share": 0.5, "part": 0.2, "ill": true, "persons": 5})") ==
          "2 by 2");
    CHECK(
        reason_of(book, R"({"id": "a", "share": 0.5, "part": 0.2, "ill": false, "persons": 5})") ==
        "1 by 0.3");
}

TEST_CASE("what is missing refuses nobody, but what is known beside it does", "[refusals]") {
    const Rulebook book = book_with("income < line and persons <= 3");
    CHECK(reason_of(book, R"({"id": "a", "income": 5, "persons": 4})") == "2 by 1");
    CHECK(reason_of(book, R"({"id": "a", "income": 5, "persons": 3})") == "not refused");
}

TEST_CASE("margins of different places share a column and keep their value", "[refusals]") {
    const Rulebook book = book_with("income < line and share < part and persons = 3");
    const std::string rest = R"("persons": 1})";
    CHECK(reason_of(book, R"({"id": "a", "income": 10, "line": 9.99, "share": 1, "part": 0, )" +
                              rest) == "1 by 0.01");
    CHECK(reason_of(book, R"({"id": "a", "income": 1, "line": 9, "share": 1, "part": 0.999999, )" +
                              rest) == "2 by 0.000001");
    CHECK(reason_of(book, R"({"id": "a", "income": 1, "line": 9, "share": 0, "part": 1, )" +
                              rest) == "3 by 2");
}

TEST_CASE("a range says by which end it was missed", "[refusals]") {
    const Rulebook book = book_with("persons in [3..5]");
    CHECK(reason_of(book, R"({"id": "a", "persons": 1})") == "1 by 2");
    CHECK(reason_of(book, R"({"id": "a", "persons": 9})") == "2 by 4");
    CHECK(reason_of(book, R"({"id": "a", "persons": 4})") == "not refused");
}

TEST_CASE("a given truth speaks for itself, and its formula only where it is not given",
          "[refusals]") {
    const Rulebook book =
        book_with("poor", "  - rule: poor\n    for: household\n    type: boolean\n"
                          "    value: income < line\n");
    CHECK(texts_of(book) == std::vector<std::string>{"aid.poor", "income < line"});
    CHECK(reason_of(book, R"({"id": "a", "income": 7, "line": 5})") == "2 by 2");
    CHECK(reason_of(book, R"({"id": "a", "income": 1, "line": 5, "given": {"aid.poor": false}})") ==
          "1 by 0");
    CHECK(reason_of(book, R"({"id": "a", "income": 7, "line": 5, "given": {"aid.poor": true}})") ==
          "not refused");
}

TEST_CASE("a fraction on one side has no margin", "[refusals]") {
    const Rulebook book = book_with("income / persons < line");
    const Refusal refusal = only_refusal(book);
    REQUIRE(refusal.conditions.size() == 1);
    CHECK_FALSE(refusal.conditions[0].has_margin);
    CHECK(reason_of(book, R"({"id": "a", "income": 10, "line": 3.33, "persons": 3})") == "1 by 0");
}

TEST_CASE("conditions without end are cut off at the whole condition", "[refusals]") {
    std::string rules;
    for (int i = 0; i < 12; ++i) {
        const std::string before = i == 0 ? "persons < 19" : "doubled_" + std::to_string(i - 1);
        rules += "  - rule: doubled_" + std::to_string(i) +
                 "\n    for: household\n    type: boolean\n    value: " + before + " and " +
                 before + "\n";
    }
    const Rulebook book = book_with("doubled_11", rules);
    const Refusal refusal = only_refusal(book);
    CHECK(refusal.conditions.size() <= refusal_search::most_conditions + 1);
    CHECK(refusal.conditions.back().node == book.decisions[0].rows[0].when);
    CHECK(reason_of(book, R"({"id": "a", "persons": 20})") != "not refused");
}

TEST_CASE("alternatives with the same outcome are told apart", "[refusals]") {
    const auto pack =
        load_pack_texts({{"pack.yaml", pack_text},
                         {"aid.yaml", "programme: aid\ndecision:\n  for: household\n  first_of:\n"
                                      "    - outcome: paid\n      when: ill\n"
                                      "    - outcome: paid\n      when: income < line\n"
                                      "    - outcome: refused\n"}});
    REQUIRE(pack);
    const auto book = compile(pack.value(), {{2020, 7, 1}});
    REQUIRE(book);
    CHECK(alternative_names(book.value(), book.value().decisions[0]) ==
          std::vector<std::string>{"paid", "paid.2", "refused"});
}

} // namespace doudi::test
