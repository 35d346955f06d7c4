// Reads what rules speak of: entities, categories, facts, parameters and options.

#include "pack_reader.hpp"

#include <stdexcept>

namespace doudi::oracle {
namespace {

std::string text_under(const Keys& keys, const std::string& key) {
    const auto found = keys.find(key);
    return found == keys.end() ? "" : found->second.Scalar();
}

// A map keeps its order in yaml-cpp, and the first entity is the record.
void read_entity(Pack& pack, const std::string& name, const YAML::Node& node) {
    const Keys keys = keys_of(node);
    Entity entity;
    entity.name = name;
    entity.key = text_under(keys, "key");
    entity.list = keys.contains("as") ? text_under(keys, "as") : name;
    if (keys.contains("in")) {
        entity.outer = pack.entity_named(text_under(keys, "in"));
        entity.depth = pack.entities[static_cast<std::size_t>(entity.outer)].depth + 1;
    }
    pack.entities.push_back(entity);
}

void read_categories(Pack& pack, const PackFile& file) {
    for (const auto& category : file.content["categories"]) {
        auto& values = pack.categories[full_name_of(file.programme, category.first.Scalar())];
        for (const auto& value : category.second) {
            values.insert(category.second.IsMap() ? value.first.Scalar() : value.Scalar());
        }
    }
}

void read_facts(Pack& pack, const PackFile& file) {
    for (const auto& entity : file.content["facts"]) {
        for (const auto& fact : entity.second) {
            Definition definition;
            definition.kind = DefinitionKind::fact;
            definition.full_name = full_name_of(file.programme, fact.first.Scalar());
            definition.programme = file.programme;
            definition.entity = pack.entity_named(entity.first.Scalar());
            definition.type = content_type_of(fact.second["type"].Scalar());
            if (const YAML::Node value = fact.second["default"]) {
                definition.known = parse_value(value.Scalar(), definition.type);
            }
            define(pack, definition);
        }
    }
}

void read_parameters(Pack& pack, const PackFile& file) {
    for (const auto& parameter : file.content["parameters"]) {
        Definition definition;
        definition.kind = DefinitionKind::parameter;
        definition.full_name = full_name_of(file.programme, parameter.first.Scalar());
        definition.programme = file.programme;
        definition.type = content_type_of(parameter.second["type"].Scalar());
        definition.subject = pack.parameters.size();
        pack.parameters.push_back(Parameter::read(parameter.second, definition.type));
        define(pack, definition);
    }
}

void read_options(Pack& pack, const PackFile& file) {
    for (const auto& option : file.content["options"]) {
        Definition definition;
        definition.kind = DefinitionKind::option;
        definition.full_name = full_name_of(file.programme, option.first.Scalar());
        definition.programme = file.programme;
        definition.type = ContentType::category;
        definition.known = Value::ok(option.second["chosen"].Scalar());
        define(pack, definition);
    }
}

} // namespace

Keys keys_of(const YAML::Node& node) {
    Keys keys;
    if (node && node.IsMap()) { // nothing under a key is an empty map
        for (const auto& entry : node) {
            keys.emplace(entry.first.Scalar(), entry.second);
        }
    }
    return keys;
}

Period read_period(const YAML::Node& node) {
    Period period;
    const Keys keys = keys_of(node);
    if (keys.contains("from")) {
        period.from = parse_date(keys.at("from").Scalar()).value();
    }
    if (keys.contains("until")) {
        period.until = parse_date(keys.at("until").Scalar()).value();
    }
    return period;
}

std::string full_name_of(const std::string& programme, const std::string& name) {
    return programme.empty() ? name : programme + "." + name;
}

ContentType content_type_of(const std::string& type) {
    if (type == "boolean") {
        return ContentType::boolean;
    }
    if (type == "date") {
        return ContentType::date;
    }
    if (type == "text") {
        return ContentType::text;
    }
    const bool number = type.empty() || type.starts_with("money") || type == "rate" ||
                        type == "months" || type == "integer" || type == "number";
    return number ? ContentType::number : ContentType::category;
}

Formula bare_or_formula(const YAML::Node& node, const std::set<std::string>& category) {
    if (!category.contains(node.Scalar())) {
        return parse_formula(node.Scalar());
    }
    Formula formula;
    formula.value = Value::ok(node.Scalar());
    return formula;
}

Definition& define(Pack& pack, Definition definition) {
    definition.number = pack.definitions.size();
    pack.definitions.push_back(std::make_unique<Definition>(std::move(definition)));
    Definition& kept = *pack.definitions.back();
    auto& namesakes = pack.by_full_name[kept.full_name];
    for (const Definition* namesake : namesakes) {
        if (namesake->entity == kept.entity) {
            throw std::runtime_error("'" + kept.full_name + "' is defined twice");
        }
    }
    namesakes.push_back(&kept);
    return kept;
}

void read_entities(Pack& pack, const std::vector<PackFile>& files) {
    for (const PackFile& file : files) {
        for (const auto& entity : file.content["entities"]) {
            read_entity(pack, entity.first.Scalar(), entity.second);
        }
    }
}

void read_vocabulary(Pack& pack, const std::vector<PackFile>& files) {
    for (const PackFile& file : files) {
        read_categories(pack, file);
        read_facts(pack, file);
        read_parameters(pack, file);
        read_options(pack, file);
    }
}

} // namespace doudi::oracle
