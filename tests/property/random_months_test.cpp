// Random packs decided month after month, both ways: what a month reads of the one before is what
// came out of it. DOUDI_RANDOM_SEED, DOUDI_RANDOM_PACKS and DOUDI_RANDOM_RECORDS are as in
// random_packs_test.cpp.

#include "property/agreement.hpp"
#include "support/generator/pack.hpp"
#include "support/generator/records.hpp"
#include "support/generator/shrink.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace doudi;

namespace {

constexpr std::uint64_t parts = 4; // cases of their own, for machines with several cores
constexpr std::uint64_t usual_packs = 160;
constexpr std::uint64_t usual_records = 12;
constexpr std::int64_t months = 6;
const std::string first_month = "2020-02"; // rules and programmes begin and end on the way
const std::string last_month = "2020-07";

std::uint64_t setting(const char* name, std::uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::stoull(text);
}

property::Agreement decide(const generator::GeneratedPack& pack,
                           const std::vector<std::string>& records) {
    return property::compare_months(pack.files, first_month, last_month, records);
}

void report(const generator::GeneratedPack& pack, const property::Agreement& agreement) {
    for (const std::string& difference : agreement.differences) {
        UNSCOPED_INFO(difference);
    }
    if (!agreement.disagreeing.empty()) {
        // It says the month first, "2020-02-01 {…": see compare_months.
        const std::string& one = agreement.disagreeing.front();
        const std::string record =
            generator::shrink(one.substr(one.find('{')), [&](const std::string& left) {
                return !decide(pack, {left}).disagreeing.empty();
            });
        UNSCOPED_INFO("smallest record: " << record);
        for (const std::string& difference : decide(pack, {record}).differences) {
            UNSCOPED_INFO(difference);
        }
    }
    for (const auto& [file, text] : pack.files) {
        UNSCOPED_INFO(file << ":\n" << text);
    }
}

} // namespace

TEMPLATE_TEST_CASE_SIG("the engine and the plain interpreter agree month after month on random "
                       "packs",
                       "[property][random]", ((std::uint64_t part), part), 0, 1, 2, 3) {
    const std::uint64_t first = setting("DOUDI_RANDOM_SEED", 1);
    const std::uint64_t packs = setting("DOUDI_RANDOM_PACKS", usual_packs);
    const std::uint64_t records_per_pack = setting("DOUDI_RANDOM_RECORDS", usual_records);
    std::size_t decided = 0;
    std::size_t rejected = 0;
    for (std::uint64_t seed = first + part; seed < first + packs; seed += parts) {
        const generator::GeneratedPack pack = generator::generate_pack(seed);
        const auto records = generator::generate_records(pack, first_month + "-01", seed,
                                                         records_per_pack, months - 1);
        const property::Agreement agreement = decide(pack, records);
        decided += agreement.records;
        rejected += agreement.rejected;
        if (!agreement.differences.empty()) {
            CAPTURE(seed);
            report(pack, agreement);
            CHECK(agreement.differences.empty());
            return; // one is enough to read
        }
    }
    CAPTURE(decided, rejected);
    // Records are refused now and then, for all months at once.
    CHECK(decided >= packs / parts * records_per_pack * months * 9 / 10);
}
