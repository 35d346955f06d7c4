#include "data/record_builder.hpp"
#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

namespace {

/// The reasons against one record, "code path" a line.
std::string reasons(const std::string& record, const Rulebook& book = sample::rulebook()) {
    const RecordBatch batch = read_records_json(book, record);
    CHECK(batch.population.size() + batch.rejected.size() == 1);
    std::string out;
    for (const RejectedRecord& rejected : batch.rejected) {
        CHECK(show(batch.population) == show(Population(book)));
        for (const Reason& reason : rejected.reasons) {
            out += out.empty() ? "" : "\n";
            out += reason.code;
            out += " " + reason.path;
            CHECK_FALSE(reason.message.zh.empty());
            CHECK_FALSE(reason.message.en.empty());
        }
    }
    return out;
}

std::string reasons_in_household(const std::string& fields) {
    return reasons(R"({"household_id": "k", )" + fields + "}");
}

std::string reasons_in_member(const std::string& fields) {
    return reasons_in_household(R"("members": [{"member_id": "a", )" + fields + "}]");
}

struct Case {
    std::string record;
    std::string reasons;
};

} // namespace

TEST_CASE("a value that is not what its fact declares is refused by name", "[records]") {
    const auto [fields, expected] = GENERATE(values<Case>({
        {R"("wage": 0)", ""},
        {R"("wage": -0)", ""},
        {R"("wage": 12.3)", ""},
        {R"("wage": 12.300)", ""},
        {R"("wage": "12.30")", ""},
        {R"("wage": 12.30000000000000000000000000000000000000000000000000000)", ""},
        {R"("wage": 1000000)", ""},
        {R"("wage": 12.345)", "too-many-places members.a.wage"},
        {R"("wage": 0.001)", "too-many-places members.a.wage"},
        {R"("wage": 1000000.01)", "value-out-of-range members.a.wage"},
        {R"("wage": -0.01)", "value-out-of-range members.a.wage"},
        {R"("wage": 9223372036854775808)", "value-out-of-range members.a.wage"},
        {R"("wage": 1e3)", "number-exponent members.a.wage"},
        {R"("wage": 1.5E-3)", "number-exponent members.a.wage"},
        {R"("wage": "1,570")", "thousands-separator members.a.wage"},
        {R"("wage": "1 570.00")", "thousands-separator members.a.wage"},
        {R"("wage": "1_570")", "thousands-separator members.a.wage"},
        {R"("wage": "６６０")", "full-width-digit members.a.wage"},
        {R"("wage": "1，570")", "full-width-digit members.a.wage"},
        {R"("wage": "+5")", "plus-sign members.a.wage"},
        {R"("wage": "007")", "leading-zero members.a.wage"},
        {R"("wage": 007)", "leading-zero members.a.wage"},
        {R"("wage": "00")", "leading-zero members.a.wage"},
        {R"("wage": "-00.5")", "leading-zero members.a.wage"},
        {R"("wage": "20%")", "percent-sign members.a.wage"},
        {R"("wage": "")", "not-a-number members.a.wage"},
        {R"("wage": "-")", "not-a-number members.a.wage"},
        {R"("wage": ".5")", "not-a-number members.a.wage"},
        {R"("wage": "5.")", "not-a-number members.a.wage"},
        {R"("wage": "1.2.3")", "not-a-number members.a.wage"},
        {R"("wage": "12元")", "not-a-number members.a.wage"},
        {R"("wage": "0x10")", "not-a-number members.a.wage"},
        {R"("wage": "NaN")", "not-a-number members.a.wage"},
        {R"("wage": true)", "not-a-number members.a.wage"},
        {R"("wage": [1])", "wrong-kind members.a.wage"},
        {R"("siblings": 1.0)", ""},
        {R"("siblings": 1.5)", "too-many-places members.a.siblings"},
        {R"("ill": true)", ""},
        {R"("ill": "true")", "not-a-truth-value members.a.ill"},
        {R"("ill": 1)", "not-a-truth-value members.a.ill"},
        {R"("ill": "yes")", "not-a-truth-value members.a.ill"},
        {R"("birth_date": "2000-02-29")", ""},
        {R"("birth_date": "1900-02-29")", "no-such-day members.a.birth_date"},
        {R"("birth_date": "2019-04-31")", "no-such-day members.a.birth_date"},
        {R"("birth_date": "2019-4-1")", "not-a-date members.a.birth_date"},
        {R"("birth_date": "2019/04/01")", "not-a-date members.a.birth_date"},
        {R"("birth_date": 20190401)", "not-a-date members.a.birth_date"},
        {R"("birth_date": "1899-12-31")", "value-out-of-range members.a.birth_date"},
        {R"("disability": "visual")", ""},
        {R"("disability": "Visual")", "unknown-category-value members.a.disability"},
        {R"("disability": "")", "unknown-category-value members.a.disability"},
        {R"("disability": 1)", "wrong-kind members.a.disability"},
        {R"("disability": {"x": 1})", "not-a-month members.a.disability"},
    }));
    CAPTURE(fields);
    CHECK(reasons_in_member(fields) == expected);
}

