// Times the reference workload: doudi from its pack against the same job written by hand, in one
// binary, in turns, and holds every result against the loop that goes row by row.
//
//     reference_workload PACK [HOUSEHOLDS [ROUNDS]]

#include "by_hand.hpp"

#include <doudi/bytes.hpp>
#include <doudi/compile.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>
#include <doudi/load.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace doudi::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Contender {
    std::string name;
    std::function<void()> run;
    std::vector<double> times{}; ///< ns a household
    std::vector<double> work{};  ///< the same in processor time, which a busy machine distorts less
};

double nanoseconds(Clock::duration time) {
    return std::chrono::duration<double, std::nano>(time).count();
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

std::optional<Rulebook> rulebook_of(const char* folder) {
    const auto pack = load_pack(folder);
    if (!pack) {
        std::fputs(render(pack.diagnostics(), Language::en).c_str(), stderr);
        return std::nullopt;
    }
    auto rulebook = compile(pack.value(), {.date = {2020, 7, 1}});
    if (!rulebook) {
        std::fputs(render(rulebook.diagnostics(), Language::en).c_str(), stderr);
        return std::nullopt;
    }
    return std::move(rulebook).value();
}

/// How many households differ.
std::size_t differences(const Results& expected, const Results& found) {
    std::size_t count = 0;
    for (std::size_t h = 0; h < expected.category.size(); ++h) {
        count += expected.category[h] != found.category[h] ||
                         expected.per_capita[h] != found.per_capita[h] ||
                         expected.amount[h] != found.amount[h]
                     ? 1U
                     : 0U;
    }
    return count;
}

std::size_t differences(const Results& expected, const Decisions& decisions) {
    const DecisionColumns& columns = decisions.decisions[0];
    const Rulebook& rulebook = decisions.rulebook();
    const DecisionEntry& entry = rulebook.decisions[0];
    const Int128 fen = power_of_ten(2 - rulebook.nodes[entry.amount].places);
    Results found(expected.category.size());
    for (std::size_t h = 0; h < found.category.size(); ++h) {
        const auto digits = [h](const Column& column) {
            return static_cast<std::int32_t>(static_cast<std::int64_t>(column.digits(h)));
        };
        found.category[h] = columns.statuses[h] == 0 ? digits(columns.outcome) : -1;
        found.per_capita[h] = digits(columns.show[0]);
        found.amount[h] =
            static_cast<std::int32_t>(static_cast<std::int64_t>(columns.amount.digits(h) * fen));
    }
    return differences(expected, found);
}

void time_in_turns(std::vector<Contender>& contenders, std::size_t households, int rounds) {
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        for (Contender& contender : contenders) {
            const std::clock_t work_begin = std::clock();
            const auto begin = Clock::now();
            contender.run();
            const double time = nanoseconds(Clock::now() - begin);
            const auto work = static_cast<double>(std::clock() - work_begin);
            if (round >= 0) {
                contender.times.push_back(time / static_cast<double>(households));
                contender.work.push_back(work * (1e9 / CLOCKS_PER_SEC) /
                                         static_cast<double>(households));
            }
        }
    }
}

void print(const std::vector<Contender>& contenders) {
    std::printf("%-24s %9s %9s %9s %9s %9s %9s\n", "ns a household", "least", "median", "most",
                "processor", "x blocked", "x rows");
    const auto least = [](const std::vector<double>& times) {
        return *std::min_element(times.begin(), times.end());
    };
    for (const Contender& contender : contenders) {
        std::printf("%-24s %9.1f %9.1f %9.1f %9.1f %9.2f %9.2f\n", contender.name.c_str(),
                    least(contender.times), median(contender.times),
                    *std::max_element(contender.times.begin(), contender.times.end()),
                    least(contender.work), least(contender.times) / least(contenders[0].times),
                    least(contender.times) / least(contenders[1].times));
    }
}

/// One of the households, alone.
Households household(const Households& all, std::size_t h) {
    Households one;
    const auto part = [&](const auto& from, auto& to, std::size_t begin, std::size_t end) {
        to.assign(from.begin() + static_cast<std::ptrdiff_t>(begin),
                  from.begin() + static_cast<std::ptrdiff_t>(end));
    };
    const std::size_t begin = all.starts[h];
    const std::size_t end = all.starts[h + 1];
    one.starts = {0, static_cast<std::uint32_t>(end - begin)};
    for (auto column :
         {&Households::wage, &Households::business, &Households::property, &Households::transfer,
          &Households::exempt_transfer, &Households::medical_self_paid, &Households::education_cost,
          &Households::rehab_cost, &Households::age, &Households::disability_grade,
          &Households::disability_type}) {
        part(all.*column, one.*column, begin, end);
    }
    part(all.severe_illness, one.severe_illness, begin, end);
    part(all.employed, one.employed, begin, end);
    part(all.assets, one.assets, h, h + 1);
    part(all.prior_amount, one.prior_amount, h, h + 1);
    part(all.months_over, one.months_over, h, h + 1);
    part(all.prior_recipient, one.prior_recipient, h, h + 1);
    return one;
}

