// Names that nobody declared, and what their author probably meant.

#include "base/suggest.hpp"
#include "compile/constants.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doudi::compiler {

namespace {

/// What other tools call the date that is decided on.
constexpr std::array<std::string_view, 8> words_for_today{"today", "now",  "date", "current_date",
                                                          "今天",  "今日", "当日", "申请日"};

/// Whether a rule of that name, or the rule whose part it is, has a finding of its own: then this
/// is only what follows from it.
bool is_of_failed_rule(const Model& model, std::string_view name) {
    while (model.failed_rules.count(name) == 0) {
        const std::size_t dot = name.rfind('.');
        if (dot == std::string_view::npos) {
            return false;
        }
        name = name.substr(0, dot);
    }
    return true;
}

bool is_title(const Phrase& title, std::string_view text) {
    return title.zh == text || title.en == text;
}

/// The name of what has `title` for its title; empty when nothing has.
std::string named_by_title(const Model& model, std::string_view title) {
    for (const Fact& fact : model.facts) {
        if (is_title(fact.declaration->title, title)) {
            return fact.declaration->name.value;
        }
    }
    for (const ParameterDeclaration& parameter : model.pack.parameters) {
        if (is_title(parameter.title, title)) {
            return parameter.name.value;
        }
    }
    for (const auto& [name, definition] : model.definitions) {
        if (is_title(definition.title, title)) {
            return name;
        }
    }
    return {};
}

/// "P.name" where another programme has what was looked for; empty when none has.
std::string in_other_programme(const Model& model, const std::string& name) {
    const std::string end = "." + name;
    const auto found = std::find_if(model.names.begin(), model.names.end(), [&](const auto& known) {
        return known.first.ends_with(end) &&
               known.first.find('.') == known.first.size() - end.size();
    });
    return found == model.names.end() ? std::string() : found->first;
}

Phrase what_was_meant(Model& model, const std::string& name, std::string_view programme) {
    const Phrase declare{"请在 facts:、parameters: 或 rules: 里声明",
                         "declare it under facts:, parameters: or rules:"};
    if (model.findings.is_full() || model.findings.has_searched_enough()) {
        return declare;
    }
    if (std::find(words_for_today.begin(), words_for_today.end(), name) != words_for_today.end()) {
        return did_you_mean("decision_date");
    }
    const std::string titled = named_by_title(model, name);
    if (!titled.empty()) {
        return {fmt::format("“{}”是标题，公式里写名称 {}", name, titled),
                fmt::format("'{}' is a title; a formula takes the name, {}", name, titled)};
    }
    const std::string other = in_other_programme(model, name);
    if (!other.empty()) {
        return {
            fmt::format("有一个 {}：请写全名，或核对文件开头的 programme:", other),
            fmt::format("there is a {}: write it whole, or check programme: of the file", other)};
    }
    std::vector<std::string_view> candidates{"decision_date"};
    const std::string prefix = std::string(programme) + ".";
    for (const auto& [known, symbols] : model.names) {
        candidates.push_back(known);
        if (!programme.empty() && known.starts_with(prefix)) {
            candidates.push_back(std::string_view(known).substr(prefix.size()));
        }
    }
    return model.findings.nearest(name, candidates, declare);
}

} // namespace

void Lowering::report_unknown(const Expression& expression, const Scope& scope, Expected expected) {
    const std::string& name = expression.text;
    for (const std::string& full : {full_name(scope.programme, name), name}) {
        const std::size_t dot = full.rfind('.');
        const std::string owner = dot == std::string::npos ? full : full.substr(0, dot);
        if (is_of_failed_rule(model_, full)) {
            return;
        }
        if (model_.out_of_force.count(full) != 0 || model_.out_of_force.count(owner) != 0) {
            fail(expression, "not-in-force",
                 {{fmt::format("“{}”在 {} 没有有效的版本", name, to_string(model_.date)),
                   fmt::format("'{}' has no version in force on {}", name, to_string(model_.date))},
                  {},
                  {"请补上这段时间的版本，或缩短使用它的规则的 in_force",
                   "add a version for that time, or narrow the in_force of the rule that reads "
                   "it"}});
            return;
        }
    }
    if (is_value_of_a_category(name, expected)) {
        fail(expression, "unknown-name",
             {{fmt::format("“{}”不是名称，而是类别的值", name),
               fmt::format("'{}' is not a name but a value of a category", name)},
              {},
              {fmt::format("请加引号：\"{}\"", name),
               fmt::format("put it in quotes: \"{}\"", name)}});
        return;
    }
    if (expected != nullptr && expected->kind == Kind::category) {
        const std::string& category = book_.categories[expected->category].name;
        fail(expression, "unknown-name",
             {{fmt::format("“{}”不是名称，也不是类别“{}”的值", name, category),
               fmt::format("'{}' is neither a name nor a value of category '{}'", name, category)},
              {},
              help_with_value(model_, expected->category, name)});
        return;
    }
    fail(expression, "unknown-name",
         {{fmt::format("包“{}”里没有叫“{}”的字段、参数或规则", book_.pack, name),
           fmt::format("'{}' is not a fact, parameter or rule of pack '{}'", name, book_.pack)},
          {"没有声明", "not declared"},
          what_was_meant(model_, name, scope.programme)});
}

/// Of the expected category, or of any when nothing tells which.
bool Lowering::is_value_of_a_category(const std::string& name, Expected expected) const {
    if (expected != nullptr) {
        return expected->kind == Kind::category &&
               model_.value_of_category(expected->category, name) >= 0;
    }
    for (Index category = 0; category < book_.categories.size(); ++category) {
        if (!model_.findings.is_full() && model_.value_of_category(category, name) >= 0) {
            return true;
        }
    }
    return false;
}

} // namespace doudi::compiler