TEST_CASE("a number of a thousand digits is refused, whatever its form", "[records]") {
    const std::string digits(1'000, '9');
    CHECK(reasons_in_member(R"("wage": )" + digits) == "number-too-long members.a.wage");
    CHECK(reasons_in_member(R"("wage": "0.)" + digits + "\"") == "number-too-long members.a.wage");
    CHECK(reasons_in_member(R"("wage": ")" + std::string(60'000, '0') + "\"") ==
          "leading-zero members.a.wage");
}

TEST_CASE("a text is carried whole, and an empty one is refused", "[records]") {
    CHECK(reasons_in_household(R"("region": "城厢\u0000\n区")").empty());
    CHECK(reasons_in_household(R"("region": "")") == "empty-text region");
    CHECK(reasons_in_household(R"("region": 7)") == "wrong-kind region");
    CHECK(reasons_in_household(R"("region": ")" + std::string(65'537, 'x') + "\"") ==
          "text-too-long region");
}

TEST_CASE("the shape of a record is checked key by key", "[records]") {
    const auto [record, expected] = GENERATE(values<Case>({
        {R"({"household_id": "k"})", ""},
        {R"({"household_id": 12})", ""},
        {R"({"household_id": "k", "members": []})", ""},
        {R"({})", "missing-key "},
        {R"({"household_id": ""})", "empty-key household_id"},
        {R"({"household_id": null})", "bad-key household_id"},
        {R"({"household_id": 1.5})", "bad-key household_id"},
        {R"({"household_id": 012})", "bad-key household_id"},
        {R"({"household_id": true})", "bad-key household_id"},
        {R"({"household_id": ["k"]})", "bad-key household_id"},
        {R"({"household_id": {"a": 1}})", "bad-key household_id"},
        {R"({"household_id": "a\nb"})", "bad-key household_id"},
        {R"({"household_id": "k", "household_id": "k"})", "duplicate-key household_id"},
        {R"({"household_id": "k", "asets": 1})", "unknown-key asets"},
        {R"({"household_id": "k", "asets": {"deep": [{"x": 1}]}})", "unknown-key asets"},
        {R"({"household_id": "k", "assets": 1, "assets": 1})", "duplicate-key assets"},
        {R"({"household_id": "k", "members": null})", "wrong-kind members"},
        {R"({"household_id": "k", "members": {"member_id": "a"}})", "wrong-kind members"},
        {R"({"household_id": "k", "members": ["a"]})", "wrong-kind members"},
        {R"({"household_id": "k", "members": [["a"]]})", "wrong-kind members"},
        {R"({"household_id": "k", "members": [{"wage": 1}]})", "missing-key members.1"},
        {R"({"household_id": "k", "members": [{"member_id": "a"}, {"member_id": "a"}]})",
         "repeated-key members"},
        {R"({"household_id": "k", "members": [{"member_id": "a", "wages": 1}]})",
         "unknown-key members.a.wages"},
        {R"({"household_id": "k", "members": [{"wages": 1, "member_id": "a"}]})",
         "unknown-key members.a.wages"},
        {R"({"household_id": "k", "members": [{"member_id": "a"}], "members": []})",
         "duplicate-key members"},
        {R"({"household_id": "k", "members": [{"member_id": "a",
             "expenses": [{"amount": 1}, {"amount": -1}]}]})",
         "value-out-of-range members.a.expenses.2.amount"},
        {R"({"members": [{"wage": "x"}, {"wage": "y", "member_id": "b"}], "household_id": 1})",
         "not-a-number members.1.wage\nmissing-key members.1\nnot-a-number members.b.wage"},
        {R"([])", ""},
        {R"([[]])", "wrong-kind "},
        {R"(["k"])", "wrong-kind "},
        {R"(12)", "wrong-kind "},
    }));
    CAPTURE(record);
    if (record != "[]") {
        CHECK(reasons(record) == expected);
    }
}

