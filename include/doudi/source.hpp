#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace doudi {

/// Half-open range of byte offsets into one source text: [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

/// Human position of a byte: both numbers start at 1, columns count code points.
struct Location {
    std::size_t line = 1;
    std::size_t column = 1;

    friend bool operator==(const Location&, const Location&) = default;
};

/// One immutable UTF-8 text with a name, plus the index that turns offsets into lines.
///
/// Everything below the diagnostic renderer stores spans; only the renderer stores locations.
class Source {
public:
    Source(std::string name, std::string text);

    [[nodiscard]] std::string_view name() const { return name_; }

    [[nodiscard]] std::string_view text() const { return text_; }

    /// Position of byte `offset`; an offset past the end means the end.
    [[nodiscard]] Location locate(std::size_t offset) const;

    /// Text of 1-based `line` without its line ending; empty when there is no such line.
    [[nodiscard]] std::string_view line(std::size_t line) const;

private:
    std::string name_;
    std::string text_;
    std::vector<std::size_t> line_starts_;
};

/// A stretch of one source: where something was written. A place without a source is nowhere,
/// as for text that the library itself put together.
struct Place {
    std::shared_ptr<const Source> source;
    Span span;
};

} // namespace doudi
