#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h> // mkdtemp
#include <string>
#include <string_view>

/// A folder for one test, gone at its end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "doudi-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

    std::filesystem::path write(std::string_view name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }

    [[nodiscard]] std::string read(std::string_view name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Names of the files in it, in order, a blank behind each.
    [[nodiscard]] std::string list() const {
        std::string out;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(path_, ignored)) {
            out += entry.path().filename().string() + " ";
        }
        return out;
    }

private:
    std::filesystem::path path_;
};
