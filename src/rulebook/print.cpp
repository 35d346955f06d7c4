#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/rulebook/print.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace doudi {
namespace {

constexpr std::array<std::string_view, 45> operation_names{"constant",
                                                           "parameter",
                                                           "input",
                                                           "value",
                                                           "reference",
                                                           "negate",
                                                           "add",
                                                           "subtract",
                                                           "multiply",
                                                           "quotient",
                                                           "minimum",
                                                           "maximum",
                                                           "absolute",
                                                           "round",
                                                           "equal",
                                                           "not_equal",
                                                           "less",
                                                           "less_equal",
                                                           "greater",
                                                           "greater_equal",
                                                           "logical_and",
                                                           "logical_or",
                                                           "logical_not",
                                                           "choose",
                                                           "in_list",
                                                           "in_range",
                                                           "only_one",
                                                           "lookup",
                                                           "band",
                                                           "marginal",
                                                           "years_between",
                                                           "months_between",
                                                           "days_between",
                                                           "add_months",
                                                           "add_days",
                                                           "year_of",
                                                           "month_of",
                                                           "sum",
                                                           "count",
                                                           "any",
                                                           "all",
                                                           "smallest",
                                                           "largest",
                                                           "check_range",
                                                           "?"};

constexpr std::array<std::string_view, 9> kind_names{
    "boolean", "integer", "number", "rate", "months", "money", "date", "category", "text"};

std::string_view entity_name(const Rulebook& book, Index entity) {
    return entity == none ? std::string_view("pack") : std::string_view(book.entities[entity].name);
}

/// A value of the node's type: a date as one, a number with its places.
std::string number_text(const Type& type, const Int128& digits, int places) {
    if (type.kind == Kind::date && digits.fits_int32()) {
        const auto days = static_cast<std::int32_t>(static_cast<std::int64_t>(digits));
        return to_string(from_days(days));
    }
    return to_string(Decimal{digits, places});
}

std::string range_text(const Type& type, const Int128& low, const Int128& high, int places) {
    return low == high ? number_text(type, low, places)
                       : fmt::format("[{} .. {}]", number_text(type, low, places),
                                     number_text(type, high, places));
}

/// What the payload of a node stands for.
std::string payload_text(const Rulebook& book, const Node& node) {
    if (node.payload == none) {
        return {};
    }
    switch (node.operation) {
    case Operation::input:
        return " " + book.inputs[node.payload].name;
    case Operation::value:
    case Operation::reference:
        return " " + book.values[node.payload].name;
    case Operation::parameter:
        return " " + book.parameters[node.payload].name;
    case Operation::round: {
        const StepEntry& step = book.steps[node.payload];
        return fmt::format(" mode {} to {}", node.detail,
                           to_string(Decimal{step.digits, step.places}));
    }
    case Operation::lookup:
        return fmt::format(" table {}", node.payload);
    case Operation::band:
    case Operation::marginal:
        return fmt::format(" bands {}", node.payload);
    default:
        return fmt::format(" over {}", entity_name(book, node.payload));
    }
}

std::string node_text(const Rulebook& book, Index index) {
    const Node& node = book.nodes[index];
    std::string text = fmt::format("{:5} {} {}{}", index, entity_name(book, node.entity),
                                   to_string(node.operation), payload_text(book, node));
    for (const Index operand : book.operands_of(node)) {
        text += fmt::format(" #{}", operand);
    }
    text += fmt::format(" : {} {}", kind_names[static_cast<std::size_t>(node.type.kind)],
                        range_text(node.type, node.low, node.high, node.places));
    text += node.may_be_missing ? " may be missing" : "";
    text += node.may_fault ? " may fault" : "";
    return text + "\n";
}

std::string decision_text(const DecisionEntry& decision) {
    const auto node = [](Index index) {
        return index == none ? std::string("none") : fmt::format("#{}", index);
    };
    std::string text =
        fmt::format("decision {}: outcome {} amount {} review {}\n", decision.name,
                    node(decision.outcome), node(decision.amount), node(decision.review));
    for (const DecisionEntry::GivenOut& given : decision.gives) {
        text += fmt::format("    gives {} {}\n", given.name, node(given.node));
    }
    for (std::size_t i = 0; i < decision.show.size(); ++i) {
        text += fmt::format("    shows {} {}\n", decision.show_names[i], node(decision.show[i]));
    }
    return text;
}

} // namespace

std::string_view to_string(Operation operation) {
    const auto index = static_cast<std::size_t>(operation);
    return operation_names[index < operation_names.size() ? index : operation_names.size() - 1];
}

std::string print(const Rulebook& book) {
    std::string text = fmt::format("rulebook {} on {}\n", book.pack, to_string(book.date));
    for (const EntityEntry& entity : book.entities) {
        text += fmt::format("entity {} in {}, {} to {}\n", entity.name,
                            entity_name(book, entity.outer), entity.at_least, entity.at_most);
    }
    for (const InputEntry& input : book.inputs) {
        text += fmt::format("input {} : {} {}{}{}\n", input.name,
                            kind_names[static_cast<std::size_t>(input.type.kind)],
                            range_text(input.type, input.low, input.high, input.places),
                            input.form == TextForm::any ? "" : " ", to_string(input.form));
    }
    for (Index node = 0; node < book.nodes.size(); ++node) {
        text += node_text(book, node);
    }
    for (const DecisionEntry& decision : book.decisions) {
        text += decision_text(decision);
    }
    return text;
}

} // namespace doudi
