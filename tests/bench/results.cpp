#include "results.hpp"

namespace doudi::bench {

Wrong differences(const Results& expected, const Results& found) {
    const auto count = [](const auto& left, const auto& right) {
        std::size_t different = 0;
        for (std::size_t h = 0; h < left.size(); ++h) {
            different += left[h] != right[h] ? 1U : 0U;
        }
        return different;
    };
    return {count(expected.category, found.category), count(expected.per_capita, found.per_capita),
            count(expected.amount, found.amount)};
}

Results results_of(const Decisions& decisions) {
    const DecisionColumns& columns = decisions.decisions[0];
    const Rulebook& rulebook = decisions.rulebook();
    const DecisionEntry& entry = rulebook.decisions[0];
    const Int128 fen = power_of_ten(2 - rulebook.nodes[entry.amount].places);
    Results found(columns.statuses.size());
    const auto narrow = [](const Int128& digits) {
        return static_cast<std::int32_t>(static_cast<std::int64_t>(digits));
    };
    for (std::size_t h = 0; h < found.category.size(); ++h) {
        found.category[h] = columns.statuses[h] == 0 ? narrow(columns.outcome.digits(h)) : -1;
        found.per_capita[h] = narrow(columns.show[0].digits(h));
        found.amount[h] = narrow(columns.amount.digits(h) * fen);
    }
    return found;
}

} // namespace doudi::bench
