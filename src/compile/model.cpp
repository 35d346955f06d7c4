// Finding what a pack declares by its name, without a walk over all of it each time.

#include "compile/model.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <utility>

namespace doudi::compiler {

Index Model::add_category(CategoryEntry entry, const Place& place) {
    constexpr std::size_t few = 16; // values that are found as fast one by one
    if (book.categories.size() == limits::categories) {
        if (!has_too_many_categories_) {
            findings.error("too-many-categories", place,
                           {{fmt::format("类别、选项和决定合计最多 {} 个", limits::categories),
                             fmt::format("a pack has at most {} categories, options and decisions",
                                         limits::categories)},
                            {},
                            {"请拆成几个包", "split the pack"}});
        }
        has_too_many_categories_ = true;
        return 0; // some category; the pack is refused anyway
    }
    const auto index = static_cast<Index>(book.categories.size());
    category_names_.try_emplace(entry.name, index);
    if (entry.values.size() > few) {
        auto& values = category_values_[index];
        for (std::size_t i = 0; i < entry.values.size(); ++i) {
            values.try_emplace(entry.values[i].name, static_cast<std::int64_t>(i));
        }
    }
    book.categories.push_back(std::move(entry));
    return index;
}

bool Model::add_document(DocumentEntry entry) {
    const auto index = static_cast<Index>(book.documents.size());
    const bool is_new = document_names_.try_emplace(entry.name, index).second;
    book.documents.push_back(std::move(entry));
    return is_new;
}

Index Model::find_category(std::string_view name) const {
    const auto found = category_names_.find(name);
    return found == category_names_.end() ? none : found->second;
}

Index Model::find_document(std::string_view name) const {
    const auto found = document_names_.find(name);
    return found == document_names_.end() ? none : found->second;
}

std::int64_t Model::value_of_category(Index category, std::string_view value) const {
    const auto large = category_values_.find(category);
    if (large != category_values_.end()) {
        const auto found = large->second.find(value);
        return found == large->second.end() ? -1 : found->second;
    }
    const auto& values = book.categories[category].values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].name == value) {
            return static_cast<std::int64_t>(i);
        }
    }
    return -1;
}

std::optional<Type> Model::read_type(std::string_view text) const {
    if (const auto type = parse_type(text, book.entities)) {
        return type;
    }
    const Index category = find_category(text);
    return category == none
               ? std::nullopt
               : std::optional(Type{Kind::category, static_cast<std::uint16_t>(category), {}});
}

bool Model::programme_in_force(std::string_view programme) const {
    const auto found = programmes_.find(programme);
    return found == programmes_.end() || found->second->covers(date);
}

const RuleDeclaration* Model::find_rule(std::string_view full_name) const {
    const auto found = rules_.find(full_name);
    return found == rules_.end() ? nullptr : found->second;
}

bool is_named_by_format(const Symbol& symbol) {
    return symbol.definition != nullptr && (symbol.definition->role == ValueRole::outcome ||
                                            symbol.definition->role == ValueRole::amount);
}

const Place& place_of(const Model& model, const Symbol& symbol) {
    switch (symbol.sort) {
    case Symbol::Sort::fact:
        return model.facts[symbol.index].declaration->name.place;
    case Symbol::Sort::parameter:
        return model.parameters[symbol.index].declaration->name.place;
    case Symbol::Sort::option:
        return model.options[symbol.index].declaration->name.place;
    case Symbol::Sort::definition:
        break;
    }
    return symbol.definition->place;
}

Model::Model(const RulePack& the_pack, const Date& the_date) : pack(the_pack), date(the_date) {
    for (const ProgrammeDeclaration& programme : pack.programmes) {
        programmes_.try_emplace(programme.name.value, &programme.in_force);
    }
    for (const RuleDeclaration& rule : pack.rules) {
        rules_.try_emplace(full_name(rule.programme, rule.name.value), &rule);
    }
}

} // namespace doudi::compiler
