#include "data/byte_window.hpp"

#include <doudi/output_file.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace doudi {

namespace {

constexpr std::size_t buffer_bytes = 1U << 20U;
constexpr mode_t permissions = 0666; // less what the user's mask takes away
constexpr mode_t owner_alone = 0600; // until the file has those of the one it replaces
constexpr mode_t permission_bits = 0777;

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

/// A name beside the target that nobody has yet.
std::filesystem::path hidden_name(const std::filesystem::path& target, int attempt) {
    return target.parent_path() /
           fmt::format(".{}.{}.{}.part", target.filename().string(), ::getpid(), attempt);
}

constexpr int attempts = 100;

} // namespace

std::optional<std::filesystem::path> follow_links(std::filesystem::path name) {
    constexpr int most_links = 40;
    std::error_code error;
    for (int links = 0; links <= most_links; ++links) {
        if (!std::filesystem::is_symlink(name, error)) {
            return name;
        }
        name = name.parent_path() / std::filesystem::read_symlink(name, error);
    }
    return std::nullopt;
}

OutputFile::~OutputFile() {
    discard();
}

OutputFile::OutputFile(OutputFile&& other) noexcept {
    *this = std::move(other);
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
    if (this != &other) {
        discard();
        target_ = std::move(other.target_);
        hidden_ = std::exchange(other.hidden_, {});
        buffer_ = std::move(other.buffer_);
        problem_ = std::move(other.problem_);
        descriptor_ = std::exchange(other.descriptor_, -1);
        mode_ = other.mode_;
        is_direct_ = other.is_direct_;
    }
    return *this;
}

bool OutputFile::fail() {
    if (problem_.empty()) {
        problem_ = data::system_problem(errno);
    }
    discard();
    return false;
}

bool OutputFile::open(const std::filesystem::path& target) {
    discard();
    problem_ = {};
    target_ = target;
    is_direct_ = target == "-";
    if (is_direct_) {
        descriptor_ = STDOUT_FILENO;
        return true;
    }

    struct stat status {};

    const bool is_there = ::stat(target_.c_str(), &status) == 0;
    mode_ = is_there ? status.st_mode & permission_bits : 0;
    if (is_there && !S_ISREG(status.st_mode)) {
        // A pipe or a device cannot be put in place afterwards.
        is_direct_ = true;
        descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
        return descriptor_ >= 0 || fail();
    }
    // A link stays a link, also one to a file that is not there yet.
    if (const auto place = follow_links(target)) {
        target_ = *place;
        return open_hidden();
    }
    errno = ELOOP;
    return fail();
}

bool OutputFile::open_hidden() {
    const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
#ifdef O_TMPFILE
    // Without /proc such a file could not be given a name at the end.
    if (::access("/proc/self/fd", F_OK) == 0) {
        descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, permissions);
        if (descriptor_ >= 0) {
            return true;
        }
    }
#endif
    for (int attempt = 0; attempt < attempts && descriptor_ < 0; ++attempt) {
        hidden_ = hidden_name(target_, attempt);
        descriptor_ = ::open(hidden_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                             mode_ == 0 ? permissions : owner_alone);
        if (descriptor_ < 0 && errno != EEXIST) {
            break;
        }
    }
    if (descriptor_ < 0) {
        hidden_.clear();
        return fail();
    }
    return true;
}

bool OutputFile::write(std::string_view bytes) {
    if (!is_open()) {
        return false;
    }
    buffer_.append(bytes);
    return buffer_.size() < buffer_bytes || flush();
}

bool OutputFile::flush() {
    const bool written = write_all(descriptor_, buffer_);
#ifdef SYNC_FILE_RANGE_WRITE
    // Let the disk begin, or `prepare` would wait for all of it; that it fails means nothing.
    if (written && !is_direct_) {
        static_cast<void>(::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE));
    }
#endif
    buffer_.clear();
    return written || fail();
}

bool OutputFile::prepare() {
    if (!is_open() || !flush()) {
        return false;
    }
    if (is_direct_) {
        return true;
    }
    // Who could not read the old file shall not read the new one.
    const bool has_mode = mode_ == 0 || ::fchmod(descriptor_, mode_) == 0;
    return (has_mode && ::fsync(descriptor_) == 0) || fail();
}

bool OutputFile::commit() {
    if (!prepare()) {
        return false;
    }
    if (is_direct_) {
        discard();
        return true;
    }
    if (!put_in_place()) {
        return fail();
    }
    hidden_.clear();
    discard();
    keep_name();
    return true;
}

// Else a machine that dies now could wake up with the old file. By now nothing can be taken back,
// and not every file system knows how to do this, so it may fail.
void OutputFile::keep_name() const {
    const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        static_cast<void>(::fsync(descriptor));
        ::close(descriptor);
    }
}

// A file without a name is given the target's, if that is free; else one beside it, since only a
// file with a name can be renamed over another.
bool OutputFile::put_in_place() {
    const std::string nameless = fmt::format("/proc/self/fd/{}", descriptor_);
    const auto link_to = [&](const std::filesystem::path& name) {
        return ::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
    };
    if (hidden_.empty()) {
        if (link_to(target_)) {
            return true;
        }
        for (int attempt = 0; attempt < attempts && errno == EEXIST && hidden_.empty(); ++attempt) {
            const std::filesystem::path name = hidden_name(target_, attempt);
            if (link_to(name)) {
                hidden_ = name;
            }
        }
    }
    return !hidden_.empty() && ::rename(hidden_.c_str(), target_.c_str()) == 0;
}

void OutputFile::discard() {
    if (descriptor_ > STDERR_FILENO) {
        ::close(descriptor_);
    }
    descriptor_ = -1;
    buffer_.clear();
    if (!hidden_.empty()) {
        ::unlink(hidden_.c_str());
        hidden_.clear();
    }
}

} // namespace doudi
