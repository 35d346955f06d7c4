#include "property/agreement.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace doudi;

TEST_CASE("the engine and the plain interpreter agree on the example households", "[property]") {
    const std::string root = DOUDI_SOURCE_DIR;
    std::vector<std::string> records;
    std::ifstream file(root + "/examples/households.ndjson");
    for (std::string line; std::getline(file, line);) {
        records.push_back(line);
    }
    const auto result = property::compare(property::read_folder(root + "/rules/chengxiang"),
                                          "2020-07-01", records, property::InCompany::yes);
    for (const std::string& difference : result.differences) {
        UNSCOPED_INFO(difference);
    }
    CHECK(result.differences.empty());
    CHECK(result.records + result.rejected == records.size());
    CHECK(result.records >= 55);
    CHECK(result.statuses.size() >= 3);
}
