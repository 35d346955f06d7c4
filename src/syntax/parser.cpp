#include "syntax/parser.hpp"

#include "base/utf8.hpp"
#include "syntax/findings.hpp"
#include "syntax/formula_parser.hpp"
#include "syntax/lexer.hpp"
#include "syntax/plain_text.hpp"

#include <doudi/limits.hpp>

#include <algorithm>
#include <cstddef>

namespace doudi::syntax {

namespace {

/// Whether the text can be taken apart into words at all.
bool check_text(const std::string& text, Findings& findings) {
    if (text.size() > limits::formula_bytes) {
        findings.add("formula-too-long", {0, 1},
                     phrase("公式有 {} 个字节，最多 {} 个",
                            "the formula has {} bytes, and at most {} are allowed", text.size(),
                            limits::formula_bytes),
                     {"把它分成几条规则", "divide it into several rules"});
        return false;
    }
    if (const auto invalid = utf8::find_malformed(text)) {
        findings.add("invalid-utf8", {*invalid, *invalid + 1},
                     phrase("公式不是有效的 UTF-8：字节 0x{:02X}",
                            "the formula is not valid UTF-8: byte 0x{:02X}",
                            static_cast<unsigned>(static_cast<unsigned char>(text[*invalid]))),
                     {"用 UTF-8 编码保存文件", "save the file as UTF-8"});
        return false;
    }
    return true;
}

} // namespace

Checked<Expression> parse(const WrittenText& written) {
    Findings findings(written);
    if (!check_text(written.value, findings)) {
        return Checked<Expression>::failure(findings.take());
    }
    const PlainText plain = make_plain(written.value);
    std::vector<Token> tokens = lex(plain, findings);
    if (tokens.size() == 1 && findings.all().empty()) {
        findings.add(
            "empty-formula", {0, written.value.size()}, {"公式是空的", "the formula is empty"},
            {"写一个值，如 0、true 或一个名称", "write a value, such as 0, true or a name"});
        return Checked<Expression>::failure(findings.take());
    }
    if (findings.full()) {
        return Checked<Expression>::failure(findings.take());
    }
    auto tree = FormulaParser(written, std::move(tokens), findings).formula();
    if (!tree || !findings.all().empty()) {
        return Checked<Expression>::failure(findings.take());
    }
    return Checked<Expression>::success(*std::move(tree));
}

} // namespace doudi::syntax
