#pragma once

#include "base/utf8.hpp"
#include "syntax/findings.hpp"
#include "syntax/plain_text.hpp"
#include "syntax/token.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace doudi::syntax {

/// Letters of any script and the underscore; digits, too, when not at the beginning.
[[nodiscard]] inline bool begins_name(char32_t code) {
    return code == U'_' || utf8::is_letter(code);
}

[[nodiscard]] inline bool continues_name(char32_t code) {
    return begins_name(code) || (code >= U'0' && code <= U'9');
}

/// Where the lexer stands in a formula, and what it has mended so far.
class Scanner {
public:
    Scanner(const PlainText& plain, Findings& findings) : plain_(plain), findings_(findings) {}

    [[nodiscard]] bool at_end() const { return at_ >= plain_.text.size(); }

    [[nodiscard]] std::size_t position() const { return at_; }

    void move_to(std::size_t position) { at_ = position; }

    /// What is left to read.
    [[nodiscard]] std::string_view rest() const {
        return std::string_view(plain_.text).substr(at_);
    }

    /// The byte `ahead` of here, or NUL past the end.
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < plain_.text.size() ? plain_.text[at_ + ahead] : '\0';
    }

    /// The byte at a position before here.
    [[nodiscard]] char byte(std::size_t position) const { return plain_.text[position]; }

    [[nodiscard]] bool is_digit(std::size_t ahead = 0) const {
        return peek(ahead) >= '0' && peek(ahead) <= '9';
    }

    /// How many digits stand `ahead` of here.
    [[nodiscard]] std::size_t digits(std::size_t ahead = 0) const {
        std::size_t count = 0;
        while (is_digit(ahead + count)) {
            ++count;
        }
        return count;
    }

    /// How many bytes a run of name characters `ahead` of here takes.
    [[nodiscard]] std::size_t name_bytes(std::size_t ahead = 0) const {
        const std::string_view all = rest().substr(ahead);
        std::string_view left = all;
        while (!left.empty() && continues_name(utf8::first_code_point(left).value)) {
            utf8::take_code_point(left);
        }
        return all.size() - left.size();
    }

    /// The words from `begin` to here.
    [[nodiscard]] std::string_view since(std::size_t begin) const {
        return std::string_view(plain_.text).substr(begin, at_ - begin);
    }

    /// The place of the words from `begin` to here, in the formula as written.
    [[nodiscard]] Span span_since(std::size_t begin) const { return plain_.written(begin, at_); }

    [[nodiscard]] Findings& findings() const { return findings_; }

    /// Notes that the words from `begin` to here should be `meant`.
    void mend(std::size_t begin, std::string_view meant) {
        mended_.append(plain_.text, copied_, begin - copied_);
        mended_ += meant;
        copied_ = at_;
    }

    /// The formula with everything mended that was noted so far.
    [[nodiscard]] std::string mended() const { return mended_ + plain_.text.substr(copied_); }

    /// Whether an advice is given for the first time.
    bool is_new(std::string_view advice) { return given_.insert(advice).second; }

    /// How many brackets are open here.
    std::size_t open_brackets = 0;

private:
    const PlainText& plain_;
    Findings& findings_;
    std::size_t at_ = 0;
    std::string mended_;
    std::size_t copied_ = 0;
    std::set<std::string_view> given_;
};

/// Reads a date as it should be or one that can be mended; nothing when these are numbers.
[[nodiscard]] std::optional<Token> scan_date(Scanner& scanner);

/// Reads a number, a percentage or a date; a digit stands here, or a point before a digit.
[[nodiscard]] Token scan_number(Scanner& scanner);

/// Reads a sign, right or wrong, or a character that has no business in a formula.
[[nodiscard]] Token scan_sign(Scanner& scanner);

} // namespace doudi::syntax
