#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// The pages under docs/diagnostics: what each code means, with an example that is a test.
//
//   ### code
//   One sentence in English.
//   一句中文。
//   ```diff NAME        lines with " " stand in both texts, "-" in the bad one, "+" in the mended
//   ```generate NAME    an example that a page cannot hold; the test makes it by that name
namespace docs {

/// A line of a fence without its first character, and whose it is.
struct ExampleLine {
    char mark = ' ';
    std::string text;
    bool is_reported = false; ///< ended in "# <-- here"
};

struct ExampleFence {
    std::string language; ///< "diff" or "generate"
    std::string name;
    std::vector<ExampleLine> lines;
};

struct Entry {
    std::string code;
    std::string page; ///< "files"
    std::size_t line = 0;
    std::string english;
    std::string chinese;
    std::vector<ExampleFence> fences;
    bool has_no_example = false; ///< says "No input is known to lead here."
};

struct Page {
    std::string name;
    std::string title;
    std::vector<Entry> entries;
};

/// A file of an example, and the line of it on which the finding must stand (0: none said).
struct ExampleFile {
    std::string name;
    std::string text;
    std::size_t reported_line = 0;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

[[nodiscard]] Page read_page(const std::filesystem::path& path);

/// Fences ```yaml NAME of a page: the pack around every example.
[[nodiscard]] std::vector<ExampleFile> read_base(const std::filesystem::path& path);

/// The bad files of an entry, or the mended ones.
[[nodiscard]] std::vector<ExampleFile> files_of(const Entry& entry, bool mended);

[[nodiscard]] bool is_mended(const Entry& entry);

/// The index of all pages, as docs/DIAGNOSTICS.md must end.
[[nodiscard]] std::string index_of(const std::vector<Page>& pages);

} // namespace docs
