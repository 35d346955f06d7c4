// Random packs and records, decided both ways. DOUDI_RANDOM_SEED is the first seed (1 when it is
// not set), DOUDI_RANDOM_PACKS the number of packs.

#include "property/agreement.hpp"
#include "support/generator/pack.hpp"
#include "support/generator/records.hpp"
#include "support/generator/shrink.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace doudi;
using generator::GeneratedPack;

namespace {

constexpr std::uint64_t parts = 8; // cases of their own, for machines with several cores
constexpr std::uint64_t usual_packs = 400;
constexpr std::size_t records_per_pack = 250;

std::uint64_t setting(const char* name, std::uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::stoull(text);
}

/// The shortest record that disagrees, made as small as it can be.
std::string smallest(const GeneratedPack& pack, const std::string& date,
                     const std::vector<std::string>& disagreeing) {
    const auto shortest = std::min_element(
        disagreeing.begin(), disagreeing.end(),
        [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    return generator::shrink(*shortest, [&](const std::string& record) {
        return !property::compare(pack.files, date, {record}).disagreeing.empty();
    });
}

void report(const GeneratedPack& pack, const std::string& date,
            const property::Agreement& agreement) {
    for (const std::string& difference : agreement.differences) {
        UNSCOPED_INFO(difference);
    }
    if (agreement.disagreeing.empty()) {
        return;
    }
    const std::string record = smallest(pack, date, agreement.disagreeing);
    UNSCOPED_INFO("smallest record: " << record);
    for (const std::string& difference :
         property::compare(pack.files, date, {record}).differences) {
        UNSCOPED_INFO(difference);
    }
    for (const auto& [file, text] : pack.files) {
        UNSCOPED_INFO(file << ":\n" << text);
    }
}

} // namespace

TEMPLATE_TEST_CASE_SIG("the engine and the plain interpreter agree on random packs",
                       "[property][random]", ((std::uint64_t part), part), 0, 1, 2, 3, 4, 5, 6, 7) {
    const std::uint64_t first = setting("DOUDI_RANDOM_SEED", 1);
    const std::uint64_t packs = setting("DOUDI_RANDOM_PACKS", usual_packs);
    std::size_t records = 0;
    std::map<std::string, std::size_t> statuses;
    for (std::uint64_t seed = first + part; seed < first + packs; seed += parts) {
        const GeneratedPack pack = generator::generate_pack(seed);
        const std::string& date = pack.dates[seed / parts % pack.dates.size()];
        const auto company =
            seed / parts % 5 == 0 ? property::InCompany::yes : property::InCompany::no;
        const auto agreement = property::compare(
            pack.files, date, generator::generate_records(pack, date, seed, records_per_pack),
            company);
        records += agreement.records;
        for (const auto& [status, count] : agreement.statuses) {
            statuses[status] += count;
        }
        if (!agreement.differences.empty()) {
            CAPTURE(seed, date);
            report(pack, date, agreement);
            CHECK(agreement.differences.empty());
            return; // one is enough to read
        }
    }
    CAPTURE(records, statuses);
    // Records are refused now and then, and what is not decided is not compared in full.
    CHECK(records >= packs / parts * records_per_pack * 19 / 20);
    if (packs >= usual_packs) {
        CHECK(statuses["decided"] > records / 4);
        CHECK(statuses["undetermined"] > records / 20);
        CHECK(statuses["faulted"] > records / 20);
        CHECK(statuses["review"] > records / 50);
    }
}
