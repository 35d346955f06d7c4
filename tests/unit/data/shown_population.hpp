#pragma once

#include <doudi/population.hpp>

#include <string>

/// All that a population holds, a column a line, facts by their bare names; "-" is missing.
inline std::string show(const doudi::Population& population) {
    const doudi::Rulebook& book = population.rulebook();
    std::string out;
    for (doudi::Index i = 0; i < book.inputs.size(); ++i) {
        if (!population.is_stated(i)) {
            continue;
        }
        const doudi::InputEntry& input = book.inputs[i];
        out += (input.role == doudi::InputRole::fact ? input.field : input.name) + ":";
        const doudi::Column& column = population.column(i);
        for (std::size_t row = 0; row < population.rows(book.inputs[i].entity); ++row) {
            const auto word = static_cast<std::int64_t>(column.digits(row));
            const bool is_text = book.inputs[i].type.kind == doudi::Kind::text;
            out += ' ';
            if (column.state(row) != doudi::State::ok) {
                out += '-';
            } else if (is_text) {
                out += '\'';
                out += population.text(static_cast<doudi::Index>(word));
                out += '\'';
            } else {
                out += std::to_string(word);
            }
        }
        out += "\n";
    }
    for (doudi::Index entity = 1; entity < book.entities.size(); ++entity) {
        out += book.entities[entity].name + " of:";
        for (const auto start : population.starts(entity)) {
            out += ' ';
            out += std::to_string(start);
        }
        out += "\n";
    }
    for (doudi::Index entity = 0; entity < book.entities.size(); ++entity) {
        if (!book.entities[entity].key.empty()) {
            out += book.entities[entity].key + ":";
            for (std::size_t row = 0; row < population.rows(entity); ++row) {
                out += ' ';
                out += population.keys(entity)[row];
            }
            out += "\n";
        }
    }
    return out;
}
