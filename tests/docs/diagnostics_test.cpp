#include "docs/example_pages.hpp"
#include "docs/example_run.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

// Every code that the sources can report is documented, every documented code is in the sources,
// and every example is reported as its page says.
using namespace docs;

namespace {

const std::filesystem::path root = DOUDI_SOURCE_DIR;
const std::vector<std::string> page_names{"files", "yaml",    "parameters", "formulas",
                                          "rules", "records", "inputs",     "cases"};

/// Codes by layer of the sources. A code is a literal of two or more words joined by '-', and no
/// other literal of the sources looks so.
std::set<std::string> codes_of_layer(const std::string& layer) {
    const std::regex code(R"re("([a-z][a-z0-9]*(?:-[a-z0-9]+)+)")re");
    std::set<std::string> codes;
    for (const auto& file : std::filesystem::recursive_directory_iterator(root / "src" / layer)) {
        const std::string extension = file.path().extension().string();
        if (extension != ".cpp" && extension != ".hpp") {
            continue;
        }
        const std::string text = read_file(file.path());
        for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) {
            codes.insert((*at)[1].str());
        }
    }
    return codes;
}

/// Where the codes of some layers are documented. Those pages may also hold codes of `guests`.
struct Group {
    std::vector<std::string> layers;
    std::vector<std::string> guests;
    std::vector<std::string> pages;
};

const std::vector<Group> groups{
    {{"yaml", "syntax", "compile"}, {}, {"files", "yaml", "parameters", "formulas", "rules"}},
    {{"data"}, {"cli"}, {"records", "inputs"}},
    {{"cases"}, {}, {"cases"}}};

std::set<std::string> codes_of_layers(const std::vector<std::string>& layers) {
    std::set<std::string> codes;
    for (const std::string& layer : layers) {
        codes.merge(codes_of_layer(layer));
    }
    return codes;
}

std::vector<Page> read_pages() {
    std::vector<Page> pages;
    for (const std::string& name : page_names) {
        pages.push_back(read_page(root / "docs" / "diagnostics" / (name + ".md")));
    }
    return pages;
}

std::vector<ExampleFile> base_pack() {
    return read_base(root / "docs" / "DIAGNOSTICS.md");
}

bool has_han(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char byte) {
        return static_cast<unsigned char>(byte) >= 0xE4 && static_cast<unsigned char>(byte) <= 0xE9;
    });
}

/// The first few reports, a line each.
std::string shown(const Reports& reports) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(reports.size(), most); ++i) {
        const Report& report = reports[i];
        const std::size_t slash = report.file.rfind('/') + 1;
        text += fmt::format("\n    {} {}:{} {}", report.code, report.file.substr(slash),
                            report.line, report.message.en);
    }
    return text;
}

/// Whether a report is the one that the files announce, on the line that they mark.
bool is_announced(const Report& report, const Entry& entry, const std::vector<ExampleFile>& files) {
    const auto marked = std::find_if(
        files.begin(), files.end(), [](const ExampleFile& file) { return file.reported_line > 0; });
    if (report.code != entry.code || report.file.empty()) {
        return report.code == entry.code; // its message names the place
    }
    return marked == files.end()
               ? report.line <= 1
               : report.line == marked->reported_line && report.file.ends_with(marked->name);
}

/// Every report says what is wrong and how to mend it, in both languages.
std::string complaints_about_words(const Reports& reports) {
    std::string complaints;
    for (const Report& report : reports) {
        const bool good = has_han(report.message.zh) && !report.message.en.empty() &&
                          has_han(report.help.zh) && !report.help.en.empty();
        complaints += good ? "" : "\n  words are missing:" + shown({report});
    }
    return complaints;
}

std::string complaints_about_example(const Entry& entry, const std::vector<ExampleFile>& base) {
    const std::vector<ExampleFile> files = files_of(entry, false);
    const Reports reports = run_files(base, files);
    std::string complaints = complaints_about_words(reports);
    if (std::none_of(reports.begin(), reports.end(),
                     [&](const Report& report) { return is_announced(report, entry, files); })) {
        complaints += "\n  not reported at its place, but:" + shown(reports);
    }
    if (is_mended(entry)) {
        Reports mended = run_files(base, files_of(entry, true));
        mended.erase(std::remove_if(mended.begin(), mended.end(),
                                    [&](const Report& report) {
                                        return !report.is_error && report.code != entry.code;
                                    }),
                     mended.end());
        complaints += mended.empty() ? "" : "\n  the mended text is not sound:" + shown(mended);
    }
    return complaints;
}

