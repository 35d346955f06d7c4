// Reads rules, their dated forms and the shapes of their kinds.

#include "pack_reader.hpp"

#include <stdexcept>

namespace doudi::oracle {
namespace {

Formula formula_of(const YAML::Node& node) {
    return parse_formula(node.Scalar());
}

std::optional<Formula> optional_formula(const YAML::Node& node) {
    return node ? std::optional(formula_of(node)) : std::nullopt;
}

std::optional<RoundKey> read_round(const YAML::Node& node) {
    if (!node || !node.IsMap()) {
        return std::nullopt; // `round: none` keeps the exact value
    }
    RoundKey round;
    round.to = parse_number(node["to"].Scalar()).value();
    round.mode = node["mode"] ? rounding_named(node["mode"].Scalar()) : Rounding::half_up;
    return round;
}

void read_table(RuleForm& form, const Keys& keys, const std::set<std::string>& category) {
    if (keys.contains("hit")) {
        form.hit = keys.at("hit").Scalar();
    }
    for (const YAML::Node& row : keys.at("rows")) {
        if (row["otherwise"]) {
            form.formulas.emplace("otherwise", bare_or_formula(row["otherwise"], category));
        } else {
            form.rows.push_back(
                {optional_formula(row["when"]), bare_or_formula(row["then"], category)});
        }
    }
}

void read_items(const Pack& pack, RuleForm& form, const Keys& keys, int entity) {
    form.in_order = keys.contains("limit") && keys.at("limit").Scalar() == "in_order";
    if (keys.contains("gives")) { // a name, or a map of that name to its title
        const YAML::Node gives = keys.at("gives");
        form.gives = gives.IsMap() ? gives.begin()->first.Scalar() : gives.Scalar();
    }
    for (const YAML::Node& node : keys.at("items")) {
        Item item;
        item.name = node["item"].Scalar();
        item.entity = node["for"] ? pack.entity_named(node["for"].Scalar()) : entity;
        item.when = optional_formula(node["when"]);
        item.amount = formula_of(node["amount"]);
        item.at_most = optional_formula(node["at_most"]);
        item.round = read_round(node["round"]);
        form.items.push_back(std::move(item));
    }
}

void read_schedule(RuleForm& form, const Keys& keys) {
    form.counts_as = keys.at("counts_as").Scalar();
    for (const YAML::Node& node : keys.at("schedule")) {
        const std::string months = node["months"].Scalar();
        const std::size_t dots = months.find("..");
        const std::string last = dots == std::string::npos ? months : months.substr(dots + 2);
        form.schedule.push_back({parse_number(months.substr(0, dots)).value(),
                                 parse_number(last).value(), formula_of(node["pays"])});
    }
}

std::string type_in(const Keys& keys) {
    return keys.contains("type") ? keys.at("type").Scalar() : "";
}

RuleForm read_form(const Pack& pack, const Rule& rule, const Keys& keys) {
    RuleForm form;
    form.kind = keys.contains("kind") ? keys.at("kind").Scalar() : "formula";
    const auto& category = pack.category(type_in(keys));
    if (keys.contains("value")) {
        form.formulas.emplace("value", bare_or_formula(keys.at("value"), category));
    }
    for (const std::string key : {"of", "who", "when", "amount", "while", "base", "at_most"}) {
        if (keys.contains(key)) {
            form.formulas.emplace(key, formula_of(keys.at(key)));
        }
    }
    form.round = keys.contains("round") ? read_round(keys.at("round")) : std::nullopt;
    if (form.kind == "table") {
        read_table(form, keys, category);
    } else if (form.kind == "exemption" || form.kind == "deduction") {
        read_items(pack, form, keys, rule.entity);
    } else if (form.kind == "exit") {
        read_schedule(form, keys);
    }
    return form;
}

Period narrowed(Period period, const Period& other) {
    if (other.from && (!period.from || *period.from < *other.from)) {
        period.from = other.from;
    }
    if (other.until && (!period.until || *other.until < *period.until)) {
        period.until = other.until;
    }
    return period;
}

// A version is the rule with some of its keys replaced; it is dated by its key, by `from:` and
// `until:`, or by `in_force:`.
void read_version(const Pack& pack, Rule& rule, Keys keys, const Keys& version,
                  const std::string& from) {
    Period period = keys.contains("in_force") ? read_period(keys.at("in_force")) : Period{};
    YAML::Node dates;
    for (const auto& [key, node] : version) {
        keys[key] = node;
        if (key == "from" || key == "until") {
            dates[key] = node;
        }
    }
    if (!from.empty()) {
        dates["from"] = from;
    }
    period = narrowed(period, read_period(dates));
    if (version.contains("in_force")) {
        period = narrowed(period, read_period(version.at("in_force")));
    }
    if (const auto programme = pack.programmes.find(rule.programme);
        programme != pack.programmes.end()) {
        period = narrowed(period, programme->second);
    }
    RuleForm form = read_form(pack, rule, keys);
    form.in_force = period;
    rule.forms.push_back(std::move(form));
}

void read_versions(const Pack& pack, Rule& rule, const Keys& keys) {
    if (!keys.contains("versions")) {
        read_version(pack, rule, keys, {}, "");
        return;
    }
    const YAML::Node versions = keys.at("versions");
    for (const auto& version : versions) {
        if (versions.IsMap()) {
            read_version(pack, rule, keys, keys_of(version.second), version.first.Scalar());
        } else {
            read_version(pack, rule, keys, keys_of(version), "");
        }
    }
}

void define_part(Pack& pack, Rule& rule, const std::string& full_name, const std::string& part,
                 ContentType type) {
    if (rule.parts.contains(part)) {
        return; // another version has it too
    }
    Definition definition;
    definition.kind = DefinitionKind::rule;
    definition.full_name = full_name;
    definition.programme = rule.programme;
    definition.entity = rule.entity;
    definition.type = type;
    definition.subject = pack.rules.size();
    definition.part = part;
    rule.parts.emplace(part, &define(pack, definition));
}

void define_parts(Pack& pack, Rule& rule, const RuleForm& form) {
    const auto part = [&](const std::string& name, ContentType type) {
        define_part(pack, rule, rule.full_name + "." + name, name, type);
    };
    if (form.kind == "coverage") {
        part("each", ContentType::number);
        part("covered", ContentType::boolean);
        part("applies", ContentType::boolean);
        part("persons", ContentType::number);
        part("amount", ContentType::number);
    } else if (form.kind == "exit") {
        part("month", ContentType::number);
        part("base", ContentType::number);
        part("share", ContentType::number);
        part("applies", ContentType::boolean);
        part("amount", ContentType::number);
    }
    for (const Item& item : form.items) {
        part(item.name, ContentType::number);
    }
    if (!form.gives.empty()) {
        define_part(pack, rule, full_name_of(rule.programme, form.gives), gives_part,
                    ContentType::number);
    }
}

} // namespace

void read_rules(Pack& pack, const std::vector<PackFile>& files) {
    for (const PackFile& file : files) {
        for (const YAML::Node& node : file.content["rules"]) {
            const Keys keys = keys_of(node);
            Rule rule;
            rule.programme = file.programme;
            rule.full_name = full_name_of(file.programme, keys.at("rule").Scalar());
            const std::string entity = keys.contains("for") ? keys.at("for").Scalar() : "";
            rule.entity = entity == "pack" ? whole_pack
                          : entity.empty() ? 0
                                           : pack.entity_named(entity);
            if (keys.contains("range")) {
                const ContentType type = content_type_of(type_in(keys));
                rule.range = {parse_value(keys.at("range")[0].Scalar(), type),
                              parse_value(keys.at("range")[1].Scalar(), type)};
            }
            read_versions(pack, rule, keys);
            define_part(pack, rule, rule.full_name, "", content_type_of(type_in(keys)));
            for (const RuleForm& form : rule.forms) {
                define_parts(pack, rule, form);
            }
            pack.rules.push_back(std::move(rule));
        }
    }
}

} // namespace doudi::oracle
