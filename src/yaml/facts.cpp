#include "yaml/sections.hpp"

#include <array>
#include <utility>

namespace doudi::yaml {

namespace {

constexpr std::array<KnownKey, 9> fact_keys{{{"type", "类型"},
                                             {"title", "标题"},
                                             {"range", "范围"},
                                             {"default", "缺省值"},
                                             {"places", "小数位"},
                                             {"form", "格式"},
                                             {"unique", "不得重复"},
                                             {"source", "依据"},
                                             {"assumed", "假定"}}};

} // namespace

void read_facts(Context& context, const WrittenNode& section) {
    const auto read_fact = [&](const WrittenText& entity, const WrittenText& name,
                               const WrittenNode& node) {
        const MapReader reader(context, node, {"事实", "a fact"}, fact_keys);
        if (!reader.is_map()) {
            return;
        }
        reader.require("type");
        FactDeclaration fact;
        fact.name = name;
        fact.entity = entity;
        fact.programme = context.programme;
        fact.type = reader.text("type");
        fact.title = reader.phrase("title");
        fact.range = reader.range("range");
        fact.default_value = reader.text("default");
        fact.places = reader.text("places");
        fact.form = reader.text("form");
        fact.unique = reader.text("unique");
        fact.provenance = reader.provenance();
        context.pack.facts.push_back(std::move(fact));
    };
    each_named(context, section, {"'facts'（事实）", "'facts'"},
               [&](const WrittenText& entity, const WrittenNode& facts) {
                   each_named(context, facts, {"实体的各项事实", "the facts of an entity"},
                              [&](const WrittenText& name, const WrittenNode& node) {
                                  read_fact(entity, name, node);
                              });
               });
}

} // namespace doudi::yaml
