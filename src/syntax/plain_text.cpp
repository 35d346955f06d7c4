#include "syntax/plain_text.hpp"

#include "base/full_width.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace doudi::syntax {

namespace {

/// So many of the replaced characters are shown at their places.
constexpr std::size_t labelled_replacements = 12;

/// The plain spelling of a character, outside texts; empty when it is plain already. Ranges and
/// typography make formulas richer in such characters than names are.
std::string_view plain_spelling(char32_t code) {
    switch (code) {
    case 0x2002: // blanks of a certain width
    case 0x2003:
    case 0x2009:
    case 0x200A:
    case 0x202F:
        return " ";
    case 0x2010: // hyphens and dashes
    case 0x2011:
    case 0x2012:
    case 0x2015:
        return "-";
    case 0x2A7D: // ⩽
        return "<=";
    case 0x2A7E: // ⩾
        return ">=";
    case 0x2026: // …
    case 0xFF5E: // ～
        return "..";
    default:
        return full_width::plain_form(code);
    }
}

/// The straight quotation mark that a mark of any typography stands for; empty for other codes.
std::string_view straight_quote(char32_t code) {
    switch (code) {
    case U'"':
    case 0x201C: // “
    case 0x201D: // ”
    case 0x201E: // „
    case 0x201F: // ‟
    case 0x300C: // 「
    case 0x300D: // 」
    case 0x300E: // 『
    case 0x300F: // 』
    case 0xFF02: // ＂
        return "\"";
    case U'\'':
    case 0x2018: // ‘
    case 0x2019: // ’
    case 0x201A: // ‚
    case 0x201B: // ‛
    case 0xFF07: // ＇
        return "'";
    default:
        return {};
    }
}

class PlainMaker {
public:
    explicit PlainMaker(std::string_view formula) : formula_(formula) {}

    PlainText make() {
        while (at_ < formula_.size()) {
            const utf8::CodePoint next = here();
            if (!straight_quote(next.value).empty()) {
                take_text(next);
            } else {
                take(next, plain_spelling(next.value));
            }
        }
        return std::move(plain_);
    }

private:
    [[nodiscard]] utf8::CodePoint here() const {
        return utf8::first_code_point(formula_.substr(at_));
    }

    /// Takes one character, spelled `plain` unless that is empty.
    void take(const utf8::CodePoint& character, std::string_view plain) {
        const Span span{at_, at_ + character.size};
        const std::string_view as_written = formula_.substr(at_, character.size);
        if (!plain.empty() && plain != as_written) {
            plain_.replacements.push_back({span, plain});
        }
        plain_.text += plain.empty() ? as_written : plain;
        plain_.origins.resize(plain_.text.size(), span);
        at_ = span.end;
    }

    /// Takes a text in quotes of any typography; what stands inside is nobody's business here.
    void take_text(const utf8::CodePoint& opening) {
        const std::string_view quote = straight_quote(opening.value);
        const std::optional<std::size_t> closing = find_closing(opening, quote);
        take(opening, quote);
        const std::size_t end =
            closing.value_or(std::min(formula_.find('\n', at_), formula_.size()));
        while (at_ < end) {
            take(here(), {});
        }
        if (closing) {
            take(here(), quote);
        }
    }

    /// The mark that ends a text. A straight mark is ended by a straight one if there is one on
    /// its line, else by any mark of its kind; a text never goes over the end of a line.
    [[nodiscard]] std::optional<std::size_t> find_closing(const utf8::CodePoint& opening,
                                                          std::string_view quote) const {
        std::optional<std::size_t> typographic;
        for (std::size_t at = at_ + opening.size; at < formula_.size();) {
            const auto character = utf8::first_code_point(formula_.substr(at));
            if (character.value == U'\n') {
                break;
            }
            if (straight_quote(character.value) == quote) {
                if (opening.size > 1 || character.size == 1) {
                    return at;
                }
                typographic = typographic ? typographic : at;
            }
            at += character.size;
        }
        return typographic;
    }

    std::string_view formula_;
    std::size_t at_ = 0;
    PlainText plain_;
};

struct Run {
    Span written;
    std::string plain;
};

/// Replacements side by side as one, the first few of them.
std::vector<Run> join_neighbours(const std::vector<PlainText::Replacement>& replacements) {
    std::vector<Run> runs;
    for (const auto& replacement : replacements) {
        if (!runs.empty() && runs.back().written.end == replacement.written.begin) {
            runs.back().written.end = replacement.written.end;
            runs.back().plain += replacement.plain;
        } else if (runs.size() < labelled_replacements) {
            runs.push_back({replacement.written, std::string(replacement.plain)});
        } else {
            break;
        }
    }
    return runs;
}

/// "'（', '，'": each replaced character once, in the order of their codes.
std::string list_replaced(const PlainText& plain, const Findings& findings) {
    std::set<std::string> seen;
    for (const auto& replacement : plain.replacements) {
        const std::string as_written = findings.quote(replacement.written);
        seen.insert(replacement.plain == " " ? code_point_name(utf8::first_code_point(as_written))
                                             : "'" + as_written + "'");
    }
    return fmt::format("{}", fmt::join(seen, ", "));
}

} // namespace

Span PlainText::written(std::size_t begin, std::size_t end) const {
    if (begin >= end) {
        const std::size_t at = begin < origins.size() ? origins[begin].begin
                               : origins.empty()      ? 0
                                                      : origins.back().end;
        return {at, at};
    }
    return {origins[begin].begin, origins[end - 1].end};
}

PlainText make_plain(std::string_view formula) {
    return PlainMaker(formula).make();
}

void report_replacements(const PlainText& plain, std::string mended, Findings& findings) {
    if (plain.replacements.empty()) {
        return;
    }
    std::replace(mended.begin(), mended.end(), '\n', ' ');
    if (mended.find_first_of("\"'") == std::string::npos) { // blanks count inside a text
        mended.erase(std::unique(mended.begin(), mended.end(),
                                 [](char a, char b) { return a == ' ' && b == ' '; }),
                     mended.end());
    }
    const auto& first = plain.replacements.front();
    Diagnostic& finding =
        findings.add("full-width-character", first.written,
                     phrase("公式的标点和数字要用半角，这里有 {}",
                            "signs and digits of a formula are plain ASCII, not {}",
                            list_replaced(plain, findings)),
                     phrase("写成：{}", "write: {}", mended));
    finding.labels.clear();
    for (const auto& run : join_neighbours(plain.replacements)) {
        findings.label(finding, run.written,
                       run.plain == " " ? phrase("这里用半角空格", "a plain blank here")
                                        : phrase("这里用 {}", "{} here", run.plain));
    }
}

} // namespace doudi::syntax
