#pragma once

#include "syntax/ast.hpp"
#include "syntax/findings.hpp"
#include "syntax/token.hpp"
#include "syntax/tree.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::syntax {

/// Reads the words of one formula into a tree, by recursive descent: one function a level of
/// binding. A function that returns nothing has reported why, and everybody above gives up; so at
/// most one finding is added. The grammar is in docs/RULES.md.
class FormulaParser {
public:
    /// `tokens` ends with one of kind `end`.
    FormulaParser(const WrittenText& written, std::vector<Token> tokens, Findings& findings)
        : written_(written), tokens_(std::move(tokens)), findings_(findings) {}

    [[nodiscard]] std::optional<Expression> formula();

private:
    /// A tree and how deep it is; `bracketed` when it stands in brackets of its own.
    struct Node {
        Expression tree;
        std::size_t depth = 1;
        bool bracketed = false;
    };

    using Result = std::optional<Node>;

    /// Counts one level of nesting for as long as it lives.
    class Nesting {
    public:
        explicit Nesting(FormulaParser& parser) : parser_(parser) { ++parser_.nesting_; }

        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

        ~Nesting() { --parser_.nesting_; }

    private:
        FormulaParser& parser_;
    };

    // Levels of binding, the loosest first.
    Result expression();
    Result choose();
    Result logical(Binding level);
    Result negation();
    Result comparison();
    Result chain(Binding level);
    Result prefix();
    Result primary();

    // Parts of them.
    Result membership(Node value);
    Result between(Node value);
    Result range_end(Node value, Node low, const Token& opening);
    Result percentage();
    Result group();
    Result call_or_lookup(const Token& name);
    Result call(const Token& name);
    bool list(std::vector<Node>& members);

    // The words.
    [[nodiscard]] const Token& current() const { return tokens_[at_]; }

    [[nodiscard]] const Token* previous() const { return at_ > 0 ? &tokens_[at_ - 1] : nullptr; }

    /// Where reading stopped: the word in the way, or the last word when the formula ends.
    [[nodiscard]] Span last_read() const {
        const Token* before = previous();
        return is(TokenKind::end) && before != nullptr ? before->span : current().span;
    }

    [[nodiscard]] bool is(TokenKind kind) const { return current().kind == kind; }

    const Token& take() { return tokens_[at_++]; }

    bool accept(TokenKind kind);
    void open(TokenKind kind);
    bool close(TokenKind kind);

    // Trees.
    [[nodiscard]] Node leaf(Form form, const Token& token) const;
    Result join(Form form, std::vector<Node> operands, Span span);

    // Complaints. Those that say false or nothing leave it to the caller to give up.
    Result too_deep(Span span);
    Result missing_operand();
    Result needs_brackets();
    Result list_out_of_place();
    Result chained(const Node& comparison);
    Result list_without_brackets(const Node& value);
    Result list_in_square_brackets(const Token& opening);
    Result ambiguous_share(const Node& dividend, const Node& share);
    bool unexpected();
    bool unexpected_instead_of(std::string_view wanted, const Token& because);
    bool foreign_call(const Token& name);

    // What unexpected() tries in turn; true when it was that.
    bool foreign_word();
    bool missing_operator();
    bool unbalanced();
    void out_of_place();

    [[nodiscard]] std::string words(Span span) const { return findings_.quote(span); }

    const WrittenText& written_;
    std::vector<Token> tokens_;
    Findings& findings_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::vector<Token> open_; ///< brackets that wait for their end
};

} // namespace doudi::syntax
