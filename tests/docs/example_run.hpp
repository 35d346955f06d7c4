#pragma once

#include "docs/example_pages.hpp"
#include "unit/data/temporary_folder.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace docs {

/// What a tool said about an example: a finding, or a reason why a record was refused.
struct Report {
    std::string code;
    bool is_error = true;
    std::string file;
    std::size_t line = 0; ///< 0: about no line
    doudi::Phrase message;
    doudi::Phrase help;
};

using Reports = std::vector<Report>;

/// All that loading, checking, running the cases and reading the records of a folder says, as
/// `doudi check`, `test` and `decide` do. Rule files stand in its folder "pack", records beside it.
[[nodiscard]] Reports run_folder(const TemporaryFolder& folder,
                                 const std::vector<std::string>& records = {});

/// The same of files around which the base pack is put, unless one of them is pack.yaml.
[[nodiscard]] Reports run_files(const std::vector<ExampleFile>& base,
                                const std::vector<ExampleFile>& files);

void add_findings(Reports& reports, const doudi::Diagnostics& findings);

/// Writes the base pack into the folder "pack".
void write_files(const TemporaryFolder& folder, const std::vector<ExampleFile>& files);

/// Examples that a page cannot hold, by the name in ```generate NAME. The folder holds the base.
using Generator = std::function<Reports(const TemporaryFolder&)>;
[[nodiscard]] std::map<std::string, Generator> generators();
[[nodiscard]] std::map<std::string, Generator> record_generators();

[[nodiscard]] std::string repeated(const std::string& text, std::size_t times);

} // namespace docs
