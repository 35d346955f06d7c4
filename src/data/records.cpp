#include "base/json_text.hpp"
#include "data/byte_window.hpp"
#include "data/csv_reader.hpp"
#include "data/json_reader.hpp"
#include "data/reader_problems.hpp"

#include <doudi/error.hpp>
#include <doudi/records.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace doudi {

namespace {

bool is_csv(const RecordFile& file) {
    return file.format == RecordFormat::csv ||
           (file.format == RecordFormat::automatic &&
            (!file.entity.empty() || file.path.extension() == ".csv"));
}

/// The standard input, or one file by two names. Devices and pipes may give more when asked again.
bool are_one_input(const RecordFile& a, const RecordFile& b) {
    std::error_code ignored;
    return a.path == "-" || b.path == "-"
               ? a.path == b.path
               : std::filesystem::is_regular_file(a.path, ignored) &&
                     std::filesystem::equivalent(a.path, b.path, ignored);
}

Diagnostics check_files(const std::vector<RecordFile>& files) {
    Diagnostics problems;
    if (files.empty()) {
        problems.push_back(data::no_input());
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        const RecordFile& file = files[i];
        const bool is_repeated =
            std::any_of(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const RecordFile& other) { return are_one_input(other, file); });
        if (is_repeated) {
            problems.push_back(data::given_twice(file.path));
        }
        const Phrase why = data::why_unreadable(file.path);
        if (!why.empty()) {
            problems.push_back(data::cannot_read(file.path, why));
        }
        if (is_csv(file) != is_csv(files.front())) {
            const bool first_is_csv = is_csv(files.front());
            problems.push_back(data::mixed_formats(first_is_csv ? files.front().path : file.path,
                                                   first_is_csv ? file.path : files.front().path));
        }
    }
    return problems;
}

void append_reason(std::string& out, const Reason& reason) {
    fmt::format_to(std::back_inserter(out),
                   "{{\"code\": \"{}\", \"path\": {}, \"zh\": {}, \"en\": {}", reason.code,
                   json_text(reason.path), json_text(reason.message.zh),
                   json_text(reason.message.en));
    if (!reason.help.empty()) {
        fmt::format_to(std::back_inserter(out), ", \"help_zh\": {}, \"help_en\": {}",
                       json_text(reason.help.zh), json_text(reason.help.en));
    }
    if (reason.line > 0) {
        fmt::format_to(std::back_inserter(out), ", \"file\": {}, \"line\": {}",
                       json_text(reason.file), reason.line);
    }
    out += '}';
}

} // namespace

namespace {

const Rulebook& first_of(std::span<const Rulebook* const> months) {
    if (months.empty() || std::find(months.begin(), months.end(), nullptr) != months.end()) {
        throw UsageError("a batch of records needs the rulebook of each month");
    }
    return *months.front();
}

} // namespace

RecordBatch::RecordBatch(std::span<const Rulebook* const> months) : population(first_of(months)) {
    for (const Rulebook* month : months.subspan(1)) {
        later.emplace_back(*month);
    }
}

void RecordBatch::clear() {
    population.clear();
    for (Population& month : later) {
        month.clear();
    }
    lines.clear();
    rejected.clear();
}

std::string to_json(const RejectedRecord& rejected, const Rulebook& rulebook) {
    std::string out = fmt::format(
        "{{\"file\": {}, \"line\": {}, \"entity\": {}, \"key\": {}", json_text(rejected.file),
        rejected.line, json_text(rulebook.entities[rejected.entity].name), json_text(rejected.key));
    if (rejected.month) {
        out += ", \"month\": \"" + to_string(*rejected.month).substr(0, 7) + "\"";
    }
    out += ", \"reasons\": [";
    for (std::size_t i = 0; i < rejected.reasons.size(); ++i) {
        out += i == 0 ? "" : ", ";
        append_reason(out, rejected.reasons[i]);
    }
    return out + "]}";
}

RecordFile RecordFile::parse(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::size_t slash = text.find('/');
    if (equals == std::string_view::npos || slash < equals || equals == 0) {
        return {.path = text, .entity = {}};
    }
    return {.path = text.substr(equals + 1), .entity = std::string(text.substr(0, equals))};
}

bool RecordReader::next(RecordBatch& batch) {
    if (!texts_) {
        texts_ = make_texts();
        parser_ = make_parser();
    }
    batch.clear();
    if (!cut(*texts_)) {
        return false;
    }
    parser_->read(*texts_, batch);
    return true;
}

Checked<std::unique_ptr<RecordReader>> RecordReader::open(const Rulebook& rulebook,
                                                          const std::vector<RecordFile>& files,
                                                          const ReadOptions& options) {
    const Rulebook* const month = &rulebook;
    return open(std::span(&month, 1), files, options);
}

Checked<std::unique_ptr<RecordReader>> RecordReader::open(std::span<const Rulebook* const> months,
                                                          const std::vector<RecordFile>& files,
                                                          const ReadOptions& options) {
    using Result = Checked<std::unique_ptr<RecordReader>>;
    Diagnostics problems = check_files(files);
    if (!problems.empty()) {
        return Result::failure(std::move(problems));
    }
    for (const RecordFile& file : files) {
        std::error_code ignored;
        if (options.unique && !std::filesystem::is_regular_file(file.path, ignored)) {
            problems.push_back(data::read_only_once(file.path));
        }
    }
    if (!problems.empty()) {
        return Result::failure(std::move(problems));
    }
    if (is_csv(files.front())) {
        return data::open_csv_reader(months, files, options);
    }
    return Result::success(data::make_json_reader(months, files, options));
}

} // namespace doudi
