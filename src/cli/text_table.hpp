#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::cli {

/// Lines of words and numbers in straight columns: the first column stands to the left, the
/// others to the right. A Chinese letter takes two cells of a terminal.
class TextTable {
public:
    void add_row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    /// Each row as a line, indented by two blanks, without blanks at its end.
    [[nodiscard]] std::string to_text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// Cells that a text takes on a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

} // namespace doudi::cli
