#include "pack.hpp"

#include "pack_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace doudi::oracle {

Pack Pack::load(const std::string& folder) {
    std::map<std::string, std::string> text_by_file;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".yaml") && !path.ends_with(".test.yaml")) {
            std::ostringstream text;
            text << std::ifstream(path).rdbuf();
            text_by_file.emplace(path, text.str());
        }
    }
    return from_texts(text_by_file);
}

Pack Pack::from_texts(const std::map<std::string, std::string>& text_by_file) {
    std::vector<PackFile> files;
    Pack pack;
    for (const auto& [name, text] : text_by_file) {
        PackFile file;
        file.content = YAML::Load(text);
        const Keys keys = keys_of(file.content);
        if (keys.contains("programme")) {
            file.programme = keys.at("programme").Scalar();
        }
        if (keys.contains("decided_on")) {
            pack.decided_on_last_day = keys.at("decided_on").Scalar() == "last_day";
        }
        if (!file.programme.empty() && keys.contains("in_force")) {
            pack.programmes[file.programme] = read_period(keys.at("in_force"));
        }
        files.push_back(std::move(file));
    }
    read_entities(pack, files);
    read_vocabulary(pack, files);
    read_rules(pack, files);
    read_decisions(pack, files);
    bind_names(pack);
    return pack;
}

const Definition* Pack::find(const std::string& programme, const std::string& name) const {
    for (const std::string& full_name : {full_name_of(programme, name), name}) {
        if (const auto found = by_full_name.find(full_name); found != by_full_name.end()) {
            return found->second.front();
        }
    }
    const std::size_t dot = name.find('.');
    const auto has_name = [&](const Entity& entity) { return entity.name == name.substr(0, dot); };
    const auto entity = std::find_if(entities.begin(), entities.end(), has_name);
    if (dot == std::string::npos || entity == entities.end()) {
        return nullptr;
    }
    return find_of_entity(static_cast<int>(entity - entities.begin()), programme,
                          name.substr(dot + 1));
}

const Definition* Pack::find_of_entity(int entity, const std::string& programme,
                                       const std::string& name) const {
    for (const std::string& full_name : {full_name_of(programme, name), name}) {
        if (const auto found = by_full_name.find(full_name); found != by_full_name.end()) {
            for (const Definition* definition : found->second) {
                if (definition->entity == entity) {
                    return definition;
                }
            }
        }
    }
    // A fact, whichever programme it belongs to.
    for (const auto& definition : definitions) {
        if (definition->kind == DefinitionKind::fact && definition->entity == entity &&
            definition->name_in_records() == name) {
            return definition.get();
        }
    }
    return nullptr;
}

const Definition* Pack::find_anywhere(const std::string& name) const {
    if (const Definition* found = find("", name)) {
        return found;
    }
    const Definition* found = nullptr;
    for (const auto& definition : definitions) {
        if (definition->full_name == full_name_of(definition->programme, name)) {
            if (found != nullptr) {
                return nullptr;
            }
            found = definition.get();
        }
    }
    return found;
}

const std::set<std::string>& Pack::category(const std::string& type) const {
    static const std::set<std::string> no_category;
    const auto found = categories.find(type);
    return found == categories.end() ? no_category : found->second;
}

int Pack::entity_named(const std::string& name) const {
    for (std::size_t i = 0; i < entities.size(); ++i) {
        if (entities[i].name == name) {
            return static_cast<int>(i);
        }
    }
    throw std::runtime_error("no entity '" + name + "'");
}

Date Pack::decision_date(const std::string& text) const {
    const auto month = parse_month(text);
    if (!month) {
        return parse_date(text).value();
    }
    return decided_on_last_day
               ? Date{month->year, month->month, days_in_month(month->year, month->month)}
               : *month;
}

} // namespace doudi::oracle
