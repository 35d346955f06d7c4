#include "syntax/findings.hpp"

#include "syntax/characters.hpp"

#include <algorithm>
#include <utility>

namespace doudi::syntax {

namespace {

/// More than this many characters of a formula are not repeated in a message.
constexpr std::size_t quoted_characters = 60;

} // namespace

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
    std::size_t at = 0;
    for (std::size_t count = 0; at < words.size(); ++count) {
        if (count == quoted_characters) {
            return std::string(words.substr(0, at)) + "…";
        }
        const auto character = character_at(words, at);
        at += character ? character->bytes : 1;
    }
    return std::string(words);
}

} // namespace doudi::syntax