/// Microseconds for one household at a time, and for the values of all its nodes.
void time_single(const Rulebook& rulebook) {
    constexpr std::size_t count = 200;
    std::vector<Population> singles;
    const Households all = generate(count);
    for (std::size_t h = 0; h < count; ++h) {
        singles.push_back(to_population(rulebook, household(all, h)));
    }
    Evaluator evaluator(rulebook);
    engine::RecordEvaluator every_node(rulebook);
    std::size_t sum = 0;
    const auto time = [&](const char* name, auto decide) {
        double best = 1e30;
        for (int round = 0; round < 20; ++round) {
            const auto begin = Clock::now();
            for (const Population& one : singles) {
                sum += decide(one);
            }
            best = std::min(best, nanoseconds(Clock::now() - begin) / count / 1'000);
        }
        std::printf("%-34s %9.2f us\n", name, best);
    };
    time("one household, evaluator kept", [&](const Population& one) {
        return std::size_t{evaluator(one).decisions[0].statuses[0]};
    });
    time("one household, every node", [&](const Population& one) {
        return static_cast<std::size_t>(
            every_node(one, 0).digits(rulebook.decisions[0].outcome, 0).low);
    });
    time("one household, whole trace", [&](const Population& one) {
        return explain(rulebook, one, every_node(one, 0), 0, {}).steps.size();
    });
    time("one household, trace as text", [&](const Population& one) {
        return to_text(explain(rulebook, one, every_node(one, 0), 0, {}), Language::zh).size();
    });
    time("one household, trace as JSON", [&](const Population& one) {
        return to_json(explain(rulebook, one, every_node(one, 0), 0, {})).size();
    });
    time("one household, nothing kept", [&](const Population& one) {
        return std::size_t{evaluate(rulebook, one).decisions[0].statuses[0]};
    });
    if (sum == 0) {
        std::puts("");
    }
}

int run(const char* folder, std::size_t households, int rounds) {
    const std::optional<Rulebook> rulebook = rulebook_of(folder);
    if (!rulebook) {
        return 1;
    }
    const Households all = generate(households);
    const Population population = to_population(*rulebook, all);
    Results rows(households);
    Results blocks(households);
    Evaluator one(*rulebook, {1, {}, false});
    Evaluator two(*rulebook, {2, {}, false});
    const Decisions* decided_by_one = nullptr;
    const Decisions* decided_by_two = nullptr;
    std::vector<Contender> contenders{
        {"by hand, blocked", [&] { decide_in_blocks(all, 0, households, blocks); }},
        {"by hand, row by row", [&] { decide_row_by_row(all, 0, households, rows); }},
        {"doudi, one thread", [&] { decided_by_one = &one(population); }},
        {"doudi, two threads", [&] { decided_by_two = &two(population); }},
    };
    time_in_turns(contenders, households, rounds);
    std::printf("%zu households, %zu members, %d rounds\n", households, all.wage.size(), rounds);
    print(contenders);
    const std::size_t wrong[] = {differences(rows, blocks), differences(rows, *decided_by_one),
                                 differences(rows, *decided_by_two)};
    std::printf("households that differ from row by row: blocked %zu, one thread %zu, two %zu\n",
                wrong[0], wrong[1], wrong[2]);
    std::size_t outcomes[4] = {};
    for (const std::int32_t category : rows.category) {
        ++outcomes[category];
    }
    std::printf("household cover %zu, single cover %zu, exit %zu, not eligible %zu\n", outcomes[0],
                outcomes[1], outcomes[2], outcomes[3]);
    time_single(*rulebook);
    return wrong[0] + wrong[1] + wrong[2] == 0 ? 0 : 1;
}

} // namespace
} // namespace doudi::bench

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("usage: reference_workload PACK [HOUSEHOLDS [ROUNDS]]\n", stderr);
        return 2;
    }
    const std::size_t households = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1'000'000;
    const int rounds = count > 3 ? std::atoi(arguments[3]) : 9;
    return doudi::bench::run(arguments[1], households, rounds);
}
