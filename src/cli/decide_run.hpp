#pragma once

#include "cli/command.hpp"
#include "cli/months_tally.hpp"
#include "cli/progress.hpp"
#include "cli/rejects.hpp"
#include "cli/traces.hpp"
#include "cli/turns.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/months.hpp>
#include <doudi/records.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace doudi::cli {

/// What `doudi decide` was told, read.
struct DecideOptions {
    std::string pack; ///< folder, or file of a rulebook
    std::vector<std::string> inputs;
    std::string output;
    std::string rejects;
    unsigned threads = 0; ///< 0: as many as the machine has
    bool unique = false;
    bool reasons = false;
    bool strict = false;
    bool by_month = false; ///< asked for months, be it for one
    std::vector<std::string> values;
    std::string by; ///< a fact of the record whose values are counted apart, or nothing
};

/// Records in, decisions out, batch by batch; each batch goes through all months. Threads cut the
/// input in turn, read, decide and format what they have cut side by side, and write in turn.
class DecideRun {
public:
    /// All must outlive it.
    DecideRun(const Session& session, const std::vector<Rulebook>& months,
              const DecideOptions& options);

    [[nodiscard]] ExitCode run();

private:
    /// What a thread works with.
    struct Bench;

    [[nodiscard]] bool open(bool trusts_order);
    [[nodiscard]] bool read(bool trusts_order);
    [[nodiscard]] bool can_read_again() const;
    [[nodiscard]] bool can_take_back() const;
    [[nodiscard]] bool decide_all();
    [[nodiscard]] bool spares_its_own_files();
    [[nodiscard]] bool copy();
    void work(Turns& turns);
    [[nodiscard]] bool cut(Turns& turns, Bench& bench);
    void hire(Turns& turns);
    void run_turns(Turns& turns);
    [[nodiscard]] bool publish(const Bench& bench);
    [[nodiscard]] bool add_rejected(const RecordBatch& batch);
    [[nodiscard]] WriteOptions write_options() const;
    [[nodiscard]] bool finish();
    [[nodiscard]] bool fail(const Diagnostics& problems);
    [[nodiscard]] bool fail_rejects();
    [[nodiscard]] bool fail_groups();

    const Session& session_;
    std::vector<const Rulebook*> months_;
    const DecideOptions& options_;
    unsigned threads_;
    std::optional<Progress> progress_; ///< while it lasts
    MonthsTally tally_;
    Rejects rejects_;
    std::unique_ptr<RecordReader> reader_;
    std::unique_ptr<DecisionWriter> writer_;
    std::vector<std::thread> crew_; ///< beside the thread that began; grows while pieces are taken
    std::exception_ptr trouble_;    ///< of the first thread that met one
    bool has_failed_ = false;       ///< and the reason was told
    ExitCode failure_ = ExitCode::trouble;
};

} // namespace doudi::cli
