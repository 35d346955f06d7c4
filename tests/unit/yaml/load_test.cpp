#include "unit/yaml/findings_of.hpp"

#include <doudi/limits.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace doudi;
using findings_of::brief;
using findings_of::Codes;
using findings_of::small_pack;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for one test, removed with it.
class Folder {
public:
    Folder()
        : path_(fs::temp_directory_path() /
                ("doudi_load_" + std::to_string(::getpid()) + "_" + std::to_string(++count))) {
        fs::create_directories(path_);
    }

    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }

private:
    static inline int count = 0;
    fs::path path_;
};

const std::string fact = "facts:\n  member:\n    a: {type: date}\n";

} // namespace

TEST_CASE("a pack is its pack.yaml and every yaml file below it", "[load]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    folder.write("facts.yaml", fact);
    folder.write("deep/er/rules.yaml", "programme: p\nrules:\n  - rule: b\n    value: 1\n");
    folder.write("deep/a.test.yaml", "cases:\n  - {case: c, date: 2020-07, expect: {}}\n");
    folder.write(".hidden/x.yaml", "ruls: 1\n");
    folder.write("notes.txt", "no rules");
    const auto pack = load_pack(folder.path());
    CAPTURE(render(pack.diagnostics()));
    REQUIRE(pack);
    CHECK(pack.value().facts.size() == 1);
    CHECK(pack.value().rules.size() == 1);
    CHECK(pack.value().cases.empty());
    const auto with_cases = load_pack(folder.path(), WithCases::yes);
    REQUIRE(with_cases);
    CHECK(with_cases.value().cases.size() == 1);
}

TEST_CASE("a pack stays whole when it is moved", "[load]") {
    auto loaded = findings_of::load(findings_of::rule("    value: 1\n"));
    REQUIRE(loaded);
    const RulePack moved = std::move(loaded).value();
    CHECK(moved.rules[0].forms[0].body->find("value")->scalar.value == "1");
}

TEST_CASE("the findings of all files come together, in the order of files", "[load]") {
    const auto pack = load_pack_texts({{"b.yaml", "ruls: []\n"},
                                       {"pack.yaml", small_pack + "x: 1\n"},
                                       {"a.yaml", "a: 1\na: 2\nfcts: {}\n"}});
    CHECK_FALSE(pack);
    CHECK(brief(pack.diagnostics()) == Codes{"unknown-key 1:1", "duplicate-key 2:1",
                                             "unknown-key 3:1", "unknown-key 1:1",
                                             "unknown-key 9:1"});
}

TEST_CASE("a pack has one pack.yaml", "[load]") {
    CHECK(brief(load_pack_texts({{"a.yaml", fact}}).diagnostics()) == Codes{"no-pack-file 1:1"});
    CHECK(brief(load_pack_texts({{"pack.yaml", small_pack}, {"in/pack.yaml", small_pack}})
                    .diagnostics()) == Codes{"nested-pack 1:1"});
    CHECK(brief(load_pack_texts({}).diagnostics()) == Codes{"no-pack-file 1:1"});
}

TEST_CASE("a folder that cannot be read is a finding", "[load]") {
    CHECK(brief(load_pack("/nowhere/at/all").diagnostics()) == Codes{"unreadable-file 1:1"});
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    fs::create_symlink(folder.path() / "gone.yaml", folder.path() / "link.yaml");
    CHECK(brief(load_pack(folder.path()).diagnostics()) == Codes{"unreadable-file 1:1"});
    CHECK_FALSE(load_pack(folder.path() / "pack.yaml"));
}

TEST_CASE("a link that leads back to its folder is a finding", "[load][attack]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    fs::create_directory_symlink(folder.path(), folder.path() / "again");
    CHECK(brief(load_pack(folder.path()).diagnostics()) == Codes{"folder-loop 1:1"});
}

TEST_CASE("folders end at a depth", "[load][attack]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    std::string deep;
    for (int i = 0; i < 40; ++i) {
        deep += "d/";
    }
    folder.write(deep + "facts.yaml", fact);
    CHECK(brief(load_pack(folder.path()).diagnostics()) == Codes{"folder-too-deep 1:1"});
}

TEST_CASE("a file that is too large is not read", "[load][attack]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    folder.write("big.yaml", "");
    fs::resize_file(folder.path() / "big.yaml", std::uintmax_t{1} << 40U);
    CHECK(brief(load_pack(folder.path()).diagnostics()) == Codes{"file-too-large 1:1"});
}

TEST_CASE("files that are too large together are not read", "[load][attack]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    for (std::size_t i = 0; i <= limits::pack_bytes / limits::pack_file_bytes; ++i) {
        const std::string name = "big" + std::to_string(i) + ".yaml";
        folder.write(name, "");
        fs::resize_file(folder.path() / name, limits::pack_file_bytes);
    }
    const std::vector<std::string> found = brief(load_pack(folder.path()).diagnostics());
    CHECK(std::count(found.begin(), found.end(), "pack-too-large 1:1") == 1);
}

TEST_CASE("a file that is longer than it says is not read in part", "[load][attack]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    fs::create_symlink("/proc/self/limits", folder.path() / "rules.yaml"); // 0 bytes, it says
    CHECK(brief(load_pack(folder.path()).diagnostics()) == Codes{"unreadable-file 1:1"});
}

TEST_CASE("a yaml file with another ending is warned about", "[load]") {
    const Folder folder;
    folder.write("pack.yaml", small_pack);
    folder.write("facts.yml", fact);
    const auto pack = load_pack(folder.path());
    CHECK(pack);
    CHECK(brief(pack.diagnostics()) == Codes{"file-not-read 1:1"});
}

TEST_CASE("findings end at a limit, and say so", "[load][attack]") {
    std::string text = "facts:\n  member:\n";
    for (int i = 0; i < 5'000; ++i) {
        text += "    a" + std::to_string(i) + ": {typ: date}\n";
    }
    const auto pack = findings_of::load(text);
    REQUIRE(pack.diagnostics().size() == limits::findings + 1);
    CHECK(pack.diagnostics().back().code == "too-many-findings");
    CHECK_FALSE(pack);
}

TEST_CASE("no text at all makes a pack fail by exception", "[load][attack]") {
    const std::string good = small_pack + "facts:\n  member:\n    a: {type: date, title: “甲”}\n"
                                          "parameters:\n  b: {type: rate, values: {2020-01-01: "
                                          "{value: 2%, source: [c, d]}}}\n"
                                          "rules:\n  - rule: e\n    value: >-\n      a # b\n"
                                          "    assumed: 'it''s'\n    title: \"x\\ty\"\n";
    // Every text with one byte cut out, doubled or replaced.
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const std::string& middle :
             {std::string(), std::string(2, good[i]), std::string("\""), std::string("{"),
              std::string(": "), std::string("\n"), std::string("\xFF"), std::string("\t"),
              std::string("- ")}) {
            const std::string text = good.substr(0, i) + middle + good.substr(i + 1);
            const auto pack = load_pack_texts({{"pack.yaml", text}});
            const bool consistent = static_cast<bool>(pack) != has_errors(pack.diagnostics());
            if (!consistent ||
                render(pack.diagnostics()).empty() == has_errors(pack.diagnostics())) {
                FAIL("inconsistent: " << text);
            }
        }
    }
    SUCCEED();
}
