#pragma once

#include <doudi/language.hpp>
#include <doudi/source.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace doudi {

/// A scalar of a rule file, as written: its decoded text and where each byte of it stands.
///
/// `pieces` maps decoded bytes to file bytes: from `decoded` on, up to the next piece, byte i of
/// `value` stands at byte `file + (i - decoded)`. It is empty when the text is one unbroken run
/// that begins at `place.span.begin`. Line folds and escapes begin a new piece.
struct WrittenText {
    struct Piece {
        std::size_t decoded = 0;
        std::size_t file = 0;
    };

    std::string value;
    Place place;
    std::vector<Piece> pieces;
    bool quoted = false; ///< in '…' or "…"

    /// The place in the file of a stretch of `value`.
    [[nodiscard]] Place at(Span decoded) const;
};

/// A value of a rule file: a scalar, a list or a map, with its place. Nothing is resolved.
struct WrittenNode {
    enum class Shape { scalar, list, map };

    // In written.cpp: a node holds pairs of itself, which clang 14 cannot complete otherwise.
    WrittenNode();
    WrittenNode(const WrittenNode& other);
    WrittenNode(WrittenNode&& other) noexcept;
    WrittenNode& operator=(const WrittenNode& other);
    WrittenNode& operator=(WrittenNode&& other) noexcept;
    ~WrittenNode();

    Shape shape = Shape::scalar;
    WrittenText scalar;                                       ///< when scalar
    std::vector<WrittenNode> items;                           ///< when list
    std::vector<std::pair<WrittenText, WrittenNode>> entries; ///< when map; keys differ
    Place place;                                              ///< of the whole

    [[nodiscard]] bool is_scalar() const { return shape == Shape::scalar; }

    [[nodiscard]] bool is_list() const { return shape == Shape::list; }

    [[nodiscard]] bool is_map() const { return shape == Shape::map; }

    /// The value under `key`, or nullptr.
    [[nodiscard]] const WrittenNode* find(std::string_view key) const;

    /// The key itself, for its place, or nullptr.
    [[nodiscard]] const WrittenText* find_key(std::string_view key) const;
};

/// Words as written: a text, the same in each language, or {zh: …, en: …}, of which one may be
/// left out. Empty for anything else.
[[nodiscard]] Phrase phrase_of(const WrittenNode& node);

} // namespace doudi
