#include "property/reasons.hpp"

#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>
#include <doudi/refusals.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace doudi::property {

namespace {

std::int64_t count_in(const Column& column, std::size_t row) {
    return static_cast<std::int64_t>(column.digits(row));
}

/// Down to the first part that no `and`, `or`, `not` or name stands for.
const Ground& first_failed(const Rulebook& book, const Ground& reason) {
    const Ground* at = &reason;
    while (!at->given && !at->because.empty() && !book.nodes[at->node].is_constant()) {
        const Operation operation = book.nodes[at->node].operation;
        const bool goes_on =
            operation == Operation::reference || operation == Operation::value ||
            (operation >= Operation::logical_and && operation <= Operation::logical_not);
        if (!goes_on) {
            break;
        }
        at = &at->because.front();
    }
    return *at;
}

/// What a reference reads.
Index without_reference(const Rulebook& book, Index node) {
    return book.nodes[node].operation == Operation::reference ? book.operands_of(node)[0] : node;
}

std::string margin_of(const Ground& ground) {
    return ground.margin && !ground.margin->is_quotient()
               ? to_string(ground.margin->decimal().trimmed())
               : "none";
}

class ReasonComparison {
public:
    /// `row` is that of the whole population; a trace counts inside its record.
    ReasonComparison(const Rulebook& book, const Decisions& decisions, const Trace& trace,
                     std::size_t row)
        : book_(book), columns_(decisions.decisions[trace.decision]), trace_(trace), row_(row),
          refusals_(refusals_of(book, trace.entry())) {}

    std::string run() {
        compare_deciding();
        std::vector<const Ground*> reasons(refusals_.size(), nullptr);
        for (const Alternative& alternative : trace_.alternatives) {
            if (!alternative.chosen && alternative.state == State::ok && alternative.reason) {
                reasons[alternative.row] = &*alternative.reason;
            }
        }
        bool all_refused = true;
        for (std::size_t i = 0; i < refusals_.size(); ++i) {
            all_refused = all_refused && reasons[i] != nullptr;
            compare(i, all_refused ? reasons[i] : nullptr);
        }
        return difference_;
    }

private:
    void expect(const std::string& what, const std::string& traced, const std::string& column) {
        if (difference_.empty() && traced != column) {
            difference_ = fmt::format("{} {} of row {}: trace {}, column {}", trace_.entry().name,
                                      what, row_, traced, column);
        }
    }

    void compare_deciding() {
        std::int64_t deciding = 0;
        bool is_known = trace_.alternatives.empty();
        for (const Alternative& alternative : trace_.alternatives) {
            if (alternative.chosen) {
                is_known = true;
                deciding = alternative.row + 1;
            }
        }
        const bool has = columns_.decided_by.state(row_) == State::ok;
        expect("decided_by", is_known ? std::to_string(deciding) : "unknown",
               has ? std::to_string(count_in(columns_.decided_by, row_)) : "unknown");
    }

    void compare(std::size_t i, const Ground* reason) {
        const Refusal& refusal = refusals_[i];
        const RefusalColumns& columns = columns_.refused[i];
        const std::int64_t number = count_in(columns.failed, row_);
        if (reason == nullptr || number == 0) {
            expect(refusal.name, reason == nullptr ? "not refused" : "refused",
                   number == 0 ? "not refused" : "refused");
            return;
        }
        const Ground& failed = first_failed(book_, *reason);
        const RefusalCondition& condition =
            refusal.conditions[static_cast<std::size_t>(number - 1)];
        expect(refusal.name + " condition", std::to_string(without_reference(book_, failed.node)),
               std::to_string(condition.node));
        const Decimal margin{columns.margin.digits(row_), refusal.places};
        expect(refusal.name + " margin", margin_of(failed),
               condition.has_margin ? to_string(margin.trimmed()) : "none");
    }

    const Rulebook& book_;
    const DecisionColumns& columns_;
    const Trace& trace_;
    std::size_t row_;
    std::vector<Refusal> refusals_;
    std::string difference_;
};

} // namespace

std::string differs_from_traces(const Rulebook& book, const Population& population) {
    EvaluateOptions options;
    options.reasons = true;
    const Decisions decisions = evaluate(book, population, options);
    for (const DecisionEntry& entry : book.decisions) {
        for (std::size_t row = 0; row < population.rows(entry.entity); ++row) {
            const Trace trace = explain(book, population,
                                        {.row = row, .decision = entry.name, .reasons_only = true});
            std::string difference = ReasonComparison(book, decisions, trace, row).run();
            if (!difference.empty()) {
                return difference;
            }
        }
    }
    return {};
}

} // namespace doudi::property
