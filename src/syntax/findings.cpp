#include "syntax/findings.hpp"

#include <cstdint>
#include <utility>

namespace doudi::syntax {

namespace {

/// More than this many characters of a formula are not repeated in a message.
constexpr std::size_t quoted_characters = 60;

} // namespace

std::string code_point_name(const utf8::CodePoint& character) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(character.value));
}

Diagnostic& Findings::add(std::string_view code, Span span, Phrase message, Phrase help) {
    Diagnostic finding;
    finding.code = code;
    finding.message = std::move(message);
    finding.labels.push_back({written_.at(span), {}});
    finding.help = std::move(help);
    found_.push_back(std::move(finding));
    return found_.back();
}

void Findings::label(Diagnostic& finding, Span span, Phrase text) const {
    finding.labels.push_back({written_.at(span), std::move(text)});
}

std::string Findings::quote(Span span) const {
    const std::string_view words =
        std::string_view(written_.value).substr(span.begin, span.end - span.begin);
    std::string_view rest = words;
    for (std::size_t count = 0; !rest.empty() && count < quoted_characters; ++count) {
        utf8::take_code_point(rest);
    }
    return utf8::harmless(words.substr(0, words.size() - rest.size())) + (rest.empty() ? "" : "…");
}

} // namespace doudi::syntax
