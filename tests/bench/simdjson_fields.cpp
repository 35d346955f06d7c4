// How fast simdjson on demand reads the fields of the reference workload from NDJSON, money to
// whole fen exactly, and does nothing with them but add them up: the mark for reading records.
//
//     simdjson_fields FILE THREADS REPETITIONS      prints a line for table.py

#include "timing.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace doudi::bench {
namespace {

namespace ondemand = simdjson::ondemand;

/// "-12.3" to -1230; the writer of the population puts no exponents.
std::int64_t fen_of(std::string_view token) {
    const bool is_negative = !token.empty() && token.front() == '-';
    std::int64_t digits = 0;
    int places = -1;
    for (const char c : token.substr(is_negative ? 1 : 0)) {
        if (c == '.') {
            places = 0;
        } else if (c >= '0' && c <= '9') {
            digits = digits * 10 + (c - '0');
            places += places >= 0 ? 1 : 0;
        } else {
            break; // white space after the number
        }
    }
    for (places = std::max(places, 0); places < 2; ++places) {
        digits *= 10;
    }
    return is_negative ? -digits : digits;
}

struct Sums {
    std::uint64_t records = 0;
    std::int64_t fen = 0;
    std::int64_t numbers = 0;
    std::uint64_t letters = 0;
};

template <typename Object>
void add_household(Object& household, Sums& sums) {
    sums.letters += std::string_view(household["household_id"]).size();
    sums.fen += fen_of(household["assets"].raw_json_token());
    sums.numbers += bool(household["prior_recipient"]) ? 1 : 0;
    sums.fen += fen_of(household["prior_amount"].raw_json_token());
    sums.numbers += std::int64_t(household["months_over"]);
}

void add_member(ondemand::object member, Sums& sums) {
    sums.letters += std::string_view(member["member_id"]).size();
    for (const char* name : {"wage", "business", "property", "transfer", "exempt_transfer"}) {
        sums.fen += fen_of(member[name].raw_json_token());
    }
    sums.numbers += std::int64_t(member["age"]);
    sums.numbers += std::int64_t(member["disability_grade"]);
    sums.letters += std::string_view(member["disability_type"]).size();
    sums.numbers += bool(member["severe_illness"]) ? 1 : 0;
    for (const char* name : {"medical_self_paid", "education_cost", "rehab_cost"}) {
        sums.fen += fen_of(member[name].raw_json_token());
    }
    sums.numbers += bool(member["employed"]) ? 1 : 0;
}

/// All records of a text after which there is room that simdjson may look at.
Sums read(const char* text, std::size_t size) {
    Sums sums;
    ondemand::parser parser;
#ifdef SIMDJSON_THREADS_ENABLED
    parser.threaded = false; // or a second thread finds the structure, unasked
#endif
    ondemand::document_stream lines = parser.iterate_many(text, size, 1U << 20U);
    for (auto line : lines) {
        ++sums.records;
        add_household(line, sums);
        for (ondemand::object member : line["members"]) {
            add_member(member, sums);
        }
    }
    return sums;
}

/// Each thread takes a stretch of whole lines.
Sums read_all(const simdjson::padded_string& text, unsigned threads) {
    const std::string_view all = text;
    std::vector<std::size_t> cuts{0};
    for (unsigned i = 1; i < threads; ++i) {
        cuts.push_back(all.find('\n', all.size() * i / threads) + 1);
    }
    cuts.push_back(all.size());
    std::vector<Sums> parts(threads);
    std::vector<std::thread> others;
    const auto read_part = [&](unsigned i) {
        parts[i] = read(all.data() + cuts[i], cuts[i + 1] - cuts[i]);
    };
    for (unsigned i = 1; i < threads; ++i) {
        others.emplace_back(read_part, i);
    }
    read_part(0);
    for (std::thread& other : others) {
        other.join();
    }
    Sums sums;
    for (const Sums& part : parts) {
        sums.records += part.records;
        sums.fen += part.fen;
        sums.numbers += part.numbers;
        sums.letters += part.letters;
    }
    return sums;
}

int run(const char* path, unsigned threads, int repetitions) {
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path).get(text) != simdjson::SUCCESS) {
        std::fprintf(stderr, "cannot read %s\n", path);
        return 1;
    }
    Sums sums;
    std::vector<double> times;
    std::vector<double> work;
    for (int round = -1; round < repetitions; ++round) { // the first one warms up
        const double work_begin = processor_nanoseconds();
        const auto begin = Clock::now();
        sums = read_all(text, threads);
        if (round >= 0) {
            times.push_back(nanoseconds(Clock::now() - begin) / 1e9);
            work.push_back((processor_nanoseconds() - work_begin) / 1e9);
        }
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
        std::printf(
            R"({"kind": "file", "name": "NDJSON, fields read by simdjson", "threads": %u, )"
            R"("records": %llu, "bytes": %zu, "seconds": %.6f, "cpu_seconds": %.6f, "sum": %lld})"
            "\n",
            threads, static_cast<unsigned long long>(sums.records), text.size(), times[i], work[i],
            static_cast<long long>(sums.fen + sums.numbers) + static_cast<long long>(sums.letters));
    }
    return sums.records == 0 ? 1 : 0;
}

} // namespace
} // namespace doudi::bench

int main(int count, char** arguments) {
    if (count != 4) {
        std::fputs("usage: simdjson_fields FILE THREADS REPETITIONS\n", stderr);
        return 2;
    }
    try {
        return doudi::bench::run(arguments[1], static_cast<unsigned>(std::atoi(arguments[2])),
                                 std::atoi(arguments[3]));
    } catch (const simdjson::simdjson_error& problem) {
        std::fprintf(stderr, "%s: %s\n", arguments[1], problem.what());
        return 1;
    }
}
