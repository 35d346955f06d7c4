#include "data/decided_fit.hpp"

#include <doudi/error.hpp>

#include <string>

namespace doudi::data {

namespace {

bool fits(const Rulebook& rulebook, const Population& population, const Decisions& decisions) {
    bool fit = &decisions.rulebook() == &rulebook &&
               decisions.decisions.size() == rulebook.decisions.size() &&
               population.rulebook().entities.size() == rulebook.entities.size();
    for (std::size_t i = 0; fit && i < rulebook.decisions.size(); ++i) {
        fit =
            decisions.decisions[i].statuses.size() == population.rows(rulebook.decisions[i].entity);
    }
    return fit;
}

} // namespace

void check_decided(std::span<const Rulebook* const> rulebooks,
                   std::span<const DecidedMonth> months) {
    if (months.size() != rulebooks.size()) {
        throw UsageError("write: " + std::to_string(rulebooks.size()) +
                         " months are written, not " + std::to_string(months.size()));
    }
    for (std::size_t month = 0; month < months.size(); ++month) {
        const DecidedMonth& decided = months[month];
        if (decided.population == nullptr || decided.decisions == nullptr ||
            decided.population->size() != months.front().population->size() ||
            !fits(*rulebooks[month], *decided.population, *decided.decisions)) {
            throw UsageError(
                "write: the decisions are not those of the rulebook about the records");
        }
    }
}

void check_record(const Population& population, std::size_t record) {
    if (record >= population.size()) {
        throw UsageError("there is no record " + std::to_string(record) + " in the population");
    }
}

} // namespace doudi::data
