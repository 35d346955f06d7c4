#include "unit/data/sample_decisions.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/error.hpp>

#include <catch2/catch.hpp>

#include <span>
#include <string>

using namespace doudi;

namespace {

const std::string first_record =
    R"({"household_id": "k\"1", "dibao": {"status": "decided", "outcome": "household_cover", )"
    R"("amount": 980.00, "gives": {"deadline": "2020-12-31"}, )"
    R"("show": {"household_income": 1000.00, "share": 0.333333, "standard": 660.00}}, )"
    R"("members": [{"member_id": "a", "disability": {)"
    R"("living": {"status": "decided", "outcome": "yes", "amount": 80.50}, )"
    R"("nursing": {"status": "decided", "outcome": "no"}}}, )"
    R"({"member_id": "b", "disability": {)"
    R"("living": {"status": "undetermined", "outcome": null, "amount": null, )"
    R"("needs": ["members.b.wage"]}, )"
    R"("nursing": {"status": "review", "outcome": "yes"}}}]})";

const std::string second_record =
    R"({"household_id": "=2", "dibao": {"status": "faulted", "outcome": null, "amount": null, )"
    R"("gives": {"deadline": null}, )"
    R"("show": {"household_income": null, "share": 0.500000, "standard": -0.50}}, "members": []})";

std::vector<std::string> needs_wage(const Population& population, Index decision, std::size_t row) {
    CHECK(population.rulebook().decisions[decision].name == "disability.living");
    return {"members." + std::string(population.keys(1)[row]) + ".wage"};
}

} // namespace

TEST_CASE("decisions of a record are one object, inner rows nested", "[json]") {
    const sample::Decided decided;
    CHECK(to_json(decided.population, decided.decisions, 0, needs_wage) == first_record);
    CHECK(to_json(decided.population, decided.decisions, 1) == second_record);
}

TEST_CASE("NDJSON has a record a line, JSON a list", "[json]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    for (const std::string name : {"out.ndjson", "out.json"}) {
        auto opened = DecisionWriter::open(decided.book, folder / name, {.needs = needs_wage});
        REQUIRE(opened);
        const auto writer = std::move(opened).value();
        CHECK(writer->write(decided.population, decided.decisions));
        CHECK(writer->write(decided.population, decided.decisions));
        CHECK(folder.read(name).empty());
        CHECK(writer->finish());
    }
    const std::string a = first_record;
    const std::string b = second_record;
    CHECK(folder.read("out.ndjson") == a + "\n" + b + "\n" + a + "\n" + b + "\n");
    CHECK(folder.read("out.json") == "[\n" + a + ",\n" + b + ",\n" + a + ",\n" + b + "\n]\n");
    CHECK(folder.list().find("part") == std::string::npos);
}

TEST_CASE("nothing decided is an empty list", "[json]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    auto opened = DecisionWriter::open(decided.book, folder / "out.json");
    REQUIRE(opened);
    const auto writer = std::move(opened).value();
    CHECK(writer->finish());
    CHECK(folder.read("out.json") == "[]\n");
}

TEST_CASE("a folder that cannot be written to is a finding", "[json]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    const auto opened = DecisionWriter::open(decided.book, folder / "nowhere/out.ndjson");
    REQUIRE_FALSE(opened);
    CHECK(opened.diagnostics().at(0).code == "cannot-write");
}

TEST_CASE("a further value must be one of the rulebook's", "[json][csv]") {
    const TemporaryFolder folder;
    const sample::Decided decided;
    for (const std::string name : {"out.ndjson", "out.csv"}) {
        CHECK_THROWS_AS(DecisionWriter::open(decided.book, folder / name, {.values = {"income"}}),
                        UsageError);
    }
}

TEST_CASE("decisions of another rulebook or about other records are misuse", "[json][csv]") {
    const sample::Decided decided;
    const sample::Decided other;
    const TemporaryFolder folder;
    Population fewer = other.population;
    fewer.set_records(1);
    for (const char* const name : {"out.ndjson", "out.csv"}) {
        const auto writer = DecisionWriter::open(decided.book, folder / name);
        REQUIRE(writer);
        CHECK_THROWS_AS(writer.value()->write(decided.population, other.decisions), UsageError);
        CHECK_THROWS_AS(writer.value()->write(fewer, decided.decisions), UsageError);
        const DecidedMonth nothing;
        CHECK_THROWS_AS(writer.value()->write(std::span(&nothing, 1)), UsageError);
        CHECK_THROWS_AS(writer.value()->write(std::span<const DecidedMonth>{}), UsageError);
    }
    const std::size_t records = decided.population.size();
    CHECK_THROWS_AS(to_json(decided.population, decided.decisions, records), UsageError);
    CHECK_THROWS_AS(to_json(decided.population, records), UsageError);
}
