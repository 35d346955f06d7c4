#pragma once

#include "compile/model.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace doudi::compiler {

/// The values that the names in some conditions can have, cut into cells inside which no condition
/// changes: below a constant, exactly on it, between two constants. One value stands for each cell.
class Cells {
public:
    Cells(const Rulebook& book, const std::vector<Index>& conditions);

    /// Whether every condition compares names with constants, so that cells are all there is.
    [[nodiscard]] bool is_exact() const { return is_exact_; }

    /// Whether there are too many combinations to try.
    [[nodiscard]] bool is_too_large() const { return is_too_large_; }

    /// Goes to the next combination; false after the last.
    bool next();

    /// Whether the combination is one of this date. Conditions on parameters and options alone are
    /// tried both ways, so that a row for another lawful reading is not called unreachable.
    [[nodiscard]] bool is_of_this_date() const;

    /// Truth of a condition in the current combination.
    [[nodiscard]] bool holds(Index condition) const;

    /// "disability_grade = 3, wage = 660.00": the current combination.
    [[nodiscard]] std::string example() const;

private:
    struct Variable {
        Index node = none; ///< one that has its value
        std::string name;
        int places = 0; ///< of the cuts
        std::vector<Int128> cuts;
        std::vector<Int128> values; ///< one a cell
        std::size_t current = 0;
        std::optional<Int128> today; ///< of a condition that only the date decides
    };

    void collect(Index condition);
    void collect_comparison(Index left, Index right);
    void add_cut(Index variable, Index constant);
    void add_opaque(Index node);
    void add_fixed(Index condition);
    std::size_t variable_of(Index node);
    void cut_into_cells(Variable& variable) const;
    [[nodiscard]] bool depends_on_law(Index node) const;
    [[nodiscard]] bool is_name(Index node) const;
    [[nodiscard]] std::string key_of(Index node) const;
    [[nodiscard]] bool compare(Operation operation, Index left, Index right) const;
    [[nodiscard]] std::optional<Decimal> value_of(Index node) const;
    [[nodiscard]] const Variable* find(Index node) const;

    [[nodiscard]] Index operand(Index node, std::size_t which) const {
        return book_.operands[book_.nodes[node].first_operand + which];
    }

    const Rulebook& book_;
    std::vector<Variable> variables_;
    std::map<std::string, std::size_t> by_key_;
    mutable std::unordered_map<Index, std::size_t> by_node_; ///< remembers `find`
    bool is_exact_ = true;
    bool is_too_large_ = false;
};

} // namespace doudi::compiler
