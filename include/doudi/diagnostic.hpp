#pragma once

#include <doudi/language.hpp>
#include <doudi/source.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace doudi {

/// How much a finding weighs: an error keeps a pack from being used, a warning and a note do not.
enum class Severity { error, warning, note };

/// A place in a source with a few words about it. The words may be empty.
struct Label {
    Place place;
    Phrase text;
};

/// One finding about text a human wrote: what, where, why, and how to mend it.
///
/// `code` is a stable kebab-case name from docs/DIAGNOSTICS.md ("unknown-name"); scripts may match
/// on it, so a code is never reused and never changes meaning. `labels.front()` is the primary
/// place; the others give context. A finding about a whole pack may have no label.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string_view code;
    Phrase message;
    std::vector<Label> labels;
    Phrase help;
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Multi-line rendering with source excerpts and carets; ends with a newline.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, Language language = Language::en);

/// All of them, in order, with an empty line between two.
[[nodiscard]] std::string render(const Diagnostics& diagnostics, Language language = Language::en);

/// A JSON array: code, severity, message, help (zh and en), labels with file, line, column, end.
[[nodiscard]] std::string to_json(const Diagnostics& diagnostics);

/// Sorts by file, place and code, and drops repetitions of the same finding.
void tidy(Diagnostics& diagnostics);

} // namespace doudi
