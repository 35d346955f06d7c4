#pragma once

#include <doudi/decimal.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Graphs built by hand for the tests of traces: as a compiler would make them, step by step.
namespace doudi::test {

[[nodiscard]] inline Type truth() {
    return {Kind::boolean, 0, {}};
}

[[nodiscard]] inline Type whole() {
    return {Kind::integer, 0, {}};
}

[[nodiscard]] inline Type rate() {
    return {Kind::rate, 0, {}};
}

[[nodiscard]] inline Type day() {
    return {Kind::date, 0, {}};
}

[[nodiscard]] inline Type category(std::uint16_t index) {
    return {Kind::category, index, {}};
}

/// Money a month, and for each row of `entity` when it is one.
[[nodiscard]] inline Type monthly(Index entity = none) {
    Type type{Kind::money, 0, {}};
    type.unit.money = 1;
    type.unit.month = -1;
    if (entity != none) {
        type.unit.entity[entity] = -1;
    }
    return type;
}

[[nodiscard]] inline Type money() {
    Type type{Kind::money, 0, {}};
    type.unit.money = 1;
    return type;
}

/// A count of rows of `entity`.
[[nodiscard]] inline Type number_of(Index entity) {
    Type type = whole();
    type.unit.entity[entity] = 1;
    return type;
}

/// What a node is, besides its operands.
struct Of {
    Type type = truth();
    Index entity = 0;
    std::uint8_t places = 0;
    Index payload = none;
    std::uint8_t detail = 0;
};

/// Appends entries and nodes to a rulebook.
class HandGraph {
public:
    Rulebook book;

    HandGraph() {
        book.pack = "test";
        book.title = {"测试", "test"};
        book.currency = "CNY";
        book.date = {2020, 7, 1};
    }

    Index entity(std::string name, Phrase title, Index outer = none, std::string as = "",
                 std::string key = "") {
        book.entities.push_back(
            {std::move(name), std::move(title), outer, std::move(as), std::move(key), 0, 10'000});
        return static_cast<Index>(book.entities.size() - 1);
    }

    std::uint16_t add_category(std::string name, std::vector<CategoryEntry::Value> values) {
        book.categories.push_back({std::move(name), std::move(values)});
        return static_cast<std::uint16_t>(book.categories.size() - 1);
    }

    /// An input column; its range is as wide as tests need.
    Index input(std::string name, Type type, Index of, std::uint8_t places = 0, Phrase title = {}) {
        InputEntry entry;
        entry.name = name;
        entry.field = name.substr(name.find('.') + 1);
        entry.role = name.starts_with("given.")      ? InputRole::given
                     : name.starts_with("previous.") ? InputRole::previous
                     : name.starts_with("months.")   ? InputRole::months_sum
                                                     : InputRole::fact;
        entry.entity = of;
        entry.type = type;
        entry.places = places;
        set_range(entry.low, entry.high, type);
        entry.title = std::move(title);
        book.inputs.push_back(std::move(entry));
        return static_cast<Index>(book.inputs.size() - 1);
    }

    Index node(Operation operation, std::vector<Index> operands, const Of& of) {
        Node made;
        made.operation = operation;
        made.detail = of.detail;
        made.places = of.places;
        made.may_be_missing = true;
        made.may_fault = true;
        made.type = of.type;
        made.entity = of.entity;
        made.payload = of.payload;
        made.first_operand = static_cast<Index>(book.operands.size());
        made.operand_count = static_cast<Index>(operands.size());
        set_range(made.low, made.high, of.type);
        book.operands.insert(book.operands.end(), operands.begin(), operands.end());
        book.nodes.push_back(made);
        return static_cast<Index>(book.nodes.size() - 1);
    }

    Index constant(Type type, std::int64_t digits, std::uint8_t places = 0) {
        return fixed(Operation::constant, type, digits, places, none);
    }

    Index parameter(Index use, Type type, std::int64_t digits, std::uint8_t places = 0) {
        return fixed(Operation::parameter, type, digits, places, use);
    }

    Index read(Index input) {
        const InputEntry& entry = book.inputs[input];
        return node(Operation::input, {}, {entry.type, entry.entity, entry.places, input});
    }

    /// A named value with its formula; gives the `value` node.
    Index value(std::string name, Index formula, Phrase title = {}) {
        const Node from = book.nodes[formula];
        const auto index = static_cast<Index>(book.values.size());
        ValueEntry entry;
        entry.name = std::move(name);
        entry.kind = "formula";
        entry.entity = from.entity;
        entry.rule = index;
        entry.formula = from.formula;
        entry.title = std::move(title);
        book.values.push_back(std::move(entry));
        const Index made =
            node(Operation::value, {formula}, {from.type, from.entity, from.places, index});
        book.values[index].node = made;
        return made;
    }

    /// Reads a named value from a row of `entity`.
    Index reference(Index value_node, Index entity) {
        const Node from = book.nodes[value_node];
        return node(Operation::reference, {value_node},
                    {from.type, entity, from.places, from.payload});
    }

    /// Says that `made` was written as `part` of `text`.
    Index written(Index made, std::string_view text, std::string_view part) {
        Index formula = 0;
        while (formula < book.formulas.size() && book.formulas[formula].text != text) {
            ++formula;
        }
        if (formula == book.formulas.size()) {
            book.formulas.push_back({std::string(text), "test.yaml", 1});
        }
        const std::size_t begin = text.find(part);
        book.nodes[made].formula = formula;
        book.nodes[made].span = {begin, begin + part.size()};
        return made;
    }

private:
    static void set_range(Int128& low, Int128& high, const Type& type) {
        const bool small = type.kind == Kind::boolean || type.kind == Kind::category;
        low = type.kind == Kind::category ? Int128(-1) : small ? Int128(0) : -power_of_ten(15);
        high = type.kind == Kind::boolean ? Int128(1) : small ? Int128(50) : power_of_ten(15);
        if (type.kind == Kind::date) {
            low = to_days({1900, 1, 1});
            high = to_days({2199, 12, 31});
        }
    }

    Index fixed(Operation operation, Type type, std::int64_t digits, std::uint8_t places,
                Index payload) {
        const Index made = node(operation, {}, {type, none, places, payload});
        Node& last = book.nodes[made];
        last.may_be_missing = false;
        last.may_fault = false;
        last.low = digits;
        last.high = digits;
        return made;
    }
};

} // namespace doudi::test
