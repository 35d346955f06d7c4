#include "interpreter.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace doudi::oracle {
namespace {

Status status_of(const std::vector<Value>& values, const Value& review) {
    const auto is_fault = [](const Value& value) { return value.is_fault(); };
    const auto is_missing = [](const Value& value) { return value.is_missing(); };
    if (std::any_of(values.begin(), values.end(), is_fault)) {
        return Status::faulted;
    }
    if (std::any_of(values.begin(), values.end(), is_missing)) {
        return Status::undetermined;
    }
    return review.is_true() ? Status::review : Status::decided;
}

std::vector<std::string> paths_of(const std::vector<Value>& values) {
    Needs needs;
    for (const Value& value : values) {
        needs.insert(value.needs().begin(), value.needs().end());
    }
    std::vector<std::string> paths;
    for (const Need& need : needs) {
        paths.push_back(need.path);
    }
    return paths;
}

} // namespace

// `part` is outcome, amount, a given-out name, or "review": whether the row that is reached is
// decided by people.
Value Interpreter::decision_part(const Decision& decision, const std::string& part,
                                 const Row& row) const {
    const auto of_line = [&](const DecisionRow& line) {
        if (part == "outcome") {
            return Value::ok(line.outcome);
        }
        if (part == "review") {
            return truth(line.review);
        }
        if (part == "amount") {
            return line.amount ? evaluate(*line.amount, row) : number(0);
        }
        const auto given = line.gives.find(part);
        return given == line.gives.end() ? Value::none() : evaluate(given->second, row);
    };
    Value result = Value::fault();
    for (auto line = decision.rows.rbegin(); line != decision.rows.rend(); ++line) {
        result = line->when ? choose(evaluate(*line->when, row), of_line(*line), result)
                            : of_line(*line);
    }
    return result;
}

Verdict Interpreter::decide(const Decision& decision, const Row& row) const {
    Verdict verdict;
    verdict.decision = decision.full_name;
    verdict.row = row.path();
    std::vector<Value> values;
    for (const auto& [part, definition] : decision.parts) {
        values.push_back(value_of(*definition, row));
        if (part == "outcome") {
            verdict.outcome = values.back();
        } else if (part == "amount") {
            verdict.amount = values.back();
        } else {
            verdict.gives.emplace(part, values.back());
        }
    }
    // Which row is reached counts too where it tells a review from a decision.
    const bool can_be_review = std::any_of(decision.rows.begin(), decision.rows.end(),
                                           [](const DecisionRow& line) { return line.review; });
    const Value review = can_be_review ? decision_part(decision, "review", row) : truth(false);
    values.push_back(review);
    verdict.status = status_of(values, review);
    if (verdict.status == Status::undetermined) {
        verdict.needs = paths_of(values);
    }
    return verdict;
}

} // namespace doudi::oracle