std::string complaints_about_generated(const Entry& entry, const std::vector<ExampleFile>& base) {
    const std::map<std::string, Generator> known = generators();
    const auto generator = known.find(entry.fences.front().name);
    if (generator == known.end()) {
        return "\n  there is no such generator";
    }
    const TemporaryFolder folder;
    write_files(folder, base);
    const Reports reports = generator->second(folder);
    const bool is_reported = std::any_of(reports.begin(), reports.end(), [&](const Report& report) {
        return report.code == entry.code;
    });
    return complaints_about_words(reports) +
           (is_reported ? "" : "\n  not reported, but:" + shown(reports));
}

std::string complaints_about(const Entry& entry, const std::vector<ExampleFile>& base) {
    if (entry.has_no_example) {
        return {};
    }
    const bool is_generated = entry.fences.front().language == "generate";
    const std::string complaints = is_generated ? complaints_about_generated(entry, base)
                                                : complaints_about_example(entry, base);
    return complaints.empty() ? complaints
                              : fmt::format("\ndocs/diagnostics/{}.md:{} {}{}", entry.page,
                                            entry.line, entry.code, complaints);
}

} // namespace

TEST_CASE("the pack around the examples is sound", "[docs]") {
    const std::vector<ExampleFile> base = base_pack();
    REQUIRE(base.size() == 2);
    const Reports reports = run_files(base, {});
    INFO(shown(reports));
    CHECK(std::all_of(reports.begin(), reports.end(),
                      [](const Report& report) { return report.code == "unused-parameter"; }));
}

TEST_CASE("every code of the sources is documented, and every documented code is in them",
          "[docs]") {
    const std::vector<Page> pages = read_pages();
    for (const Group& group : groups) {
        std::set<std::string> missing = codes_of_layers(group.layers);
        const std::set<std::string> guests = codes_of_layers(group.guests);
        CHECK_FALSE(missing.empty());
        std::set<std::string> unknown;
        for (const Page& page : pages) {
            if (std::count(group.pages.begin(), group.pages.end(), page.name) == 0) {
                continue;
            }
            for (const Entry& entry : page.entries) {
                if (missing.erase(entry.code) == 0 && guests.count(entry.code) == 0) {
                    unknown.insert(entry.code); // or documented twice
                }
            }
        }
        INFO(fmt::format("not documented: {}\nnot in the sources: {}", fmt::join(missing, " "),
                         fmt::join(unknown, " ")));
        CHECK(missing.empty());
        CHECK(unknown.empty());
    }
}

TEST_CASE("the other layers report no code that is documented nowhere", "[docs]") {
    std::set<std::string> missing = codes_of_layer("");
    for (const Page& page : read_pages()) {
        for (const Entry& entry : page.entries) {
            missing.erase(entry.code);
        }
    }
    INFO(fmt::format("not documented: {}", fmt::join(missing, " ")));
    CHECK(missing.empty());
}

TEST_CASE("every entry says what its code means in both languages, in the order of the codes",
          "[docs]") {
    for (const Page& page : read_pages()) {
        std::string last;
        for (const Entry& entry : page.entries) {
            INFO(page.name << ".md:" << entry.line << " " << entry.code);
            CHECK(last < entry.code);
            CHECK(entry.english.ends_with("."));
            CHECK_FALSE(has_han(entry.english));
            CHECK(entry.chinese.ends_with("。"));
            CHECK(has_han(entry.chinese));
            CHECK(entry.fences.empty() == entry.has_no_example);
            last = entry.code;
        }
    }
}

TEST_CASE("every example is reported as its page says, and its mend is sound", "[docs]") {
    const std::vector<ExampleFile> base = base_pack();
    std::string complaints;
    for (const Page& page : read_pages()) {
        for (const Entry& entry : page.entries) {
            complaints += complaints_about(entry, base);
        }
    }
    INFO(complaints);
    CHECK(complaints.empty());
}

TEST_CASE("the index lists every entry of every page", "[docs]") {
    const std::filesystem::path path = root / "docs" / "DIAGNOSTICS.md";
    const std::string text = read_file(path);
    const std::string index = index_of(read_pages());
    const std::size_t begin = std::min(text.find("## Index 索引\n"), text.size());
    if (std::getenv("DOUDI_UPDATE_CASES") != nullptr) {
        std::ofstream(path, std::ios::binary) << text.substr(0, begin) << index;
        return;
    }
    INFO("write it with DOUDI_UPDATE_CASES=1");
    const bool is_current = text.substr(begin) == index;
    CHECK(is_current);
}
