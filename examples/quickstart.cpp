// From rule files to decisions with reasons, in one program. Run it in the repository's root.
#include <doudi/doudi.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Numbers = std::vector<std::int64_t>;

int fail(const std::string& why) {
    std::cerr << why;
    return 1;
}

/// What the author of a pack should see to. A note for each assumption is left to `doudi check`.
doudi::Diagnostics warnings(doudi::Diagnostics findings) {
    std::erase_if(findings, [](const doudi::Diagnostic& finding) {
        return finding.severity == doudi::Severity::note;
    });
    return findings;
}

/// Everything but the wages of two households, of three persons and of one: a column for each fact,
/// money in fen.
void set_other_facts(doudi::Population& households) {
    const auto category = [&](const char* input, const char* value) {
        return households.category_value(input, value);
    };
    households.set("household.assets", Numbers{12'000'00, 8'000'00});
    households.set("household.housing_units", Numbers{1, 1});
    households.set("household.vehicle_owned",
                   Numbers(2, category("household.vehicle_owned", "no_vehicle")));
    households.set("household.runs_company", Numbers{0, 0});
    households.set("household.property_check",
                   Numbers(2, category("household.property_check", "confirmed")));
    households.set("previous.dibao.outcome", Numbers{-1, -1}); // newcomers
    households.set("member.birth_date",
                   Numbers{doudi::to_days({1980, 5, 1}), doudi::to_days({1982, 5, 1}),
                           doudi::to_days({1999, 3, 1}), doudi::to_days({1975, 1, 15})});
    for (const char* const income :
         {"business_net", "property_net", "transfer_net", "other_income"}) {
        households.set(std::string("member.") + income, Numbers{0, 0, 0, 0});
    }
}

} // namespace

int main() {
    const auto pack = doudi::load_pack("rules/chengxiang");
    if (!pack) {
        return fail(render(pack.diagnostics(), doudi::Language::zh));
    }
    const auto rulebook = doudi::compile(pack.value(), {.date = {2020, 7, 1}});
    if (!rulebook) {
        return fail(render(rulebook.diagnostics(), doudi::Language::zh));
    }
    std::cout << render(warnings(rulebook.diagnostics())); // if any

    const std::vector<std::uint32_t> sizes{3, 1};
    const Numbers wages{1'000'00, 0, 0, 2'000'00};
    doudi::Population households(rulebook.value());
    households.set_records(sizes.size());
    households.set_counts("member", sizes);                           // says whose the members are
    households.set_counts("award", std::vector<std::uint32_t>(2, 0)); // no help was given before
    households.set("member.wage", wages);                             // one value a member
    set_other_facts(households);

    const doudi::Decisions decisions = evaluate(rulebook.value(), households);
    for (std::size_t row = 0; row < households.size(); ++row) {
        std::cout << to_string(decisions.status("dibao", row)) << ' '
                  << decisions.outcome("dibao", row).value_or("-") << ' '
                  << to_string(decisions.money("dibao.amount")[row]) << '\n';
    }
    std::cout << to_text(explain(rulebook.value(), households, {.row = 0, .decision = "dibao"}));
}
