#include "cli/overwriting.hpp"
#include "docs/example_run.hpp"

#include <doudi/compile.hpp>
#include <doudi/decision_writer.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <span>
#include <utility>

namespace docs {

namespace {

using doudi::RecordFile;
using doudi::RecordReader;

Reports run_records(const TemporaryFolder& folder, const std::string& name,
                    const std::string& text) {
    folder.write(name, text);
    return run_folder(folder, {name});
}

doudi::Rulebook base_rulebook(const TemporaryFolder& folder) {
    auto pack = doudi::load_pack(folder / "pack");
    REQUIRE(pack);
    auto rulebook = doudi::compile(pack.value(), {{2020, 7, 1}});
    REQUIRE(rulebook);
    return std::move(rulebook).value();
}

/// All that opening and reading the files says.
Reports read_files(const TemporaryFolder& folder, const std::vector<RecordFile>& files,
                   const doudi::ReadOptions& options = {}) {
    Reports reports;
    const doudi::Rulebook rulebook = base_rulebook(folder);
    auto opened = RecordReader::open(rulebook, files, options);
    add_findings(reports, opened.diagnostics());
    if (opened) {
        const auto reader = std::move(opened).value();
        doudi::RecordBatch batch(rulebook);
        while (reader->next(batch)) {
        }
        add_findings(reports, reader->problems());
    }
    return reports;
}

Reports cannot_read(const TemporaryFolder& folder) {
    return read_files(folder, {{folder / "h.ndjson", {}, {}}});
}

Reports cannot_sort(const TemporaryFolder& folder) {
    doudi::ReadOptions options;
    options.temporary_folder = folder / "nowhere";
    options.memory_bytes = 1; // the least is taken
    const std::string rows = "id\n" + repeated("b\n", 100'000) + "a\n";
    return read_files(folder, {{folder.write("household.csv", rows), {}, {}}}, options);
}

Reports cannot_write(const TemporaryFolder& folder) {
    Reports reports;
    const doudi::Rulebook rulebook = base_rulebook(folder);
    const auto writer = doudi::DecisionWriter::open(rulebook, folder / "nowhere/out.ndjson");
    add_findings(reports, writer.diagnostics());
    return reports;
}

/// Longer than what a reader keeps in memory, so that the change is seen.
Reports changed_meanwhile(const TemporaryFolder& folder) {
    constexpr int rows = 200'000;
    std::string text = "id\n";
    for (int i = 0; i < rows; ++i) {
        text += fmt::format("h{:07}\n", i);
    }
    const std::filesystem::path path = folder.write("household.csv", text);
    const doudi::Rulebook rulebook = base_rulebook(folder);
    auto opened = RecordReader::open(rulebook, {{path, {}, {}}});
    REQUIRE(opened);
    const auto reader = std::move(opened).value();
    doudi::RecordBatch batch(rulebook);
    bool more = true;
    for (bool begun = false; more && !begun; begun = batch.population.rows(0) > 0) {
        more = reader->next(batch);
    }
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-9, std::ios::end);
    file << "a";
    file.close();
    while (reader->next(batch)) {
    }
    Reports reports;
    add_findings(reports, reader->problems());
    return reports;
}

Reports deep_record(const TemporaryFolder& folder) {
    return run_records(folder, "h.ndjson",
                       R"({"id": )" + std::string(10'000, '[') + std::string(10'000, ']') + "}\n");
}

Reports field_too_long(const TemporaryFolder& folder) {
    return run_records(folder, "household.csv", "id,note\nh1," + std::string(70'000, 'x') + "\n");
}

Reports input_twice(const TemporaryFolder& folder) {
    const RecordFile file{folder.write("h.ndjson", "{\"id\": \"h1\"}\n"), {}, {}};
    return read_files(folder, {file, file});
}

/// What the program says before it reads or writes.
Reports clash(const std::vector<std::filesystem::path>& read,
              const std::vector<std::filesystem::path>& written) {
    Reports reports;
    const auto finding = doudi::cli::find_clash(read, written);
    REQUIRE(finding);
    add_findings(reports, {*finding});
    return reports;
}

Reports output_is_input(const TemporaryFolder& folder) {
    return clash({folder / "h.ndjson"}, {folder / "h.ndjson"});
}

Reports output_twice(const TemporaryFolder& folder) {
    return clash({}, {folder / "out.ndjson", folder / "./out.ndjson"});
}

Reports months_not_kept(const TemporaryFolder& folder) {
    write_files(folder, {{"rules.yaml",
                          "rules:\n  - {rule: x, for: household, source: law 1,"
                          " value: \"sum_months(rent, 3)\"}\n",
                          0}});
    const doudi::Rulebook rulebook = base_rulebook(folder);
    const doudi::RecordBatch batch =
        read_records_json(rulebook, R"({"id": "h1", "rent": {"2020-01": 5, "2020-06": 6}})");
    REQUIRE(batch.rejected.empty());
    auto opened = doudi::RecordWriter::open(rulebook, folder / "out.ndjson");
    REQUIRE(opened);
    const auto writer = std::move(opened).value();
    (void)writer->write(batch.population);
    Reports reports;
    add_findings(reports, writer->problems());
    return reports;
}

Reports name_is_taken(const TemporaryFolder& folder) {
    std::filesystem::remove(folder / "pack/law.yaml");
    write_files(folder, {{"pack.yaml",
                          "doudi: 1\npack: example\nentities: {household: {key: month}}\n", 0}});
    const doudi::Rulebook rulebook = base_rulebook(folder);
    const doudi::Rulebook* const month = &rulebook;
    Reports reports;
    const auto writer = doudi::DecisionWriter::open(std::span(&month, 1), folder / "out.ndjson");
    add_findings(reports, writer.diagnostics());
    return reports;
}

Reports no_header(const TemporaryFolder& folder) {
    return run_records(folder, "household.csv", "");
}

Reports unnamed_columns(const TemporaryFolder& folder) {
    return run_records(folder, "household.csv", "h1,900\nh2,1200\n");
}

Reports no_input(const TemporaryFolder& folder) {
    return read_files(folder, {});
}

Reports read_only_once(const TemporaryFolder& folder) {
    doudi::ReadOptions options;
    options.unique = true;
    return read_files(folder, {{"-", {}, {}}}, options);
}

Reports record_in_gbk(const TemporaryFolder& folder) {
    return run_records(folder, "h.ndjson", "{\"id\": \"h1\", \"note\": \"\xB2\xB9\xD6\xFA\"}\n");
}

Reports record_too_large(const TemporaryFolder& folder) {
    return run_records(folder, "h.ndjson", R"({"id": "h1")" + std::string(65U << 20U, ' ') + "}\n");
}

Reports text_too_long(const TemporaryFolder& folder) {
    return run_records(folder, "h.ndjson",
                       R"({"id": "h1", "note": ")" + std::string(70'000, 'x') + "\"}\n");
}

Reports too_many_columns(const TemporaryFolder& folder) {
    return run_records(folder, "household.csv", "id" + repeated(",x", 5'000) + "\n");
}

Reports too_many_rows_of_record(const TemporaryFolder& folder) {
    std::filesystem::remove(folder / "pack/law.yaml");
    write_files(folder, {{"pack.yaml",
                          "doudi: 1\npack: example\nentities:\n  household: {key: id}\n"
                          "  a: {in: household, as: first, at_most: 100000}\n"
                          "  b: {in: household, as: second, at_most: 100000}\n",
                          0}});
    const std::string rows = "[" + repeated("{},", 59'999) + "{}]";
    return run_records(folder, "h.ndjson",
                       fmt::format(R"({{"id": "h1", "first": {0}, "second": {0}}})", rows) + "\n");
}

} // namespace

std::map<std::string, Generator> record_generators() {
    return {
        {"cannot-read", cannot_read},
        {"cannot-sort", cannot_sort},
        {"cannot-write", cannot_write},
        {"changed-meanwhile", changed_meanwhile},
        {"deep-record", deep_record},
        {"field-too-long", field_too_long},
        {"input-twice", input_twice},
        {"months-not-kept", months_not_kept},
        {"name-is-taken", name_is_taken},
        {"no-header", no_header},
        {"no-input", no_input},
        {"output-is-input", output_is_input},
        {"output-twice", output_twice},
        {"read-only-once", read_only_once},
        {"record-in-gbk", record_in_gbk},
        {"record-too-large", record_too_large},
        {"text-too-long", text_too_long},
        {"too-many-columns", too_many_columns},
        {"too-many-rows-of-record", too_many_rows_of_record},
        {"unnamed-columns", unnamed_columns},
    };
}

} // namespace docs
