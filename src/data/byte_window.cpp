#include "data/byte_window.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace doudi::data {

Phrase system_problem(int error) {
    const std::string english = std::strerror(error);
    switch (error) {
    case ENOENT:
        return {"文件或文件夹不存在", english};
    case EACCES:
    case EPERM:
        return {"没有权限", english};
    case ENOSPC:
    case EDQUOT:
        return {"磁盘已满", english};
    case EISDIR:
        return {"这是一个文件夹", english};
    case EIO:
        return {"设备读写出错", english};
    case EBADF:
        return {"没有打开", english};
    case EFBIG:
        return {"文件超过大小上限", english};
    case EROFS:
        return {"文件系统只读", english};
    case ENOTDIR:
        return {"路径中有一段不是文件夹", english};
    case EPIPE:
        return {"管道的另一端已关闭", english};
    default:
        return {english, english};
    }
}

Phrase why_unreadable(const std::filesystem::path& path) {
    if (path == "-") {
        return {};
    }

    struct stat status {};

    if (::stat(path.c_str(), &status) != 0 || ::access(path.c_str(), R_OK) != 0) {
        return system_problem(errno);
    }
    return S_ISDIR(status.st_mode) ? system_problem(EISDIR) : Phrase{};
}

void ByteWindow::close() {
    if (descriptor_ > STDERR_FILENO) {
        ::close(descriptor_);
    }
    descriptor_ = -1;
    begin_ = is_holding_ ? end_ : 0;
    end_ = begin_;
    bytes_read_ = 0;
    size_ = 0;
    problem_ = {};
}

bool ByteWindow::open(const std::filesystem::path& path) {
    close();
    descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);

    struct stat status {};

    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
        problem_ = system_problem(errno);
        return false;
    }
    if (S_ISDIR(status.st_mode)) {
        problem_ = system_problem(EISDIR);
        return false;
    }
    size_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    return true;
}

void ByteWindow::adopt(int descriptor) {
    close();
    descriptor_ = descriptor;
    ::lseek(descriptor, 0, SEEK_SET);
}

void ByteWindow::show(std::string_view text) {
    is_holding_ = false;
    close();
    buffer_.assign(text.begin(), text.end());
    buffer_.resize(text.size() + padding);
    end_ = text.size();
    bytes_read_ = text.size();
    size_ = text.size();
}

// Moves what must stay to the front when that frees half of the buffer, else doubles the buffer:
// each byte is moved a bounded number of times.
void ByteWindow::make_room(std::size_t bytes) {
    if (buffer_.size() >= end_ + bytes + padding) {
        return;
    }
    const std::size_t first = is_holding_ ? held_ : begin_;
    if (first >= buffer_.size() / 2) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(first),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= first;
        begin_ -= first;
        held_ = 0;
    }
    if (buffer_.size() < end_ + bytes + padding) {
        buffer_.resize(std::max(2 * buffer_.size(), end_ + 4 * bytes));
    }
}

void ByteWindow::cut_out(std::size_t bytes) {
    if (is_holding_) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(begin_ - bytes));
        begin_ -= bytes;
        end_ -= bytes;
    }
}

std::size_t ByteWindow::hand_over(std::vector<char>& bytes, std::size_t wanted) {
    const std::size_t left = end_ - begin_;
    if (wanted < left) {
        bytes.resize(std::max(bytes.size(), wanted + padding));
        std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(held_), wanted, bytes.begin());
        is_holding_ = false;
        return 0;
    }
    bytes.resize(std::max(bytes.size(), left + padding));
    std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), left, bytes.begin());
    std::swap(buffer_, bytes);
    begin_ = 0;
    end_ = left;
    is_holding_ = false;
    return held_;
}

bool ByteWindow::extend() {
    if (descriptor_ < 0) {
        return false;
    }
    // As much again as there is, or what is looked at anew each time would take too long.
    const std::size_t wanted = std::max(chunk, end_ - begin_);
    make_room(wanted);
    ssize_t taken = -1;
    do {
        taken = ::read(descriptor_, buffer_.data() + end_, wanted);
    } while (taken < 0 && errno == EINTR);
    if (taken < 0) {
        problem_ = system_problem(errno);
    }
    if (taken <= 0) {
        return false;
    }
    end_ += static_cast<std::size_t>(taken);
    bytes_read_ += static_cast<std::uint64_t>(taken);
    return true;
}

} // namespace doudi::data
