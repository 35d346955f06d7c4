#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"

#include <doudi/records.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace doudi;

TEST_CASE("a record of every kind of fact becomes rows", "[json]") {
    const Rulebook book = sample::rulebook();
    const RecordBatch batch = read_records_json(book, R"({
        "household_id": "k1", "assets": 12000.5, "region": "莆田", "share": 0.25,
        "members": [
            {"member_id": "a", "birth_date": "1980-05-01", "disability": "visual", "ill": true,
             "siblings": 2, "wage": "1570.30",
             "expenses": [{"amount": 1}, {"amount": 2.50}]},
            {"member_id": 7, "wage": null, "expenses": [{"amount": null}]}]})");
    REQUIRE(batch.rejected.empty());
    CHECK(show(batch.population) == "assets: 1200050\n"
                                    "region: '莆田'\n"
                                    "share: 250000\n"
                                    "birth_date: 3773 -\n"
                                    "disability: 1 0\n"
                                    "ill: 1 0\n"
                                    "siblings: 2 -\n"
                                    "wage: 157030 -\n"
                                    "amount: 100 250 -\n"
                                    "member of: 0 2\n"
                                    "expense of: 0 2 3\n"
                                    "household_id: k1\n"
                                    "member_id: a 7\n");
}
