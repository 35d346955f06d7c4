#include "syntax/characters.hpp"

#include "syntax/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace doudi::syntax {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// What lies beyond ASCII and belongs to no name: punctuation, symbols, blanks, private use.
/// Everything else there is a letter, a mark or a digit of some script.
constexpr std::array outside_names{
    Range{0x80, 0xA9},       Range{0xAB, 0xB4},       Range{0xB6, 0xB9},
    Range{0xBB, 0xBF},       Range{0xD7, 0xD7},       Range{0xF7, 0xF7},
    Range{0x2C2, 0x2C5},     Range{0x2D2, 0x2DF},     Range{0x37E, 0x37E},
    Range{0x55A, 0x55F},     Range{0x589, 0x58F},     Range{0x5BE, 0x5BE},
    Range{0x600, 0x60F},     Range{0x61B, 0x61F},     Range{0x66A, 0x66D},
    Range{0x6D4, 0x6D4},     Range{0x964, 0x965},     Range{0xE3F, 0xE3F},
    Range{0x2000, 0x203E},   Range{0x2041, 0x2053},   Range{0x2055, 0x2070},
    Range{0x2072, 0x207E},   Range{0x2080, 0x208F},   Range{0x20A0, 0x20CF},
    Range{0x2100, 0x2101},   Range{0x2103, 0x2106},   Range{0x2108, 0x2109},
    Range{0x2116, 0x2117},   Range{0x211E, 0x2123},   Range{0x213A, 0x213B},
    Range{0x2140, 0x2144},   Range{0x214A, 0x215F},   Range{0x2189, 0x2BFF},
    Range{0x2E00, 0x3004},   Range{0x3008, 0x3020},   Range{0x3030, 0x3030},
    Range{0x3036, 0x3037},   Range{0x303D, 0x3040},   Range{0x309B, 0x309C},
    Range{0x30A0, 0x30A0},   Range{0x30FB, 0x30FB},   Range{0x3190, 0x319F},
    Range{0x31C0, 0x31EF},   Range{0x3200, 0x33FF},   Range{0x4DC0, 0x4DFF},
    Range{0xA490, 0xA4CF},   Range{0xD800, 0xF8FF},   Range{0xFD3E, 0xFD3F},
    Range{0xFDFC, 0xFE1F},   Range{0xFE30, 0xFE32},   Range{0xFE35, 0xFE4C},
    Range{0xFE50, 0xFE6F},   Range{0xFEFF, 0xFF65},   Range{0xFFDD, 0xFFFF},
    Range{0x1D000, 0x1D3FF}, Range{0x1F000, 0x1FBEF}, Range{0xE0000, 0xE00FF},
    Range{0xE01F0, 0x10FFFF},
};

/// Marks and digits beyond ASCII that may stand inside a name and not at its beginning.
constexpr std::array inside_names_only{
    Range{0xB7, 0xB7},       Range{0x300, 0x36F},     Range{0x483, 0x487},
    Range{0x591, 0x5C7},     Range{0x610, 0x61A},     Range{0x64B, 0x669},
    Range{0x6D6, 0x6DC},     Range{0x6F0, 0x6F9},     Range{0x966, 0x96F},
    Range{0x1AB0, 0x1AFF},   Range{0x1DC0, 0x1DFF},   Range{0x203F, 0x2040},
    Range{0x2054, 0x2054},   Range{0x20D0, 0x20FF},   Range{0x302A, 0x302F},
    Range{0x3099, 0x309A},   Range{0xFE20, 0xFE2F},   Range{0xFE33, 0xFE34},
    Range{0xFE4D, 0xFE4F},   Range{0xE0100, 0xE01EF},
};

template <std::size_t count>
bool within(const std::array<Range, count>& ranges, char32_t code) {
    const auto next =
        std::upper_bound(ranges.begin(), ranges.end(), code,
                         [](char32_t value, const Range& range) { return value < range.first; });
    return next != ranges.begin() && code <= std::prev(next)->last;
}

bool is_ascii_letter(char32_t code) {
    return (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z') || code == U'_';
}

bool is_ascii_digit(char32_t code) {
    return code >= U'0' && code <= U'9';
}

struct Spelling {
    char32_t code;
    std::string_view plain;
};

/// Typographic characters that are not simply a full-width copy of an ASCII one.
constexpr std::array typographic{
    Spelling{0xA0, " "},    Spelling{0xD7, "*"},    Spelling{0xF7, "/"},    Spelling{0x2002, " "},
    Spelling{0x2003, " "},  Spelling{0x2009, " "},  Spelling{0x200A, " "},  Spelling{0x2010, "-"},
    Spelling{0x2011, "-"},  Spelling{0x2012, "-"},  Spelling{0x2013, "-"},  Spelling{0x2014, "-"},
    Spelling{0x2015, "-"},  Spelling{0x2026, ".."}, Spelling{0x202F, " "},  Spelling{0x2212, "-"},
    Spelling{0x2215, "/"},  Spelling{0x2217, "*"},  Spelling{0x2260, "!="}, Spelling{0x2264, "<="},
    Spelling{0x2265, ">="}, Spelling{0x2266, "<="}, Spelling{0x2267, ">="}, Spelling{0x2A7D, "<="},
    Spelling{0x2A7E, ">="}, Spelling{0x3000, " "},  Spelling{0x3001, ","},  Spelling{0x3002, "."},
    Spelling{0x3010, "["},  Spelling{0x3011, "]"},  Spelling{0x3014, "["},  Spelling{0x3015, "]"},
    Spelling{0xFF1B, ","},  Spelling{0xFF5E, ".."}, Spelling{0xFF61, "."},  Spelling{0xFF64, ","},
};

/// Full-width copies of ASCII: U+FF01 to U+FF5E are '!' to '~'.
constexpr std::string_view ascii = "!\"#$%&'()*+,-./0123456789:;<=>?@"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                                   "abcdefghijklmnopqrstuvwxyz{|}~";

} // namespace

std::optional<Character> character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) {
        return Character{lead, 1};
    }
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) {
        return std::nullopt;
    }
    char32_t code = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return std::nullopt;
        }
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (overlong || surrogate || code > 0x10FFFF) {
        return std::nullopt;
    }
    return Character{code, bytes};
}

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto character = character_at(text, at);
        if (!character) {
            return at;
        }
        at += character->bytes;
    }
    return std::nullopt;
}

bool begins_name(char32_t code) {
    return code < 0x80 ? is_ascii_letter(code)
                       : !within(outside_names, code) && !within(inside_names_only, code);
}

bool continues_name(char32_t code) {
    return code < 0x80 ? is_ascii_letter(code) || is_ascii_digit(code)
                       : !within(outside_names, code) || within(inside_names_only, code);
}

bool is_name(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto character = character_at(text, at);
        if (!character || !continues_name(character->code) ||
            (at == 0 && !begins_name(character->code))) {
            return false;
        }
        at += character->bytes;
    }
    return !text.empty() && word_kind(text) == TokenKind::name;
}

std::string_view plain_spelling(char32_t code) {
    const auto* const found = std::lower_bound(
        typographic.begin(), typographic.end(), code,
        [](const Spelling& spelling, char32_t wanted) { return spelling.code < wanted; });
    if (found != typographic.end() && found->code == code) {
        return found->plain;
    }
    if (code >= 0xFF01 && code <= 0xFF5E) {
        return ascii.substr(static_cast<std::size_t>(code - 0xFF01), 1);
    }
    return {};
}

std::string code_point_name(char32_t code) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(code));
}

} // namespace doudi::syntax
