#include "cases/describe_page.hpp"

#include <algorithm>
#include <cctype>

namespace doudi::description {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_word(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0 ||
           std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Runs of blanks and line ends as one blank, none at the ends.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (!is_space(c)) {
            line += static_cast<unsigned char>(c) < 0x20U ? '?' : c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    if (line.ends_with(' ')) {
        line.pop_back();
    }
    return line;
}

std::size_t longest_run(std::string_view text, char wanted) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

void append_row(std::string& out, const Cells& cells, const std::vector<bool>& shown) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (shown[i]) {
            out += "| " + cells[i] + (cells[i].empty() ? "" : " ");
        }
    }
    out += "|\n";
}

} // namespace

std::string plain(std::string_view text) {
    const std::string line = one_line(text);
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        // An underscore inside a word is no mark-up.
        const bool inside =
            i > 0 && i + 1 < line.size() && is_word(line[i - 1]) && is_word(line[i + 1]);
        const bool marks = std::string_view("\\`*[]<>|~&").find(c) != std::string_view::npos ||
                           (c == '_' && !inside) || (c == '#' && i == 0);
        out += marks ? std::string{'\\', c} : std::string(1, c);
    }
    return out;
}

// A table ends a cell at every bar, even in a code span, unless it is escaped.
std::string code(std::string_view text) {
    const std::string line = one_line(text);
    if (line.empty()) {
        return {};
    }
    std::string inner;
    for (const char c : line) {
        inner += c == '|' ? "\\|" : std::string(1, c);
    }
    const std::string fence(longest_run(line, '`') + 1, '`');
    const bool needs_blank = line.front() == '`' || line.back() == '`';
    return fence + (needs_blank ? " " : "") + inner + (needs_blank ? " " : "") + fence;
}

const WrittenText* scalar_of(const WrittenNode& map, std::string_view key) {
    const WrittenNode* const node = map.find(key);
    return node != nullptr && node->is_scalar() ? &node->scalar : nullptr;
}

Provenance provenance_of(const WrittenNode& map) {
    const auto each = [&map](std::string_view key, const auto& take) {
        const WrittenNode* const node = map.find(key);
        if (node != nullptr && node->is_list()) {
            std::for_each(node->items.begin(), node->items.end(), take);
        } else if (node != nullptr) {
            take(*node);
        }
    };
    Provenance provenance;
    each("source", [&](const WrittenNode& node) { provenance.sources.push_back(node.scalar); });
    each("assumed", [&](const WrittenNode& node) {
        provenance.assumed.push_back({phrase_of(node), node.place});
    });
    return provenance;
}

std::string full_name(std::string_view programme, std::string_view name) {
    const bool has_both = !programme.empty() && !name.empty();
    return std::string(programme) + (has_both ? "." : "") + std::string(name);
}

void Page::open_block() {
    out_ += out_.empty() ? "" : "\n";
    in_list_ = false;
}

void Page::heading(int level, std::string_view text) {
    open_block();
    out_ += std::string(static_cast<std::size_t>(level), '#') + " " + std::string(text) + "\n";
}

void Page::paragraph(std::string_view text) {
    open_block();
    out_ += std::string(text) + "\n";
}

void Page::bullet(std::string_view text) {
    if (!in_list_) {
        open_block();
    }
    in_list_ = true;
    out_ += "- " + std::string(text) + "\n";
}

void Page::table(const Cells& head, const std::vector<Cells>& rows) {
    if (rows.empty()) {
        return;
    }
    std::vector<bool> shown(head.size(), false);
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < shown.size(); ++i) {
            shown[i] = shown[i] || !row[i].empty();
        }
    }
    open_block();
    append_row(out_, head, shown);
    append_row(out_, Cells(head.size(), "---"), shown);
    for (const Cells& row : rows) {
        append_row(out_, row, shown);
    }
}

} // namespace doudi::description
