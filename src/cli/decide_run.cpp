#include "cli/decide_run.hpp"

#include "cli/findings.hpp"
#include "cli/overwriting.hpp"
#include "cli/stop_signal.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <utility>

namespace doudi::cli {

namespace {

/// Records times months that a thread has in memory at once, and bytes of their text: enough that
/// handing over costs nothing, and few enough that they stay in a cache.
constexpr std::size_t rows_of_batch = 4'096;
constexpr std::size_t least_records = 256;
constexpr std::size_t bytes_of_batch = 1U << 20U;

EvaluateOptions evaluate_options(const DecideOptions& options) {
    EvaluateOptions result;
    result.threads = 1;
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

struct DecideRun::Bench {
    explicit Bench(const DecideRun& run)
        : texts(run.reader_->make_texts()), months(run.months_), options(&run.options_) {}

    /// Once there is something to do.
    void furnish(const RecordReader& reader) {
        if (evaluator) {
            return;
        }
        parser = reader.make_parser();
        batch.emplace(months);
        evaluator.emplace(months, evaluate_options(*options));
        needs = [this](const Population& population, Index decision, std::size_t row) {
            const Rulebook& month = population.rulebook();
            return finders.try_emplace(&month, month).first->second(population, decision, row);
        };
    }

    void decide(const DecisionWriter& writer) {
        parser->read(*texts, *batch);
        if (batch->population.size() == 0) {
            decided = {};
            return;
        }
        std::vector<Population*> populations{&batch->population};
        for (Population& later : batch->later) {
            populations.push_back(&later);
        }
        decided = (*evaluator)(populations);
        for (auto& [month, finder] : finders) {
            finder.forget();
        }
        writer.format(decided, text, needs);
    }

    std::unique_ptr<RecordTexts> texts;
    std::uint64_t bytes_read = 0; ///< of the input, when the texts were cut
    std::vector<const Rulebook*> months;
    const DecideOptions* options;
    std::unique_ptr<RecordParser> parser;
    std::optional<RecordBatch> batch;
    std::optional<MonthsEvaluator> evaluator;
    std::map<const Rulebook*, NeededFactsFinder> finders; ///< of the months that were asked about
    NeededFacts needs;
    std::span<const DecidedMonth> decided;
    DecisionText text;
};

DecideRun::DecideRun(const Session& session, const std::vector<Rulebook>& months,
                     const DecideOptions& options)
    : session_(session), months_(addresses_of(months)), options_(options),
      threads_(thread_count(options)), tally_(months_, options.by_month, options.by),
      rejects_(session, months.front()) {}

ExitCode DecideRun::run() {
    StopSignal::watch();
    if (!decide_all() || !finish()) {
        rejects_.tell();
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

// What came from a pipe cannot be read again.
bool DecideRun::can_read_again() const {
    return std::all_of(options_.inputs.begin(), options_.inputs.end(), [](const auto& input) {
        std::error_code ignored;
        const std::filesystem::path path = RecordFile::parse(input).path;
        return path != "-" && std::filesystem::is_regular_file(path, ignored);
    });
}

// What went to a pipe cannot be taken back.
bool DecideRun::can_take_back() const {
    std::vector<std::filesystem::path> written = writer_->files();
    if (!options_.rejects.empty()) {
        written.emplace_back(options_.rejects);
    }
    return std::all_of(written.begin(), written.end(), [](const std::filesystem::path& path) {
        std::error_code ignored;
        return path != "-" && (!std::filesystem::exists(path, ignored) ||
                               std::filesystem::is_regular_file(path, ignored));
    });
}

// CSV files are mostly in order. To look first whether they are would cost a reading of them.
bool DecideRun::decide_all() {
    const bool trusts_order = can_read_again();
    if (!open(trusts_order)) {
        return false;
    }
    if (copy()) {
        return true;
    }
    if (!reader_->lost_order() || has_failed_ || StopSignal::received() != 0) {
        return false;
    }
    writer_.reset();
    rejects_.forget();
    tally_ = MonthsTally(months_, options_.by_month, options_.by);
    return open(false) && copy();
}

// Lets reading begin.
bool DecideRun::read(bool trusts_order) {
    std::vector<RecordFile> files;
    for (const std::string& input : options_.inputs) {
        files.push_back(RecordFile::parse(input));
    }
    ReadOptions reading;
    reading.batch_records = std::max(least_records, rows_of_batch / months_.size());
    reading.batch_bytes = bytes_of_batch;
    reading.unique = options_.unique;
    reading.trusts_order = trusts_order;
    auto reader = RecordReader::open(months_, files, reading);
    if (!reader) {
        return fail(reader.diagnostics());
    }
    if (!reader_) { // else they were told when it was opened before
        mention(session_, reader.diagnostics());
    }
    reader_ = std::move(reader).value();
    return true;
}

bool DecideRun::open(bool trusts_order) {
    if (!read(trusts_order)) {
        return false;
    }
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
    if (!spares_its_own_files() || (trusts_order && !can_take_back() && !read(false))) {
        return false;
    }
    if (reader_->trusts_order()) {
        rejects_.hold_back();
    }
    return true;
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
    WriteOptions writing;
    // Says only that they are to be named: each thread asks a finder of its own.
    writing.needs = [](const Population&, Index, std::size_t) {
        assert(false);
        return std::vector<std::string>{};
    };
    writing.values = options_.values;
    writing.reasons = options_.reasons;
    return writing;
}

bool DecideRun::copy() {
    Turns turns;
    progress_.emplace(session_);
    run_turns(turns);
    progress_.reset();
    if (trouble_) {
        std::rethrow_exception(trouble_);
    }
    if (StopSignal::received() != 0 || turns.is_stopped() || reader_->lost_order()) {
        return false;
    }
    return reader_->problems().empty() || fail(reader_->problems());
}

void DecideRun::run_turns(Turns& turns) {
    work(turns);
    turns.end(); // so nobody is hired any more
    for (std::thread& thread : crew_) {
        thread.join();
    }
    crew_.clear();
}

// Each piece that is taken brings a further thread, so that a short input is not waited for by
// many.
void DecideRun::hire(Turns& turns) {
    if (crew_.size() + 1 < threads_) {
        crew_.emplace_back([this, &turns] { work(turns); });
    }
}

bool DecideRun::cut(Turns& turns, Bench& bench) {
    if (StopSignal::received() != 0 || !reader_->cut(*bench.texts)) {
        return false;
    }
    bench.bytes_read = reader_->bytes_read();
    hire(turns);
    return true;
}

void DecideRun::work(Turns& turns) {
    try {
        Bench bench(*this);
        while (const auto turn = turns.take([&] { return cut(turns, bench); })) {
            bench.furnish(*reader_);
            bench.decide(*writer_);
            turns.hand_over(*turn, [&] { return publish(bench); });
        }
    } catch (...) {
        turns.fail([&] { trouble_ = trouble_ ? trouble_ : std::current_exception(); });
    }
}

bool DecideRun::publish(const Bench& bench) {
    progress_->show(tally_.records(), bench.bytes_read, reader_->bytes_total());
    tally_.add_records(bench.batch->population.size());
    if (!add_rejected(*bench.batch)) {
        return fail_rejects();
    }
    if (bench.decided.empty()) {
        return true;
    }
    if (!tally_.add(bench.decided)) {
        return fail_groups();
    }
    return writer_->append(bench.text) || fail(writer_->problems());
}

bool DecideRun::add_rejected(const RecordBatch& batch) {
    for (const RejectedRecord& rejected : batch.rejected) {
        tally_.add(rejected);
        if (!rejects_.add(rejected)) {
            return false;
        }
    }
    return true;
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
    has_failed_ = true;
    if (StopSignal::received() != 0) {
        return false; // such as a pipe that its reader closed: nobody is left to be told
    }
    failure_ = cli::fail(session_, problems);
    return false;
}

bool DecideRun::fail_groups() {
    has_failed_ = true;
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
