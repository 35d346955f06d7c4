#include "data/scratch_file.hpp"

#include "data/byte_window.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <stdlib.h> // mkstemp
#include <string>
#include <unistd.h>
#include <utility>

namespace doudi::data {

// Where TMPDIR names no folder, that is told: what is sorted may be meant for no other disk.
std::filesystem::path scratch_folder(const std::filesystem::path& named) {
    if (!named.empty()) {
        return named;
    }
    const char* const wanted = std::getenv("TMPDIR");
    return wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
}

ScratchFile::~ScratchFile() {
    close();
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept {
    *this = std::move(other);
}

ScratchFile& ScratchFile::operator=(ScratchFile&& other) noexcept {
    if (this != &other) {
        close();
        descriptor_ = std::exchange(other.descriptor_, -1);
        size_ = other.size_;
        problem_ = std::move(other.problem_);
    }
    return *this;
}

void ScratchFile::close() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
    descriptor_ = -1;
    size_ = 0;
}

bool ScratchFile::fail() {
    problem_ = system_problem(errno);
    return false;
}

bool ScratchFile::open(const std::filesystem::path& folder) {
    close();
    const std::filesystem::path place = scratch_folder(folder);
#ifdef O_TMPFILE
    descriptor_ = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor_ >= 0) {
        return true;
    }
#endif
    std::string name = (place / ".doudi-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        return fail();
    }
    ::unlink(name.c_str());
    return true;
}

bool ScratchFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno != EINTR) {
            return fail();
        }
        const std::size_t taken = written < 0 ? 0 : static_cast<std::size_t>(written);
        bytes.remove_prefix(taken);
        size_ += taken;
    }
    return true;
}

bool ScratchFile::read(std::uint64_t offset, char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t taken = ::pread(descriptor_, bytes, size, static_cast<off_t>(offset));
        if (taken == 0 || (taken < 0 && errno != EINTR)) {
            return fail();
        }
        if (taken > 0) {
            offset += static_cast<std::uint64_t>(taken);
            bytes += taken;
            size -= static_cast<std::size_t>(taken);
        }
    }
    return true;
}

} // namespace doudi::data
