#include "cli/record_search.hpp"

#include "cli/findings.hpp"
#include "cli/rejects.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

namespace doudi::cli {

namespace {

constexpr std::size_t records_of_batch = 1'024;

/// Walks over the batches of an input.
class Search {
public:
    Search(const Session& session, const Rulebook& rulebook, const std::string& key)
        : session_(session), rulebook_(rulebook), key_(key) {}

    /// Whether this batch settles the search: the record is in it, or was rejected.
    [[nodiscard]] bool is_in(const RecordBatch& batch) {
        const TextColumn& keys = batch.population.keys(0);
        for (std::size_t record = 0; record < batch.population.size(); ++record) {
            ++position_;
            const bool is_it = rulebook_.entities[0].key.empty()
                                   ? std::to_string(position_) == key_
                                   : record < keys.size() && keys[record] == key_;
            if (is_it) {
                found_ = record;
                return true;
            }
        }
        for (const RejectedRecord& rejected : batch.rejected) {
            if (rejected.is_record() && rejected.key == key_) {
                std::fputs(describe(rejected, rulebook_, session_.language).c_str(), stderr);
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] std::optional<std::size_t> found() const { return found_; }

private:
    const Session& session_;
    const Rulebook& rulebook_;
    const std::string& key_;
    std::size_t position_ = 0;
    std::optional<std::size_t> found_;
};

} // namespace

std::variant<FoundRecord, ExitCode> find_record(const Session& session, const Rulebook& rulebook,
                                                const std::vector<std::string>& inputs,
                                                const std::string& key) {
    std::vector<RecordFile> files;
    for (const std::string& input : inputs) {
        files.push_back(RecordFile::parse(input));
    }
    ReadOptions options;
    options.batch_records = records_of_batch;
    const auto reader = RecordReader::open(rulebook, files, options);
    if (!reader) {
        return fail(session, reader.diagnostics());
    }
    mention(session, reader.diagnostics());
    RecordReader& records = *reader.value();
    Search search(session, rulebook, key);
    FoundRecord found{RecordBatch(rulebook)};
    while (records.next(found.batch)) {
        if (!search.is_in(found.batch)) {
            continue;
        }
        if (!search.found()) {
            return ExitCode::refused;
        }
        found.record = *search.found();
        return found;
    }
    if (!records.problems().empty()) {
        return fail(session, records.problems());
    }
    fmt::print(stderr, "doudi: {}\n",
               session.is_chinese() ? fmt::format("输入中没有记录 '{}'", key)
                                    : fmt::format("the input has no record '{}'", key));
    return ExitCode::refused;
}

} // namespace doudi::cli
