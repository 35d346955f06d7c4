#pragma once

#include <algorithm>
#include <simdjson.h>
#include <string>
#include <string_view>

// As much of JSON Schema as our own schemas use: $ref into $defs, type, enum, anyOf, properties,
// required, additionalProperties: false, items.
namespace doudi::test {

/// Checks values against one schema; the first mistake is told by its path.
class JsonSchema {
public:
    using Value = simdjson::dom::element;

    explicit JsonSchema(const std::string& path) : root_(parser_.load(path)) {}

    /// Empty when `text` fits, else where it does not.
    [[nodiscard]] std::string mistake(const std::string& text) {
        simdjson::dom::parser parser;
        Value value;
        if (parser.parse(text).get(value) != simdjson::SUCCESS) {
            return "not JSON";
        }
        return check(value, root_, "$");
    }

private:
    [[nodiscard]] static bool has_type(const Value& value, std::string_view type) {
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
               (type == "string" && value.is_string()) || (type == "boolean" && value.is_bool()) ||
               (type == "integer" && (value.is_int64() || value.is_uint64())) ||
               (type == "null" && value.is_null());
    }

    [[nodiscard]] static bool fits_type(const Value& value, const Value& type) {
        if (type.is_string()) {
            return has_type(value, type.get_string().value());
        }
        const simdjson::dom::array types = type.get_array().value();
        return std::any_of(types.begin(), types.end(), [&](const Value& one) {
            return has_type(value, one.get_string().value());
        });
    }

    [[nodiscard]] std::string check(const Value& value, const Value& schema,
                                    const std::string& path) {
        Value part;
        if (schema["$ref"].get(part) == simdjson::SUCCESS) {
            const std::string pointer(part.get_string().value().substr(1));
            if (const auto wrong = check(value, root_.at_pointer(pointer), path); !wrong.empty()) {
                return wrong;
            }
        }
        if (schema["type"].get(part) == simdjson::SUCCESS && !fits_type(value, part)) {
            return path + ": wrong type";
        }
        if (schema["enum"].get(part) == simdjson::SUCCESS && !is_one_of(value, part)) {
            return path + ": not among the values";
        }
        if (schema["anyOf"].get(part) == simdjson::SUCCESS) {
            const simdjson::dom::array all = part.get_array().value();
            if (std::none_of(all.begin(), all.end(),
                             [&](const Value& one) { return check(value, one, path).empty(); })) {
                return path + ": fits none";
            }
        }
        return value.is_object()  ? check_object(value, schema, path)
               : value.is_array() ? check_array(value, schema, path)
                                  : std::string();
    }

    [[nodiscard]] static bool is_one_of(const Value& value, const Value& list) {
        const simdjson::dom::array all = list.get_array().value();
        return value.is_string() && std::any_of(all.begin(), all.end(), [&](const Value& one) {
                   return one.get_string().value() == value.get_string().value();
               });
    }

    [[nodiscard]] std::string check_object(const Value& value, const Value& schema,
                                           const std::string& path) {
        Value required;
        if (schema["required"].get(required) == simdjson::SUCCESS) {
            const simdjson::dom::array keys = required.get_array().value();
            for (const Value& key : keys) {
                Value found;
                if (value[key.get_string().value()].get(found) != simdjson::SUCCESS) {
                    return path + ": no " + std::string(key.get_string().value());
                }
            }
        }
        Value properties;
        if (schema["properties"].get(properties) != simdjson::SUCCESS) {
            return "";
        }
        const simdjson::dom::object members = value.get_object().value();
        for (const auto& [key, member] : members) {
            Value own;
            const std::string inside = path + "." + std::string(key);
            if (properties[key].get(own) != simdjson::SUCCESS) {
                return inside + ": unknown key";
            }
            if (const auto wrong = check(member, own, inside); !wrong.empty()) {
                return wrong;
            }
        }
        return "";
    }

    [[nodiscard]] std::string check_array(const Value& value, const Value& schema,
                                          const std::string& path) {
        Value items;
        if (schema["items"].get(items) != simdjson::SUCCESS) {
            return "";
        }
        std::size_t index = 0;
        const simdjson::dom::array all = value.get_array().value();
        for (const Value& item : all) {
            const auto wrong = check(item, items, path + "[" + std::to_string(index++) + "]");
            if (!wrong.empty()) {
                return wrong;
            }
        }
        return "";
    }

    simdjson::dom::parser parser_;
    Value root_;
};

} // namespace doudi::test
