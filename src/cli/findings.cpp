#include "cli/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace doudi::cli {

namespace {

bool is_trouble(const Diagnostic& finding) {
    constexpr std::array<std::string_view, 4> codes{"cannot-read", "cannot-sort", "cannot-write",
                                                    "unreadable-file"};
    return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
}

} // namespace

FindingCounts count(const Diagnostics& findings) {
    FindingCounts counts;
    for (const Diagnostic& finding : findings) {
        switch (finding.severity) {
        case Severity::error:
            ++counts.errors;
            break;
        case Severity::warning:
            ++counts.warnings;
            break;
        case Severity::note:
            ++counts.assumptions;
            break;
        }
    }
    return counts;
}

void print(const Session& session, const Diagnostics& findings, std::FILE* stream) {
    fmt::print(stream, "{}", session.json ? to_json(findings) : render(findings, session.language));
}

void mention(const Session& session, const Diagnostics& warnings) {
    if (!warnings.empty()) {
        print(session, warnings, stderr);
    }
}

ExitCode ending(const Diagnostics& findings) {
    if (!has_errors(findings)) {
        return ExitCode::success;
    }
    return std::any_of(findings.begin(), findings.end(), is_trouble) ? ExitCode::trouble
                                                                     : ExitCode::refused;
}

ExitCode fail(const Session& session, const Diagnostics& findings) {
    Diagnostics errors;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(errors),
                 [](const Diagnostic& finding) { return finding.severity == Severity::error; });
    print(session, errors, stderr);
    return ending(errors);
}

Diagnostics without_notes(const Diagnostics& findings) {
    Diagnostics kept;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(kept),
                 [](const Diagnostic& finding) { return finding.severity != Severity::note; });
    return kept;
}

} // namespace doudi::cli
