#include "property/agreement.hpp"
#include "property/months_pack.hpp"
#include "property/random_households.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace doudi;

namespace {

std::vector<std::string> random_records(std::uint32_t seed, std::size_t count) {
    property::RandomHouseholds households(seed);
    std::vector<std::string> records;
    for (std::size_t i = 0; i < count; ++i) {
        records.push_back(households.next().to_json());
    }
    return records;
}

void check_agreement(const property::Agreement& agreement) {
    for (const std::string& difference : agreement.differences) {
        UNSCOPED_INFO(difference);
    }
    CHECK(agreement.differences.empty());
}

} // namespace

TEST_CASE("the engine and the plain interpreter agree month after month", "[property]") {
    const auto result = property::compare_months(property::months_pack(), "2020-01", "2020-10",
                                                 random_records(7, 400));
    check_agreement(result);
    CHECK(result.rejected == 0);
    CHECK(result.records == 4'000);
    CHECK(result.statuses.size() >= 2);
}

TEST_CASE("a run that begins in the middle agrees, too", "[property]") {
    check_agreement(property::compare_months(property::months_pack(), "2020-04", "2020-04",
                                             random_records(8, 100)));
    check_agreement(property::compare_months(property::months_pack(), "2020-02", "2020-03",
                                             random_records(9, 100)));
}

TEST_CASE("the example households agree over a whole year", "[property]") {
    const std::string root = DOUDI_SOURCE_DIR;
    std::vector<std::string> records;
    std::ifstream file(root + "/examples/households.ndjson");
    for (std::string line; std::getline(file, line);) {
        records.push_back(line);
    }
    const auto result = property::compare_months(property::read_folder(root + "/rules/chengxiang"),
                                                 "2020-01", "2020-12", records);
    check_agreement(result);
    CHECK(result.records + 12 * result.rejected == 12 * records.size());
}
