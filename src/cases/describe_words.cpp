// How types, dates, values and citations are called in a described pack.

#include "cases/describe_page.hpp"

#include <doudi/audit/format.hpp>

#include <array>

namespace doudi::description {

namespace {

struct TypeWord {
    std::string_view written;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<TypeWord, 7> type_words{{{"rate", "比率", "rate"},
                                              {"months", "月数", "months"},
                                              {"integer", "整数", "whole number"},
                                              {"number", "数", "number"},
                                              {"boolean", "是或否", "yes or no"},
                                              {"date", "日期", "date"},
                                              {"text", "文字", "text"}}};

std::string_view take_part(std::string_view& text) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
    return part;
}

/// "每个成员每月金额", "money a month for each member".
std::string money_words(const Page& page, std::string_view units) {
    std::string period;
    std::string entity;
    while (!units.empty()) {
        const std::string_view part = take_part(units);
        if (part == "month") {
            period = page.pick("每月", " a month");
        } else if (part == "year") {
            period = page.pick("每年", " a year");
        } else {
            entity = page.say("每个{}", " for each {}", page.entity(part));
        }
    }
    return page.zh() ? entity + period + "金额" : "money" + period + entity;
}

/// The document that a citation begins with, and the clause behind it.
std::string source_words(const Page& page, const WrittenText& source) {
    const std::size_t blank = source.value.find_first_of(" \t");
    const std::string_view name = std::string_view(source.value).substr(0, blank);
    for (const DocumentDeclaration& document : page.pack().documents) {
        if (document.name.value != name) {
            continue;
        }
        const std::string clause =
            blank == std::string::npos ? std::string() : plain(source.value.substr(blank));
        const std::string title = page.title(document.title, document.name.value);
        return page.zh() ? "《" + title + "》" + clause
                         : "“" + title + "”" + (clause.empty() ? "" : ", ") + clause;
    }
    return plain(source.value);
}

} // namespace

std::string Page::title(const Phrase& title, std::string_view name) const {
    return plain(title_or(title, std::string(name), language_));
}

std::string Page::titled(const Phrase& title, std::string_view name) const {
    const std::string own(name);
    const std::string& words = title_or(title, own, language_);
    return words == name ? code(name) : plain(words) + " " + code(name);
}

std::string Page::joined(const Cells& texts) const {
    std::string all;
    for (const std::string& text : texts) {
        all += (all.empty() ? "" : pick("、", ", ")) + text;
    }
    return all;
}

std::string Page::date(const Date& date) const {
    return format(date, language_);
}

std::string Page::period(const InForce& in_force) const {
    if (in_force.from && in_force.until) {
        return say("{} 至 {}", "{} to {}", date(*in_force.from), date(*in_force.until));
    }
    if (in_force.from) {
        return say("自 {} 起", "from {}", date(*in_force.from));
    }
    return in_force.until ? say("至 {} 止", "until {}", date(*in_force.until)) : std::string();
}

std::string Page::entity(std::string_view name) const {
    if (name == "pack") {
        return pick("整个规则包（不属于任何记录）", "the pack as a whole (no record)");
    }
    for (const EntityDeclaration& entity : pack_->entities) {
        if (entity.name.value == name) {
            return title(entity.title, name);
        }
    }
    return plain(name);
}

std::string Page::type(std::string_view written) const {
    std::string_view rest = written;
    const std::string_view head = take_part(rest);
    std::string words;
    if (head == "money") {
        words = money_words(*this, rest);
    }
    for (const TypeWord& word : type_words) {
        words = head == word.written ? pick(word.zh, word.en) : words;
    }
    if (words.empty()) {
        return say("类别 {} 之一", "one of {}", code(written));
    }
    return say("{}（{}）", "{} ({})", words, code(written));
}

const CategoryValue* Page::category_value(std::string_view type, std::string_view name) const {
    for (const CategoryDeclaration& category : pack_->categories) {
        for (const CategoryValue& value : category.values) {
            if (category.name.value == type && value.name.value == name) {
                return &value;
            }
        }
    }
    return nullptr;
}

std::string Page::value(std::string_view written, std::string_view type) const {
    if (const CategoryValue* const value = category_value(type, written)) {
        return titled(value->title, written);
    }
    if (type == "boolean" && (written == "true" || written == "false")) {
        return written == "true" ? pick("是", "yes") : pick("否", "no");
    }
    return plain(written);
}

std::string Page::sources(const Provenance& provenance) const {
    Cells all;
    for (const WrittenText& source : provenance.sources) {
        all.push_back(source_words(*this, source));
    }
    return joined(all);
}

std::string Page::assumed(const Provenance& provenance) const {
    std::string all;
    for (const auto& assumption : provenance.assumed) {
        all += (all.empty() ? "" : pick("；", "; ")) + plain(assumption.why.in(language_));
    }
    return all.empty() ? all : pick("⚠ **假定**：", "⚠ **assumed**: ") + all;
}

std::string Page::cite(const Provenance& provenance) const {
    const std::string from = sources(provenance);
    const std::string why = assumed(provenance);
    return from + (from.empty() || why.empty() ? "" : pick("；", "; ")) + why;
}

void Page::cite_below(const Provenance& provenance) {
    if (provenance.empty()) {
        bullet(pick("依据：⚠ 未写明", "Source: ⚠ none stated"));
        return;
    }
    if (!provenance.sources.empty()) {
        bullet(pick("依据：", "Source: ") + sources(provenance));
    }
    if (!provenance.assumed.empty()) {
        bullet(assumed(provenance));
    }
}

} // namespace doudi::description
