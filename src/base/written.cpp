#include <doudi/written.hpp>

#include <algorithm>

namespace doudi {

namespace {

/// The file byte where byte `decoded` of the text stands.
std::size_t file_offset(const WrittenText& text, std::size_t decoded) {
    const auto after = std::upper_bound(
        text.pieces.begin(), text.pieces.end(), decoded,
        [](std::size_t offset, const WrittenText::Piece& piece) { return offset < piece.decoded; });
    if (after == text.pieces.begin()) {
        return text.place.span.begin + decoded;
    }
    const WrittenText::Piece& piece = *std::prev(after);
    return piece.file + (decoded - piece.decoded);
}

} // namespace

Place WrittenText::at(Span decoded) const {
    if (place.source == nullptr) {
        return place;
    }
    const std::size_t begin = std::min(decoded.begin, value.size());
    const std::size_t end = std::min(std::max(decoded.end, begin), value.size());
    const std::size_t first = std::min(file_offset(*this, begin), place.span.end);
    if (begin == end) {
        return {place.source, {first, first}};
    }
    // The end is where the last byte ends, so that a fold after it is left out.
    const std::size_t last = std::min(file_offset(*this, end - 1) + 1, place.span.end);
    return {place.source, {first, std::max(first, last)}};
}

WrittenNode::WrittenNode() = default;
WrittenNode::WrittenNode(const WrittenNode& other) = default;
WrittenNode::WrittenNode(WrittenNode&& other) noexcept = default;
WrittenNode& WrittenNode::operator=(const WrittenNode& other) = default;
WrittenNode& WrittenNode::operator=(WrittenNode&& other) noexcept = default;
WrittenNode::~WrittenNode() = default;

const WrittenNode* WrittenNode::find(std::string_view key) const {
    for (const auto& [name, value] : entries) {
        if (name.value == key) {
            return &value;
        }
    }
    return nullptr;
}

const WrittenText* WrittenNode::find_key(std::string_view key) const {
    for (const auto& [name, value] : entries) {
        if (name.value == key) {
            return &name;
        }
    }
    return nullptr;
}

Phrase phrase_of(const WrittenNode& node) {
    if (node.is_scalar()) {
        return {node.scalar.value, node.scalar.value};
    }
    const auto text = [&](std::string_view key, std::string_view other) {
        const WrittenNode* found = node.find(key);
        found = found != nullptr ? found : node.find(other);
        return found != nullptr && found->is_scalar() ? found->scalar.value : std::string();
    };
    return {text("zh", "en"), text("en", "zh")};
}

} // namespace doudi
