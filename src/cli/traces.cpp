#include "cli/traces.hpp"

#include <utility>

namespace doudi::cli {

Trace trace_of(const Population& population, std::string_view decision, std::size_t row) {
    ExplainOptions options;
    options.row = row;
    options.decision = decision;
    return explain(population.rulebook(), population, options);
}

NeededFactsFinder::NeededFactsFinder(const Rulebook& rulebook)
    : rulebook_(rulebook), evaluate_(rulebook) {}

std::vector<std::string> NeededFactsFinder::operator()(const Population& population, Index decision,
                                                       std::size_t row) {
    const Index entity = rulebook_.decisions[decision].entity;
    const std::size_t record = audit::record_of(population, entity, row);
    if (!seen_ || seen_->population != &population || seen_->record != record) {
        seen_.reset(); // so that the memory of its values is used again
        seen_.emplace(rulebook_, population, record, evaluate_);
    }
    const audit::RecordView& view = seen_->view;
    const audit::Subject subject{decision,
                                 static_cast<std::uint32_t>(row - view.first_row(entity))};
    std::vector<std::string> paths;
    for (MissingFact& need : audit::needs_of(view, audit::roots_of(view, subject))) {
        paths.push_back(std::move(need.path));
    }
    return paths;
}

} // namespace doudi::cli
