#include "households.hpp"

#include <doudi/error.hpp>

#include <array>
#include <string_view>

namespace doudi::bench {
namespace {

class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    /// 0 … limit − 1
    std::int32_t below(std::uint32_t limit) { return static_cast<std::int32_t>(next() % limit); }

    bool happens(std::uint32_t in_a_thousand) { return next() % 1'000 < in_a_thousand; }

private:
    std::uint64_t state_;
};

constexpr std::int64_t standard = 66'000;

void add_member(Households& all, SplitMix& random) {
    const std::int32_t age = random.below(92);
    const bool works = age >= 18 && age < 65 && random.happens(700);
    const bool is_disabled = random.happens(65);
    all.wage.push_back(works ? random.below(700'000) : 0);
    all.business.push_back(random.happens(80) ? random.below(500'000) - 100'000 : 0);
    all.property.push_back(random.happens(100) ? random.below(80'000) : 0);
    all.transfer.push_back(age >= 60 || random.happens(120) ? random.below(250'000) : 0);
    all.exempt_transfer.push_back(
        all.transfer.back() > 0 && random.happens(400)
            ? random.below(static_cast<std::uint32_t>(all.transfer.back()) + 1)
            : 0);
    all.age.push_back(age);
    all.disability_grade.push_back(is_disabled ? 1 + random.below(4) : 0);
    all.disability_type.push_back(is_disabled ? 1 + random.below(7) : 0);
    all.severe_illness.push_back(random.happens(12) ? 1 : 0);
    all.medical_self_paid.push_back(random.happens(200) ? random.below(300'000) : 0);
    all.education_cost.push_back(age < 25 && random.happens(500) ? random.below(140'000) : 0);
    all.rehab_cost.push_back(is_disabled ? random.below(100'000) : 0);
    all.employed.push_back(works ? 1 : 0);
}

/// Income exactly on, or a thousandth of a yuan for each beside, one of the lines.
void put_on_line(Households& all, SplitMix& random, std::size_t first, std::size_t count) {
    constexpr std::array<std::int64_t, 3> lines{standard, standard * 3 / 2, standard * 2};
    const auto members = static_cast<std::int64_t>(count);
    const std::int64_t beside = random.below(5) - 2;
    const std::int64_t income = lines[static_cast<std::size_t>(random.below(3))] * members + beside;
    for (std::size_t i = first; i < first + count; ++i) {
        all.wage[i] = all.business[i] = all.transfer[i] = all.exempt_transfer[i] = 0;
        all.property[i] = i == first ? static_cast<std::int32_t>(income) : 0;
        all.medical_self_paid[i] = all.education_cost[i] = all.rehab_cost[i] = 0;
    }
}

void add_household(Households& all, std::uint64_t number) {
    SplitMix random(number * 0x2545F4914F6CDD1DU + 1);
    constexpr std::array<std::uint8_t, 16> sizes{1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 7};
    const std::size_t first = all.wage.size();
    const std::size_t count = sizes[static_cast<std::size_t>(random.below(16))];
    for (std::size_t i = 0; i < count; ++i) {
        add_member(all, random);
    }
    if (random.happens(20)) {
        put_on_line(all, random, first, count);
    }
    const std::int64_t limit = 24 * standard * static_cast<std::int64_t>(count);
    all.assets.push_back(random.happens(10) ? limit + random.below(3) - 1
                                            : random.below(4'000'000));
    const bool is_prior = random.happens(60);
    all.prior_recipient.push_back(is_prior ? 1 : 0);
    all.prior_amount.push_back(is_prior ? random.below(200'000) : 0);
    all.months_over.push_back(is_prior ? random.below(9) : 0);
    all.starts.push_back(static_cast<std::uint32_t>(all.wage.size()));
}

Column& column_of(Population& population, std::string_view name) {
    const Index input = population.rulebook().find_input(name);
    if (input == none) {
        throw UsageError("the rulebook has no such input");
    }
    population.mark_stated(input);
    return population.column(input);
}

} // namespace

Households generate(std::size_t households) {
    Households all;
    all.starts.push_back(0);
    for (std::size_t i = 0; i < households; ++i) {
        add_household(all, i);
    }
    return all;
}

Population to_population(const Rulebook& rulebook, const Households& all) {
    Population population(rulebook);
    population.set_records(all.size());
    population.starts(rulebook.find_entity("member")) = all.starts;
    const auto set = [&](std::string_view name, const auto& digits) {
        Column& column = column_of(population, name);
        for (const auto value : digits) {
            column.push(Int128(std::int64_t{value}));
        }
    };
    set("member.wage", all.wage);
    set("member.business", all.business);
    set("member.property", all.property);
    set("member.transfer", all.transfer);
    set("member.exempt_transfer", all.exempt_transfer);
    set("member.medical_self_paid", all.medical_self_paid);
    set("member.education_cost", all.education_cost);
    set("member.rehab_cost", all.rehab_cost);
    set("member.age", all.age);
    set("member.disability_grade", all.disability_grade);
    set("member.disability_type", all.disability_type);
    set("member.severe_illness", all.severe_illness);
    set("member.employed", all.employed);
    set("household.assets", all.assets);
    set("household.prior_amount", all.prior_amount);
    set("household.prior_recipient", all.prior_recipient);
    set("household.months_over", all.months_over);
    return population;
}

} // namespace doudi::bench
