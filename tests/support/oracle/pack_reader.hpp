#pragma once

#include "pack.hpp"

#include <yaml-cpp/yaml.h>

#include <map>
#include <string>
#include <vector>

namespace doudi::oracle {

/// A file of a pack and the programme that it says its content belongs to.
struct PackFile {
    std::string programme;
    YAML::Node content;
};

using Keys = std::map<std::string, YAML::Node>;

/// The entries of a map by key; empty for anything else.
[[nodiscard]] Keys keys_of(const YAML::Node& node);

[[nodiscard]] Period read_period(const YAML::Node& node);

/// The name as the rest of the pack knows it: "programme.name", or "name" alone.
[[nodiscard]] std::string full_name_of(const std::string& programme, const std::string& name);

/// What a value of a declared type is read as: a category's value is a text.
[[nodiscard]] ContentType content_type_of(const std::string& type);

/// A value of the category, which stands bare, or else a formula.
[[nodiscard]] Formula bare_or_formula(const YAML::Node& node,
                                      const std::set<std::string>& category);

/// Adds a name to the pack, and says where it is kept.
Definition& define(Pack& pack, Definition definition);

/// The sections, in the order in which they need one another.
void read_entities(Pack& pack, const std::vector<PackFile>& files);
void read_vocabulary(Pack& pack, const std::vector<PackFile>& files);
void read_rules(Pack& pack, const std::vector<PackFile>& files);
void read_decisions(Pack& pack, const std::vector<PackFile>& files);

/// Gives every name in every formula its meaning, and every aggregate its entity.
void bind_names(Pack& pack);

} // namespace doudi::oracle
