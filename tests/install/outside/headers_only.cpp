// Decides by a rulebook in a file, with the headers and the standard library alone.
#include <doudi/bytes.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

/// One person without income: a value for each fact that the rules read, by name; money in fen.
void fill(doudi::Population& households) {
    using Numbers = std::vector<std::int64_t>;
    households.set_records(1);
    households.set_counts("member", std::vector<std::uint32_t>{1});
    households.set_counts("award", std::vector<std::uint32_t>{0});
    households.set("household.assets", Numbers{8'000'00});
    households.set("household.housing_units", Numbers{1});
    households.set("household.vehicle_owned", Numbers{0});
    households.set("household.runs_company", Numbers{0});
    households.set("household.property_check", Numbers{1});
    households.set("previous.dibao.outcome", Numbers{-1});
    households.set("member.birth_date", Numbers{doudi::to_days({1975, 1, 15})});
    for (const char* const income :
         {"wage", "business_net", "property_net", "transfer_net", "other_income"}) {
        households.set(std::string("member.") + income, Numbers{0});
    }
}

} // namespace

int main(int count, char** arguments) {
    std::ifstream file(count > 1 ? arguments[1] : "", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto rulebook = doudi::Rulebook::from_bytes(bytes);
    if (!rulebook) {
        std::cerr << "this is no rulebook\n";
        return 1;
    }
    doudi::Population households(*rulebook);
    fill(households);
    const doudi::Decisions decisions = evaluate(*rulebook, households);
    const doudi::Trace trace = explain(*rulebook, households, {.row = 0, .decision = "dibao"});
    std::cout << to_string(decisions.status("dibao", 0)) << ' '
              << decisions.outcome("dibao", 0).value_or("-") << ' '
              << to_string(decisions.money("dibao.amount")[0]) << '\n'
              << (trace.steps.empty() ? "no steps" : "with its steps") << '\n';
    return 0;
}
