#include "cli/overwriting.hpp"

#include <doudi/output_file.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace doudi::cli {

namespace {

namespace fs = std::filesystem;

bool is_file_or_will_be(const fs::path& path) {
    std::error_code ignored;
    return !fs::exists(path, ignored) || fs::is_regular_file(path, ignored);
}

/// From the root on and without detours, whether the file is there or not.
fs::path whole_name(const fs::path& path) {
    std::error_code ignored;
    const fs::path place = follow_links(path).value_or(path);
    return fs::weakly_canonical(fs::absolute(place, ignored), ignored);
}

/// Whether two names, by whatever way, lead to one file.
bool are_one_file(const fs::path& a, const fs::path& b) {
    if (a == "-" || b == "-") {
        return false;
    }
    std::error_code ignored;
    return is_file_or_will_be(a) && is_file_or_will_be(b) &&
           (fs::equivalent(a, b, ignored) || whole_name(a) == whole_name(b));
}

Diagnostic clash(std::string_view code, const fs::path& path, const char* zh, const char* en) {
    Diagnostic finding;
    finding.code = code;
    finding.message = {fmt::format(fmt::runtime(zh), path.string()),
                       fmt::format(fmt::runtime(en), path.string())};
    finding.help = {"请换一个文件名", "choose another name"};
    return finding;
}

} // namespace

std::optional<Diagnostic> find_clash(const std::vector<fs::path>& read,
                                     const std::vector<fs::path>& written) {
    for (auto output = written.begin(); output != written.end(); ++output) {
        if (std::any_of(read.begin(), read.end(),
                        [&](const fs::path& input) { return are_one_file(input, *output); })) {
            return clash("output-is-input", *output, "'{}' 既要读取又要写入，会被覆盖",
                         "'{}' is read and would be written over");
        }
        if (std::any_of(written.begin(), output, [&](const fs::path& other) {
                return are_one_file(other, *output) || (other == "-" && *output == "-");
            })) {
            return clash("output-twice", *output, "两样结果都要写到 '{}'",
                         "two kinds of results would be written to '{}'");
        }
    }
    return std::nullopt;
}

} // namespace doudi::cli
