#include "base/json_text.hpp"

#include <doudi/diagnostic.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace doudi {

namespace {

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::note:
        return "note";
    }
    return "error";
}

void append_phrase(std::string& out, const Phrase& phrase) {
    out += "{\"zh\":";
    append_json_text(out, phrase.zh);
    out += ",\"en\":";
    append_json_text(out, phrase.en);
    out += '}';
}

void append_label(std::string& out, const Label& label) {
    out += "{\"file\":";
    if (label.place.source == nullptr) {
        out += "null";
    } else {
        const Source& source = *label.place.source;
        const Location begin = source.locate(label.place.span.begin);
        const Location end = source.locate(label.place.span.end);
        append_json_text(out, source.name());
        fmt::format_to(std::back_inserter(out),
                       R"(,"line":{},"column":{},"end_line":{},"end_column":{})", begin.line,
                       begin.column, end.line, end.column);
    }
    out += ",\"text\":";
    append_phrase(out, label.text);
    out += '}';
}

void append_diagnostic(std::string& out, const Diagnostic& diagnostic) {
    out += "{\"code\":";
    append_json_text(out, diagnostic.code);
    out += ",\"severity\":";
    append_json_text(out, severity_name(diagnostic.severity));
    out += ",\"message\":";
    append_phrase(out, diagnostic.message);
    out += ",\"help\":";
    if (diagnostic.help.empty()) {
        out += "null";
    } else {
        append_phrase(out, diagnostic.help);
    }
    out += ",\"labels\":[";
    for (std::size_t i = 0; i < diagnostic.labels.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_label(out, diagnostic.labels[i]);
    }
    out += "]}";
}

/// File and place of the primary label; a finding about no place comes first.
auto order(const Diagnostic& diagnostic) {
    std::string_view file;
    Span span;
    if (!diagnostic.labels.empty() && diagnostic.labels.front().place.source != nullptr) {
        file = diagnostic.labels.front().place.source->name();
        span = diagnostic.labels.front().place.span;
    }
    return std::tuple(file, span.begin, span.end, diagnostic.code,
                      std::string_view(diagnostic.message.en));
}

} // namespace

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string to_json(const Diagnostics& diagnostics) {
    std::string out = "[";
    for (std::size_t i = 0; i < diagnostics.size(); ++i) {
        out += i == 0 ? "\n  " : ",\n  ";
        append_diagnostic(out, diagnostics[i]);
    }
    out += diagnostics.empty() ? "]\n" : "\n]\n";
    return out;
}

void tidy(Diagnostics& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
    const auto same = [](const Diagnostic& a, const Diagnostic& b) {
        return a.severity == b.severity && a.message == b.message && order(a) == order(b);
    };
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

} // namespace doudi
