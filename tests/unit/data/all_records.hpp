#pragma once

#include "unit/data/shown_population.hpp"

#include <doudi/records.hpp>

#include <string>
#include <vector>

/// Everything that a reader gives.
struct AllRecords {
    std::vector<std::string> keys;  ///< of the records
    std::vector<std::string> shown; ///< each batch
    std::vector<doudi::RejectedRecord> rejected;
    std::string problems; ///< codes, a blank behind each
    std::uint64_t bytes_read = 0;
    std::uint64_t bytes_total = 0;
};

inline AllRecords read_all(const doudi::Rulebook& book, const std::vector<doudi::RecordFile>& files,
                           const doudi::ReadOptions& options = {}) {
    AllRecords all;
    auto opened = doudi::RecordReader::open(book, files, options);
    for (const doudi::Diagnostic& problem : opened.diagnostics()) {
        all.problems += std::string(problem.code) + " ";
    }
    if (!opened) {
        return all;
    }
    const auto reader = std::move(opened).value();
    doudi::RecordBatch batch(book);
    while (reader->next(batch)) {
        for (std::size_t row = 0; row < batch.population.keys(0).size(); ++row) {
            all.keys.emplace_back(batch.population.keys(0)[row]);
        }
        all.shown.push_back(show(batch.population));
        for (doudi::RejectedRecord& rejected : batch.rejected) {
            all.rejected.push_back(std::move(rejected));
        }
    }
    for (const doudi::Diagnostic& problem : reader->problems()) {
        all.problems += std::string(problem.code) + " ";
    }
    all.bytes_read = reader->bytes_read();
    all.bytes_total = reader->bytes_total();
    return all;
}
