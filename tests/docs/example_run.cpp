#include "docs/example_run.hpp"

#include <doudi/cases.hpp>
#include <doudi/compile.hpp>
#include <doudi/load.hpp>

#include <algorithm>
#include <filesystem>

namespace docs {

namespace {

bool is_record_file(const std::string& name) {
    return !name.ends_with(".yaml") && !name.ends_with(".yml");
}

void add_rejected(Reports& reports, const doudi::RejectedRecord& rejected) {
    for (const doudi::Reason& reason : rejected.reasons) {
        const bool is_placed = reason.line > 0;
        reports.push_back({std::string(reason.code), true, is_placed ? reason.file : rejected.file,
                           is_placed ? reason.line : rejected.line, reason.message, reason.help});
    }
}

void read_records(const doudi::Rulebook& rulebook, const TemporaryFolder& folder,
                  const std::vector<std::string>& names, Reports& reports) {
    std::vector<doudi::RecordFile> files;
    for (const std::string& name : names) {
        files.push_back({folder / name, {}, doudi::RecordFormat::automatic});
    }
    doudi::ReadOptions options;
    options.unique = true;
    auto opened = doudi::RecordReader::open(rulebook, files, options);
    add_findings(reports, opened.diagnostics());
    if (!opened) {
        return;
    }
    const auto reader = std::move(opened).value();
    doudi::RecordBatch batch(rulebook);
    while (reader->next(batch)) {
        for (const doudi::RejectedRecord& rejected : batch.rejected) {
            add_rejected(reports, rejected);
        }
    }
    add_findings(reports, reader->problems());
}

} // namespace

void add_findings(Reports& reports, const doudi::Diagnostics& findings) {
    for (const doudi::Diagnostic& finding : findings) {
        Report& report = reports.emplace_back();
        report.code = finding.code;
        report.is_error = finding.severity == doudi::Severity::error;
        report.message = finding.message;
        report.help = finding.help;
        if (!finding.labels.empty() && finding.labels.front().place.source) {
            const doudi::Place& place = finding.labels.front().place;
            report.file = place.source->name();
            report.line = place.source->locate(place.span.begin).line;
        }
    }
}

void write_files(const TemporaryFolder& folder, const std::vector<ExampleFile>& files) {
    for (const ExampleFile& file : files) {
        const std::string name = is_record_file(file.name) ? file.name : "pack/" + file.name;
        std::filesystem::create_directories((folder / name).parent_path());
        folder.write(name, file.text);
    }
}

Reports run_folder(const TemporaryFolder& folder, const std::vector<std::string>& records) {
    Reports reports;
    const auto pack = doudi::load_pack(folder / "pack", doudi::WithCases::yes);
    add_findings(reports, pack.diagnostics());
    if (!pack) {
        return reports;
    }
    add_findings(reports, doudi::check(pack.value()));
    const doudi::CaseReport cases = doudi::run_cases(pack.value());
    add_findings(reports, cases.findings);
    for (const doudi::CaseResult& result : cases.results) {
        add_findings(reports, result.findings);
    }
    const auto rulebook = doudi::compile(pack.value(), {{2020, 7, 1}});
    if (rulebook && !records.empty()) {
        read_records(rulebook.value(), folder, records, reports);
    }
    return reports;
}

Reports run_files(const std::vector<ExampleFile>& base, const std::vector<ExampleFile>& files) {
    const TemporaryFolder folder;
    const bool is_whole = std::any_of(files.begin(), files.end(), [](const ExampleFile& file) {
        return file.name == "pack.yaml";
    });
    if (!is_whole) {
        write_files(folder, base);
    }
    std::filesystem::create_directories(folder / "pack");
    write_files(folder, files);
    std::vector<std::string> records;
    for (const ExampleFile& file : files) {
        if (is_record_file(file.name)) {
            records.push_back(file.name);
        }
    }
    return run_folder(folder, records);
}

} // namespace docs
