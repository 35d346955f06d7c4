#pragma once

#include <doudi/language.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace doudi::data {

/// The folder for such files: the one that is named, or else the one of TMPDIR, or else /tmp.
[[nodiscard]] std::filesystem::path scratch_folder(const std::filesystem::path& named);

/// A file on disk that has no name: it vanishes with us, however we end.
class ScratchFile {
public:
    ScratchFile() = default;
    ~ScratchFile();
    ScratchFile(ScratchFile&& other) noexcept;
    ScratchFile& operator=(ScratchFile&& other) noexcept;

    /// Begins an empty file in `folder`, or in the system's folder for such files.
    [[nodiscard]] bool open(const std::filesystem::path& folder);

    [[nodiscard]] bool append(std::string_view bytes);

    /// Reads `size` bytes at `offset`. False when they are not all there.
    [[nodiscard]] bool read(std::uint64_t offset, char* bytes, std::size_t size);

    [[nodiscard]] std::uint64_t size() const { return size_; }

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

    /// What went wrong, or an empty phrase.
    [[nodiscard]] const Phrase& problem() const { return problem_; }

private:
    void close();
    bool fail();

    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    Phrase problem_;
};

} // namespace doudi::data
