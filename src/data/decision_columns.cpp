#include "data/decision_columns.hpp"

#include <doudi/refusals.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace doudi::data {

namespace {

using Of = DecisionCell::Of;

/// Puts the columns of one decision together.
class ColumnsOfDecision {
public:
    ColumnsOfDecision(const MonthsOut& out, std::string name, std::vector<DecisionColumn>& columns)
        : out_(out), name_(std::move(name)), columns_(columns) {}

    void add(const WriteOptions& options) {
        add_everywhere("status", Of::status);
        for_each_month([&](std::size_t month, const DecisionEntry& entry) {
            set("outcome", month, {.of = Of::outcome, .format = format(month, entry.outcome)});
        });
        for_each_month([&](std::size_t month, const DecisionEntry& entry) {
            if (entry.amount != none) {
                set("amount", month, {.of = Of::amount, .format = format(month, entry.amount)});
            }
        });
        for_each_month([&](std::size_t month, const DecisionEntry& entry) {
            for (std::size_t i = 0; i < entry.gives.size(); ++i) {
                set(entry.gives[i].name, month,
                    {.of = Of::given, .place = i, .format = format(month, entry.gives[i].node)});
            }
        });
        for_each_month([&](std::size_t month, const DecisionEntry& entry) {
            for (std::size_t i = 0; i < entry.show.size(); ++i) {
                set("show." + entry.show_names[i], month,
                    {.of = Of::shown, .place = i, .format = format(month, entry.show[i])});
            }
        });
        if (options.reasons) {
            add_reasons();
        }
        if (options.needs) {
            add_everywhere("needs", Of::needs);
        }
    }

private:
    template <typename Work>
    void for_each_month(Work work) {
        for (std::size_t month = 0; month < out_.months.size(); ++month) {
            const Index decision = out_.months[month]->find_decision(name_);
            if (decision != none) {
                work(month, out_.months[month]->decisions[decision]);
            }
        }
    }

    void add_reasons() {
        add_everywhere("decided_by", Of::decided_by);
        for_each_month([&](std::size_t month, const DecisionEntry& entry) {
            const std::vector<std::string> names = alternative_names(*out_.months[month], entry);
            for (std::size_t i = 0; i < entry.rows.size() && entry.rows[i].when != none; ++i) {
                set("refused." + names[i], month, {.of = Of::refused, .place = i});
                set("refused." + names[i] + ".margin", month, {.of = Of::margin, .place = i});
            }
        });
    }

    void add_everywhere(const std::string& part, Of of) {
        for_each_month(
            [&](std::size_t month, const DecisionEntry&) { set(part, month, {.of = of}); });
    }

    [[nodiscard]] ValueFormat format(std::size_t month, Index node) const {
        return ValueFormat::of_node(*out_.months[month], node);
    }

    void set(const std::string& part, std::size_t month, DecisionCell cell) {
        const std::string name = name_ + "." + part;
        const Rulebook& rulebook = *out_.months[month];
        cell.decision = rulebook.find_decision(name_);
        auto column = std::find_if(columns_.begin(), columns_.end(),
                                   [&](const DecisionColumn& other) { return other.name == name; });
        if (column == columns_.end()) {
            column = columns_.insert(column, {name, rulebook.decisions[cell.decision].entity,
                                              std::vector<DecisionCell>(out_.months.size())});
        }
        column->cells[month] = cell;
    }

    const MonthsOut& out_;
    std::string name_;
    std::vector<DecisionColumn>& columns_;
};

void add_values(const MonthsOut& out, const std::vector<std::string>& names,
                std::vector<DecisionColumn>& columns) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
            names.begin() + static_cast<std::ptrdiff_t>(i)) {
            continue;
        }
        DecisionColumn column{"values." + names[i], 0,
                              std::vector<DecisionCell>(out.months.size())};
        for (std::size_t month = 0; month < out.months.size(); ++month) {
            const auto values = further_values_of_month(out.months, month, names);
            for (std::size_t place = 0; place < values.size(); ++place) {
                if (out.months[month]->values[values[place].value].name == names[i]) {
                    column.entity = values[place].entity;
                    column.cells[month] = {.of = Of::value,
                                           .place = place,
                                           .format = values[place].format,
                                           .is_of_pack = values[place].is_of_pack};
                }
            }
        }
        columns.push_back(std::move(column));
    }
}

} // namespace

std::vector<DecisionColumn> decision_columns(const MonthsOut& out, const WriteOptions& options) {
    std::set<std::string> decisions;
    for (const Rulebook* month : out.months) {
        for (const DecisionEntry& entry : month->decisions) {
            decisions.insert(entry.name);
        }
    }
    std::vector<DecisionColumn> columns;
    for (const std::string& name : decisions) {
        ColumnsOfDecision(out, name, columns).add(options);
    }
    add_values(out, options.values, columns);
    return columns;
}

const Column* column_of(const DecisionCell& cell, const Decisions& decisions,
                        const std::vector<const Column*>& values) {
    switch (cell.of) {
    case Of::outcome:
        return &decisions.decisions[cell.decision].outcome;
    case Of::amount:
        return &decisions.decisions[cell.decision].amount;
    case Of::given:
        return &decisions.decisions[cell.decision].gives[cell.place];
    case Of::shown:
        return &decisions.decisions[cell.decision].show[cell.place];
    case Of::value:
        return values[cell.place];
    default:
        return nullptr;
    }
}

} // namespace doudi::data
