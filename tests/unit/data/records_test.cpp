#include "unit/data/sample_rulebook.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

TEST_CASE("a file of the command line may say whose it is", "[records]") {
    struct Case {
        std::string text;
        std::string entity;
        std::string path;
    };

    const auto [text, entity, path] = GENERATE(values<Case>({
        {"households.ndjson", "", "households.ndjson"},
        {"member=persons.csv", "member", "persons.csv"},
        {"成员=data/a=b.csv", "成员", "data/a=b.csv"},
        {"data/a=b.csv", "", "data/a=b.csv"},
        {"./a=b.csv", "", "./a=b.csv"},
        {"=x", "", "=x"},
        {"-", "", "-"},
        {"member=-", "member", "-"},
        {"", "", ""},
    }));
    CAPTURE(text);
    const RecordFile file = RecordFile::parse(text);
    CHECK(file.entity == entity);
    CHECK(file.path == path);
}

TEST_CASE("a refused record is one line of JSON with its reasons in both languages", "[records]") {
    const Rulebook book = sample::rulebook();
    const RecordBatch batch = read_records_json(
        book, R"({"household_id": "k\u00221", "assets": 1.234, "asets": 1})", "in\"put.ndjson");
    REQUIRE(batch.rejected.size() == 1);
    CHECK(to_json(batch.rejected[0], book) ==
          R"({"file": "in\"put.ndjson", "line": 1, "entity": "household", "key": "k\"1", )"
          R"("reasons": [{"code": "too-many-places", "path": "assets", )"
          R"("zh": "'assets' 至多 2 位小数，数据从不舍入", )"
          R"("en": "'assets' may have 2 decimal places; data is never rounded", )"
          R"("help_zh": "写出准确的值；要取整的在数据来源处取整", )"
          R"("help_en": "state the exact value, or round where the data comes from"}, )"
          R"({"code": "unknown-key", "path": "asets", )"
          R"("zh": "'asets' 不是 'household' 的事实，也不是其内层列表", )"
          R"("en": "'asets' is neither a fact nor a list of 'household'", )"
          R"("help_zh": "是不是想写 'assets'？", "help_en": "did you mean 'assets'?"}]})");
}

TEST_CASE("a long or unprintable key is shown cut and on one line", "[records]") {
    const Rulebook book = sample::rulebook();
    const std::string key(1'000, 'k');
    const RecordBatch batch = read_records_json(book, "{\"household_id\": \"a\", \"" + key +
                                                          "\": 1, \"x\\ny\\u001b[2J\": 2}");
    REQUIRE(batch.rejected.size() == 1);
    REQUIRE(batch.rejected[0].reasons.size() == 2);
    CHECK(batch.rejected[0].reasons[0].path == std::string(96, 'k') + "…");
    CHECK(batch.rejected[0].reasons[1].path == "x y\xEF\xBF\xBD[2J");
}

TEST_CASE("clearing a batch forgets all", "[records]") {
    const Rulebook book = sample::rulebook();
    RecordBatch batch =
        read_records_json(book, "{\"household_id\": 1, \"assets\": 2}\n{\"household_id\": 1.5}");
    CHECK(batch.population.size() == 1);
    CHECK(batch.rejected.size() == 1);
    batch.clear();
    CHECK(batch.population.size() == 0);
    CHECK_FALSE(batch.population.is_stated(0));
    CHECK(batch.lines.empty());
    CHECK(batch.rejected.empty());
}
