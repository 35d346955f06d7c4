#include "docs/example_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace docs {

namespace {

constexpr std::string_view fence_mark = "```";
constexpr std::string_view here = "  # <-- here";
constexpr std::string_view no_example = "No input is known to lead here.";

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

ExampleLine read_line(const std::string& line) {
    ExampleLine result;
    result.mark = line.empty() ? ' ' : line.front();
    result.text = line.empty() ? line : line.substr(1);
    if (result.mark != ' ' && result.mark != '-' && result.mark != '+') {
        throw std::runtime_error("a line of an example begins with ' ', '-' or '+': " + line);
    }
    if (result.text.ends_with(here)) {
        result.text.resize(result.text.size() - here.size());
        result.is_reported = true;
    }
    return result;
}

/// Reads a fence that begins at `at`, and leaves `at` on its last line.
ExampleFence read_fence(const std::vector<std::string>& lines, std::size_t& at) {
    ExampleFence fence;
    std::istringstream head(lines[at].substr(fence_mark.size()));
    head >> fence.language >> fence.name;
    for (++at; at < lines.size() && !lines[at].starts_with(fence_mark); ++at) {
        fence.lines.push_back(fence.language == "diff" ? read_line(lines[at])
                                                       : ExampleLine{' ', lines[at], false});
    }
    return fence;
}

/// What stands before and after the lines of a fence that is no whole file.
struct Frame {
    std::string file;
    std::string head;
    std::string indent;
};

Frame frame_of(const std::string& name) {
    const std::string rule = "rules:\n  - rule: x\n    for: household\n    source: law 1\n";
    if (name == "formula") {
        return {"rules.yaml", rule + "    value: >-\n", "      "};
    }
    if (name == "rule") {
        return {"rules.yaml", rule, "    "};
    }
    return {name, {}, {}};
}

ExampleFile file_of(const ExampleFence& fence, bool mended) {
    const Frame frame = frame_of(fence.name);
    ExampleFile file{frame.file, frame.head, 0};
    auto line = static_cast<std::size_t>(std::count(frame.head.begin(), frame.head.end(), '\n'));
    std::size_t first_bad = 0;
    for (const ExampleLine& written : fence.lines) {
        if (written.mark == (mended ? '-' : '+')) {
            continue;
        }
        file.text += frame.indent + written.text + "\n";
        ++line;
        if (written.is_reported) {
            file.reported_line = line;
        }
        if (written.mark == '-' && first_bad == 0) {
            first_bad = line;
        }
    }
    if (file.reported_line == 0) {
        file.reported_line = first_bad;
    }
    return file;
}

} // namespace

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("cannot read " + path.string());
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

Page read_page(const std::filesystem::path& path) {
    Page page;
    page.name = path.stem().string();
    const std::vector<std::string> lines = lines_of(read_file(path));
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const std::string& line = lines[at];
        if (line.starts_with("# ")) {
            page.title = line.substr(2);
        } else if (line.starts_with("### ")) {
            Entry& entry = page.entries.emplace_back();
            entry.code = line.substr(4);
            entry.page = page.name;
            entry.line = at + 1;
        } else if (page.entries.empty() || line.empty()) {
            continue;
        } else if (line.starts_with(fence_mark)) {
            page.entries.back().fences.push_back(read_fence(lines, at));
        } else if (page.entries.back().english.empty()) {
            page.entries.back().english = line;
        } else if (page.entries.back().chinese.empty()) {
            page.entries.back().chinese = line;
        } else if (line == no_example) {
            page.entries.back().has_no_example = true;
        }
    }
    return page;
}

std::vector<ExampleFile> read_base(const std::filesystem::path& path) {
    std::vector<ExampleFile> files;
    const std::vector<std::string> lines = lines_of(read_file(path));
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!lines[at].starts_with("```yaml ")) {
            continue;
        }
        const ExampleFence fence = read_fence(lines, at);
        ExampleFile& file = files.emplace_back();
        file.name = fence.name;
        for (const ExampleLine& line : fence.lines) {
            file.text += line.text + "\n";
        }
    }
    return files;
}

std::vector<ExampleFile> files_of(const Entry& entry, bool mended) {
    std::vector<ExampleFile> files;
    for (const ExampleFence& fence : entry.fences) {
        if (fence.language == "diff") {
            files.push_back(file_of(fence, mended));
        }
    }
    return files;
}

bool is_mended(const Entry& entry) {
    return std::any_of(entry.fences.begin(), entry.fences.end(), [](const ExampleFence& fence) {
        return std::any_of(fence.lines.begin(), fence.lines.end(),
                           [](const ExampleLine& line) { return line.mark != ' '; });
    });
}

std::string index_of(const std::vector<Page>& pages) {
    std::string index = "## Index 索引\n";
    for (const Page& page : pages) {
        index += fmt::format("\n### [{}](diagnostics/{}.md)\n\n", page.title, page.name);
        for (const Entry& entry : page.entries) {
            index += fmt::format("- [{0}](diagnostics/{1}.md#{0}): {2} {3}\n", entry.code,
                                 page.name, entry.english, entry.chinese);
        }
    }
    return index;
}

} // namespace docs
