#pragma once

#include <doudi/population.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

// The made-up households of the reference workload, as plain columns. Digits are fen.
namespace doudi::bench {

struct Households {
    std::vector<std::uint32_t> starts; ///< members of household h: starts[h] … starts[h + 1]
    // A member each.
    std::vector<std::int32_t> wage, business, property, transfer, exempt_transfer;
    std::vector<std::int32_t> medical_self_paid, education_cost, rehab_cost;
    std::vector<std::int32_t> age, disability_grade, disability_type;
    std::vector<std::uint8_t> severe_illness, employed;
    // A household each.
    std::vector<std::int64_t> assets;
    std::vector<std::int32_t> prior_amount, months_over;
    std::vector<std::uint8_t> prior_recipient;

    [[nodiscard]] std::size_t size() const { return starts.size() - 1; }
};

/// What every engine must come to.
struct Results {
    std::vector<std::int32_t> category;   ///< 0 household cover, 1 single cover, 2 exit, 3 none
    std::vector<std::int32_t> per_capita; ///< fen
    std::vector<std::int32_t> amount;     ///< fen

    explicit Results(std::size_t households)
        : category(households), per_capita(households), amount(households) {}
};

/// Splitmix64 for each household, so the first ones are the same for every count. 2 % stand
/// exactly on, or a hair beside, a line of income, and 1 % on the limit of assets.
[[nodiscard]] Households generate(std::size_t households);

/// The same columns as a population of the workload's rulebook. Takes them over.
[[nodiscard]] Population to_population(const Rulebook& rulebook, const Households& households);

} // namespace doudi::bench
