#pragma once

#include <doudi/date.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// Puts rulebooks together by hand, node by node, with exact ranges and flags worked out in numbers
// of any size: what a compiler of packs does, without packs.
namespace doudi::test {

/// Whether a node is an exact fraction.
[[nodiscard]] bool is_quotient(const Rulebook& book, Index node);

class GraphBuilder {
public:
    Rulebook book;

    GraphBuilder() {
        book.pack = "by hand";
        book.currency = "CNY";
        book.date = {2020, 7, 1};
        book.categories.push_back({"group", {{"a", {}}, {"b", {}}, {"c", {}}}});
    }

    Index entity(std::string name, Index outer = none, std::uint32_t at_most = 10) {
        EntityEntry entry;
        entry.as = name + "s";
        entry.name = std::move(name);
        entry.outer = outer;
        entry.at_most = at_most;
        book.entities.push_back(std::move(entry));
        return static_cast<Index>(book.entities.size() - 1);
    }

    /// An input and, unless it is a given value, the node that reads it.
    Index input(InputEntry entry) {
        book.inputs.push_back(std::move(entry));
        return static_cast<Index>(book.inputs.size() - 1);
    }

    Index fact(Index entity, const std::string& name, Kind kind, std::uint8_t places, Int128 low,
               Int128 high) {
        InputEntry entry;
        entry.name = book.entities[entity].name + "." + name;
        entry.field = name;
        entry.entity = entity;
        entry.type.kind = kind;
        entry.places = places;
        entry.low = low;
        entry.high = high;
        return read(input(std::move(entry)));
    }

    Index read(Index input) {
        const InputEntry& entry = book.inputs[input];
        Node node;
        node.operation = Operation::input;
        node.entity = entry.entity;
        node.type = entry.type;
        node.places = entry.places;
        node.payload = input;
        node.low = entry.low;
        node.high = entry.high;
        node.may_be_missing = true;
        return push(node, {});
    }

    Index constant(Int128 digits, std::uint8_t places = 0, Kind kind = Kind::number) {
        Node node;
        node.type.kind = kind;
        node.places = places;
        node.low = node.high = digits;
        return push(node, {});
    }

    /// Any operation whose type, places, range and flags follow from its operands. Throws
    /// std::range_error when a number leaves 126 bits: a graph that nobody could compile.
    Index make(Operation operation, Index entity, std::vector<Index> operands, Index payload = none,
               std::uint8_t detail = 0);

    Index round(Index entity, Index operand, Rounding mode, Int128 digits, std::uint8_t places) {
        book.steps.push_back({digits, places});
        return make(Operation::round, entity, {operand}, static_cast<Index>(book.steps.size() - 1),
                    static_cast<std::uint8_t>(mode));
    }

    Index check_range(Index entity, Index operand, Int128 low, Int128 high) {
        Node node = book.nodes[operand];
        node.operation = Operation::check_range;
        node.entity = entity;
        node.payload = none;
        node.low = low;
        node.high = high;
        node.may_fault = true;
        return push(node, {operand});
    }

    /// A named value with its formula, at the formula's entity.
    Index value(const std::string& name, Index formula, Index given = none) {
        ValueEntry entry;
        entry.name = name;
        entry.kind = "formula";
        entry.entity = book.nodes[formula].entity;
        entry.given = given;
        entry.rule = static_cast<Index>(book.values.size());
        Node node = book.nodes[formula];
        node.operation = Operation::value;
        node.payload = entry.rule;
        node.detail = 0;
        if (given != none) {
            node.low = std::min(node.low, book.inputs[given].low);
            node.high = std::max(node.high, book.inputs[given].high);
        }
        entry.node = push(node, {formula});
        book.values.push_back(std::move(entry));
        return book.values.back().node;
    }

    Index refer(Index entity, Index value_node) {
        Node node = book.nodes[value_node];
        node.operation = Operation::reference;
        node.entity = entity;
        return push(node, {value_node});
    }

    /// Outcome and amount are nodes.
    Index decision(const std::string& name, Index entity, Index outcome, Index amount = none,
                   Index review = none) {
        DecisionEntry entry;
        entry.name = entry.programme = name;
        entry.entity = entity;
        entry.category = book.nodes[outcome].type.category;
        entry.outcome = outcome;
        entry.amount = amount;
        entry.review = review;
        book.decisions.push_back(std::move(entry));
        return static_cast<Index>(book.decisions.size() - 1);
    }

private:
    Index push(Node node, const std::vector<Index>& operands) {
        node.first_operand = static_cast<Index>(book.operands.size());
        node.operand_count = static_cast<Index>(operands.size());
        book.operands.insert(book.operands.end(), operands.begin(), operands.end());
        book.nodes.push_back(node);
        return static_cast<Index>(book.nodes.size() - 1);
    }

    void describe(Node& node, const std::vector<Index>& operands) const;
};

} // namespace doudi::test
