#include "by_hand.hpp"

#include <algorithm>

namespace doudi::bench {
namespace {

constexpr std::size_t members_of_block = 1'024;
constexpr std::size_t room = members_of_block + 16;
constexpr std::int32_t standard = 66'000; // fen

/// One block; reused, so that it stays in the nearest cache.
struct Block {
    std::uint8_t prior[room];      // beside every member
    std::int32_t net[room];        // counted − rigid, thousandths of a yuan
    std::int32_t supplement[room]; // fen
    std::int32_t severe[room];     // 0 or 1
    std::int64_t net_so_far[room]; // of the members before
    std::int32_t supplement_so_far[room];
    std::int32_t severe_so_far[room];
    std::int64_t income[room]; // a household each
    std::int32_t members[room];
    std::int32_t household_supplement[room];
    std::int32_t household_severe[room];
};

void spread_prior(const Households& all, std::size_t first, std::size_t end, Block& block) {
    const std::uint32_t base = all.starts[first];
    for (std::size_t h = first; h < end; ++h) {
        const std::size_t begin = all.starts[h] - base;
        for (std::size_t i = 0; i < 8; ++i) { // nobody has more than 7; the next ones overwrite
            block.prior[begin + i] = all.prior_recipient[h];
        }
    }
}

void work_out_members(const Households& all, std::size_t base, std::size_t count, Block& block) {
    const std::int32_t* const wage = all.wage.data() + base;
    const std::int32_t* const business = all.business.data() + base;
    const std::int32_t* const property = all.property.data() + base;
    const std::int32_t* const transfer = all.transfer.data() + base;
    const std::int32_t* const exempt = all.exempt_transfer.data() + base;
    const std::int32_t* const medical = all.medical_self_paid.data() + base;
    const std::int32_t* const education = all.education_cost.data() + base;
    const std::int32_t* const rehab = all.rehab_cost.data() + base;
    const std::uint8_t* const employed = all.employed.data() + base;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t cost = std::min(wage[i] * 2, 471'000);
        const std::int32_t employment_cost = (employed[i] & block.prior[i]) != 0 ? cost : 0;
        const std::int32_t counted =
            std::max(0, wage[i] * 10 - employment_cost) +
            (std::max(0, business[i]) + property[i] + transfer[i] - exempt[i]) * 10;
        const std::int32_t rigid = std::min(medical[i], 150'000) + std::min(education[i], 70'000) +
                                   std::min(rehab[i], 50'000);
        block.net[i] = counted - rigid * 10;
    }
    const std::int32_t* const grade = all.disability_grade.data() + base;
    const std::int32_t* const kind = all.disability_type.data() + base;
    const std::int32_t* const age = all.age.data() + base;
    const std::uint8_t* const illness = all.severe_illness.data() + base;
    for (std::size_t i = 0; i < count; ++i) {
        const bool by_grade = (grade[i] == 1) | (grade[i] == 2) |
                              ((grade[i] == 3) & ((kind[i] == 5) | (kind[i] == 6)));
        const bool severe = by_grade | (illness[i] != 0);
        const std::int32_t by_age = age[i] >= 70 ? 13'200 : (age[i] < 18 ? 6'600 : 0);
        block.supplement[i] = severe ? 19'800 : by_age;
        block.severe[i] = severe ? 1 : 0;
    }
}

void add_up(const Households& all, std::size_t first, std::size_t end, Block& block) {
    const std::uint32_t base = all.starts[first];
    const std::size_t count = all.starts[end] - base;
    std::int64_t net = 0;
    std::int32_t supplement = 0;
    std::int32_t severe = 0;
    for (std::size_t i = 0; i < count; ++i) {
        block.net_so_far[i] = net;
        block.supplement_so_far[i] = supplement;
        block.severe_so_far[i] = severe;
        net += block.net[i];
        supplement += block.supplement[i];
        severe += block.severe[i];
    }
    block.net_so_far[count] = net;
    block.supplement_so_far[count] = supplement;
    block.severe_so_far[count] = severe;
    for (std::size_t h = first; h < end; ++h) {
        const std::size_t begin = all.starts[h] - base;
        const std::size_t after = all.starts[h + 1] - base;
        block.income[h - first] =
            std::max<std::int64_t>(0, block.net_so_far[after] - block.net_so_far[begin]);
        block.members[h - first] = static_cast<std::int32_t>(after - begin);
        block.household_supplement[h - first] =
            block.supplement_so_far[after] - block.supplement_so_far[begin];
        block.household_severe[h - first] = block.severe_so_far[after] - block.severe_so_far[begin];
    }
}

void decide_block(const Households& all, std::size_t first, std::size_t end, const Block& block,
                  Results& results) {
    const std::int64_t* const assets = all.assets.data() + first;
    const std::uint8_t* const prior = all.prior_recipient.data() + first;
    const std::int32_t* const prior_amount = all.prior_amount.data() + first;
    const std::int32_t* const months_over = all.months_over.data() + first;
    std::int32_t* const category = results.category.data() + first;
    std::int32_t* const per_capita = results.per_capita.data() + first;
    std::int32_t* const amount = results.amount.data() + first;
    const std::size_t count = end - first;
    for (std::size_t h = 0; h < count; ++h) {
        // Both are small whole numbers, so the quotient in binary is cut off exactly.
        const double tenfold = 10.0 * block.members[h];
        per_capita[h] = static_cast<std::int32_t>(
            (static_cast<double>(block.income[h]) + tenfold / 2) / tenfold);
    }
    for (std::size_t h = 0; h < count; ++h) {
        const bool assets_ok = assets[h] <= std::int64_t{24} * standard * block.members[h];
        const bool covered = assets_ok & (per_capita[h] < standard);
        const bool single =
            assets_ok & (2 * per_capita[h] < 3 * standard) & (block.household_severe[h] > 0);
        const std::int32_t months = months_over[h];
        const bool exits =
            (prior[h] != 0) & (months >= 1) & (months <= 6) & (per_capita[h] <= 2 * standard);
        // What a branch would pay is worked out for all; rows outside it never use it.
        const std::uint32_t lack = static_cast<std::uint32_t>(standard - per_capita[h]) *
                                       static_cast<std::uint32_t>(block.members[h]) +
                                   static_cast<std::uint32_t>(block.household_supplement[h]);
        const std::uint32_t whole = (lack + 99) / 100 * 100;
        const std::uint32_t alone =
            (static_cast<std::uint32_t>(block.household_severe[h]) * 52'800 + 99) / 100 * 100;
        const auto before = static_cast<std::uint32_t>(prior_amount[h]);
        const std::uint32_t leaving =
            months <= 3 ? (before + 99) / 100 * 100 : (before + 199) / 200 * 100;
        category[h] = covered ? 0 : single ? 1 : exits ? 2 : 3;
        const std::uint32_t paid = covered ? whole : single ? alone : exits ? leaving : 0;
        amount[h] = static_cast<std::int32_t>(paid);
    }
}

} // namespace

void decide_in_blocks(const Households& all, std::size_t first, std::size_t end, Results& results) {
    static thread_local Block block;
    while (first < end) {
        const std::uint32_t last = all.starts[first] + static_cast<std::uint32_t>(members_of_block);
        const auto* const begin = all.starts.data();
        const auto after = static_cast<std::size_t>(
            std::upper_bound(begin + first, begin + end + 1, last) - begin);
        const std::size_t next = std::max(first + 1, after - 1);
        spread_prior(all, first, next, block);
        work_out_members(all, all.starts[first], all.starts[next] - all.starts[first], block);
        add_up(all, first, next, block);
        decide_block(all, first, next, block, results);
        first = next;
    }
}

} // namespace doudi::bench
