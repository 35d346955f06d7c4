#include "evaluation.hpp"

#include "interpreter.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace doudi::oracle {
namespace {

void collect(const Row& row, std::vector<const Row*>& rows) {
    rows.push_back(&row);
    for (const auto& inner : row.inner()) {
        collect(*inner, rows);
    }
}

const Row& row_at(const std::vector<const Row*>& rows, const std::string& path) {
    const auto has_path = [&](const Row* row) {
        return row->path() == path && row->entity() != whole_pack;
    };
    const auto found = std::find_if(rows.begin(), rows.end(), has_path);
    if (found == rows.end()) {
        throw std::runtime_error("no row '" + path + "'");
    }
    return **found;
}

} // namespace

std::string print(Status status) {
    switch (status) {
    case Status::decided:
        return "decided";
    case Status::review:
        return "review";
    case Status::undetermined:
        return "undetermined";
    case Status::faulted:
        break;
    }
    return "faulted";
}

Evaluation::Evaluation(const Pack& pack, const Date& date, const YAML::Node& record,
                       const Evaluation* before)
    : pack_(pack), date_(date), before_(before), above_(Row::read(pack, record)) {
    collect(*above_, all_rows_);
}

Evaluation::Evaluation(const Pack& pack, const Date& date, const std::string& record,
                       const Evaluation* before)
    : Evaluation(pack, date, YAML::Load(record), before) {}

std::optional<Value> Evaluation::decided_before(const Definition& definition, const Row& row,
                                                const Date& month) const {
    for (const Evaluation* earlier = before_; earlier != nullptr; earlier = earlier->before_) {
        if (first_of_month(earlier->date_) == first_of_month(month)) {
            const Interpreter interpreter(*earlier);
            const Row& own = row_at(earlier->all_rows_, row.path());
            return interpreter.is_in_force(definition) ? interpreter.value_of(definition, own)
                                                       : own.of_nobody(definition);
        }
    }
    return std::nullopt;
}

std::vector<std::string> Evaluation::rows() const {
    std::vector<std::string> paths;
    for (const Row* row : all_rows_) {
        if (row->entity() != whole_pack) {
            paths.push_back(row->path());
        }
    }
    return paths;
}

Value Evaluation::value(const std::string& full_name, const std::string& row) const {
    const Row& asked = row_at(all_rows_, row);
    for (const Row* around = &asked; around != nullptr; around = around->outer()) {
        if (const Definition* found = pack_.find_of_entity(around->entity(), "", full_name)) {
            return Interpreter(*this).value_of(*found, *around);
        }
    }
    throw std::runtime_error("no name '" + full_name + "' at row '" + row + "'");
}

Verdict Evaluation::decide(const std::string& decision, const std::string& row) const {
    for (const Decision& candidate : pack_.decisions) {
        if (candidate.full_name == decision) {
            return Interpreter(*this).decide(candidate, row_at(all_rows_, row));
        }
    }
    throw std::runtime_error("no decision '" + decision + "'");
}

std::vector<NamedValue> Evaluation::values() const {
    const Interpreter interpreter(*this);
    std::vector<NamedValue> values;
    for (const Row* row : all_rows_) {
        for (const auto& definition : pack_.definitions) {
            const bool named = definition->kind != DefinitionKind::parameter &&
                               definition->kind != DefinitionKind::option;
            if (named && definition->entity == row->entity() &&
                interpreter.is_in_force(*definition)) {
                values.push_back(
                    {row->path(), definition->full_name, interpreter.value_of(*definition, *row)});
            }
        }
    }
    return values;
}

std::vector<Verdict> Evaluation::verdicts() const {
    const Interpreter interpreter(*this);
    std::vector<Verdict> verdicts;
    for (const Decision& decision : pack_.decisions) {
        for (const Row* row : all_rows_) {
            if (row->entity() == decision.entity &&
                interpreter.is_in_force(*decision.parts.at("outcome"))) {
                verdicts.push_back(interpreter.decide(decision, *row));
            }
        }
    }
    return verdicts;
}

} // namespace doudi::oracle
