#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace doudi::utf8 {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t size>
bool contains(const std::array<Range, size>& ranges, char32_t code_point) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), code_point,
                         [](char32_t value, const Range& range) { return value < range.first; });
    return after != ranges.begin() && code_point <= std::prev(after)->last;
}

// Unicode 15 East_Asian_Width W and F, coarsened to whole blocks.
constexpr std::array<Range, 12> wide_ranges{{
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x4DBF},
    {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
}};

constexpr std::array<Range, 9> combining_ranges{{
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x064B, 0x065F},
    {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F},
}};

constexpr std::array<Range, 11> control_ranges{{
    {0x0000, 0x001F},
    {0x007F, 0x009F},
    {0x00AD, 0x00AD},
    {0x061C, 0x061C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xFEFF, 0xFEFF},
    {0xFFF0, 0xFFFB},
    {0xE0000, 0xE0FFF},
}};

// Beyond ASCII: blocks of punctuation, symbols, blanks, private use and compatibility forms.
constexpr std::array<Range, 24> not_letter_ranges{{
    {0x0080, 0x00A9}, {0x00AB, 0x00B4},   {0x00B6, 0x00B9},   {0x00BB, 0x00BF},    {0x00D7, 0x00D7},
    {0x00F7, 0x00F7}, {0x061C, 0x061C},   {0x1680, 0x1680},   {0x180E, 0x180E},    {0x2000, 0x2BFF},
    {0x2E00, 0x2E7F}, {0x3000, 0x3004},   {0x3008, 0x3020},   {0x3030, 0x3030},    {0x303D, 0x303F},
    {0x30FB, 0x30FB}, {0x3200, 0x33FF},   {0xD800, 0xF8FF},   {0xFE00, 0xFE6F},    {0xFEFF, 0xFF65},
    {0xFFA0, 0xFFFF}, {0x1D000, 0x1D3FF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
}};

} // namespace

CodePoint first_code_point(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    const std::size_t size = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (size == 0 || text.size() < size) {
        return {};
    }
    auto value = static_cast<char32_t>(lead & (0xFFU >> (size + 1)));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return {};
        }
        value = (value << 6U) | (byte & 0x3FU);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return {};
    }
    return {value, size, true};
}

CodePoint take_code_point(std::string_view& text) {
    const CodePoint taken = first_code_point(text);
    text.remove_prefix(taken.size);
    return taken;
}

CodePoint code_point_before(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    for (std::size_t back = 1; back <= 4 && back <= offset; ++back) {
        const CodePoint point = first_code_point(text.substr(offset - back));
        if (point.valid && point.size == back) {
            return point;
        }
    }
    return {};
}

std::optional<std::size_t> find_malformed(std::string_view text) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t offset = text.size() - rest.size();
        if (!take_code_point(rest).valid) {
            return offset;
        }
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        take_code_point(text);
        ++count;
    }
    return count;
}

std::u32string decode(std::string_view text) {
    std::u32string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        decoded.push_back(take_code_point(text).value);
    }
    return decoded;
}

void append(std::string& out, char32_t code_point) {
    const auto tail = [&](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)));
    };
    if (code_point < 0x80) {
        out.push_back(static_cast<char>(code_point));
    } else if (code_point < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
        tail(0);
    } else if (code_point < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::size_t cell_width(char32_t code_point) {
    if (contains(combining_ranges, code_point)) {
        return 0;
    }
    return contains(wide_ranges, code_point) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
    std::size_t cells = 0;
    while (!text.empty()) {
        cells += cell_width(take_code_point(text).value);
    }
    return cells;
}

bool is_control(char32_t code_point) {
    // Most text lies between the ranges, and is asked about often.
    const bool is_between =
        (code_point >= 0x20 && code_point < 0x7F) || (code_point >= 0x2070 && code_point < 0xFEFF);
    return !is_between && contains(control_ranges, code_point);
}

bool is_letter(char32_t code_point) {
    if (code_point < 0x80) {
        return (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z');
    }
    return !contains(not_letter_ranges, code_point);
}

std::string harmless(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = take_code_point(text);
        const bool blank = point.value == '\t' || point.value == '\n' || point.value == '\r';
        append(out, blank ? U' ' : is_control(point.value) ? replacement : point.value);
    }
    return out;
}

std::string shown(std::string_view text) {
    constexpr std::size_t most = 60;
    std::size_t cells = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t kept = text.size() - rest.size();
        cells += cell_width(take_code_point(rest).value);
        if (cells > most) {
            return harmless(text.substr(0, kept)) + "…";
        }
    }
    return harmless(text);
}

} // namespace doudi::utf8
