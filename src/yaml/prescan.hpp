#pragma once

#include "yaml/scan_findings.hpp"

#include <doudi/diagnostic.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::yaml {

/// Walks the text before YAML is read and names what authors mistake and YAML would misread or
/// complain about in words that do not help: full-width punctuation, tabs, quotes and brackets
/// left open, characters that mean something to YAML, text lost behind ` #`. Titles, citations,
/// quoted text and block text are left alone.
class Prescan {
public:
    Prescan(std::shared_ptr<const Source> source, Diagnostics& findings);

    /// False when the structure of the text cannot be relied on, so that reading on would only
    /// bring follow-ups.
    bool run();

private:
    /// An open `[` or `{` and what was seen of its present entry.
    struct Bracket {
        std::size_t at = 0;
        bool is_map = false;
        bool has_colon = false;
        std::size_t value = 0; ///< where the entry, or its text after the colon, begins
    };

    // Lines (prescan.cpp).
    void line();
    bool inside_block_text();
    bool goes_on_below_owner();
    void fresh_line();
    bool check_indentation();
    void dashes();
    bool follows_lost_blank();
    void continuation();

    // Values outside of brackets (prescan_value.cpp).
    void node(bool may_be_key);
    void key_and_value(std::size_t colon);
    void plain_without_key();
    void note_missing_colon(std::string_view content, bool must_be_key);
    void plain_value();
    void block_header();
    bool refuse_start();

    // Quotes (prescan_value.cpp).
    void open_quote(bool may_be_key);
    void find_closing_quote();
    void after_quote();

    // Inside brackets (prescan_flow.cpp).
    void open_bracket();
    void close_bracket();
    void flow();
    void flow_character();
    void flow_text();
    void flow_colon();
    void flow_entry_ends();
    void after_bracket();

    [[nodiscard]] char byte(std::size_t offset) const;
    [[nodiscard]] std::string_view between(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::ptrdiff_t column(std::size_t offset) const;
    [[nodiscard]] bool is_colon(std::size_t offset) const;
    [[nodiscard]] bool is_comment(std::size_t offset) const;
    [[nodiscard]] std::size_t find_colon(std::size_t from, std::size_t to) const;
    [[nodiscard]] std::size_t find_comment(std::size_t from) const;
    [[nodiscard]] std::size_t wide_blank_at(std::size_t offset) const;
    void skip_blanks();
    void check_comment(std::size_t begin, std::size_t hash);

    std::string_view text_;
    std::shared_ptr<const Source> source_;
    ScanFindings say_;

    std::size_t line_ = 0; ///< where the present line begins
    std::size_t end_ = 0;  ///< where it ends, without its line break
    std::size_t at_ = 0;
    bool stopped_ = false;

    std::ptrdiff_t owner_ = -1; ///< column of the key or dash that the present value belongs to
    std::string key_;           ///< the last key, for what may stand in its value
    bool list_item_ = false;    ///< the line began with a dash
    bool awaits_ = false;       ///< a key or dash ended its line, so its value comes next
    bool plain_open_ = false;   ///< plain text may go on in the next line
    bool told_deeper_ = false;  ///< a key inside that text has been reported
    std::size_t lost_blank_ = std::string_view::npos; ///< a colon there that may end a key
    Span first_word_;                 ///< of plain text on a line of its own: its first word, which
    std::ptrdiff_t first_column_ = 0; ///< a key in the same column shows to be a key, too
    bool block_open_ = false;         ///< `|` or `>` text may go on in the next line
    char quote_ = '\0';               ///< the quote that is open, or none
    std::size_t quote_at_ = 0;
    bool quote_may_be_key_ = false;
    std::vector<Bracket> brackets_;
};

/// Runs a Prescan.
[[nodiscard]] inline bool prescan(const std::shared_ptr<const Source>& source,
                                  Diagnostics& findings) {
    return Prescan(source, findings).run();
}

} // namespace doudi::yaml
