#include "data/record_trouble.hpp"

#include "data/reasons.hpp"

#include <algorithm>

namespace doudi::data {

void RecordTrouble::clear() {
    found_.clear();
    names_.clear();
    record_key_.clear();
    line_ = 0;
}

void RecordTrouble::add(Reason reason, std::vector<PathStep> steps, std::string field) {
    if (!is_full()) {
        reason.line = line_;
        reason.file = line_ > 0 ? std::string(file_) : std::string{};
        found_.push_back({std::move(reason), std::move(steps), std::move(field), place_});
    }
}

bool RecordTrouble::concerns(Index entity, std::size_t row) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Found& found) {
        return std::any_of(found.steps.begin(), found.steps.end(), [&](const PathStep& step) {
            return step.entity == entity && step.row == row;
        });
    });
}

void RecordTrouble::name_row(Index entity, std::size_t row, std::string_view key) {
    if (!key.empty()) {
        names_.push_back({entity, row, shown_key(key)});
    }
}

std::vector<Reason> RecordTrouble::take(const Rulebook& rulebook) {
    std::vector<Reason> reasons;
    for (Found& found : found_) {
        std::string path;
        for (const PathStep& step : found.steps) {
            const auto named = std::find_if(names_.begin(), names_.end(), [&](const NamedRow& row) {
                return row.entity == step.entity && row.row == step.row;
            });
            path += rulebook.entities[step.entity].as + ".";
            path += (named == names_.end() ? std::to_string(step.position) : named->key) + ".";
        }
        path += found.field;
        if (path.ends_with('.')) {
            path.pop_back();
        }
        found.reason.path = std::move(path);
        reasons.push_back(std::move(found.reason));
    }
    found_.clear();
    names_.clear();
    return reasons;
}

Diagnostics RecordTrouble::take_findings(const Rulebook& rulebook) {
    std::vector<const Place*> places;
    for (const Found& found : found_) {
        places.push_back(found.place);
    }
    Diagnostics findings;
    for (Reason& reason : take(rulebook)) {
        Diagnostic& finding = findings.emplace_back();
        finding.code = reason.code;
        finding.message = std::move(reason.message);
        finding.help = std::move(reason.help);
        if (const Place* place = places[findings.size() - 1]) {
            finding.labels.push_back({*place, {}});
        }
    }
    return findings;
}

} // namespace doudi::data
