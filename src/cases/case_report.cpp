#include "base/json_text.hpp"

#include <doudi/cases.hpp>

#include <fmt/format.h>

#include <iterator>

namespace doudi {

namespace {

const std::string& title(const CaseDeclaration& declared, Language language) {
    const std::string& text = declared.name.in(language);
    return text.empty() ? declared.name.in(language == Language::zh ? Language::en : Language::zh)
                        : text;
}

std::string place_text(const Place& place) {
    return place.source == nullptr ? std::string()
                                   : fmt::format("{}:{}", place.source->name(),
                                                 place.source->locate(place.span.begin).line);
}

std::size_t line_of(const Place& place) {
    return place.source == nullptr ? 0 : place.source->locate(place.span.begin).line;
}

void append_failure(std::string& out, const CaseResult& result, Language language) {
    const bool zh = language == Language::zh;
    const auto back = std::back_inserter(out);
    fmt::format_to(back, "{}{}\n  --> {}\n",
                   zh ? "未通过：" : "failed: ", title(*result.declared, language),
                   place_text(result.declared->place));
    for (const CaseMismatch& mismatch : result.mismatches) {
        if (zh) {
            fmt::format_to(back, "    第 {} 行 {}：应为 {}，实为 {}\n", line_of(mismatch.place),
                           mismatch.path, mismatch.expected, mismatch.found);
        } else {
            fmt::format_to(back, "    line {}, {}: expected {}, found {}\n",
                           line_of(mismatch.place), mismatch.path, mismatch.expected,
                           mismatch.found);
        }
    }
    if (!result.findings.empty()) {
        out += render(result.findings, language);
    }
    out += '\n';
}

std::string summary(const CaseReport& report, Language language) {
    const std::size_t failed = report.failed();
    const std::size_t all = report.results.size();
    if (language == Language::zh) {
        return fmt::format("{} 个案例：{} 个通过，{} 个未通过；核对 {} 项\n", all, all - failed,
                           failed, report.expectations());
    }
    return fmt::format("{} {}: {} passed, {} failed; {} values compared\n", all,
                       all == 1 ? "case" : "cases", all - failed, failed, report.expectations());
}

std::string without_newline(std::string text) {
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

std::string json_object(const CaseMismatch& mismatch) {
    return fmt::format(R"({{"path": {}, "line": {}, "expected": {}, "found": {}}})",
                       json_text(mismatch.path), line_of(mismatch.place),
                       json_text(mismatch.expected), json_text(mismatch.found));
}

std::string json_object(const CaseResult& result) {
    const CaseDeclaration& declared = *result.declared;
    std::string mismatches;
    for (const CaseMismatch& mismatch : result.mismatches) {
        mismatches += (mismatches.empty() ? "" : ", ") + json_object(mismatch);
    }
    const std::string_view file =
        declared.place.source == nullptr ? std::string_view{} : declared.place.source->name();
    return fmt::format(R"({{"case": {{"zh": {}, "en": {}}}, "file": {}, "line": {}, "date": {}, )"
                       R"("passed": {}, "expectations": {}, "mismatches": [{}], "findings": {}}})",
                       json_text(declared.name.zh), json_text(declared.name.en), json_text(file),
                       line_of(declared.place), json_text(declared.date.value), result.passed(),
                       result.expectations, mismatches, without_newline(to_json(result.findings)));
}

} // namespace

std::string to_text(const CaseReport& report, Language language) {
    std::string out;
    if (!report.findings.empty()) {
        out += render(report.findings, language) + "\n";
    }
    for (const CaseResult& result : report.results) {
        if (!result.passed()) {
            append_failure(out, result, language);
        }
    }
    return out + summary(report, language);
}

std::string to_json(const CaseReport& report) {
    std::string results;
    for (const CaseResult& result : report.results) {
        results += (results.empty() ? "\n" : ",\n") + json_object(result);
    }
    return fmt::format(R"({{"cases": {}, "failed": {}, "expectations": {}, "results": [{}], )"
                       R"("findings": {}}})",
                       report.results.size(), report.failed(), report.expectations(), results,
                       without_newline(to_json(report.findings)));
}

} // namespace doudi
