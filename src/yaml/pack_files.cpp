#include "yaml/pack_files.hpp"

#include "yaml/findings.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

namespace doudi::yaml {

namespace {

namespace fs = std::filesystem;

/// A finding about a file or folder as a whole.
Diagnostic about(const fs::path& path, std::string_view code, Phrase message, Phrase help) {
    const auto source = std::make_shared<const Source>(path.generic_string(), "");
    return error_at(code, place_at(source, 0, 0), std::move(message), std::move(help));
}

class Walk {
public:
    Walk(WithCases with_cases, Diagnostics& findings)
        : with_cases_(with_cases), findings_(findings) {}

    void folder(const fs::path& path) {
        std::error_code error;
        const fs::path real = fs::canonical(path, error);
        if (error) {
            unreadable(path, error);
        } else if (std::find(above_.begin(), above_.end(), real) != above_.end()) {
            findings_.push_back(about(path, "folder-loop",
                                      {"这个文件夹链接指回了上级，形成循环",
                                       "this folder is a link to one that it stands in"},
                                      {"删去这个链接", "remove the link"}));
        } else if (above_.size() >= limits::folder_depth) {
            findings_.push_back(
                about(path, "folder-too-deep",
                      {fmt::format("文件夹嵌套超过 {} 层", limits::folder_depth),
                       fmt::format("folders are nested more than {} deep", limits::folder_depth)},
                      {"把文件往上移几层", "move the files up"}));
        } else {
            above_.push_back(real);
            entries(path);
            above_.pop_back();
        }
    }

    std::vector<NamedText> take_files() {
        std::sort(files_.begin(), files_.end());
        return std::move(files_);
    }

private:
    void entries(const fs::path& path) {
        std::error_code error;
        std::vector<fs::path> inside;
        for (fs::directory_iterator at(path, error), end; !error && at != end;
             at.increment(error)) {
            inside.push_back(at->path());
            if (++seen_ > limits::pack_entries) {
                too_many(path);
                return;
            }
        }
        if (error) {
            unreadable(path, error);
        }
        std::sort(inside.begin(), inside.end());
        for (const fs::path& entry : inside) {
            if (!entry.filename().generic_string().starts_with('.') && !stopped_) {
                visit(entry);
            }
        }
    }

    void visit(const fs::path& path) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            folder(path);
            return;
        }
        const std::string extension = path.extension().generic_string();
        if (extension == ".yml" || extension == ".YAML" || extension == ".YML") {
            Diagnostic finding = about(path, "file-not-read",
                                       {"这个文件不会被读取：扩展名不是 .yaml",
                                        "this file is not read: its name does not end in .yaml"},
                                       {"改名为 .yaml", "rename it to .yaml"});
            finding.severity = Severity::warning;
            findings_.push_back(std::move(finding));
        }
        const bool wanted = extension == ".yaml" &&
                            (with_cases_ == WithCases::yes || !is_case_file(path.generic_string()));
        if (wanted) {
            file(path);
        }
    }

    void file(const fs::path& path) {
        std::error_code error;
        if (files_.size() >= limits::pack_files) {
            too_many(path);
            return;
        }
        // A pipe or a device would keep us waiting or never end.
        if (!fs::is_regular_file(path, error)) {
            unreadable(path, error);
            return;
        }
        const auto size = fs::file_size(path, error);
        if (error) {
            unreadable(path, error);
        } else if (size > limits::pack_file_bytes) {
            findings_.push_back(about(
                path, "file-too-large",
                {fmt::format("文件有 {} 字节，超过上限 {}", size, limits::pack_file_bytes),
                 fmt::format("the file has {} bytes, more than {}", size, limits::pack_file_bytes)},
                {"拆成几个文件", "split it into several files"}));
        } else if (bytes_ + size > limits::pack_bytes) {
            too_large(path);
        } else {
            bytes_ += size;
            content(path, static_cast<std::size_t>(size));
        }
    }

    void content(const fs::path& path, std::size_t size) {
        std::ifstream stream(path, std::ios::binary);
        std::string text(size, '\0');
        stream.read(text.data(), static_cast<std::streamsize>(size));
        // Half of a file would be other rules than those that somebody wrote.
        const bool is_whole = static_cast<std::size_t>(stream.gcount()) == size &&
                              stream.peek() == std::ifstream::traits_type::eof();
        if (!stream.is_open() || stream.bad() || !is_whole) {
            unreadable(path, {});
            return;
        }
        files_.emplace_back(path.generic_string(), std::move(text));
    }

    void unreadable(const fs::path& path, const std::error_code& error) {
        const std::string reason = error ? fmt::format("（{}）", error.message()) : std::string{};
        const std::string why = error ? fmt::format(" ({})", error.message()) : std::string{};
        findings_.push_back(about(path, "unreadable-file",
                                  {fmt::format("读不了这个文件或文件夹{}", reason),
                                   fmt::format("this file or folder cannot be read{}", why)},
                                  {"检查路径和权限", "check the path and its permissions"}));
    }

    void too_many(const fs::path& path) {
        stopped_ = true;
        findings_.push_back(
            about(path, "too-many-files",
                  {fmt::format("规则包超过 {} 个文件", limits::pack_files),
                   fmt::format("the pack has more than {} files", limits::pack_files)},
                  {"确认给出的是规则包的文件夹", "make sure that this is the folder of a pack"}));
    }

    void too_large(const fs::path& path) {
        stopped_ = true;
        findings_.push_back(
            about(path, "pack-too-large",
                  {fmt::format("规则包的文件合计超过 {} 字节", limits::pack_bytes),
                   fmt::format("the files of the pack have more than {} bytes together",
                               limits::pack_bytes)},
                  {"确认给出的是规则包的文件夹", "make sure that this is the folder of a pack"}));
    }

    WithCases with_cases_;
    Diagnostics& findings_;
    std::vector<fs::path> above_; ///< folders that the present one stands in
    std::vector<NamedText> files_;
    std::size_t seen_ = 0;
    std::size_t bytes_ = 0;
    bool stopped_ = false;
};

} // namespace

bool is_case_file(const std::string& name) {
    return name.ends_with(".test.yaml");
}

std::vector<NamedText> read_pack_files(const std::filesystem::path& folder, WithCases with_cases,
                                       Diagnostics& findings) {
    Walk walk(with_cases, findings);
    walk.folder(folder);
    return walk.take_files();
}

} // namespace doudi::yaml
