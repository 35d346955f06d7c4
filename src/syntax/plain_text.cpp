#include "syntax/plain_text.hpp"

#include "syntax/characters.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace doudi::syntax {

namespace {

/// So many of the replaced characters are shown at their places.
constexpr std::size_t labelled_replacements = 12;

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
            const Character next = here();
            if (!straight_quote(next.code).empty()) {
                take_text(next);
            } else {
                take(next, plain_spelling(next.code));
            }
        }
        return std::move(plain_);
    }

private:
    [[nodiscard]] Character here() const { return *character_at(formula_, at_); }

    /// Takes one character, spelled `plain` unless that is empty.
    void take(const Character& character, std::string_view plain) {
        const Span span{at_, at_ + character.bytes};
        const std::string_view as_written = formula_.substr(at_, character.bytes);
        if (!plain.empty() && plain != as_written) {
            plain_.replacements.push_back({span, plain});
        }
        plain_.text += plain.empty() ? as_written : plain;
        plain_.origins.resize(plain_.text.size(), span);
        at_ = span.end;
    }

    /// Takes a text in quotes of any typography; what stands inside is nobody's business here.
    void take_text(const Character& opening) {
        const std::string_view quote = straight_quote(opening.code);
        const std::optional<std::size_t> closing = find_closing(opening, quote);
        take(opening, quote);
        const std::size_t end = closing.value_or(std::min(formula_.find('\n', at_), formula_.size()));
        while (at_ < end) {
            take(here(), {});
        }
        if (closing) {
            take(here(), quote);
        }
    }

    /// The mark that ends a text. A straight mark is ended by a straight one if there is one on
    /// its line, else by any mark of its kind; a text never goes over the end of a line.
    [[nodiscard]] std::optional<std::size_t> find_closing(const Character& opening,
                                                          std::string_view quote) const {
        std::optional<std::size_t> typographic;
        for (std::size_t at = at_ + opening.bytes; at < formula_.size();) {
            const Character character = *character_at(formula_, at);
            if (character.code == U'\n') {
                break;
            }
            if (straight_quote(character.code) == quote) {
                if (opening.bytes > 1 || character.bytes == 1) {
                    return at;
                }
                typographic = typographic ? typographic : at;
            }
            at += character.bytes;
        }
        return typographic;
    }

    std::string_view formula_;
    std::size_t at_ = 0;
    PlainText plain_;
};

/// "'（', '，'": each replaced character once, in the order of their codes.
std::string list_replaced(const PlainText& plain, const Findings& findings) {
    std::set<std::string> seen;
    for (const auto& replacement : plain.replacements) {
        const std::string as_written = findings.quote(replacement.written);
        const auto character = character_at(as_written, 0);
        seen.insert(replacement.plain == " " ? code_point_name(character->code)
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

void report_replacements(const PlainText& plain, Findings& findings) {
    if (plain.replacements.empty()) {
        return;
    }
    std::string mended = plain.text;
    std::replace(mended.begin(), mended.end(), '\n', ' ');
    const auto& first = plain.replacements.front();
    Diagnostic& finding =
        findings.add("full-width-character", first.written,
                     phrase("公式里只用半角字符，这里写了 {}",
                            "a formula is written in plain ASCII characters, but here stands {}",
                            list_replaced(plain, findings)),
                     phrase("写成：{}", "write: {}", mended));
    finding.labels.clear();
    for (std::size_t i = 0; i < std::min(plain.replacements.size(), labelled_replacements); ++i) {
        const auto& replacement = plain.replacements[i];
        findings.label(finding, replacement.written,
                       replacement.plain == " "
                           ? phrase("这里用半角空格", "a plain blank here")
                           : phrase("这里用 {}", "{} here", replacement.plain));
    }
}

} // namespace doudi::syntax
