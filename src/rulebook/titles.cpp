#include "rulebook/titles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace doudi {
namespace {

constexpr std::size_t most_listed = 12;

std::string named(const CategoryEntry::Value& value, Language language) {
    const std::string& title = value.title.in(language);
    if (title.empty() || title == value.name) {
        return value.name;
    }
    return language == Language::zh ? fmt::format("{}（{}）", value.name, title)
                                    : fmt::format("{} ({})", value.name, title);
}

std::string listed(const CategoryEntry& category, Language language) {
    const std::string_view comma = language == Language::zh ? "、" : ", ";
    std::string text;
    const std::size_t count = std::min(category.values.size(), most_listed);
    for (std::size_t i = 0; i < count; ++i) {
        text += i == 0 ? "" : comma;
        text += named(category.values[i], language);
    }
    return category.values.size() > count ? text + std::string(comma) + "…" : text;
}

bool is_title(const Phrase& title, std::string_view text) {
    return !text.empty() && (title.zh == text || title.en == text);
}

} // namespace

std::vector<std::string_view> names_of_values(const CategoryEntry& category) {
    std::vector<std::string_view> names;
    for (const CategoryEntry::Value& value : category.values) {
        names.push_back(value.name);
    }
    return names;
}

std::string_view value_titled(const CategoryEntry& category, std::string_view text) {
    const auto found = std::find_if(
        category.values.begin(), category.values.end(),
        [&](const CategoryEntry::Value& value) { return is_title(value.title, text); });
    return found == category.values.end() ? std::string_view() : found->name;
}

Phrase write_instead_of_title(const CategoryEntry& category, std::string_view text) {
    const std::string_view name = value_titled(category, text);
    if (name.empty()) {
        return {};
    }
    return {fmt::format("“{}”写作 {}", text, name), fmt::format("write {} for '{}'", name, text)};
}

Phrase values_listed(const CategoryEntry& category) {
    return {fmt::format("可用：{}", listed(category, Language::zh)),
            fmt::format("use one of {}", listed(category, Language::en))};
}

std::string_view fact_titled(const Rulebook& rulebook, Index entity, std::string_view title) {
    for (const InputEntry& input : rulebook.inputs) {
        if (input.role == InputRole::fact && input.entity == entity &&
            is_title(input.title, title)) {
            return input.field;
        }
    }
    return {};
}

} // namespace doudi
