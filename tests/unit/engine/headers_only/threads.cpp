// Several threads use one rulebook and one population, some of them with threads of their own,
// under ThreadSanitizer: this file alone holds all the code that it watches.

#include <doudi/bytes.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t records = 17'000; // more than a thread takes at a time
constexpr std::size_t users = 2;
constexpr std::size_t explained = 5; // by each of them

/// Every fact of every row, at random inside its range, some of them missing.
doudi::Population random_population(const doudi::Rulebook& rulebook) {
    std::mt19937_64 random(7);
    doudi::Population population(rulebook);
    population.set_records(records);
    for (doudi::Index entity = 1; entity < rulebook.entities.size(); ++entity) {
        const doudi::EntityEntry& entry = rulebook.entities[entity];
        std::vector<std::uint32_t> counts(population.rows(entry.outer));
        for (std::uint32_t& count : counts) {
            count =
                std::min(entry.at_most, entry.at_least + static_cast<std::uint32_t>(random() % 3));
        }
        population.set_counts(entry.name, counts);
    }
    for (const doudi::InputEntry& input : rulebook.inputs) {
        if (input.type.kind == doudi::Kind::text || input.role == doudi::InputRole::given) {
            continue;
        }
        const auto low = static_cast<std::int64_t>(input.low);
        const auto most = static_cast<std::uint64_t>(static_cast<std::int64_t>(input.high) - low);
        std::vector<std::int64_t> digits(population.rows(input.entity));
        std::vector<std::uint8_t> missing(digits.size());
        for (std::size_t row = 0; row < digits.size(); ++row) {
            digits[row] = low + static_cast<std::int64_t>(random() % (most + 1));
            missing[row] = random() % 50 == 0 ? 1 : 0;
        }
        population.set(input.name, digits, missing);
    }
    return population;
}

bool same(const doudi::Column& a, const doudi::Column& b) {
    return a.bytes == b.bytes && a.narrow == b.narrow && a.wide == b.wide && a.widest == b.widest &&
           a.states == b.states;
}

bool same(const doudi::Decisions& a, const doudi::Decisions& b) {
    bool result = true;
    for (std::size_t i = 0; i < a.decisions.size(); ++i) {
        result = result && a.decisions[i].statuses == b.decisions[i].statuses &&
                 same(a.decisions[i].outcome, b.decisions[i].outcome) &&
                 same(a.decisions[i].amount, b.decisions[i].amount);
    }
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        result = result && same(a.values[i].second, b.values[i].second);
    }
    return result;
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
    const doudi::Population population = random_population(*rulebook);
    doudi::EvaluateOptions options;
    options.all_values = true;
    options.reasons = true;
    const doudi::Decisions alone = evaluate(*rulebook, population, options);
    options.threads = 2;
    std::vector<std::uint8_t> agrees(users, 0);
    const auto use = [&](std::size_t user) {
        const doudi::Decisions decisions = evaluate(*rulebook, population, options);
        const std::string& name = rulebook->decisions.front().name;
        bool good = same(alone, decisions);
        for (std::size_t row = 0; row < explained; ++row) {
            const doudi::Trace trace =
                explain(*rulebook, population, {.row = row, .decision = name});
            good = good && trace.status == decisions.status(name, row);
        }
        agrees[user] = good ? 1 : 0;
    };
    std::vector<std::thread> threads;
    for (std::size_t user = 0; user < users; ++user) {
        threads.emplace_back(use, user);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::uint8_t one : agrees) {
        std::cout << (one != 0 ? "the same bits\n" : "other bits\n");
    }
    return 0;
}
