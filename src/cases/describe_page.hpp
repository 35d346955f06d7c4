#pragma once

#include <doudi/date.hpp>
#include <doudi/pack.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// Markdown, and the words that every part of a described pack shares.
namespace doudi::description {

using Cells = std::vector<std::string>;

/// Text as Markdown that shows it and nothing else, on one line.
[[nodiscard]] std::string plain(std::string_view text);

/// `text` as a code span, on one line; empty stays empty.
[[nodiscard]] std::string code(std::string_view text);

/// The scalar under `key` of a map, or nullptr.
[[nodiscard]] const WrittenText* scalar_of(const WrittenNode& map, std::string_view key);

/// `source:` and `assumed:` of a map as written.
[[nodiscard]] Provenance provenance_of(const WrittenNode& map);

/// "programme.name", or the one of them that there is.
[[nodiscard]] std::string full_name(std::string_view programme, std::string_view name);

/// A document that grows from top to bottom.
class Page {
public:
    Page(const RulePack& pack, Language language) : pack_(&pack), language_(language) {}

    [[nodiscard]] const RulePack& pack() const { return *pack_; }

    [[nodiscard]] Language language() const { return language_; }

    [[nodiscard]] bool zh() const { return language_ == Language::zh; }

    [[nodiscard]] const std::string& text() const { return out_; }

    /// One of two texts, by the language.
    [[nodiscard]] std::string pick(std::string_view chinese, std::string_view english) const {
        return std::string(zh() ? chinese : english);
    }

    /// A pattern in the language, filled in.
    template <typename... Parts>
    [[nodiscard]] std::string say(std::string_view chinese, std::string_view english,
                                  const Parts&... parts) const {
        return fmt::format(fmt::runtime(zh() ? chinese : english), parts...);
    }

    // What is written. All take Markdown.

    void heading(int level, std::string_view text);
    void paragraph(std::string_view text);
    void bullet(std::string_view text);

    /// Columns that hold nothing in any row are left out; so is a table without rows.
    void table(const Cells& head, const std::vector<Cells>& rows);

    // Words, as Markdown.

    /// "家庭收入 `household_income`"; the name alone when the title says no more.
    [[nodiscard]] std::string titled(const Phrase& title, std::string_view name) const;

    [[nodiscard]] std::string title(const Phrase& title, std::string_view name) const;

    [[nodiscard]] std::string joined(const Cells& texts) const;

    /// "2018年1月1日 至 2021年12月31日"; empty when open at both ends.
    [[nodiscard]] std::string period(const InForce& in_force) const;

    [[nodiscard]] std::string date(const Date& date) const;

    /// An entity by its title.
    [[nodiscard]] std::string entity(std::string_view name) const;

    /// "每个成员每月金额（`money/month/member`）".
    [[nodiscard]] std::string type(std::string_view written) const;

    /// A constant of a type: a category's value by its title, 是/否, else as written.
    [[nodiscard]] std::string value(std::string_view written, std::string_view type) const;

    /// "《…》二（一）；…", or empty.
    [[nodiscard]] std::string sources(const Provenance& provenance) const;

    /// "⚠ **假定**：…", or empty.
    [[nodiscard]] std::string assumed(const Provenance& provenance) const;

    /// Both, for a cell.
    [[nodiscard]] std::string cite(const Provenance& provenance) const;

    /// Both, as bullets. A rule or value that has neither says so.
    void cite_below(const Provenance& provenance);

private:
    [[nodiscard]] const CategoryValue* category_value(std::string_view type,
                                                      std::string_view name) const;
    void open_block();

    const RulePack* pack_;
    Language language_;
    std::string out_;
    bool in_list_ = false;
};

// The parts of a described pack, a file or two.

void describe_programmes(Page& page);
void describe_facts(Page& page);
void describe_parameters(Page& page);
void describe_options(Page& page);
void describe_categories(Page& page);
void describe_checks(Page& page);

/// One form of a rule, by its kind.
void describe_form(Page& page, const RuleDeclaration& rule, const RuleForm& form);

/// The decision's alternatives.
void describe_decision(Page& page, const DecisionDeclaration& decision);

/// An assumption, and what it is about.
struct ListedAssumption {
    std::string where; ///< as Markdown
    std::string why;
};

/// Every assumption of the pack, each once, by programme and name.
[[nodiscard]] std::vector<ListedAssumption> assumptions_of(const Page& page);

/// What the keys of the pack's files mean.
void describe_keys(Page& page);

/// The entries of a pack's list in the order of programme and name.
template <typename Declaration>
[[nodiscard]] std::vector<const Declaration*> by_name(const std::vector<Declaration>& all) {
    std::vector<const Declaration*> sorted;
    for (const Declaration& one : all) {
        sorted.push_back(&one);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return full_name(a->programme, a->name.value) < full_name(b->programme, b->name.value);
    });
    return sorted;
}

} // namespace doudi::description
