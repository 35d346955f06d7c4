#include "shrink.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace doudi::generator {
namespace {

/// A field of an object or an item of a list: [begin, end) without the comma.
struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// No text of a made-up record holds a quote, so none is escaped.
std::vector<Piece> pieces_of(const std::string& record) {
    std::vector<Piece> pieces;
    std::vector<std::size_t> begins;
    const auto close = [&](std::size_t end) {
        if (end > begins.back()) {
            pieces.push_back({begins.back(), end});
        }
    };
    bool in_text = false;
    for (std::size_t at = 0; at < record.size(); ++at) {
        const char letter = record[at];
        in_text = in_text != (letter == '"');
        if (in_text) {
            continue;
        }
        if (letter == '{' || letter == '[') {
            begins.push_back(at + 1);
        } else if (letter == '}' || letter == ']') {
            close(at);
            begins.pop_back();
        } else if (letter == ',') {
            close(at);
            begins.back() = at + 1;
        }
    }
    return pieces;
}

std::string without(const std::string& record, Piece piece) {
    if (record[piece.end] == ',') {
        ++piece.end;
    } else if (record[piece.begin - 1] == ',') {
        --piece.begin;
    }
    return record.substr(0, piece.begin) + record.substr(piece.end);
}

// The largest piece that can go.
std::optional<std::string> smaller(const std::string& record,
                                   const std::function<bool(const std::string&)>& fails) {
    std::vector<Piece> pieces = pieces_of(record);
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.end - a.begin > b.end - b.begin;
    });
    for (const Piece& piece : pieces) {
        std::string left = without(record, piece);
        if (fails(left)) {
            return left;
        }
    }
    return std::nullopt;
}

} // namespace

std::string shrink(std::string record, const std::function<bool(const std::string&)>& fails) {
    while (auto left = smaller(record, fails)) {
        record = std::move(*left);
    }
    return record;
}

} // namespace doudi::generator
