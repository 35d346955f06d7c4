#include "support/json_schema.hpp"
#include "support/trace_sample.hpp"

#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;
using namespace doudi::test;

namespace {

std::string json_of(const Household& household) {
    const Sample sample = test::sample();
    const Population population = population_of(sample.book, household);
    return to_json(explain(sample.book, population, {.row = 0, .decision = "dibao"}));
}

JsonSchema schema() {
    return JsonSchema(std::string(DOUDI_SOURCE_DIR) + "/docs/trace.schema.json");
}

} // namespace

TEST_CASE("traces of every status have exactly the keys of the schema", "[json]") {
    const Household household = GENERATE(values<Household>({
        {{100000, 0, 13770}, {1, 0, 0}, 500000}, // granted, with an item and a rounding
        {{500000, 0}, {1, 0}, 500000, 1},        // refused, with a cap
        {{-1, 0}, {1, -1}, 500000, -1},          // undetermined
        {{100000}, {1}, 500000, 0, 12345},       // with a given value
        {{}, {}, 500000},                        // nobody: what is shown is a fault
    }));
    JsonSchema trace_schema = schema();
    CHECK(trace_schema.mistake(json_of(household)).empty());
}

TEST_CASE("the schema sees a wrong key, a wrong type and a key left out", "[json]") {
    JsonSchema trace_schema = schema();
    std::string json = json_of({{0}, {0}});
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = json;
        changed.replace(changed.find(from), from.size(), to);
        return trace_schema.mistake(changed);
    };
    CHECK(trace_schema.mistake(json).empty());
    CHECK(with("\"pack\":\"test\"", "\"pack\":\"test\",\"x\":1") == "$.x: unknown key");
    CHECK(with("\"pack\":\"test\"", "\"pack\":1") == "$.pack: wrong type");
    CHECK(with("\"pack\":\"test\",", "") == "$: no pack");
    CHECK(with("\"status\":\"decided\"", "\"status\":\"x\"") == "$.status: not among the values");
}

TEST_CASE("numbers of a trace are exact text", "[json]") {
    const std::string json = json_of({{100000, 0, 13770}, {1, 0, 0}, 500000});
    // 937.70 / 3, before it was rounded to 312.57
    CHECK(json.find(R"("before":{"state":"ok","type":"money/month/member","value":"9377/30"})") !=
          std::string::npos);
    CHECK(json.find(R"("since":"2020-01-01")") != std::string::npos);
    CHECK(json.find(R"("assumed":[{"zh":"比例和上限是假定的","en":"rate and cap are assumed"}])") !=
          std::string::npos);
}