TEST_CASE("inner rows are counted", "[records]") {
    Rulebook book = sample::rulebook();
    book.entities[sample::member].at_least = 1;
    book.entities[sample::member].at_most = 2;
    const auto members = [](int count) {
        std::string out = R"({"household_id": "k", "members": [)";
        for (int i = 0; i < count; ++i) {
            out += (i == 0 ? "" : ",") + std::string(R"({"member_id": )") + std::to_string(i) + "}";
        }
        return out + "]}";
    };
    CHECK(reasons(members(0), book) == "too-few-rows members");
    CHECK(reasons(members(1), book).empty());
    CHECK(reasons(members(2), book).empty());
    CHECK(reasons(members(3), book) == "too-many-rows members");
    CHECK(reasons(members(1'000), book) == "too-many-rows members");
    book.entities[sample::member].at_most = 1'000'000'000;
    CHECK(reasons(members(100'000), book).empty());
    CHECK(reasons(members(100'001), book) == "too-many-rows-of-record members");
}

TEST_CASE("given values stand at their entity and in their range", "[records]") {
    const auto [fields, expected] = GENERATE(values<Case>({
        {R"("given": {"dibao.household_income": 1830.5})", ""},
        {R"("given": {"dibao.household_income": null})", ""},
        {R"("given": {})", ""},
        {R"("given": null)", ""},
        {R"("given": {"dibao.household_income": 1.234})",
         "too-many-places given.dibao.household_income"},
        {R"("given": {"dibao.household_income": 1, "dibao.household_income": 1})",
         "duplicate-key given.dibao.household_income"},
        {R"("given": {"dibao.household_incom": 1})", "unknown-name given.dibao.household_incom"},
        {R"("given": {"dibao.counted_income": 1})",
         "name-of-other-entity given.dibao.counted_income"},
        {R"("given": {"dibao.unread": 1})", "cannot-be-given given.dibao.unread"},
        {R"("given": {"dibao.household_income": {"2020-05": 1}})",
         "wrong-kind given.dibao.household_income"},
        {R"("given": 1)", "wrong-kind given"},
        {R"("given": [])", "wrong-kind given"},
    }));
    CAPTURE(fields);
    CHECK(reasons_in_household(fields) == expected);
}

TEST_CASE("previous values may be any that the rules know", "[records]") {
    const auto [fields, expected] = GENERATE(values<Case>({
        {R"("previous": "none")", ""},
        {R"("previous": null)", ""},
        {R"("previous": {"dibao.outcome": "visual", "dibao.household_amount": 5})", ""},
        {R"("previous": {"dibao.unread": 5, "dibao.outcome": null})", ""},
        {R"("previous": {"2020-06": {"dibao.outcome": "visual"}, "2020-05": {}})", ""},
        {R"("previous": "non")", "wrong-kind previous"},
        {R"("previous": 0)", "wrong-kind previous"},
        {R"("previous": {"dibao.outcom": "visual"})", "unknown-name previous.dibao.outcom"},
        {R"("previous": {"dibao.covered": true})", "name-of-other-entity previous.dibao.covered"},
        {R"("previous": {"dibao.outcome": "gone"})",
         "unknown-category-value previous.dibao.outcome"},
        {R"("previous": {"dibao.unread": [5]})", "wrong-kind previous.dibao.unread"},
        {R"("previous": {"2020-13": {}})", "not-a-month previous"},
        {R"("previous": {"2020-06-01": {}})", "not-a-month previous"},
        {R"("previous": {"2020-06": {}, "dibao.outcome": "visual"})", "mixed-months previous"},
        {R"("previous": {"dibao.outcome": "visual", "2020-06": {}})", "mixed-months previous"},
        {R"("previous": {"2020-06": 5})", "wrong-kind previous"},
        {R"("previous": {"2020-06": {"dibao.household_amount": 0.001}})",
         "too-many-places previous.2020-06.dibao.household_amount"},
        {R"("previous": {"2020-06": {"dibao.household_amount": 1},
                         "2020-06": {"dibao.household_amount": 1}})",
         "duplicate-key previous"},
    }));
    CAPTURE(fields);
    CHECK(reasons_in_household(fields) == expected);
}

TEST_CASE("a fact by month or by year is converted exactly or refused", "[records]") {
    const auto [fields, expected] = GENERATE(values<Case>({
        {R"("wage": {"per_year": 24000})", ""},
        {R"("wage": {"per_year": 0.12})", ""},
        {R"("wage": {"per_year": 0.06})", "not-divisible-by-twelve members.a.wage"},
        {R"("wage": {"per_year": 12000001})", "not-divisible-by-twelve members.a.wage"},
        {R"("wage": {"per_year": 12000012})", "value-out-of-range members.a.wage"},
        {R"("wage": {"per_year": "1,200"})", "thousands-separator members.a.wage"},
        {R"("wage": {"per_year": null})", "not-a-number members.a.wage"},
        {R"("siblings": {"per_year": 12})", "not-a-monthly-fact members.a.siblings"},
        {R"("wage": {"per_year": 12, "per_year": 12})", "duplicate-key members.a.wage"},
        {R"("wage": {"per_year": 12, "2020-05": 12})", "mixed-months members.a.wage"},
        {R"("wage": {"2020-05": 900, "2020-07": 2100})", ""},
        {R"("wage": {"2020-05": 900, "2020-07": null})", ""},
        {R"("wage": {})", "wrong-kind members.a.wage"},
        {R"("wage": {"2020-5": 900})", "not-a-month members.a.wage"},
        {R"("wage": {"may": 900})", "not-a-month members.a.wage"},
        {R"("wage": {"2020-05": 900, "2020-05": 900})", "duplicate-key members.a.wage"},
        {R"("wage": {"2020-05": -1})", "value-out-of-range members.a.wage.2020-05"},
        {R"("wage": {"2020-05": {"per_year": 1}})", "wrong-kind members.a.wage.2020-05"},
    }));
    CAPTURE(fields);
    CHECK(reasons_in_member(fields) == expected);
}

TEST_CASE("at most a hundred reasons are kept for a record", "[records]") {
    std::string fields = R"("assets": 1)";
    for (int i = 0; i < 300'000; ++i) { // in a moment: no reason is worked out to be thrown away
        fields += ", \"x" + std::to_string(i) + "\": 1";
    }
    const Rulebook rulebook = sample::rulebook();
    const RecordBatch batch = read_records_json(rulebook, "{" + fields + "}");
    REQUIRE(batch.rejected.size() == 1);
    CHECK(batch.rejected[0].reasons.size() == limits::rejects_reasons);
}

TEST_CASE("a reason never tells what the record said", "[records]") {
    const std::string secret = "S3CRET";
    const std::string record = R"({"household_id": "k", "assets": "S3CRET", "region": ["S3CRET"],
        "members": [{"member_id": "a", "wage": "S3CRET", "birth_date": "S3CRET",
                     "disability": "S3CRET", "ill": "S3CRET"}],
        "given": {"dibao.household_income": "S3CRET"}, "previous": "S3CRET"})";
    const Rulebook rulebook = sample::rulebook();
    const RecordBatch batch = read_records_json(rulebook, record, "file.ndjson");
    REQUIRE(batch.rejected.size() == 1);
    CHECK(batch.rejected[0].reasons.size() == 8);
    CHECK(to_json(batch.rejected[0], rulebook).find(secret) == std::string::npos);
}

TEST_CASE("the nearest name is offered", "[records]") {
    const Rulebook rulebook = sample::rulebook();
    const auto help = [&rulebook](const std::string& record) {
        const RecordBatch batch = read_records_json(rulebook, record);
        return batch.rejected.at(0).reasons.at(0).help.en;
    };
    CHECK(help(R"({"household_id": "k", "asets": 1})") == "did you mean 'assets'?");
    CHECK(help(R"({"household_id": "k", "members": [{"member_id": 1, "disability": "vizual"}]})") ==
          "did you mean 'visual'?");
    CHECK(help(R"({"household_id": "k", "members": [{"member_id": 1, "disability": "zzz"}]})") ==
          "write one of: none_known, visual, hearing, multiple");
}
