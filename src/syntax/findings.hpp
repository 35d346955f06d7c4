#pragma once

#include "base/utf8.hpp"

#include <doudi/diagnostic.hpp>
#include <doudi/limits.hpp>
#include <doudi/written.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace doudi::syntax {

/// The same sentence in both languages, with the same things put into it.
template <typename... Things>
[[nodiscard]] Phrase phrase(fmt::format_string<const Things&...> zh,
                            fmt::format_string<const Things&...> en, const Things&... things) {
    return {fmt::format(zh, things...), fmt::format(en, things...)};
}

/// "U+200B": how a character is called that cannot be shown.
[[nodiscard]] std::string code_point_name(const utf8::CodePoint& character);

/// What is wrong with one formula, collected while it is read. Every finding is an error unless
/// it says otherwise; spans are in bytes of the formula as written.
class Findings {
public:
    explicit Findings(const WrittenText& written) : written_(written) {}

    /// Adds an error. Further labels and another severity can be set on what is returned, until
    /// the next one is added.
    Diagnostic& add(std::string_view code, Span span, Phrase message, Phrase help = {});

    /// Adds a place to a finding, with a few words.
    void label(Diagnostic& finding, Span span, Phrase text) const;

    /// Whether so much is wrong that nobody would read more; one more can be added.
    [[nodiscard]] bool full() const { return found_.size() + 1 >= limits::findings; }

    [[nodiscard]] const Diagnostics& all() const { return found_; }

    [[nodiscard]] Diagnostics take() { return std::move(found_); }

    [[nodiscard]] const WrittenText& written() const { return written_; }

    /// The words at `span`, cut short when they are many, for a message.
    [[nodiscard]] std::string quote(Span span) const;

private:
    const WrittenText& written_;
    Diagnostics found_;
};

} // namespace doudi::syntax
