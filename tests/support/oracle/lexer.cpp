#include "lexer.hpp"

#include <array>
#include <stdexcept>

namespace doudi::oracle {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// Every byte of a letter beyond ASCII has its highest bit set, so names of any script are whole.
bool starts_name(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
           static_cast<unsigned char>(letter) >= 0x80U;
}

bool is_space(char letter) {
    return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
}

class Lexer {
public:
    explicit Lexer(const std::string& text) : text_(text) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        while (skip_spaces(), at_ < text_.size()) {
            tokens.push_back(next());
        }
        tokens.push_back({TokenKind::end, "the end", Value::none()});
        return tokens;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) {
            ++at_;
        }
    }

    std::string take(std::size_t length) {
        at_ += length;
        return text_.substr(at_ - length, length);
    }

    Token next() {
        if (is_digit(peek())) {
            return date_or_number();
        }
        if (peek() == '"' || peek() == '\'') {
            return quoted();
        }
        return starts_name(peek()) ? name() : symbol();
    }

    Token date_or_number() {
        if (const auto date = parse_date(text_.substr(at_, 10))) {
            return {TokenKind::literal, take(10), Value::ok(*date)};
        }
        std::size_t length = 0;
        while (is_digit(peek(length))) {
            ++length;
        }
        if (peek(length) == '.' && is_digit(peek(length + 1))) {
            for (++length; is_digit(peek(length));) {
                ++length;
            }
        }
        std::string text = take(length);
        std::size_t blanks = 0;
        while (peek(blanks) == ' ') {
            ++blanks;
        }
        if (peek(blanks) == '%') {
            take(blanks + 1);
            text += '%';
        }
        return {TokenKind::literal, text, Value::ok(parse_number(text).value())};
    }

    Token quoted() {
        const std::size_t end = text_.find(peek(), at_ + 1);
        if (end == std::string::npos) {
            throw std::runtime_error("a quoted text does not end in: " + text_);
        }
        const std::string text = take(end + 1 - at_);
        return {TokenKind::literal, text, Value::ok(text.substr(1, text.size() - 2))};
    }

    Token name() {
        std::size_t length = 0;
        while (starts_name(peek(length)) || is_digit(peek(length)) ||
               (peek(length) == '.' && starts_name(peek(length + 1)))) {
            ++length;
        }
        return {TokenKind::name, take(length), Value::none()};
    }

    Token symbol() {
        static constexpr std::array<const char*, 16> symbols{
            "!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ","};
        for (const std::string symbol : symbols) {
            if (text_.compare(at_, symbol.size(), symbol) == 0) {
                return {TokenKind::symbol, take(symbol.size()), Value::none()};
            }
        }
        throw std::runtime_error("'" + take(1) + "' is no part of a formula: " + text_);
    }

    const std::string& text_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<Token> split_into_tokens(const std::string& text) {
    return Lexer(text).run();
}

} // namespace doudi::oracle
