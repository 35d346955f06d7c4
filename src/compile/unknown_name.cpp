// Names that nobody declared, and what their author probably meant.

#include "base/suggest.hpp"
#include "compile/constants.hpp"
#include "compile/lowering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace doudi::compiler {

namespace {

/// What other tools call the date that is decided on.
constexpr std::array<std::string_view, 8> words_for_today{"today", "now",  "date", "current_date",
                                                          "今天",  "今日", "当日", "申请日"};

/// How other tools ask whether a value is there.
constexpr std::array<std::string_view, 5> words_for_missing{"null", "missing", "none",
                                                            "undetermined", "unknown"};

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

/// The known path that a longer one ends in, or that names a list instead of its entity:
/// "member.expense.cost" and "expenses.cost" are expense.cost. Empty when there is none.
std::string known_path(const Model& model, std::string_view name) {
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
         dot = name.find('.', dot + 1)) {
        const std::size_t before = name.rfind('.', dot - 1);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::string_view first = name.substr(begin, dot - begin);
        for (const EntityEntry& entity : model.book.entities) {
            std::string path = entity.name + std::string(name.substr(dot));
            if ((first == entity.name || first == entity.as) && path != name &&
                model.names.count(path) != 0) {
                return path;
            }
        }
    }
    return {};
}

bool is_word_for_missing(std::string_view name) {
    return std::find(words_for_missing.begin(), words_for_missing.end(), name) !=
           words_for_missing.end();
}

/// What the author of an unknown name is told, and the declared name that is offered, if any.
struct Meant {
    Phrase help;
    std::string name;
};

Meant what_was_meant(Model& model, const std::string& name, std::string_view programme) {
    const Phrase declare{"请在 facts:、parameters: 或 rules: 里声明",
                         "declare it under facts:, parameters: or rules:"};
    if (is_word_for_missing(name)) {
        return {{"公式不能问一个值是否缺失：缺失的值按三值逻辑处理",
                 "no formula can ask whether a value is missing: what needs it is undetermined"},
                {}};
    }
    if (model.findings.is_full() || model.findings.has_searched_enough()) {
        return {declare, {}};
    }
    if (std::find(words_for_today.begin(), words_for_today.end(), name) != words_for_today.end()) {
        return {did_you_mean("decision_date"), {}};
    }
    if (std::string path = known_path(model, name); !path.empty()) {
        Phrase help = did_you_mean(path);
        return {std::move(help), std::move(path)};
    }
    const std::string titled = named_by_title(model, name);
    if (!titled.empty()) {
        return {{fmt::format("“{}”是标题，公式里写名称 {}", name, titled),
                 fmt::format("'{}' is a title; a formula takes the name, {}", name, titled)},
                titled};
    }
    const std::string other = in_other_programme(model, name);
    if (!other.empty()) {
        return {
            {fmt::format("有一个 {}：请写全名，或核对文件开头的 programme:", other),
             fmt::format("there is a {}: write it whole, or check programme: of the file", other)},
            other};
    }
    std::vector<std::string_view> candidates{"decision_date"};
    const std::string prefix = std::string(programme) + ".";
    for (const auto& [known, symbols] : model.names) {
        candidates.push_back(known);
        if (!programme.empty() && known.starts_with(prefix)) {
            candidates.push_back(std::string_view(known).substr(prefix.size()));
        }
    }
    std::string nearest;
    Phrase help = model.findings.nearest(name, candidates, declare, &nearest);
    return {std::move(help), std::move(nearest)};
}

Date day_after(const Date& date, std::int32_t days) {
    return from_days(to_days(date) + days);
}

/// "no version in force from … to …": the days around the date without a form of the rule, whose
/// programme may be in force for a time of its own.
Phrase gap_of(const Model& model, std::string_view full, const std::string& name) {
    std::optional<Date> first;
    std::optional<Date> last;
    const auto look_at = [&](const InForce& period) {
        if (period.until && *period.until < model.date && (!first || *first <= *period.until)) {
            first = day_after(*period.until, 1);
        }
        if (period.from && model.date < *period.from && (!last || *period.from <= *last)) {
            last = day_after(*period.from, -1);
        }
    };
    if (const RuleDeclaration* rule = model.find_rule(full)) {
        for (const RuleForm& form : rule->forms) {
            look_at(form.in_force);
        }
        for (const ProgrammeDeclaration& programme : model.pack.programmes) {
            if (programme.name.value == rule->programme) {
                look_at(programme.in_force);
            }
        }
    }
    const std::string day = to_string(model.date);
    const std::string begin = first ? to_string(*first) : std::string();
    const std::string end = last ? to_string(*last) : std::string();
    if (first && last) {
        return {fmt::format("“{}”从 {} 到 {} 没有有效的版本", name, begin, end),
                fmt::format("'{}' has no version in force from {} to {}", name, begin, end)};
    }
    if (first) {
        return {fmt::format("“{}”从 {} 起没有有效的版本", name, begin),
                fmt::format("'{}' has no version in force from {} on", name, begin)};
    }
    if (last) {
        return {fmt::format("“{}”到 {} 为止没有有效的版本", name, end),
                fmt::format("'{}' has no version in force until {}", name, end)};
    }
    return {fmt::format("“{}”在 {} 没有有效的版本", name, day),
            fmt::format("'{}' has no version in force on {}", name, day)};
}

/// Where what is offered is declared, when it is one thing only.
std::optional<Place> place_of_name(const Model& model, const std::string& name,
                                   std::string_view programme) {
    for (const std::string& full : {full_name(programme, name), name}) {
        const auto known = model.names.find(full);
        if (known != model.names.end() && known->second.size() == 1) {
            return place_of(model, known->second.front());
        }
    }
    return std::nullopt;
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
                 {gap_of(model_, model_.out_of_force.count(full) != 0 ? full : owner, name),
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
    Meant meant = what_was_meant(model_, name, scope.programme);
    fail(expression, "unknown-name",
         {{fmt::format("包“{}”里没有叫“{}”的字段、参数或规则", book_.pack, name),
           fmt::format("'{}' is not a fact, parameter or rule of pack '{}'", name, book_.pack)},
          {"没有声明", "not declared"},
          std::move(meant.help)});
    const auto place = place_of_name(model_, meant.name, scope.programme);
    if (place && place->source) {
        model_.findings.last().labels.push_back(
            {*place,
             {fmt::format("“{}”在这里声明", meant.name),
              fmt::format("'{}' is declared here", meant.name)}});
    }
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
