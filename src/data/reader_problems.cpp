#include "data/reader_problems.hpp"

#include <fmt/format.h>

namespace doudi::data {

namespace {

Diagnostic problem(std::string_view code, std::string zh, std::string en) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = {std::move(zh), std::move(en)};
    return diagnostic;
}

} // namespace

Diagnostic cannot_read(const std::filesystem::path& path, const Phrase& why) {
    return problem("cannot-read", fmt::format("无法读取 '{}'：{}", path.string(), why.zh),
                   fmt::format("cannot read '{}': {}", path.string(), why.en));
}

Diagnostic cannot_write(const std::filesystem::path& path, const Phrase& why) {
    return problem("cannot-write", fmt::format("无法写入 '{}'：{}", path.string(), why.zh),
                   fmt::format("cannot write '{}': {}", path.string(), why.en));
}

Diagnostic broken_list(const std::filesystem::path& path, std::size_t line) {
    Diagnostic diagnostic = problem(
        "broken-list", fmt::format("'{}' 第 {} 行：记录列表在此中断", path.string(), line),
        fmt::format("'{}', line {}: the list of records breaks off here", path.string(), line));
    diagnostic.help = {
        "一行一条记录（NDJSON）时，坏行之后的记录仍可读取",
        "in NDJSON, a record a line, the records behind a broken one can still be read"};
    return diagnostic;
}

Diagnostic mixed_formats(const std::filesystem::path& a, const std::filesystem::path& b) {
    return problem(
        "mixed-formats",
        fmt::format("'{}' 是 CSV，'{}' 不是；一次只读一种", a.string(), b.string()),
        fmt::format("'{}' is CSV and '{}' is not; one kind at a time", a.string(), b.string()));
}

Diagnostic no_input() {
    return problem("no-input", "没有输入文件", "there is no input file");
}

} // namespace doudi::data
