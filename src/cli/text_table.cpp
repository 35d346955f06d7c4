#include "cli/text_table.hpp"

#include <algorithm>

namespace doudi::cli {

// The letters of one and two bytes are narrow; nearly all beyond, which are written with three or
// four, are Chinese letters and signs, and wide.
std::size_t display_width(std::string_view text) {
    constexpr unsigned char first_of_three = 0xE0;
    constexpr unsigned char continuation = 0x80;
    constexpr unsigned char continuation_mask = 0xC0;
    std::size_t width = 0;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if ((byte & continuation_mask) != continuation) {
            width += byte >= first_of_three ? 2 : 1;
        }
    }
    return width;
}

std::string TextTable::to_text() const {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    }
    std::string out;
    for (const std::vector<std::string>& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - display_width(row[i]), ' ');
            out += "  " + (i == 0 ? row[i] + blanks : blanks + row[i]);
        }
        out.erase(out.find_last_not_of(' ') + 1);
        out += '\n';
    }
    return out;
}

} // namespace doudi::cli
