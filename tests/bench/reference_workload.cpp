// Times the reference workload: doudi from its pack against the same job written by hand, in one
// binary, in turns, and holds every result against the loop that goes row by row.
//
//     reference_workload PACK [HOUSEHOLDS [ROUNDS]]      for people
//     reference_workload PACK HOUSEHOLDS ROUNDS json     lines for table.py
//     reference_workload PACK HOUSEHOLDS alone ENGINE    peak memory: blocked, row, doudi or doudi2
//     reference_workload PACK HOUSEHOLDS write FOLDER TEXTS    the population as files
//     reference_workload PACK HOUSEHOLDS profile               what each instruction costs
//     reference_workload PACK 0 stream                   memory bandwidth
//     reference_workload PACK ROUNDS pack                reading and compiling that pack itself

#include "by_hand.hpp"
#include "grouping.hpp"
#include "memory.hpp"
#include "one_record.hpp"
#include "pack_time.hpp"
#include "profile.hpp"
#include "results.hpp"
#include "timing.hpp"
#include "write_population.hpp"

#include <doudi/compile.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/load.hpp>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::bench {
namespace {

constexpr std::size_t records_one_by_one = 10'000;

std::optional<Rulebook> rulebook_of(const std::string& folder) {
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

Results row_by_row(const Households& all) {
    Results results(all.size());
    decide_row_by_row(all, 0, all.size(), results);
    return results;
}

void print_outcomes(const Results& results) {
    std::size_t outcomes[4] = {};
    for (const std::int32_t category : results.category) {
        ++outcomes[category];
    }
    std::printf("household cover %zu, single cover %zu, exit %zu, not eligible %zu\n", outcomes[0],
                outcomes[1], outcomes[2], outcomes[3]);
}

/// Everything that is timed on one population, with what it needs.
class Comparison {
public:
    Comparison(const Rulebook& rulebook, std::size_t households)
        : rulebook_(rulebook), all_(generate(households)),
          population_(to_population(rulebook, all_)), grouped_(population_),
          shuffled_(shuffle(population_, rulebook.find_entity("member"))), rows_(households),
          blocks_(households) {}

    void time(int rounds) { time_in_turns(contenders_, all_.size(), rounds); }

    /// Of each contender, in their order. All are held against the loop row by row.
    [[nodiscard]] std::vector<Wrong> wrong() const {
        std::vector<Wrong> wrong{differences(rows_, blocks_), Wrong{}};
        for (const Decisions* decided : decided_) {
            wrong.push_back(differences(rows_, results_of(*decided)));
        }
        return wrong;
    }

    [[nodiscard]] const Households& households() const { return all_; }

    [[nodiscard]] const Results& rows() const { return rows_; }

    [[nodiscard]] const std::vector<Contender>& contenders() const { return contenders_; }

private:
    const Rulebook& rulebook_;
    Households all_;
    Population population_;
    Population grouped_;
    ShuffledMembers shuffled_;
    Grouping grouping_;
    Results rows_;
    Results blocks_;
    Evaluator one_{rulebook_, {1, {}, false}};
    Evaluator two_{rulebook_, {2, {}, false}};
    Evaluator after_grouping_{rulebook_, {1, {}, false}};
    Evaluator with_reasons_{rulebook_, {1, {}, false, true}};
    const Decisions* decided_[4] = {};
    std::vector<Contender> contenders_{
        {"blocked", 1, [this] { decide_in_blocks(all_, 0, all_.size(), blocks_); }},
        {"row", 1, [this] { decide_row_by_row(all_, 0, all_.size(), rows_); }},
        {"doudi", 1, [this] { decided_[0] = &one_(population_); }},
        {"doudi", 2, [this] { decided_[1] = &two_(population_); }},
        {"doudi, shuffled", 1,
         [this] {
             group(shuffled_, rulebook_.find_entity("member"), grouping_, grouped_);
             decided_[2] = &after_grouping_(grouped_);
         }},
        {"doudi, reasons", 1, [this] { decided_[3] = &with_reasons_(population_); }},
    };
};

/// Times all in turns and holds their results against each other. 0 when all are the same.
int compare(const Rulebook& rulebook, std::size_t households, int rounds, bool as_json) {
    Comparison comparison(rulebook, households);
    comparison.time(rounds);
    const std::vector<Contender>& contenders = comparison.contenders();
    const std::vector<Wrong> wrong = comparison.wrong();
    bool is_right = true;
    if (!as_json) {
        std::printf("%zu households, %zu members, %d rounds\n", households,
                    comparison.households().wage.size(), rounds);
        print_table(contenders);
        print_outcomes(comparison.rows());
    }
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        is_right = is_right && wrong[i].sum() == 0;
        if (as_json) {
            print_json({.kind = "population",
                        .engine = contenders[i].name,
                        .threads = contenders[i].threads,
                        .households = households,
                        .nanoseconds = contenders[i].times,
                        .processor = contenders[i].work,
                        .wrong = wrong[i]});
        }
    }
    if (as_json) {
        is_right = time_record_texts(rulebook, comparison.households(), comparison.rows(),
                                     records_one_by_one, rounds) &&
                   is_right;
    }
    time_one_record(rulebook, rounds, as_json);
    if (!as_json) {
        std::puts(is_right ? "all came out the same" : "NOT all came out the same");
    }
    return is_right ? 0 : 1;
}

/// Of the columns and of who belongs to whom.
std::size_t bytes_of(const Population& population) {
    std::size_t bytes = 0;
    for (Index i = 0; i < population.rulebook().inputs.size(); ++i) {
        const Column& column = population.column(i);
        bytes += column.bytes.size() + column.narrow.size() * sizeof(std::int32_t) +
                 column.wide.size() * sizeof(std::int64_t);
    }
    for (Index entity = 1; entity < population.rulebook().entities.size(); ++entity) {
        bytes += population.starts(entity).size() * sizeof(std::uint32_t);
    }
    return bytes;
}

/// Peak memory of one engine alone, with what it decides about and what comes out.
int measure_alone(const Rulebook& rulebook, std::size_t households, std::string_view engine) {
    Households all = generate(households);
    Measurement measurement{.kind = "memory", .engine = std::string(engine)};
    measurement.households = households;
    std::size_t before = 0;
    std::size_t outputs = households * 3 * sizeof(std::int32_t);
    if (engine == "blocked" || engine == "row") {
        Results results(households);
        before = resident_bytes() - outputs;
        measurement.peak_bytes = peak_bytes_of([&] {
            (engine == "row" ? decide_row_by_row : decide_in_blocks)(all, 0, households, results);
        });
    } else {
        const Population population = to_population(rulebook, all);
        all = Households{};
        return_freed_memory();
        measurement.engine = "doudi";
        measurement.threads = engine == "doudi2" ? 2 : 1;
        outputs += households; // the statuses
        measurement.data_bytes = bytes_of(population) + outputs;
        before = resident_bytes();
        Evaluator evaluator(rulebook, {measurement.threads, {}, false});
        measurement.peak_bytes = peak_bytes_of([&] { static_cast<void>(evaluator(population)); });
    }
    const std::size_t known = before + outputs;
    measurement.beyond_bytes = measurement.peak_bytes > known ? measurement.peak_bytes - known : 0;
    print_json(measurement);
    return 0;
}

int run(const std::vector<std::string>& arguments) {
    const auto number = [&](std::size_t i, std::size_t otherwise) {
        return i < arguments.size() ? std::strtoull(arguments[i].c_str(), nullptr, 10) : otherwise;
    };
    const std::size_t households = number(1, 1'000'000);
    const std::string mode = arguments.size() > 2 ? arguments[2] : "";
    if (mode == "pack") {
        return time_pack(arguments[0], static_cast<int>(households)) ? 0 : 1;
    }
    const std::optional<Rulebook> rulebook = rulebook_of(arguments[0]);
    if (!rulebook) {
        return 1;
    }
    if (mode == "stream") {
        measure_memory_bandwidth();
        return 0;
    }
    if (mode == "profile") {
        print_profile(*rulebook, to_population(*rulebook, generate(households)), 7);
        return 0;
    }
    if (mode == "alone" && arguments.size() == 4) {
        return measure_alone(*rulebook, households, arguments[3]);
    }
    if (mode == "write" && arguments.size() == 5) {
        const Households all = generate(households);
        return write_population(all, row_by_row(all), number(4, 0), arguments[3]) ? 0 : 1;
    }
    const bool as_json = arguments.size() > 3 && arguments[3] == "json";
    return compare(*rulebook, households, static_cast<int>(number(2, 9)), as_json);
}

} // namespace
} // namespace doudi::bench

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("usage: reference_workload PACK [HOUSEHOLDS [ROUNDS]]\n", stderr);
        return 2;
    }
    return doudi::bench::run({arguments + 1, arguments + count});
}
