#pragma once

#include "cli/command.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/output_file.hpp>
#include <doudi/records.hpp>

#include <string>

namespace doudi::cli {

/// Where rejected records go: an NDJSON file, or else the first of them to standard error, by
/// position and key and never by value.
class Rejects {
public:
    Rejects(const Session& session, const Rulebook& rulebook)
        : session_(session), rulebook_(rulebook) {}

    /// Begins the file. Without one, records are only told of.
    [[nodiscard]] bool open(const std::string& path);

    /// False when the file cannot be written.
    [[nodiscard]] bool add(const RejectedRecord& rejected);

    /// Keeps what is to be told until `tell`, since the run may still begin again.
    void hold_back() { is_held_back_ = true; }

    /// Says what was held back.
    void tell();

    /// Forgets all, since the run begins again.
    void forget();

    /// Writes what is left to the disk, so that little can go wrong in `finish`.
    [[nodiscard]] bool prepare();

    /// Puts the file in place, and says how many records were not told of.
    [[nodiscard]] bool finish();

    /// Why one of them failed.
    [[nodiscard]] const Phrase& problem() const { return file_.problem(); }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    const Session& session_;
    const Rulebook& rulebook_;
    std::string path_;
    OutputFile file_;
    bool is_held_back_ = false;
    std::string to_tell_;
    std::size_t untold_ = 0;
    std::size_t told_ = 0;
};

/// "households.ndjson:12 (h-7): members.a.wage: …", a line for each reason.
[[nodiscard]] std::string describe(const RejectedRecord& rejected, const Rulebook& rulebook,
                                   Language language);

} // namespace doudi::cli
