#pragma once

#include <doudi/audit/format.hpp>
#include <doudi/audit/trace.hpp>
#include <doudi/language.hpp>
#include <doudi/rulebook.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The words of a trace in one language: how things are called and how formulas are read aloud.
namespace doudi::audit {

/// A row that a sentence is about: what stands in it needs no "of whom".
struct Context {
    Index entity = none;
    std::uint32_t row = 0;
};

/// A formula in words with values: "低保标准 660.00 元 × 3 人", and how tightly it binds.
struct Worded {
    std::string text;
    int binding = 3;        ///< 1 sums, 2 products, 3 whole
    bool has_value = false; ///< the text ends with its own value: a name, a constant
};

class Wording {
public:
    Wording(const Trace& trace, Language language);

    [[nodiscard]] const Trace& trace() const { return trace_; }

    [[nodiscard]] const Rulebook& rulebook() const { return rulebook_; }

    [[nodiscard]] bool zh() const { return language_ == Language::zh; }

    /// Words after a word: Chinese sets a blank before a number only.
    [[nodiscard]] std::string after(std::string_view words, const std::string& what) const {
        const bool needs_blank = !zh() ||
                                 (!what.empty() && static_cast<unsigned char>(what[0]) < 0x80) ||
                                 what.starts_with("−");
        return std::string(words) + (needs_blank ? " " : "") + what;
    }

    /// The same before more words: a blank after a number, in Chinese.
    [[nodiscard]] std::string ended(const std::string& what) const {
        const bool needs_blank =
            zh() && !what.empty() && static_cast<unsigned char>(what.back()) < 0x80;
        return what + (needs_blank ? " " : "");
    }

    /// One of two texts, by the language.
    [[nodiscard]] std::string_view pick(std::string_view chinese, std::string_view english) const {
        return zh() ? chinese : english;
    }

    /// A sentence pattern in the language, filled in.
    template <typename... Parts>
    [[nodiscard]] std::string say(std::string_view chinese, std::string_view english,
                                  const Parts&... parts) const {
        return fmt::format(fmt::runtime(pick(chinese, english)), parts...);
    }

    [[nodiscard]] std::string format(const Quantity& value,
                                     UnitWords unit = UnitWords::brief) const {
        return doudi::format(trace_, value, language_, unit);
    }

    [[nodiscard]] std::string format(const Date& date) const {
        return doudi::format(date, language_);
    }

    [[nodiscard]] std::string phrase(const Phrase& title, const std::string& name) const {
        return title_or(title, name, language_);
    }

    // What things are called.

    [[nodiscard]] std::string value_title(Index value) const;
    [[nodiscard]] std::string item_name(const ValueEntry& entry) const;
    [[nodiscard]] std::string input_title(Index input) const;
    [[nodiscard]] std::string parameter_title(Index parameter) const;
    [[nodiscard]] std::string decision_title(Index decision) const;
    [[nodiscard]] std::string entity_title(Index entity) const;
    [[nodiscard]] std::string outcome_title(const DecisionEntry& entry, Index row) const;

    /// Whether a value only hands on what it reads under another name, as `of:` of a deduction
    /// does; people are told what it reads.
    [[nodiscard]] bool hands_on(Index value) const;

    /// "a", "a·2": the keys from below the record down to a row; empty for the record.
    [[nodiscard]] std::string row_name(Index entity, std::uint32_t row) const;

    /// Its owner form, unless `context` says it already: "a 的", "a's ".
    [[nodiscard]] std::string whose(Index entity, std::uint32_t row, const Context& context) const;

    /// "a、b、c"; beyond some, how many there are.
    [[nodiscard]] std::string joined(const std::vector<std::string>& names) const;

    /// "《…》（莆城政办〔2020〕21号）二（一）；假定：…", or empty.
    [[nodiscard]] std::string sources(const Citation& citation) const;
    /// The documents alone by their titles: numbers and clauses are words of their language.
    [[nodiscard]] std::string documents(const Citation& citation) const;
    [[nodiscard]] std::string assumptions(const Citation& citation) const;

    // Formulas read aloud.

    /// The name of what a term reads ("家庭月收入"), or empty when it has none.
    [[nodiscard]] std::string title(const Term& term, const Context& context) const;

    /// The formula with the values that stood in it, without its result.
    [[nodiscard]] Worded formula(const Term& term, const Context& context) const;

    /// "家庭月收入 2,137.50 元", "低保标准 660.00 元 × 3 人 = 1,980.00 元".
    [[nodiscard]] std::string side(const Term& term, const Context& context) const;

    /// "家庭月收入 2,137.50 元", "有车：是", "财产认定为“符合”".
    [[nodiscard]] std::string named(const std::string& name, const Quantity& value,
                                    UnitWords unit = UnitWords::brief) const;

    /// "四舍五入到分".
    [[nodiscard]] std::string rounding(Rounding mode, const Decimal& step, const Type& type) const;

private:
    [[nodiscard]] Worded leaf(const Term& term, const Context& context) const;
    [[nodiscard]] Worded infix(const Term& term, const Context& context, std::string_view sign,
                               int binding) const;
    [[nodiscard]] Worded choice_of_many(const Term& term, const Context& context) const;
    [[nodiscard]] Worded table(const Term& term, const Context& context) const;
    [[nodiscard]] Worded time(const Term& term, const Context& context) const;
    [[nodiscard]] Worded over_rows(const Term& term, const Context& context) const;
    [[nodiscard]] std::string operand(const Term& term, std::size_t position,
                                      const Context& context, int binding) const;
    [[nodiscard]] std::string written(Index node) const;
    /// Of the table that a node looks up, or `none`.
    [[nodiscard]] Index table_parameter(Index node) const;

    const Trace& trace_;
    const Rulebook& rulebook_;
    Language language_;
    std::vector<bool> is_given_; ///< of each named value: somewhere stated by the record
};

} // namespace doudi::audit
