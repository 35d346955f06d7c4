#include "cli/decide_run.hpp"

#include "cli/findings.hpp"
#include "cli/overwriting.hpp"
#include "cli/stop_signal.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <future>
#include <map>
#include <optional>
#include <span>
#include <thread>
#include <utility>

// With more than one thread, the next batch is read while this one is decided and written, so two
// batches are in memory at a time and never more.
namespace doudi::cli {

namespace {

/// Records times months in memory at once.
constexpr std::size_t rows_of_batch = 16'384;
constexpr std::size_t least_records = 256;

EvaluateOptions evaluate_options(const DecideOptions& options, unsigned threads) {
    EvaluateOptions result;
    result.threads = threads;
    result.values = options.values;
    result.reasons = options.reasons;
    return result;
}

unsigned thread_count(const DecideOptions& options) {
    return options.threads != 0 ? options.threads
                                : std::max(1U, std::thread::hardware_concurrency());
}

std::vector<const Rulebook*> addresses_of(const std::vector<Rulebook>& months) {
    std::vector<const Rulebook*> addresses;
    addresses.reserve(months.size());
    for (const Rulebook& month : months) {
        addresses.push_back(&month);
    }
    return addresses;
}

} // namespace

DecideRun::DecideRun(const Session& session, const std::vector<Rulebook>& months,
                     const DecideOptions& options)
    : session_(session), months_(addresses_of(months)), options_(options),
      threads_(thread_count(options)), evaluator_(months_, evaluate_options(options, threads_)),
      tally_(months_, options.by_month, options.by), rejects_(session, months.front()) {}

ExitCode DecideRun::run() {
    StopSignal::watch();
    if (!open() || !copy() || !finish()) {
        if (StopSignal::received() != 0) {
            return static_cast<ExitCode>(StopSignal::exit_code());
        }
        return failure_;
    }
    // Decisions on standard output are not mixed with the count.
    std::FILE* const stream = options_.output == "-" ? stderr : stdout;
    fmt::print(stream, "{}", session_.json ? tally_.to_json() : tally_.to_text(session_.language));
    // A row that found no record may be missing from one that was decided.
    const bool lacks_any = tally_.rejected() != 0 || tally_.stray_rows() != 0;
    return options_.strict && lacks_any ? ExitCode::refused : ExitCode::success;
}

bool DecideRun::open() {
    std::vector<RecordFile> files;
    for (const std::string& input : options_.inputs) {
        files.push_back(RecordFile::parse(input));
    }
    ReadOptions reading;
    reading.batch_records = std::max(least_records, rows_of_batch / months_.size());
    reading.unique = options_.unique;
    auto reader = RecordReader::open(months_, files, reading);
    if (!reader) {
        return fail(reader.diagnostics());
    }
    mention(session_, reader.diagnostics());
    reader_ = std::move(reader).value();
    auto writer = options_.by_month
                      ? DecisionWriter::open(months_, options_.output, write_options())
                      : DecisionWriter::open(*months_.front(), options_.output, write_options());
    if (!writer) {
        return fail(writer.diagnostics());
    }
    writer_ = std::move(writer).value();
    if (!rejects_.open(options_.rejects)) {
        return fail_rejects();
    }
    return spares_its_own_files();
}

// Nothing has been put in place yet, so nothing is lost.
bool DecideRun::spares_its_own_files() {
    std::vector<std::filesystem::path> read{options_.pack};
    for (const std::string& input : options_.inputs) {
        read.push_back(RecordFile::parse(input).path);
    }
    std::vector<std::filesystem::path> written = writer_->files();
    if (!options_.rejects.empty()) {
        written.emplace_back(options_.rejects);
    }
    const std::optional<Diagnostic> clash = find_clash(read, written);
    return !clash || fail({*clash});
}

WriteOptions DecideRun::write_options() const {
    auto finders = std::make_shared<std::map<const Rulebook*, NeededFactsFinder>>();
    for (const Rulebook* month : months_) {
        finders->emplace(month, *month);
    }
    WriteOptions writing;
    writing.needs = [finders](const Population& population, Index decision, std::size_t row) {
        return finders->at(&population.rulebook())(population, decision, row);
    };
    writing.values = options_.values;
    writing.reasons = options_.reasons;
    return writing;
}

bool DecideRun::copy() {
    Progress progress(session_);
    RecordBatch batch(months_);
    RecordBatch ahead(months_);
    const auto read = [this](RecordBatch& into) { return reader_->next(into); };
    const auto policy = threads_ > 1 ? std::launch::async : std::launch::deferred;
    bool more = read(batch);
    while (more && StopSignal::received() == 0) {
        progress.show(tally_.records(), reader_->bytes_read(), reader_->bytes_total());
        std::future<bool> next = std::async(policy, [&] { return read(ahead); });
        const bool processed = process(batch);
        more = next.get();
        if (!processed) {
            return false;
        }
        std::swap(batch, ahead);
    }
    if (StopSignal::received() != 0) {
        return false;
    }
    return reader_->problems().empty() || fail(reader_->problems());
}

bool DecideRun::process(RecordBatch& batch) {
    tally_.add_records(batch.population.size());
    for (const RejectedRecord& rejected : batch.rejected) {
        tally_.add(rejected);
        if (!rejects_.add(rejected)) {
            return fail_rejects();
        }
    }
    if (batch.population.size() == 0) {
        return true;
    }
    std::vector<Population*> populations{&batch.population};
    for (Population& later : batch.later) {
        populations.push_back(&later);
    }
    const std::span<const DecidedMonth> decided = evaluator_(populations);
    if (!tally_.add(decided)) {
        return fail_groups();
    }
    return writer_->write(decided) || fail(writer_->problems());
}

bool DecideRun::finish() {
    if (StopSignal::received() != 0) {
        return false;
    }
    if (!rejects_.prepare()) {
        return fail_rejects();
    }
    if (!writer_->finish()) {
        return fail(writer_->problems());
    }
    return rejects_.finish() || fail_rejects();
}

bool DecideRun::fail(const Diagnostics& problems) {
    if (StopSignal::received() != 0) {
        return false; // such as a pipe that its reader closed: nobody is left to be told
    }
    failure_ = cli::fail(session_, problems);
    return false;
}

bool DecideRun::fail_groups() {
    fmt::print(stderr, "doudi: {}\n",
               session_.say({fmt::format("'{}' 的值超过 {} 种，无法分列", options_.by,
                                         limits::summary_groups),
                             fmt::format("'{}' has more than {} values, too many to count apart",
                                         options_.by, limits::summary_groups)}));
    failure_ = ExitCode::refused;
    return false;
}

bool DecideRun::fail_rejects() {
    const Phrase& why = rejects_.problem();
    Diagnostic finding;
    finding.code = "cannot-write";
    finding.message = {fmt::format("无法写入 '{}'：{}", rejects_.path(), why.zh),
                       fmt::format("cannot write '{}': {}", rejects_.path(), why.en)};
    finding.help = {"检查路径、权限和磁盘空间",
                    "check the path, its permissions and the space on the disk"};
    return fail({finding});
}

} // namespace doudi::cli
