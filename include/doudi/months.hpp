#pragma once

#include <doudi/engine/carry.hpp>
#include <doudi/error.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Month after month over the same records. Headers alone, as evaluate.hpp.
namespace doudi {

/// Decides records for consecutive months; `previous` and `sum_months` of a month read what the
/// months before it decided, by docs/RULES.md, section 7.
///
/// Keeps plans and memory between calls. Not to be shared between threads while it runs. The
/// rulebooks must outlive it.
class MonthsEvaluator {
public:
    /// Throws UsageError when the rulebooks are none, are not of months that follow one another,
    /// or differ in their entities, and as Evaluator does for `options`; a name in
    /// `options.values` must be known in one of the months.
    explicit MonthsEvaluator(std::vector<const Rulebook*> months,
                             const EvaluateOptions& options = {});

    [[nodiscard]] const std::vector<const Rulebook*>& months() const { return months_; }

    /// Decides the same records in every month: one population for each, with the same rows.
    /// Fills in what the populations of the later months are to know of the earlier ones. Throws
    /// UsageError when they do not fit. The result is valid until the next call.
    [[nodiscard]] std::span<const DecidedMonth>
    operator()(std::span<Population* const> populations);

private:
    void check_months() const;
    [[nodiscard]] EvaluateOptions options_of(std::size_t month, const EvaluateOptions& all) const;
    static void check_rows(const Population& first, const Population& other);

    std::vector<const Rulebook*> months_;
    std::vector<std::vector<engine::CarriedColumn>> carried_; ///< of each month
    std::vector<std::unique_ptr<Evaluator>> evaluators_;
    std::vector<DecidedMonth> decided_;
};

// ---------------------------------------------------------------------------------------------

inline MonthsEvaluator::MonthsEvaluator(std::vector<const Rulebook*> months,
                                        const EvaluateOptions& options)
    : months_(std::move(months)) {
    check_months();
    for (std::size_t month = 0; month < months_.size(); ++month) {
        carried_.push_back(engine::carried_columns(months_, month));
    }
    for (std::size_t month = 0; month < months_.size(); ++month) {
        evaluators_.push_back(
            std::make_unique<Evaluator>(*months_[month], options_of(month, options)));
    }
}

inline void MonthsEvaluator::check_months() const {
    if (months_.empty()) {
        throw UsageError("MonthsEvaluator: there is no month");
    }
    if (std::find(months_.begin(), months_.end(), nullptr) != months_.end()) {
        throw UsageError("MonthsEvaluator: a rulebook is nullptr");
    }
    const Rulebook& first = *months_.front();
    const auto same_entity = [](const EntityEntry& one, const EntityEntry& other) {
        return one.name == other.name && one.outer == other.outer;
    };
    for (std::size_t month = 1; month < months_.size(); ++month) {
        const Rulebook& book = *months_[month];
        if (month_index(book.date) != month_index(first.date) + static_cast<std::int32_t>(month)) {
            throw UsageError("MonthsEvaluator: " + to_string(book.date) +
                             " is not in the month after the one before it");
        }
        if (!std::equal(book.entities.begin(), book.entities.end(), first.entities.begin(),
                        first.entities.end(), same_entity)) {
            throw UsageError("MonthsEvaluator: the rulebooks are of different packs");
        }
    }
}

/// What was asked for, as far as the month knows it, and what later months read.
inline EvaluateOptions MonthsEvaluator::options_of(std::size_t month,
                                                   const EvaluateOptions& all) const {
    const Rulebook& book = *months_[month];
    EvaluateOptions options = all;
    options.values.clear();
    for (const std::string& name : all.values) {
        const bool is_known = std::any_of(months_.begin(), months_.end(), [&](const Rulebook* any) {
            return any->find_value(name) != none;
        });
        if (!is_known || book.find_value(name) != none) {
            options.values.push_back(name);
        }
    }
    std::vector<std::string> names;
    for (std::size_t later = month + 1; later < months_.size(); ++later) {
        for (const engine::CarriedColumn& column : carried_[later]) {
            column.add_names(names);
        }
    }
    const auto fractions = rulebook_check::nodes_that_are_fractions(book);
    for (const std::string& name : names) {
        const Index value = book.find_value(name);
        const bool is_new =
            std::find(options.values.begin(), options.values.end(), name) == options.values.end();
        if (value != none && is_new && fractions[book.values[value].node] == 0) {
            options.values.push_back(name);
        }
    }
    return options;
}

inline void MonthsEvaluator::check_rows(const Population& first, const Population& other) {
    for (Index entity = 0; entity < first.rulebook().entities.size(); ++entity) {
        const bool fits = entity == 0 ? first.size() == other.size()
                                      : first.starts(entity) == other.starts(entity);
        if (!fits) {
            throw UsageError("MonthsEvaluator: the months do not have the same rows of '" +
                             first.rulebook().entities[entity].name + "'");
        }
    }
}

inline std::span<const DecidedMonth>
MonthsEvaluator::operator()(std::span<Population* const> populations) {
    if (populations.size() != months_.size()) {
        throw UsageError("MonthsEvaluator: there must be one population for each month");
    }
    if (std::find(populations.begin(), populations.end(), nullptr) != populations.end()) {
        throw UsageError("MonthsEvaluator: a population is nullptr");
    }
    for (std::size_t month = 0; month < months_.size(); ++month) {
        engine::check_inputs(*months_[month], *populations[month]);
    }
    decided_.clear();
    for (std::size_t month = 0; month < months_.size(); ++month) {
        Population& population = *populations[month];
        check_rows(*populations.front(), population);
        for (const engine::CarriedColumn& column : carried_[month]) {
            column.fill(population, decided_);
        }
        decided_.push_back({&population, &(*evaluators_[month])(population)});
    }
    return decided_;
}

} // namespace doudi
