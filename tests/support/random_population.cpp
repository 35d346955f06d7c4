#include "support/random_graph.hpp"
#include "support/random_numbers.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace doudi::test {

Population random_population(const Rulebook& rulebook, std::uint64_t seed,
                             const RandomPopulation& options) {
    Engine engine(seed);
    Population population(rulebook);
    population.set_records(options.records);
    for (Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const EntityEntry& entry = rulebook.entities[entity];
        std::vector<std::uint32_t> counts;
        for (std::size_t row = 0; row < population.rows(entry.outer); ++row) {
            const std::size_t span = entry.at_most - entry.at_least + 1;
            counts.push_back(entry.at_least + static_cast<std::uint32_t>(below(engine, span)));
        }
        population.set_counts(entry.name, counts);
    }
    for (Index input = 0; input < rulebook.inputs.size(); ++input) {
        const InputEntry& entry = rulebook.inputs[input];
        if (happens(engine, options.unstated)) {
            continue;
        }
        const bool has_gaps = happens(engine, 0.5) || entry.role == InputRole::given;
        for (std::size_t row = 0; row < population.rows(entry.entity); ++row) {
            const double share = entry.role == InputRole::given ? 0.7 : options.unknown;
            const bool unknown = has_gaps && happens(engine, share);
            const bool is_fault = entry.role != InputRole::given && happens(engine, 0.3);
            const State state = is_fault ? State::fault : State::missing;
            population.column(input).push(unknown ? Int128(0)
                                                  : number_between(engine, entry.low, entry.high),
                                          unknown ? state : State::ok);
        }
        population.mark_stated(input);
    }
    return population;
}

} // namespace doudi::test
