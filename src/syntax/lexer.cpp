#include "syntax/lexer.hpp"

#include "syntax/scanner.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

namespace doudi::syntax {

namespace {

bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// `True`, `FALSE`, …: the truth value that was meant, or nothing.
std::string meant_truth(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(), [](char letter) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    });
    return word == "true" || word == "false" ? word : std::string();
}

/// Reads a word of the language, a truth value or a name with its dots.
Token scan_name(Scanner& scanner) {
    const std::size_t begin = scanner.position();
    scanner.move_to(begin + scanner.name_bytes());
    while (scanner.peek() == '.') {
        const std::string_view after = scanner.rest().substr(1);
        if (after.empty() || !begins_name(utf8::first_code_point(after).value)) {
            break;
        }
        scanner.move_to(scanner.position() + 1 + scanner.name_bytes(1));
    }
    std::string word(scanner.since(begin));
    const Span span = scanner.span_since(begin);
    const TokenKind kind = word_kind(word);
    if (std::string truth = meant_truth(word); kind == TokenKind::name && !truth.empty()) {
        scanner.findings().add("wrong-operator", span,
                               phrase("真假值用小写字母，这里写了 '{}'",
                                      "truth values are written in lower case, not '{}'", word),
                               phrase("写成 '{}'", "write '{}'", truth));
        scanner.mend(begin, truth);
        return {TokenKind::truth, std::move(truth), span};
    }
    return {kind, std::move(word), span};
}

/// Reads a text in straight quotes, up to the end of its line at most.
Token scan_text(Scanner& scanner) {
    const std::size_t begin = scanner.position();
    const char quote = scanner.peek();
    const std::string_view line = scanner.rest().substr(0, scanner.rest().find('\n'));
    const std::size_t closing = line.find(quote, 1);
    if (closing != std::string_view::npos) {
        scanner.move_to(begin + closing + 1);
        return {TokenKind::text, std::string(line.substr(1, closing - 1)),
                scanner.span_since(begin)};
    }
    scanner.move_to(begin + line.size());
    const Span span = scanner.span_since(begin);
    scanner.findings().add(
        "unterminated-text", span,
        phrase("文字以 {} 开头，却没有收尾的引号", "a text begins with {} and does not end", quote),
        phrase("在文字末尾再写一个 {}", "write {} at the end of the text, too", quote));
    return {TokenKind::unreadable, {}, span};
}

Token scan(Scanner& scanner) {
    const char next = scanner.peek();
    if (scanner.is_digit() || (next == '.' && scanner.is_digit(1))) {
        return scan_number(scanner);
    }
    if (next == '"' || next == '\'') {
        return scan_text(scanner);
    }
    return begins_name(utf8::first_code_point(scanner.rest()).value) ? scan_name(scanner)
                                                                     : scan_sign(scanner);
}

void count_brackets(Scanner& scanner, TokenKind kind) {
    if (kind == TokenKind::open_round || kind == TokenKind::open_square) {
        ++scanner.open_brackets;
    } else if (kind == TokenKind::close_round || kind == TokenKind::close_square) {
        scanner.open_brackets -= scanner.open_brackets > 0 ? 1 : 0;
    }
}

} // namespace

std::vector<Token> lex(const PlainText& plain, Findings& findings) {
    Scanner scanner(plain, findings);
    std::vector<Token> tokens;
    while (!findings.full()) {
        while (is_blank(scanner.peek())) {
            scanner.move_to(scanner.position() + 1);
        }
        if (scanner.at_end()) {
            break;
        }
        tokens.push_back(scan(scanner));
        count_brackets(scanner, tokens.back().kind);
    }
    report_replacements(plain, scanner.mended(), findings);
    const std::size_t end = plain.text.size();
    tokens.push_back({TokenKind::end, {}, plain.written(end, end)});
    return tokens;
}

} // namespace doudi::syntax
