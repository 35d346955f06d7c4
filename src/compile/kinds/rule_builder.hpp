#pragma once

#include "compile/formulas.hpp"
#include "compile/model.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::compiler {

/// What a kind works with: the rule's map, key by key, and the definitions that it makes of it.
///
/// Every key that a kind asks for is known; `finish` reports the others.
class RuleBuilder {
public:
    RuleBuilder(Model& the_model, const RuleDeclaration& the_rule, const RuleForm& the_form);

    [[nodiscard]] Model& model() { return *model_; }

    [[nodiscard]] const RuleDeclaration& rule() const { return *rule_; }

    [[nodiscard]] Index entity() const { return entity_; }

    /// Full name of the rule, or of a part of it.
    [[nodiscard]] std::string name() const { return name_; }

    [[nodiscard]] std::string name(std::string_view part) const {
        return name_ + "." + std::string(part);
    }

    /// A map of the rule or inside it, whose keys are asked for one by one.
    class Section {
    public:
        Section(RuleBuilder& builder, const WrittenNode& map) : builder_(&builder), map_(&map) {}

        [[nodiscard]] const Place& place() const { return map_->place; }

        /// The value of a key, or nullptr; the key is known from here on.
        const WrittenNode* find(std::string_view key);
        /// As find; a missing key is a finding, made by finish: it may be the meaning of an
        /// unknown one.
        const WrittenNode* require(std::string_view key);
        /// A scalar, or nullptr; another shape is a finding.
        const WrittenText* scalar(std::string_view key);
        /// A formula, or nullopt; a faulty one is a finding.
        std::optional<Expression> formula(std::string_view key);
        std::optional<Expression> required_formula(std::string_view key);
        /// Keys that the reader has dealt with already.
        void know(std::initializer_list<std::string_view> keys);
        /// Reports every key that nobody asked for, and what is required and not there.
        void finish();

    private:
        [[nodiscard]] Phrase keys_here() const;

        RuleBuilder* builder_;
        const WrittenNode* map_;
        std::vector<std::string_view> known_;
        std::vector<std::string_view> missing_;
    };

    [[nodiscard]] Section& body() { return body_; }

    /// Parses a scalar; reports and gives nullopt when it is no formula.
    std::optional<Expression> parse(const WrittenText& text);

    /// `then:` and the like: a bare value of the rule's category, or a formula.
    std::optional<Expression> parse_value(const WrittenText& text);

    /// Puts `expression` under the rounding of `section`'s `round:`, if it has one.
    /// `keeps_quotient` is set for `round: none`.
    Expression rounded(Section& section, Expression expression, bool* keeps_quotient = nullptr);

    /// A definition of the rule itself or a part, with everything common filled in.
    [[nodiscard]] Definition define(std::string full_name, ValueRole role, Index entity);

    /// Hands a definition over; a name that is taken is a finding.
    Definition* emit(Definition definition);

    /// Reads `source:` and `assumed:` of an item, or those of the rule when it has none.
    const Provenance* provenance(const WrittenNode& map);

    /// Those of the rule with those of its rows or steps, which have no place of their own.
    const Provenance* provenance_with(const std::vector<WrittenNode>& parts);

    /// Whether there are at most `most` of something; reports it when not.
    bool is_few(const std::vector<WrittenNode>& nodes, std::size_t most, const Place& place);

private:
    Model* model_;
    const RuleDeclaration* rule_;
    const RuleForm* form_;
    std::string name_;
    Index entity_ = none;
    std::optional<Type> type_;
    Section body_;
};

/// `title:` as written: a text in the pack's language, or {zh:, en:}; empty for nullptr.
[[nodiscard]] Phrase read_title(const WrittenNode* node);

/// The entity of the rows that `expression` is about: the innermost one that its names belong to,
/// those inside sum(…), any(…) and the like left out. `none` when no name tells.
[[nodiscard]] Index entity_of_names(const Model& model, const Expression& expression,
                                    std::string_view programme);

/// What the names in `expression`, outside sum(…) and the like, may stand for.
[[nodiscard]] std::vector<std::string> full_names_in(const Expression& expression,
                                                     std::string_view programme);

// One function a kind, one file a function. Each is documented by its formulas in docs/RULES.md.
void define_formula(RuleBuilder& rule);
void define_table(RuleBuilder& rule);
void define_reduction(RuleBuilder& rule); ///< exemption and deduction
void define_coverage(RuleBuilder& rule);
void define_exit(RuleBuilder& rule);

} // namespace doudi::compiler
