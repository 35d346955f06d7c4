#include "compile/coverage.hpp"

#include "compile/cells.hpp"

#include <fmt/format.h>

#include <optional>

namespace doudi::compiler {

namespace {

struct Survey {
    std::vector<bool> is_reached;
    std::optional<std::string> hole;
    std::optional<std::string> overlap;
    std::size_t first_overlapping = 0;
    std::size_t second_overlapping = 0;
};

Survey survey(Cells& cells, const std::vector<Index>& conditions, bool takes_all) {
    Survey result;
    result.is_reached.assign(conditions.size(), false);
    while (cells.next()) {
        std::optional<std::size_t> first;
        const bool is_today = cells.is_of_this_date();
        for (std::size_t row = 0; row < conditions.size(); ++row) {
            if (!cells.holds(conditions[row])) {
                continue;
            }
            if (!first || takes_all) {
                result.is_reached[row] = true;
            }
            if (first && !result.overlap && is_today) {
                result.overlap = cells.example();
                result.first_overlapping = *first;
                result.second_overlapping = row;
            }
            first = first ? first : std::optional(row);
        }
        if (!first && !result.hole && is_today) {
            result.hole = cells.example();
        }
    }
    return result;
}

Place row_place(const Definition& definition, std::size_t row) {
    return definition.table_rows[row].place();
}

void report_hole(Model& model, const Definition& definition, const Cells& cells,
                 const Survey& found) {
    if (cells.is_exact() && !cells.is_too_large()) {
        model.findings.error(
            "table-hole", definition.place,
            {{fmt::format("“{}”有的情况没有一行适用，例如 {}", definition.name, *found.hole),
              fmt::format("no row of '{}' covers {}", definition.name, *found.hole)},
             {},
             {"请补一行，或在最后加 otherwise:", "add a row, or end with otherwise:"}});
        return;
    }
    model.findings.error(
        "table-needs-otherwise", definition.place,
        {{fmt::format("无法证明“{}”的各行覆盖所有情况", definition.name),
          fmt::format("the rows of '{}' cannot be proven to cover every value", definition.name)},
         {},
         {"请在最后加 otherwise:", "end with otherwise:"}});
}

} // namespace

void check_coverage(Model& model, const Definition& definition,
                    const std::vector<Index>& conditions) {
    Cells cells(model.book, conditions);
    const bool is_unique = definition.table_hit == "unique";
    const bool takes_all = is_unique || definition.table_hit == "sum";
    const bool needs_cover = !definition.table_has_otherwise && definition.table_hit != "sum";
    if (cells.is_too_large()) {
        if (needs_cover) {
            report_hole(model, definition, cells, {});
        }
        return;
    }
    const bool is_exact = cells.is_exact();
    const Survey found = survey(cells, conditions, takes_all);
    for (std::size_t row = 0; row < conditions.size(); ++row) {
        if (!found.is_reached[row]) {
            model.findings.error(
                "unreachable-row", row_place(definition, row),
                {{fmt::format("“{}”的第 {} 行永远用不到", definition.name, row + 1),
                  fmt::format("row {} of '{}' can never be reached", row + 1, definition.name)},
                 {"前面各行或取值范围已把它排除",
                  "rows before it, or the ranges, leave it nothing"},
                 {"请调整行的顺序或条件", "reorder the rows, or change the condition"}});
        }
    }
    if (is_unique && is_exact && found.overlap) {
        Diagnostic& finding = model.findings.error(
            "rows-overlap", row_place(definition, found.second_overlapping),
            {{fmt::format("hit: unique 的两行同时成立，例如 {}", *found.overlap),
              fmt::format("two rows of a unique table are true for {}", *found.overlap)},
             {},
             {"请让条件互不相交，或改用 hit: first",
              "make the conditions exclude each other, or use hit: first"}});
        finding.labels.push_back(
            {row_place(definition, found.first_overlapping), {"另一行", "the other row"}});
    }
    if (needs_cover && found.hole) {
        report_hole(model, definition, cells, found);
    }
}

} // namespace doudi::compiler
