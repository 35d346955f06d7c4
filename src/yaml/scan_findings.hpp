#pragma once

#include <doudi/diagnostic.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace doudi::yaml {

/// The words in which a Prescan speaks.
class ScanFindings {
public:
    ScanFindings(std::shared_ptr<const Source> source, Diagnostics& findings);

    void full_width_colon(std::size_t at, std::string_view key);
    void full_width_comma(std::size_t at);
    void full_width_space(std::size_t at, std::size_t size);
    void full_width_quote(std::size_t at, std::size_t size);
    void full_width_dash(std::size_t at, std::size_t size);
    void full_width_hash(std::size_t at);
    void full_width_bracket(std::size_t at);
    void tab(std::size_t begin, std::size_t end);
    void open_quote(std::size_t at, char quote);
    void open_bracket(std::size_t at, char bracket);
    void text_after(std::size_t begin, std::size_t end, std::string_view what);
    void cut_by_comment(std::size_t begin, std::size_t hash, std::size_t end);
    void colon_in_text(std::size_t at);
    void missing_colon(std::size_t begin, std::size_t end);
    void deeper_key(std::size_t begin, std::size_t end, std::string_view above);
    void missing_blank(std::size_t colon, std::string_view key);
    void missing_blank_after_dash(std::size_t dash, std::string_view key);
    void alias(std::size_t begin, std::size_t end);
    void tag(std::size_t begin, std::size_t end);
    void reserved(std::size_t begin, std::size_t end);
    void question_mark(std::size_t at);
    void block_header(std::size_t begin, std::size_t end);
    void too_deep(std::size_t at);

    /// False once something was said that makes the structure of the text doubtful.
    [[nodiscard]] bool reliable() const { return reliable_; }

private:
    void say(std::string_view code, Span span, Phrase message, Phrase help);
    [[nodiscard]] std::string_view between(std::size_t begin, std::size_t end) const;

    std::shared_ptr<const Source> source_;
    Diagnostics& findings_;
    bool reliable_ = true;
};

} // namespace doudi::yaml
