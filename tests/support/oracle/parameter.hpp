#pragma once

#include "value.hpp"

#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace doudi::oracle {

/// What holds for whole-number keys above the last one of a table.
struct AndAbove {
    Value value = Value::none(); // the same for each of them, or …
    std::optional<Rational> add; // … this more for each whole number above `beyond`
    Integer beyond;
};

/// A scalar, or a table nested in the order of the keys of its parameter.
struct Table {
    struct Row {
        std::string key;          // a category's value, a whole number or a range 1..3
        std::vector<Table> inner; // exactly one
    };

    std::optional<Value> leaf;
    std::vector<Row> rows;
    std::optional<AndAbove> and_above;
};

/// What one date of a parameter sets.
struct ParameterEntry {
    bool ended = false;
    Table table;
    std::vector<std::pair<Rational, Value>> thresholds; // rising, for `brackets:`
};

/// A value that the law sets, by date.
class Parameter {
public:
    static Parameter read(const YAML::Node& node, ContentType type);

    /// The value on a date; fault where there is none, or the keys are outside the table.
    /// All keys must be ok.
    [[nodiscard]] Value on(const Date& date, const std::vector<Value>& keys) const;

private:
    void read_entry(const std::string& date, const YAML::Node& node);
    [[nodiscard]] const ParameterEntry* entry_on(const Date& date) const;

    ContentType type_ = ContentType::number;
    bool is_rate_ = false;
    bool each_month_ = false;
    std::string brackets_; // empty, marginal or band
    std::map<Date, ParameterEntry> entries_;
};

} // namespace doudi::oracle
