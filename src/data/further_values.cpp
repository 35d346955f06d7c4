#include "data/further_values.hpp"

#include <doudi/error.hpp>

#include <algorithm>

namespace doudi::data {

FurtherValue FurtherValue::of(const Rulebook& rulebook, Index value) {
    const ValueEntry& entry = rulebook.values[value];
    const bool is_of_pack = entry.entity == none;
    return {value, is_of_pack ? Index(0) : entry.entity, is_of_pack,
            ValueFormat::of_node(rulebook, entry.node)};
}

std::vector<FurtherValue> further_values(const Rulebook& rulebook,
                                         const std::vector<std::string>& names) {
    std::vector<FurtherValue> values;
    for (const std::string& name : names) {
        const Index value = rulebook.find_value(name);
        if (value == none) {
            throw UsageError("the rulebook has no value '" + name + "'");
        }
        const bool is_new =
            std::none_of(values.begin(), values.end(),
                         [&](const FurtherValue& other) { return other.value == value; });
        if (is_new) {
            values.push_back(FurtherValue::of(rulebook, value));
        }
    }
    return values;
}

std::vector<FurtherValue> further_values_of_month(std::span<const Rulebook* const> months,
                                                  std::size_t month,
                                                  const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const std::string& name : names) {
        const bool is_known = std::any_of(months.begin(), months.end(), [&](const Rulebook* any) {
            return any->find_value(name) != none;
        });
        if (!is_known || months[month]->find_value(name) != none) {
            known.push_back(name);
        }
    }
    return further_values(*months[month], known);
}

std::vector<FurtherValue> further_values(const Decisions& decisions) {
    std::vector<FurtherValue> values;
    for (const auto& [value, column] : decisions.values) {
        values.push_back(FurtherValue::of(decisions.rulebook(), value));
    }
    return values;
}

std::vector<const Column*> columns_of(const std::vector<FurtherValue>& values,
                                      const Decisions& decisions) {
    std::vector<const Column*> columns;
    for (const FurtherValue& wanted : values) {
        const auto found =
            std::find_if(decisions.values.begin(), decisions.values.end(),
                         [&](const auto& entry) { return entry.first == wanted.value; });
        if (found == decisions.values.end()) {
            throw UsageError("the decisions do not hold the value '" +
                             decisions.rulebook().values[wanted.value].name + "'");
        }
        columns.push_back(&found->second);
    }
    return columns;
}

} // namespace doudi::data
