#include "yaml/sections.hpp"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>
#include <utility>

// Documents, categories, entities and options: the declarations that are little more than names.
namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 3> document_keys{
    {{"number", "文号"}, {"date", "日期"}, {"title", "标题"}}};

constexpr std::array<KnownKey, 6> entity_keys{{{"title", "标题"},
                                               {"in", "所属"},
                                               {"as", "列表名"},
                                               {"key", "主键"},
                                               {"at_most", "最多"},
                                               {"at_least", "最少"}}};

constexpr std::array<KnownKey, 5> option_keys{{{"title", "标题"},
                                               {"values", "取值"},
                                               {"chosen", "选定"},
                                               {"source", "依据"},
                                               {"assumed", "假定"}}};

/// `{name: title, …}` or, where titles are not needed, `[name, …]`.
std::vector<CategoryValue> read_values(Context& context, const WrittenNode& node,
                                       const Phrase& what) {
    std::vector<CategoryValue> values;
    if (node.is_map()) {
        each_named(context, node, what, [&](const WrittenText& name, const WrittenNode& title) {
            values.push_back({name, read_phrase(context, title, {"标题", "the title"})});
        });
    } else if (expect(context, node, WrittenNode::Shape::list, what)) {
        for (const WrittenNode& item : node.items) {
            if (expect(context, item, WrittenNode::Shape::scalar, what) &&
                check_name(context, item.scalar)) {
                values.push_back({item.scalar, {item.scalar.value, item.scalar.value}});
            }
        }
    }
    return values;
}

void check_not_twice(Context& context, const std::vector<CategoryValue>& values) {
    std::set<std::string_view> seen;
    for (const CategoryValue& value : values) {
        if (!seen.insert(value.name.value).second) {
            const std::string name = shown(value.name.value);
            report(context, error_at("duplicate-key", value.name.place,
                                     {fmt::format("'{}' 写了两次", name),
                                      fmt::format("'{}' is written twice", name)},
                                     {"删去其中一个", "remove one of them"}));
        }
    }
}

} // namespace

void read_documents(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'documents'（文件）", "'documents'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   const MapReader reader(context, node, {"文件", "a document"}, document_keys);
                   DocumentDeclaration document;
                   document.name = name;
                   const auto number = reader.text("number");
                   document.number = number ? number->value : std::string{};
                   document.date = reader.date("date");
                   document.title = reader.phrase("title");
                   context.pack.documents.push_back(std::move(document));
               });
}

void read_categories(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'categories'（类别）", "'categories'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   CategoryDeclaration category;
                   category.name = name;
                   category.programme = context.programme;
                   category.title = {name.value, name.value};
                   category.values = read_values(context, node, {"类别", "a category"});
                   check_not_twice(context, category.values);
                   context.pack.categories.push_back(std::move(category));
               });
}

void read_entities(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'entities'（实体）", "'entities'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   const MapReader reader(context, node, {"实体", "an entity"}, entity_keys);
                   EntityDeclaration entity;
                   entity.name = name;
                   entity.title = reader.phrase("title");
                   entity.in = reader.name("in");
                   entity.as = reader.name("as");
                   entity.key = reader.name("key");
                   entity.at_most = reader.text("at_most");
                   entity.at_least = reader.text("at_least");
                   if (!context.pack.entities.empty()) {
                       reader.require("in");
                       reader.require("as");
                   }
                   context.pack.entities.push_back(std::move(entity));
               });
}

void read_options(Context& context, const WrittenNode& section) {
    each_named(context, section, {"'options'（选项）", "'options'"},
               [&](const WrittenText& name, const WrittenNode& node) {
                   const MapReader reader(context, node, {"选项", "an option"}, option_keys);
                   const bool complete = reader.require("values") && reader.require("chosen");
                   const WrittenNode* const values = reader.find("values");
                   const auto chosen = reader.name("chosen");
                   OptionDeclaration option;
                   option.name = name;
                   option.programme = context.programme;
                   option.title = reader.phrase("title");
                   option.provenance = reader.provenance();
                   if (!complete || values == nullptr || !chosen) {
                       return;
                   }
                   option.values = read_values(context, *values, {"取值", "'values'"});
                   check_not_twice(context, option.values);
                   option.chosen = *chosen;
                   context.pack.options.push_back(std::move(option));
               });
}

} // namespace doudi::yaml
