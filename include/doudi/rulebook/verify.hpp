#pragma once

#include <doudi/date.hpp>
#include <doudi/limits.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/rulebook/verify_nodes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Whether a rulebook is sound: every index leads somewhere, operands come before their users,
// types and places agree. What the compiler makes always is; what comes as bytes may be anything.
namespace doudi {

/// What is unsound, in words for the maintainers of doudi; nullopt when all is well. Whoever
/// evaluates a rulebook that passes may get wrong numbers if its ranges lie, but never harm.
[[nodiscard]] std::optional<std::string> verify(const Rulebook& rulebook);

namespace rulebook_check {

class Entries {
public:
    explicit Entries(const Rulebook& rulebook) : book_(rulebook) {}

    [[nodiscard]] std::string_view problem() const {
        return !enums_are_sound()      ? "an enumerator that does not exist"
               : !entities_are_sound() ? "an entity"
               : !inputs_are_sound()   ? "an input"
               : !tables_are_sound()   ? "a table"
               : !bands_are_sound()    ? "brackets"
               : !steps_are_sound()    ? "a rounding step"
                                       : std::string_view{};
    }

    [[nodiscard]] std::string_view problem_of_users() const {
        return !values_are_sound()      ? "a named value"
               : !decisions_are_sound() ? "a decision"
               : !citations_are_sound() ? "a citation"
                                        : std::string_view{};
    }

private:
    [[nodiscard]] static bool is_date(const Date& date) {
        return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
               date.day >= 1 && date.day <= days_in_month(date.year, date.month);
    }

    [[nodiscard]] bool enums_are_sound() const {
        const auto date_is_sound = [](const ParameterUse& use) { return is_date(use.since); };
        return book_.language <= Language::en && is_date(book_.date) &&
               std::all_of(book_.parameters.begin(), book_.parameters.end(), date_is_sound);
    }

