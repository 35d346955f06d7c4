#include "by_hand.hpp"

#include <algorithm>

namespace doudi::bench {
namespace {

constexpr std::int64_t standard = 66'000; // fen
constexpr std::int64_t thousandths = 10;  // of a yuan, in a fen

struct Sums {
    std::int64_t counted = 0;
    std::int64_t rigid = 0;
    std::int64_t supplement = 0;
    std::int64_t severe = 0;
};

void add_member(const Households& all, std::size_t i, bool prior_recipient, Sums& sums) {
    std::int64_t employment_cost = 0;
    if (all.employed[i] != 0 && prior_recipient) {
        employment_cost = std::min<std::int64_t>(all.wage[i] * 2, 471'000);
    }
    sums.counted +=
        std::max<std::int64_t>(0, all.wage[i] * thousandths - employment_cost) +
        std::max<std::int64_t>(0, all.business[i]) * thousandths + all.property[i] * thousandths +
        (static_cast<std::int64_t>(all.transfer[i]) - all.exempt_transfer[i]) * thousandths;
    sums.rigid += std::min(all.medical_self_paid[i], 150'000) +
                  std::min(all.education_cost[i], 70'000) + std::min(all.rehab_cost[i], 50'000);
    const bool severe = all.disability_grade[i] == 1 || all.disability_grade[i] == 2 ||
                        (all.disability_grade[i] == 3 &&
                         (all.disability_type[i] == 5 || all.disability_type[i] == 6)) ||
                        all.severe_illness[i] != 0;
    if (severe) {
        sums.supplement += 19'800;
        ++sums.severe;
    } else if (all.age[i] >= 70) {
        sums.supplement += 13'200;
    } else if (all.age[i] < 18) {
        sums.supplement += 6'600;
    }
}

std::int64_t whole_yuan_up(std::int64_t fen) {
    return (fen + 99) / 100 * 100; // never negative here
}

} // namespace

void decide_row_by_row(const Households& all, std::size_t first, std::size_t end,
                       Results& results) {
    for (std::size_t h = first; h < end; ++h) {
        const bool prior = all.prior_recipient[h] != 0;
        Sums sums;
        for (std::size_t i = all.starts[h]; i < all.starts[h + 1]; ++i) {
            add_member(all, i, prior, sums);
        }
        const auto members = static_cast<std::int64_t>(all.starts[h + 1] - all.starts[h]);
        const std::int64_t income =
            std::max<std::int64_t>(0, sums.counted - sums.rigid * thousandths);
        const std::int64_t per_capita =
            (2 * income + members * thousandths) / (2 * members * thousandths);
        const bool assets_ok = all.assets[h] <= 24 * standard * members;
        std::int64_t category = 3;
        std::int64_t amount = 0;
        if (assets_ok && per_capita < standard) {
            category = 0;
            amount = whole_yuan_up((standard - per_capita) * members + sums.supplement);
        } else if (assets_ok && 2 * per_capita < 3 * standard && sums.severe > 0) {
            category = 1;
            amount = whole_yuan_up(sums.severe * standard * 4 / 5);
        } else if (prior && all.months_over[h] >= 1 && all.months_over[h] <= 6 &&
                   per_capita <= 2 * standard) {
            category = 2;
            const std::int64_t prior_amount = all.prior_amount[h];
            amount = all.months_over[h] <= 3 ? whole_yuan_up(prior_amount)
                                             : (prior_amount + 199) / 200 * 100;
        }
        results.category[h] = static_cast<std::int32_t>(category);
        results.per_capita[h] = static_cast<std::int32_t>(per_capita);
        results.amount[h] = static_cast<std::int32_t>(amount);
    }
}

} // namespace doudi::bench
