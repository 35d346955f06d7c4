#include "property/company.hpp"

#include <doudi/bytes.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/rulebook/verify.hpp>

#include <fmt/format.h>

#include <cstddef>

namespace doudi::property {

namespace {

constexpr std::size_t times = 5;

/// Rows of an entity, once and many times over.
struct Rows {
    std::size_t once = 0;
    std::size_t all = 0;
};

bool is_same(const Column& alone, const Column& many, const Rows& rows) {
    if (many.size() != rows.all || alone.size() != rows.once) {
        return false;
    }
    for (std::size_t row = 0; row < rows.all; ++row) {
        const std::size_t first = row % rows.once;
        if (many.state(row) != alone.state(first) || many.digits(row) != alone.digits(first)) {
            return false;
        }
    }
    return true;
}

bool is_same(const DecisionColumns& alone, const DecisionColumns& many, const Rows& rows,
             bool has_amount) {
    for (std::size_t row = 0; row < rows.all; ++row) {
        if (many.statuses[row] != alone.statuses[row % rows.once]) {
            return false;
        }
    }
    bool same = is_same(alone.outcome, many.outcome, rows) &&
                (!has_amount || is_same(alone.amount, many.amount, rows));
    for (std::size_t i = 0; i < alone.gives.size(); ++i) {
        same = same && is_same(alone.gives[i], many.gives[i], rows);
    }
    return same;
}

} // namespace

std::string differs_in_company(const Rulebook& book, const std::string& lines,
                               const RecordBatch& alone, const Decisions& decisions) {
    const auto again = Rulebook::from_bytes(book.to_bytes());
    if (!again) {
        return "the rulebook cannot be read back from its bytes: " + verify(book).value_or("sound");
    }
    std::string all_lines;
    for (std::size_t i = 0; i < times; ++i) {
        all_lines += lines;
    }
    const RecordBatch batch = read_records_json(*again, all_lines);
    EvaluateOptions options;
    options.threads = 3;
    options.all_values = true;
    const Decisions many = evaluate(*again, batch.population, options);
    const auto rows_of = [&](Index entity) {
        return entity == none ? Rows{1, 1}
                              : Rows{alone.population.rows(entity), batch.population.rows(entity)};
    };
    for (std::size_t i = 0; i < decisions.values.size(); ++i) {
        const ValueEntry& entry = book.values[decisions.values[i].first];
        if (!is_same(decisions.values[i].second, many.values[i].second, rows_of(entry.entity))) {
            return fmt::format("{} differs in other company", entry.name);
        }
    }
    for (std::size_t i = 0; i < decisions.decisions.size(); ++i) {
        const DecisionEntry& entry = book.decisions[i];
        if (!is_same(decisions.decisions[i], many.decisions[i], rows_of(entry.entity),
                     entry.amount != none)) {
            return fmt::format("decision {} differs in other company", entry.name);
        }
    }
    return {};
}

} // namespace doudi::property
