// The truth tables of docs/RULES.md, run row by row.

#include <doudi/compile.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/load.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <sstream>

using namespace doudi;

namespace {

using Cells = std::vector<std::string>;

Cells cells_of(const std::string& line) {
    Cells cells;
    std::istringstream stream(line.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');) {
        const std::size_t begin = cell.find_first_not_of(' ');
        if (begin != std::string::npos) {
            cells.push_back(cell.substr(begin, cell.find_last_not_of(' ') - begin + 1));
        }
    }
    return cells;
}

/// A table of the document: the names of its columns, then its rows.
std::vector<std::vector<Cells>> truth_tables() {
    std::ifstream file(std::string(DOUDI_SOURCE_DIR) + "/docs/RULES.md");
    std::vector<std::vector<Cells>> tables;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        const bool begins = line.starts_with("| a |") || line.starts_with("| c |");
        if (begins) {
            tables.emplace_back();
        }
        inside = (inside || begins) && line.starts_with("|");
        if (inside && !line.starts_with("|---")) {
            tables.back().push_back(cells_of(line));
        }
    }
    return tables;
}

/// A pack with a rule for each formula. A fault is `1 / zero > 0`, with zero = 0.
std::string pack_text() {
    std::string text = "doudi: 1\npack: truth\nlanguage: en\ntitle: truth\n"
                       "entities: {row: {title: row, key: id}}\nfacts:\n  row:\n"
                       "    zero: {type: integer, range: [0, 9], title: zero}\n";
    for (const char* name : {"a", "b", "c"}) {
        text += std::string("    ") + name + "_stated: {type: boolean, title: x}\n    " + name +
                "_fails: {type: boolean, title: x}\n";
    }
    return text;
}

std::string rules_with(const Cells& formulas) {
    std::string text = "programme: p\ntitle: p\nrules:\n";
    const auto rule = [&](const std::string& name, const std::string& formula) {
        text += "  - rule: " + name + "\n    for: row\n    type: boolean\n    value: >-\n      " +
                formula + "\n    assumed: made up\n";
    };
    for (const std::string name : {"a", "b", "c"}) {
        rule(name, "if " + name + "_fails then 1 / zero > 0 else " + name + "_stated");
    }
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        rule("result_" + std::to_string(i), formulas[i]);
    }
    return text;
}

void set_operand(Population& rows, const std::string& name, const std::string& state) {
    const std::array<std::int64_t, 1> truth{state == "true" ? 1 : 0};
    const std::array<std::int64_t, 1> fails{state == "fault" ? 1 : 0};
    const std::array<std::uint8_t, 1> missing{static_cast<std::uint8_t>(state == "missing")};
    rows.set("row." + name + "_stated", truth, missing);
    rows.set("row." + name + "_fails", fails);
}

std::string spell(const Column& column) {
    switch (column.state(0)) {
    case State::missing:
        return "missing";
    case State::fault:
        return "fault";
    case State::ok:
        break;
    }
    return column.digits(0) == Int128(1) ? "true" : "false";
}

bool is_operand(const std::string& column) {
    return column == "a" || column == "b" || column == "c";
}

} // namespace

TEST_CASE("the truth tables of the reference hold row by row", "[property]") {
    const auto tables = truth_tables();
    REQUIRE(tables.size() == 2);
    for (const std::vector<Cells>& table : tables) {
        Cells formulas;
        for (const std::string& column : table.front()) {
            if (!is_operand(column)) {
                formulas.push_back(column);
            }
        }
        const auto pack =
            load_pack_texts({{"pack.yaml", pack_text()}, {"rules.yaml", rules_with(formulas)}});
        INFO(render(pack.diagnostics()));
        REQUIRE(pack);
        const auto book = compile(pack.value(), {Date{2020, 7, 1}});
        INFO(render(book.diagnostics()));
        REQUIRE(book);
        REQUIRE(table.size() >= 17);
        for (std::size_t i = 1; i < table.size(); ++i) {
            Population rows(book.value());
            rows.set_records(1);
            rows.set("row.zero", std::array<std::int64_t, 1>{0});
            for (const std::string name : {"a", "b", "c"}) {
                set_operand(rows, name, "true");
            }
            std::size_t formula = 0;
            EvaluateOptions options;
            options.all_values = true;
            for (std::size_t column = 0; column < table[i].size(); ++column) {
                if (is_operand(table.front()[column])) {
                    set_operand(rows, table.front()[column], table[i][column]);
                }
            }
            const Decisions decisions = evaluate(book.value(), rows, options);
            for (std::size_t column = 0; column < table[i].size(); ++column) {
                if (is_operand(table.front()[column])) {
                    continue;
                }
                const std::string name = "p.result_" + std::to_string(formula++);
                for (const auto& [value, values] : decisions.values) {
                    if (book.value().values[value].name == name) {
                        CAPTURE(table.front()[column], table[i]);
                        CHECK(spell(values) == table[i][column]);
                    }
                }
            }
        }
    }
}
