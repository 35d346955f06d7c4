#pragma once

#include "syntax/findings.hpp"

#include <doudi/source.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::syntax {

/// A formula with full-width and typographic characters put into the plain spelling, outside
/// texts in quotes. Each byte knows the character that it was written as.
struct PlainText {
    struct Replacement {
        Span written;           ///< the character as written
        std::string_view plain; ///< what belongs there
    };

    std::string text;
    std::vector<Span> origins; ///< of each byte of `text`: its character in the formula as written
    std::vector<Replacement> replacements;

    /// Bytes [begin, end) of `text` as a span of the formula as written.
    [[nodiscard]] Span written(std::size_t begin, std::size_t end) const;
};

/// `formula` must be valid UTF-8.
[[nodiscard]] PlainText make_plain(std::string_view formula);

/// One finding for all characters that were replaced; its help is the whole formula, `mended`.
void report_replacements(const PlainText& plain, std::string mended, Findings& findings);

} // namespace doudi::syntax
