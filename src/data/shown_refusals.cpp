#include "data/shown_refusals.hpp"

#include <doudi/decimal.hpp>
#include <doudi/refusals.hpp>

#include <utility>

namespace doudi::data {

namespace {

std::size_t count_in(const Column& column, std::size_t row) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(column.digits(row)));
}

} // namespace

ShownRefusals::ShownRefusals(const Rulebook& rulebook, const DecisionEntry& decision)
    : names_(alternative_names(rulebook, decision)) {
    for (const Refusal& refusal : refusals_of(rulebook, decision)) {
        Alternative alternative{refusal.name, {}};
        for (const RefusalCondition& condition : refusal.conditions) {
            Condition shown{condition_text(rulebook, condition), condition.has_margin, {}, 1};
            if (condition.has_margin) {
                const Kind kind = rulebook.nodes[condition.left].type.kind;
                shown.margin = {kind == Kind::date ? Kind::integer : kind, condition.places};
                shown.divisor = power_of_ten(refusal.places - condition.places);
            }
            alternative.conditions.push_back(std::move(shown));
        }
        alternatives_.push_back(std::move(alternative));
    }
}

const std::string* ShownRefusals::decided_by(const DecisionColumns& columns,
                                             std::size_t row) const {
    const bool is_known = columns.decided_by.state(row) == State::ok;
    const std::size_t number = is_known ? count_in(columns.decided_by, row) : 0;
    return number == 0 ? nullptr : &names_[number - 1];
}

const ShownRefusals::Condition* ShownRefusals::failed(const DecisionColumns& columns,
                                                      std::size_t alternative,
                                                      std::size_t row) const {
    const std::size_t number = count_in(columns.refused[alternative].failed, row);
    return number == 0 ? nullptr : &alternatives_[alternative].conditions[number - 1];
}

const std::string* ShownRefusals::condition(const DecisionColumns& columns, std::size_t alternative,
                                            std::size_t row) const {
    const Condition* const found = failed(columns, alternative, row);
    return found == nullptr ? nullptr : &found->text;
}

bool ShownRefusals::append_margin(std::string& out, const DecisionColumns& columns,
                                  std::size_t alternative, std::size_t row) const {
    const Condition* const found = failed(columns, alternative, row);
    if (found == nullptr || !found->has_margin) {
        return false;
    }
    const Int128 digits = columns.refused[alternative].margin.digits(row);
    append_number(out, found->margin, digits / found->divisor);
    return true;
}

} // namespace doudi::data
