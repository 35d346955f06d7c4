// The shape of a record as a JSON Schema: what src/data/record_builder.cpp accepts.

#include "cases/schema_json.hpp"
#include "cases/schema_values.hpp"

#include <doudi/limits.hpp>
#include <doudi/schema.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace doudi {

namespace schema {

namespace {

constexpr std::string_view month_pattern = "^[0-9]{4}-(?:0[1-9]|1[0-2])$";

Shape shape_of(const InputEntry& input) {
    return {input.type, input.places, input.low, input.high, input.form};
}

bool has(const Members& members, std::string_view key) {
    return std::any_of(members.begin(), members.end(),
                       [key](const auto& member) { return member.first == key; });
}

/// Only these keys, all of them as their schemas say.
Members closed(const Members& properties, const std::vector<Json>& required = {}) {
    Members members{{"type", string("object")}, {"properties", object(properties)}};
    if (!required.empty()) {
        members.emplace_back("required", array(required));
    }
    members.emplace_back("additionalProperties", boolean(false));
    return members;
}

/// Values by month, at least one.
Json by_month(const Json& value, std::string_view title) {
    return object({{"type", string("object")},
                   {"title", string(title)},
                   {"patternProperties", object({{std::string(month_pattern), value}})},
                   {"additionalProperties", boolean(false)},
                   {"minProperties", number("1")}});
}

std::string fact_words(const Rulebook& rulebook, const InputEntry& input) {
    if (!input.has_default) {
        return "不写或写 null：视为缺失，不当作零或否 / "
               "left out or null: missing, never zero or false";
    }
    const std::string value = value_text(rulebook, shape_of(input), input.default_value).text;
    return fmt::format("不写：按缺省值 {0}；null：视为缺失 / left out: {0}; null: missing", value);
}

Json fact_schema(const Rulebook& rulebook, const InputEntry& input) {
    const Shape shape = shape_of(input);
    const Json value = value_schema(rulebook, shape);
    std::vector<Json> forms{value, null_schema()};
    if (input.type.kind == Kind::money && input.type.unit.month == -1) {
        forms.push_back(yearly_schema(shape));
    }
    forms.push_back(
        by_month(any_of({value, null_schema()}), "自该月起的值 / the value from each month on"));
    Members members{{"title", string(both_languages(input.title, input.field))},
                    {"description", string(fact_words(rulebook, input))}};
    if (input.has_default) {
        members.emplace_back("default", value_text(rulebook, shape, input.default_value));
    }
    members.emplace_back("anyOf", array(forms));
    return object(members);
}

/// One line of text, or a whole number.
Json key_schema() {
    const std::string longest = std::to_string(limits::name_bytes);
    return object(
        {{"title", string("主键 / key")},
         {"anyOf",
          array({object({{"type", string("string")},
                         {"minLength", number("1")},
                         {"maxLength", number(longest)},
                         {"not", object({{"pattern", string("[\\u0000-\\u001f\\u007f]")}})}}),
                 object({{"type", string("integer")}})})}});
}

/// Whether a sum over months is of a fact, and not of a rule's value.
bool sums_a_fact(const Rulebook& rulebook, const InputEntry& sum) {
    return std::any_of(rulebook.inputs.begin(), rulebook.inputs.end(), [&](const InputEntry& i) {
        return i.role == InputRole::fact && i.entity == sum.entity && i.field == sum.field;
    });
}

/// The title of a value that may be given; a part of a rule or decision says which part it is.
std::string title_of_value(const Rulebook& rulebook, const InputEntry& input) {
    const std::string title = both_languages(input.title, input.field);
    const Index value = rulebook.find_value(input.field);
    const ValueRole role = value == none ? ValueRole::rule : rulebook.values[value].role;
    const bool is_part =
        role == ValueRole::part || role == ValueRole::outcome || role == ValueRole::amount;
    return is_part && !input.title.empty()
               ? title + " · " + input.field.substr(input.field.rfind('.') + 1)
               : title;
}

Json name_schema(const Rulebook& rulebook, const InputEntry& input) {
    return object({{"title", string(title_of_value(rulebook, input))},
                   {"anyOf", array({value_schema(rulebook, shape_of(input)), null_schema()})}});
}

Members names_given(const Rulebook& rulebook, Index entity) {
    Members names;
    for (const InputEntry& input : rulebook.inputs) {
        if (input.role == InputRole::given && input.entity == entity) {
            names.emplace_back(input.field, name_schema(rulebook, input));
        }
    }
    return names;
}

Shape shape_of_summed(const Rulebook& rulebook, const InputEntry& sum) {
    const Index value = rulebook.find_value(sum.field);
    const Index node = value == none ? none : rulebook.values[value].node;
    if (node == none || node >= rulebook.nodes.size()) {
        return shape_of(sum);
    }
    const Node& entry = rulebook.nodes[node];
    return {entry.type, entry.places, entry.low, entry.high, TextForm::any};
}

/// What rules read of the month before has its type; whatever else a decision gave may be stated
/// beside it, and is not looked at.
Members names_before(const Rulebook& rulebook, Index entity) {
    Members names;
    for (const InputEntry& input : rulebook.inputs) {
        if (input.entity == entity && input.role == InputRole::previous) {
            names.emplace_back(input.field, name_schema(rulebook, input));
        }
    }
    for (const InputEntry& input : rulebook.inputs) {
        if (input.entity == entity && input.role == InputRole::months_sum &&
            !sums_a_fact(rulebook, input) && !has(names, input.field)) {
            names.emplace_back(
                input.field,
                any_of({value_schema(rulebook, shape_of_summed(rulebook, input)), null_schema()}));
        }
    }
    const Json scalar = object(
        {{"type", array({string("string"), string("number"), string("boolean"), string("null")})}});
    const auto add = [&](Index owner, const std::string& name) {
        if (owner == entity && !has(names, name)) {
            names.emplace_back(name, scalar);
        }
    };
    for (const ValueEntry& value : rulebook.values) {
        add(value.entity, value.name);
    }
    for (const DecisionEntry& decision : rulebook.decisions) {
        add(decision.entity, decision.name + ".outcome");
        add(decision.entity, decision.name + ".amount");
        for (const DecisionEntry::GivenOut& given : decision.gives) {
            add(decision.entity, decision.name + "." + given.name);
        }
    }
    for (const InputEntry& input : rulebook.inputs) {
        if (input.role == InputRole::fact) {
            add(input.entity, input.field);
            add(input.entity, input.name);
        }
    }
    return names;
}

Json given_schema(const Rulebook& rulebook, Index entity) {
    Members members = closed(names_given(rulebook, entity));
    members.emplace_back(
        "title",
        string("已核实的数，代替规则的结果 / verified values that stand instead of rules"));
    return any_of({object(members), null_schema()});
}

Json previous_schema(const std::string& names) {
    const Json of_month = object({{"$ref", string(names)}});
    return object(
        {{"title", string("上月的结果 / what was decided the month before")},
         {"anyOf",
          array({object({{"const", string("none")}, {"title", string("首次申请 / a newcomer")}}),
                 null_schema(), of_month, by_month(of_month, "按月 / by month")})}});
}

std::string reference(std::string_view section, const std::string& entity) {
    // A JSON pointer in a URI fragment: names hold letters of any script, so bytes are escaped.
    std::string text = "#/$defs/";
    for (const char c : std::string(section) + entity) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
        text += is_plain
                    ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return text;
}

Json list_schema(const EntityEntry& inner) {
    Members members{{"title", string(both_languages(inner.title, inner.name))},
                    {"type", string("array")},
                    {"items", object({{"$ref", string(reference("", inner.name))}})}};
    if (inner.at_least > 0) {
        members.emplace_back("minItems", number(std::to_string(inner.at_least)));
    }
    members.emplace_back("maxItems", number(std::to_string(inner.at_most)));
    return object(members);
}

void add_facts(const Rulebook& rulebook, Index entity, Members& properties) {
    for (const InputEntry& input : rulebook.inputs) {
        if (input.entity == entity && input.role == InputRole::fact &&
            !has(properties, input.field)) {
            properties.emplace_back(input.field, fact_schema(rulebook, input));
        }
    }
}

Members row_schema(const Rulebook& rulebook, Index entity) {
    const EntityEntry& entry = rulebook.entities[entity];
    Members properties;
    std::vector<Json> required;
    if (!entry.key.empty()) {
        properties.emplace_back(entry.key, key_schema());
        required.push_back(string(entry.key));
    }
    add_facts(rulebook, entity, properties);
    for (Index inner = entity + 1; inner < rulebook.entities.size(); ++inner) {
        const EntityEntry& list = rulebook.entities[inner];
        if (list.outer == entity) {
            properties.emplace_back(list.as, list_schema(list));
            if (list.at_least > 0) {
                required.push_back(string(list.as));
            }
        }
    }
    properties.emplace_back("given", given_schema(rulebook, entity));
    properties.emplace_back("previous", previous_schema(reference("previous.", entry.name)));
    Members row{{"title", string(both_languages(entry.title, entry.name))}};
    const Members keys = closed(properties, required);
    row.insert(row.end(), keys.begin(), keys.end());
    return row;
}

Json definitions(const Rulebook& rulebook) {
    Members found;
    for (Index entity = 0; entity < rulebook.entities.size(); ++entity) {
        const std::string& name = rulebook.entities[entity].name;
        found.emplace_back(name, object(row_schema(rulebook, entity)));
        found.emplace_back("previous." + name, object(closed(names_before(rulebook, entity))));
    }
    return object(found);
}

} // namespace

} // namespace schema

std::string record_schema(const Rulebook& rulebook) {
    using namespace schema;
    if (rulebook.entities.empty()) {
        return "false\n";
    }
    const std::string date = to_string(rulebook.date);
    return indented(
        object({{"$schema", string("https://json-schema.org/draft/2020-12/schema")},
                {"title", string(both_languages(rulebook.title, rulebook.pack) + " · " + date)},
                {"description",
                 string(fmt::format("{0} 审批的一条记录 / a record that is decided on {0}", date))},
                {"$comment",
                 string("校验时数须按十进制比较 / numbers must be compared as decimals: 19.99 is a "
                        "multiple of 0.01, which binary floating point denies")},
                {"$ref", string(reference("", rulebook.entities[0].name))},
                {"$defs", definitions(rulebook)}}));
}

} // namespace doudi
