#include "pack_reader.hpp"

namespace doudi::oracle {
namespace {

// `gives: {deadline: date}`, or the type under `type:`.
std::map<std::string, std::string> types_given(const YAML::Node& node) {
    std::map<std::string, std::string> types;
    for (const auto& [name, type] : keys_of(node)) {
        types[name] = type.IsMap() ? type["type"].Scalar() : type.Scalar();
    }
    return types;
}

DecisionRow read_row(const Pack& pack, const Decision& decision, const YAML::Node& node,
                     const std::map<std::string, std::string>& types) {
    DecisionRow row;
    row.outcome = node["outcome"].Scalar();
    row.review = static_cast<bool>(node["review"]);
    if (node["when"]) {
        row.when = parse_formula(node["when"].Scalar());
    }
    if (node["amount"]) {
        row.amount = parse_formula(node["amount"].Scalar());
    }
    for (const auto& [name, formula] : keys_of(node["gives"])) {
        const auto& category = pack.category(decision.programme, types.at(name));
        row.gives.emplace(name, bare_or_formula(formula, category));
    }
    return row;
}

void define_part(Pack& pack, Decision& decision, const std::string& part, ContentType type) {
    Definition definition;
    definition.kind = DefinitionKind::decision;
    definition.full_name = decision.full_name + "." + part;
    definition.programme = decision.programme;
    definition.entity = decision.entity;
    definition.type = type;
    definition.subject = pack.decisions.size();
    definition.part = part;
    decision.parts.emplace(part, &define(pack, definition));
}

void read_decision(Pack& pack, const std::string& programme, const std::string& full_name,
                   const YAML::Node& node) {
    Decision decision;
    decision.full_name = full_name;
    decision.programme = programme;
    decision.entity = node["for"] ? pack.entity_named(node["for"].Scalar()) : 0;
    if (node["in_force"]) {
        decision.in_force = read_period(node["in_force"]);
    }
    const auto types = types_given(node["gives"]);
    for (const YAML::Node& row : node["first_of"]) {
        decision.rows.push_back(read_row(pack, decision, row, types));
    }
    define_part(pack, decision, "outcome", ContentType::category);
    if (node["amount"]) {
        define_part(pack, decision, "amount", ContentType::number);
    }
    for (const auto& [name, type] : types) {
        define_part(pack, decision, name, content_type_of(type));
    }
    pack.decisions.push_back(std::move(decision));
}

} // namespace

void read_decisions(Pack& pack, const std::vector<PackFile>& files) {
    for (const PackFile& file : files) {
        if (file.content["decision"]) {
            read_decision(pack, file.programme, file.programme, file.content["decision"]);
        }
        for (const auto& decision : file.content["decisions"]) {
            read_decision(pack, file.programme,
                          full_name_of(file.programme, decision.first.Scalar()), decision.second);
        }
    }
}

} // namespace doudi::oracle
