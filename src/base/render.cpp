#include "base/utf8.hpp"

#include <doudi/diagnostic.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

// Draws findings for people: the line as written, and carets under the words meant. Labels of one
// line share one excerpt, as long as they do not overlap.
namespace doudi {

namespace {

constexpr std::size_t widest = 140; ///< cells of an excerpt before it is cut
constexpr std::size_t context = 40; ///< cells kept before the first caret of a cut line
constexpr std::size_t near = 4'000; ///< bytes on either side that are looked at

/// One character of a line: where it begins, how it is shown.
struct Cell {
    std::size_t byte = 0;
    char32_t shown = 0;
    std::size_t width = 0;
};

/// The carets of one label, in cells of the excerpt.
struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
    char caret = '^';
    std::string text;
};

/// Labels of one line of one source.
struct Excerpt {
    const Source* source = nullptr;
    Location first; ///< of its first label
    bool primary = false;
    std::vector<const Label*> labels;
};

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    std::string_view rest = line;
    while (!rest.empty()) {
        const std::size_t byte = line.size() - rest.size();
        const auto point = utf8::take_code_point(rest);
        const char32_t shown = point.value == '\t'             ? U' '
                               : utf8::is_control(point.value) ? utf8::replacement
                                                               : point.value;
        cells.push_back({byte, shown, utf8::cell_width(shown)});
    }
    return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
    std::size_t width = 0;
    for (std::size_t i = begin; i < end; ++i) {
        width += cells[i].width;
    }
    return width;
}

/// The cells that are shown: all of them, or a window that begins a little before `wanted`.
Span window_of(const std::vector<Cell>& cells, std::size_t wanted) {
    if (width_of(cells, 0, cells.size()) <= widest) {
        return {0, cells.size()};
    }
    std::size_t begin = std::min(wanted, cells.size());
    for (std::size_t kept = 0; begin > 0 && kept + cells[begin - 1].width <= context;) {
        kept += cells[--begin].width;
    }
    std::size_t end = begin;
    for (std::size_t used = 0; end < cells.size() && used + cells[end].width <= widest;) {
        used += cells[end++].width;
    }
    return {begin, end};
}

/// Index of the first cell at or after byte `offset` of the line.
std::size_t cell_at(const std::vector<Cell>& cells, std::size_t offset) {
    const auto found = std::partition_point(cells.begin(), cells.end(),
                                            [&](const Cell& cell) { return cell.byte < offset; });
    return static_cast<std::size_t>(found - cells.begin());
}

/// The part of a line around its labels, cell by cell. Only so much of a very long line is looked
/// at as can be shown.
struct Neighbourhood {
    std::size_t begin = 0; ///< of the part, in bytes of the source
    bool whole = true;     ///< the part is the line
    std::vector<Cell> cells;
    Span window; ///< the cells that are shown

    [[nodiscard]] std::size_t cell_of(std::size_t offset) const {
        return std::clamp(cell_at(cells, offset - std::min(offset, begin)), window.begin,
                          window.end);
    }
};

Neighbourhood look_around(const Excerpt& excerpt) {
    const std::string_view line = excerpt.source->line(excerpt.first.line);
    const auto line_start = static_cast<std::size_t>(line.data() - excerpt.source->text().data());
    std::size_t leftmost = line.size();
    for (const Label* label : excerpt.labels) {
        const std::size_t begin = label->place.span.begin;
        leftmost = std::min(leftmost, begin - std::min(begin, line_start));
    }
    std::size_t begin = leftmost - std::min(leftmost, near);
    while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0U) == 0x80U) {
        --begin;
    }
    const std::string_view part = line.substr(begin, leftmost - begin + near);
    Neighbourhood around{line_start + begin, part.size() == line.size(), cells_of(part), {}};
    around.window = window_of(around.cells, cell_at(around.cells, leftmost - begin));
    return around;
}

/// A line as drawn, with the marks of its labels from left to right.
struct Drawing {
    std::string line;
    std::vector<Mark> marks;
};

Drawing draw(const Excerpt& excerpt, Language language) {
    const Neighbourhood around = look_around(excerpt);
    const Span& window = around.window;
    const bool cut_before = window.begin > 0 || (!around.whole && around.begin > 0);
    Drawing drawing{cut_before ? "…" : "", {}};
    for (std::size_t i = window.begin; i < window.end; ++i) {
        utf8::append(drawing.line, around.cells[i].shown);
    }
    drawing.line += window.end < around.cells.size() ? "…" : "";
    for (const Label* label : excerpt.labels) {
        const std::size_t begin = around.cell_of(label->place.span.begin);
        const std::size_t end = std::max(begin, around.cell_of(label->place.span.end));
        const std::size_t at = (cut_before ? 1 : 0) + width_of(around.cells, window.begin, begin);
        const std::size_t carets = std::max<std::size_t>(1, width_of(around.cells, begin, end));
        const bool primary = excerpt.primary && label == excerpt.labels.front();
        drawing.marks.push_back(
            {at, at + carets, primary ? '^' : '-', utf8::harmless(label->text.in(language))});
    }
    std::stable_sort(drawing.marks.begin(), drawing.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    return drawing;
}

/// The line of carets with the words of the last mark, then the words of the others, each in a
/// line of its own under its first caret.
void append_marks(std::string& out, const std::vector<Mark>& marks, std::size_t gutter) {
    std::string carets;
    for (const Mark& mark : marks) {
        // Labels past the end of a cut line all stand at its end.
        carets.resize(std::max(carets.size(), mark.begin), ' ');
        carets.resize(std::max(carets.size(), mark.end), mark.caret);
    }
    const std::string& last = marks.back().text;
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "{:{}} | {}{}{}\n", "", gutter, carets, last.empty() ? "" : " ", last);
    for (std::size_t i = marks.size() - 1; i-- > 0;) {
        if (!marks[i].text.empty()) {
            fmt::format_to(to, "{:{}} | {:{}}{}\n", "", gutter, "", marks[i].begin, marks[i].text);
        }
    }
}

