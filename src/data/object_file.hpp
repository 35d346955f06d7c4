#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/output_file.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace doudi::data {

/// A file of JSON objects: one a line, or, as JSON proper, a list of them.
class ObjectFile {
public:
    explicit ObjectFile(bool is_list) : is_list_(is_list) {}

    [[nodiscard]] bool open(const std::filesystem::path& target, Diagnostics& problems);

    /// Appends to `out`, a run of objects, what stands between the last of them and the next.
    void separate(std::string& out) const {
        if (!out.empty()) {
            out += between();
        }
    }

    /// Appends what stands behind the last of a run.
    void end(std::string& out) const {
        if (!is_list_ && !out.empty()) {
            out += '\n';
        }
    }

    /// Writes a run of objects.
    [[nodiscard]] bool append(std::string_view run, std::size_t objects, Diagnostics& problems);

    [[nodiscard]] bool finish(Diagnostics& problems);

    [[nodiscard]] const std::filesystem::path& path() const { return target_; }

private:
    [[nodiscard]] std::string_view between() const { return is_list_ ? ",\n" : "\n"; }

    [[nodiscard]] bool check(bool good, Diagnostics& problems);
    [[nodiscard]] bool write(std::string_view bytes, Diagnostics& problems);

    OutputFile file_;
    std::filesystem::path target_;
    bool is_list_;
    std::size_t count_ = 0;
};

/// What the end of a name, or the caller, asks for; never `automatic`.
[[nodiscard]] RecordFormat output_format(const std::filesystem::path& target, RecordFormat wanted);

} // namespace doudi::data
