#include "support/oracle/cases.hpp"

#include <doudi/cases.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

using namespace doudi;

namespace {

/// Every folder of a pack in the repository that has cases.
std::set<std::string> pack_folders() {
    const std::filesystem::path root = DOUDI_SOURCE_DIR;
    std::set<std::string> folders;
    for (const char* place : {"rules", "examples", "tests/property/packs"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / place)) {
            if (entry.path().filename() == "pack.yaml") {
                folders.insert(entry.path().parent_path().string());
            }
        }
    }
    return folders;
}

} // namespace

TEST_CASE("every case of every pack comes out as expected, computed both ways", "[property]") {
    const std::set<std::string> folders = pack_folders();
    REQUIRE(folders.contains(std::string(DOUDI_SOURCE_DIR) + "/rules/chengxiang"));
    for (const std::string& folder : folders) {
        DYNAMIC_SECTION(folder) {
            const auto pack = load_pack(folder, WithCases::yes);
            INFO(render(pack.diagnostics()));
            REQUIRE(pack);
            const CaseReport engine = run_cases(pack.value());
            INFO(to_text(engine, Language::en));
            CHECK(engine.passed());
            REQUIRE_FALSE(engine.results.empty());

            const oracle::CaseReport oracle = oracle::run_cases(folder);
            for (const oracle::Disagreement& found : oracle.disagreements) {
                UNSCOPED_INFO(found.file << ": " << found.name_of_case << ": " << found.subject
                                         << ": expected " << found.expected << ", found "
                                         << found.found);
            }
            CHECK(oracle.disagreements.empty());
            CHECK(oracle.cases + oracle.refused == engine.results.size());
        }
    }
}