/// Whether a finding is about a file or folder as a whole, of which no text can be shown.
bool is_about_a_whole(const Excerpt& excerpt, Language language) {
    return excerpt.source->text().empty() &&
           std::all_of(excerpt.labels.begin(), excerpt.labels.end(),
                       [&](const Label* label) { return label->text.in(language).empty(); });
}

void append_excerpt(std::string& out, const Excerpt& excerpt, std::size_t gutter,
                    Language language) {
    if (is_about_a_whole(excerpt, language)) {
        fmt::format_to(std::back_inserter(out), "{:{}}{} {}\n", "", gutter,
                       excerpt.primary ? "-->" : ":::", utf8::harmless(excerpt.source->name()));
        return;
    }
    const Drawing drawing = draw(excerpt, language);
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "{:{}}{} {}:{}:{}\n", "", gutter,
                   excerpt.primary ? "-->" : ":::", utf8::harmless(excerpt.source->name()),
                   excerpt.first.line, excerpt.first.column);
    fmt::format_to(to, "{:{}} |\n", "", gutter);
    fmt::format_to(to, "{:>{}} | {}\n", excerpt.first.line, gutter, drawing.line);
    append_marks(out, drawing.marks, gutter);
}

bool overlap(const Span& a, const Span& b) {
    return a.begin < std::max(b.end, b.begin + 1) && b.begin < std::max(a.end, a.begin + 1);
}

bool takes(const Excerpt& excerpt, const Label& label, std::size_t line) {
    return excerpt.source == label.place.source.get() && excerpt.first.line == line &&
           std::none_of(excerpt.labels.begin(), excerpt.labels.end(), [&](const Label* other) {
               return overlap(other->place.span, label.place.span);
           });
}

std::vector<Excerpt> excerpts_of(const Diagnostic& diagnostic) {
    std::vector<Excerpt> excerpts;
    for (const Label& label : diagnostic.labels) {
        if (label.place.source == nullptr) {
            continue;
        }
        const Location at = label.place.source->locate(label.place.span.begin);
        const auto found =
            std::find_if(excerpts.begin(), excerpts.end(),
                         [&](const Excerpt& excerpt) { return takes(excerpt, label, at.line); });
        if (found != excerpts.end()) {
            found->labels.push_back(&label);
        } else {
            excerpts.push_back(
                {label.place.source.get(), at, &label == &diagnostic.labels.front(), {&label}});
        }
    }
    return excerpts;
}

std::string_view header(Severity severity, Language language) {
    const bool zh = language == Language::zh;
    switch (severity) {
    case Severity::error:
        return zh ? "错误" : "error";
    case Severity::warning:
        return zh ? "提醒" : "warning";
    case Severity::note:
        return zh ? "说明" : "note";
    }
    return {};
}

} // namespace

std::string render(const Diagnostic& diagnostic, Language language) {
    const std::vector<Excerpt> excerpts = excerpts_of(diagnostic);
    std::size_t last_line = 1;
    for (const Excerpt& excerpt : excerpts) {
        last_line = std::max(last_line, excerpt.first.line);
    }
    const std::size_t gutter = std::max<std::size_t>(2, fmt::formatted_size("{}", last_line));
    std::string out = fmt::format("{}[{}]: {}\n", header(diagnostic.severity, language),
                                  diagnostic.code, utf8::harmless(diagnostic.message.in(language)));
    for (const Excerpt& excerpt : excerpts) {
        append_excerpt(out, excerpt, gutter, language);
    }
    if (!diagnostic.help.empty()) {
        fmt::format_to(std::back_inserter(out), "{}: {}\n",
                       language == Language::zh ? "建议" : "help",
                       utf8::harmless(diagnostic.help.in(language)));
    }
    return out;
}

std::string render(const Diagnostics& diagnostics, Language language) {
    std::string out;
    for (const Diagnostic& diagnostic : diagnostics) {
        out += out.empty() ? "" : "\n";
        out += render(diagnostic, language);
    }
    return out;
}

} // namespace doudi
