#pragma once

#include <doudi/language.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace doudi {

/// Where a name leads by links, whether a file is there or not; nothing when they form a circle.
[[nodiscard]] std::optional<std::filesystem::path> follow_links(std::filesystem::path name);

/// A file that appears whole or not at all.
///
/// Bytes go to a file without a name in the target's folder (where the system has such files;
/// else to a hidden one beside it), which takes the target's place, and its permissions, in one
/// step at `commit`. Until then an older file of that name stays as it is; a program that is killed
/// leaves nothing.
/// "-" is the standard output, which, like any pipe or device, knows no way back.
class OutputFile {
public:
    OutputFile() = default;
    ~OutputFile();
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;

    /// Begins a file. False when the folder does not let us; `problem` says why.
    [[nodiscard]] bool open(const std::filesystem::path& target);

    /// Adds bytes. False after the first failure (a full disk, a closed pipe), and from then on.
    bool write(std::string_view bytes);

    /// Flushes to the disk without taking the target's place yet: where several files belong
    /// together, all are prepared before the first is committed.
    [[nodiscard]] bool prepare();

    /// Prepares and takes the target's place. False when anything went wrong; then
    /// nothing is left behind.
    [[nodiscard]] bool commit();

    /// Gives up and leaves nothing.
    void discard();

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

    /// What went wrong, or an empty phrase.
    [[nodiscard]] const Phrase& problem() const { return problem_; }

private:
    bool open_hidden();
    bool flush();
    bool put_in_place();
    void keep_name() const;
    bool fail();

    std::filesystem::path target_;
    std::filesystem::path hidden_; ///< name of the file while it has one
    std::string buffer_;
    Phrase problem_;
    int descriptor_ = -1;
    unsigned mode_ = 0;      ///< permissions of the file that is replaced, or 0
    bool is_direct_ = false; ///< what is written cannot be taken back
};

} // namespace doudi
