#include "one_record.hpp"

#include "timing.hpp"
#include "write_population.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/engine/record_values.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>
#include <doudi/records.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace doudi::bench {
namespace {

/// Household `h` alone.
Households single(const Households& all, std::size_t h) {
    Households one;
    const auto part = [](const auto& from, auto& to, std::size_t begin, std::size_t end) {
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

/// Decides records that come as text. Keeps what can be kept between them.
class TextDecider {
public:
    explicit TextDecider(const Rulebook& rulebook)
        : evaluator_(rulebook), records_(rulebook), json_(rulebook) {}

    /// The decision as JSON; it and the columns behind it stay until the next call.
    const std::string& operator()(const std::string& text) {
        const RecordBatch& batch = records_.read(text);
        decisions_ = &evaluator_(batch.population);
        out_.clear();
        json_.append(out_, batch.population, *decisions_, 0);
        return out_;
    }

    [[nodiscard]] Results results() const { return results_of(*decisions_); }

private:
    Evaluator evaluator_;
    JsonRecords records_;
    JsonDecisions json_;
    std::string out_;
    const Decisions* decisions_ = nullptr;
};

} // namespace

void time_one_record(const Rulebook& rulebook, int rounds, bool as_json) {
    constexpr std::size_t count = 200;
    const Households all = generate(count);
    std::vector<Population> singles;
    std::vector<std::string> texts;
    for (std::size_t h = 0; h < count; ++h) {
        singles.push_back(to_population(rulebook, single(all, h)));
        texts.push_back(record_text(all, h));
    }
    Evaluator evaluator(rulebook);
    engine::RecordEvaluator every_node(rulebook);
    TextDecider decide_text(rulebook);
    std::size_t sum = 0;
    const auto time = [&](const char* name, auto decide) {
        Measurement measurement{.kind = "single", .engine = name};
        for (int round = -1; round < rounds; ++round) { // the first one warms up
            const double work_begin = processor_nanoseconds();
            const auto begin = Clock::now();
            for (std::size_t h = 0; h < count; ++h) {
                sum += decide(h);
            }
            if (round >= 0) {
                measurement.nanoseconds.push_back(nanoseconds(Clock::now() - begin) / count);
                measurement.processor.push_back((processor_nanoseconds() - work_begin) / count);
            }
        }
        if (as_json) {
            print_json(measurement);
        } else {
            std::printf("%-34s %9.2f us\n", name, least(measurement.nanoseconds) / 1'000);
        }
    };
    const auto trace_of = [&](std::size_t h) {
        return explain(rulebook, singles[h], every_node(singles[h], 0), 0, {});
    };
    time("one household, evaluator kept", [&](std::size_t h) {
        return std::size_t{evaluator(singles[h]).decisions[0].statuses[0]};
    });
    time("one household, every node", [&](std::size_t h) {
        return static_cast<std::size_t>(
            every_node(singles[h], 0).digits(rulebook.decisions[0].outcome, 0).low);
    });
    time("one household, JSON in, JSON out",
         [&](std::size_t h) { return decide_text(texts[h]).size(); });
    time("one household, whole trace", [&](std::size_t h) { return trace_of(h).steps.size(); });
    time("one household, trace as text",
         [&](std::size_t h) { return to_text(trace_of(h), Language::zh).size(); });
    time("one household, trace as JSON",
         [&](std::size_t h) { return to_json(trace_of(h)).size(); });
    time("one household, nothing kept", [&](std::size_t h) {
        return std::size_t{evaluate(rulebook, singles[h]).decisions[0].statuses[0]};
    });
    if (sum == 0) {
        std::puts("");
    }
}

bool time_record_texts(const Rulebook& rulebook, const Households& all, const Results& expected,
                       std::size_t records, int rounds) {
    records = std::min(records, all.size());
    std::vector<std::string> texts;
    for (std::size_t h = 0; h < records; ++h) {
        texts.push_back(record_text(all, h));
    }
    TextDecider decide(rulebook);
    Measurement measurement{.kind = "record", .engine = "doudi", .households = records};
    std::size_t sum = 0;
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        const double work_begin = processor_nanoseconds();
        const auto begin = Clock::now();
        for (const std::string& text : texts) {
            sum += decide(text).size();
        }
        const double time = nanoseconds(Clock::now() - begin);
        const double work = processor_nanoseconds() - work_begin;
        if (round >= 0) {
            measurement.nanoseconds.push_back(time / static_cast<double>(records));
            measurement.processor.push_back(work / static_cast<double>(records));
        }
    }
    for (std::size_t h = 0; h < records; ++h) {
        sum += decide(texts[h]).size();
        const Results found = decide.results();
        measurement.wrong.category += found.category.at(0) != expected.category[h] ? 1U : 0U;
        measurement.wrong.per_capita += found.per_capita.at(0) != expected.per_capita[h] ? 1U : 0U;
        measurement.wrong.amount += found.amount.at(0) != expected.amount[h] ? 1U : 0U;
    }
    print_json(measurement);
    return sum != 0 && measurement.wrong.sum() == 0;
}

} // namespace doudi::bench