    [[nodiscard]] bool entities_are_sound() const {
        if (book_.entities.empty() || book_.entities.size() > most_entities ||
            book_.entities[0].outer != none) {
            return false;
        }
        for (Index i = 0; i < book_.entities.size(); ++i) {
            const EntityEntry& entry = book_.entities[i];
            if ((i > 0 && entry.outer >= i) || entry.at_least > entry.at_most) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool inputs_are_sound() const {
        return std::all_of(book_.inputs.begin(), book_.inputs.end(), [this](const auto& input) {
            return input.role <= InputRole::months_sum && input.entity < book_.entities.size() &&
                   is_sound(book_, input.type) && input.places <= limits::places &&
                   input.form <= TextForm::disability_certificate &&
                   (input.form == TextForm::any || input.type.kind == Kind::text) &&
                   input.low <= input.high && fits_kind(book_, input.type, input.low, input.high) &&
                   (!input.has_default ||
                    (input.low <= input.default_value && input.default_value <= input.high));
        });
    }

    [[nodiscard]] bool tables_are_sound() const {
        return std::all_of(book_.tables.begin(), book_.tables.end(), [this](const auto& table) {
            std::size_t cells = 1;
            std::size_t groups = 1;
            for (const TableEntry::Axis& axis : table.axes) {
                constexpr std::int64_t furthest = std::numeric_limits<std::int64_t>::max() / 2;
                if (axis.count < 1 || axis.first < -furthest || axis.first > furthest ||
                    static_cast<std::uint64_t>(axis.count) > limits::table_cells / cells) {
                    return false;
                }
                groups = cells;
                cells *= static_cast<std::size_t>(axis.count);
            }
            return !table.axes.empty() && table.places <= limits::places &&
                   is_index_or_none(table.parameter, book_.parameters) &&
                   table.cells.size() == cells &&
                   (table.present.empty() || table.present.size() == cells) &&
                   (table.cell_parameters.empty() || table.cell_parameters.size() == cells) &&
                   std::all_of(
                       table.cell_parameters.begin(), table.cell_parameters.end(),
                       [this](Index use) { return is_index_or_none(use, book_.parameters); }) &&
                   (table.slopes.empty() ||
                    (table.slopes.size() == groups && table.axes.back().open_above)) &&
                   are_truths(table.present);
        });
    }

    [[nodiscard]] static bool are_truths(const std::vector<std::uint8_t>& flags) {
        return std::all_of(flags.begin(), flags.end(), [](std::uint8_t flag) { return flag <= 1; });
    }

    [[nodiscard]] bool bands_are_sound() const {
        return std::all_of(book_.bands.begin(), book_.bands.end(), [this](const auto& bands) {
            return !bands.thresholds.empty() && bands.thresholds.size() <= limits::table_cells &&
                   bands.threshold_places <= limits::places && bands.places <= limits::places &&
                   is_index_or_none(bands.parameter, book_.parameters) &&
                   bands.values.size() == bands.thresholds.size() && are_truths(bands.present) &&
                   (bands.present.empty() || bands.present.size() == bands.values.size()) &&
                   (bands.band_parameters.empty() ||
                    bands.band_parameters.size() == bands.values.size()) &&
                   std::all_of(
                       bands.band_parameters.begin(), bands.band_parameters.end(),
                       [this](Index use) { return is_index_or_none(use, book_.parameters); }) &&
                   std::is_sorted(bands.thresholds.begin(), bands.thresholds.end());
        });
    }

    [[nodiscard]] bool steps_are_sound() const {
        return std::all_of(book_.steps.begin(), book_.steps.end(), [](const StepEntry& step) {
            return step.digits > Int128(0) && step.places <= limits::places;
        });
    }

    [[nodiscard]] bool is_node_or_none(Index node) const {
        return is_index_or_none(node, book_.nodes);
    }

    [[nodiscard]] bool is_readable(Index node, Index entity) const {
        return node < book_.nodes.size() && book_.holds(book_.nodes[node].entity, entity);
    }

    [[nodiscard]] bool values_are_sound() const {
        const std::vector<std::uint8_t> fractions = nodes_that_are_fractions(book_);
        for (Index i = 0; i < book_.values.size(); ++i) {
            const ValueEntry& value = book_.values[i];
            const bool is_node = value.node < book_.nodes.size() &&
                                 book_.nodes[value.node].operation == Operation::value &&
                                 book_.nodes[value.node].payload == i &&
                                 book_.nodes[value.node].entity == value.entity;
            if (!is_node || value.role > ValueRole::given_out ||
                !is_index_or_none(value.rule, book_.values) ||
                !is_index_or_none(value.formula, book_.formulas) ||
                !is_index_or_none(value.item_entity, book_.entities) ||
                !is_node_or_none(value.item_when) || !is_node_or_none(value.item_amount) ||
                !is_node_or_none(value.item_cap) ||
                !given_is_sound(value, fractions[value.node] != 0)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool given_is_sound(const ValueEntry& value, bool is_fraction) const {
        if (value.given == none) {
            return true;
        }
        if (value.given >= book_.inputs.size() || value.entity == none) {
            return false;
        }
        const InputEntry& input = book_.inputs[value.given];
        const Node& node = book_.nodes[value.node];
        return input.role == InputRole::given && input.entity == value.entity &&
               input.type.kind == node.type.kind && input.type.category == node.type.category &&
               (is_fraction ||
                (input.places <= node.places && node.low <= input.low && input.high <= node.high));
    }

    [[nodiscard]] bool row_is_sound(const DecisionEntry& decision,
                                    const DecisionEntry::Row& row) const {
        return row.outcome < book_.categories[decision.category].values.size() &&
               is_node_or_none(row.when) && is_node_or_none(row.amount);
    }

    [[nodiscard]] bool decisions_are_sound() const {
        const std::vector<std::uint8_t> fractions = nodes_that_are_fractions(book_);
        return std::all_of(book_.decisions.begin(), book_.decisions.end(), [&](const auto& entry) {
            const auto gives = [&](Index node) {
                return is_readable(node, entry.entity) && fractions[node] == 0;
            };
            const auto is_truth = [&](Index node) {
                return gives(node) && book_.nodes[node].type.kind == Kind::boolean;
            };
            const auto row_is_ok = [&](const auto& row) { return row_is_sound(entry, row); };
            const auto given_is_ok = [&](const auto& given) { return gives(given.node); };
            if (entry.entity >= book_.entities.size() ||
                entry.category >= book_.categories.size() || !gives(entry.outcome)) {
                return false;
            }
            const Node& outcome = book_.nodes[entry.outcome];
            return outcome.type.kind == Kind::category && outcome.type.category == entry.category &&
                   outcome.low >= Int128(0) && (entry.amount == none || gives(entry.amount)) &&
                   (entry.review == none || is_truth(entry.review)) &&
                   std::all_of(entry.gives.begin(), entry.gives.end(), given_is_ok) &&
                   std::all_of(entry.show.begin(), entry.show.end(), gives) &&
                   std::all_of(entry.rows.begin(), entry.rows.end(), row_is_ok) &&
                   entry.show.size() == entry.show_names.size();
        });
    }

    [[nodiscard]] bool is_sound_citation(const Citation& citation) const {
        return std::all_of(citation.sources.begin(), citation.sources.end(),
                           [this](const Citation::Source& source) {
                               return is_index_or_none(source.document, book_.documents);
                           });
    }

    [[nodiscard]] bool citations_are_sound() const {
        const auto cites = [this](const auto& entry) { return is_sound_citation(entry.citation); };
        const auto decision_cites = [&](const DecisionEntry& entry) {
            return cites(entry) && std::all_of(entry.rows.begin(), entry.rows.end(), cites);
        };
        return std::all_of(book_.values.begin(), book_.values.end(), cites) &&
               std::all_of(book_.parameters.begin(), book_.parameters.end(), cites) &&
               std::all_of(book_.decisions.begin(), book_.decisions.end(), decision_cites);
    }

    const Rulebook& book_;
};

} // namespace rulebook_check

inline std::optional<std::string> verify(const Rulebook& rulebook) {
    const rulebook_check::Entries entries(rulebook);
    if (const std::string_view problem = entries.problem(); !problem.empty()) {
        return std::string(problem);
    }
    const rulebook_check::Nodes nodes(rulebook);
    for (Index node = 0; node < rulebook.nodes.size(); ++node) {
        if (const std::string_view problem = nodes.problem(node); !problem.empty()) {
            return std::string("node ") + std::to_string(node) + ": " + std::string(problem);
        }
    }
    if (const std::string_view problem = entries.problem_of_users(); !problem.empty()) {
        return std::string(problem);
    }
    return std::nullopt;
}

} // namespace doudi
