#pragma once

#include "evaluation.hpp"
#include "operations.hpp"

#include <string>
#include <vector>

namespace doudi::oracle {

/// The walk over formulas and kinds for one Evaluation; formulas in interpreter.cpp, functions in
/// functions.cpp, kinds in kinds.cpp, decisions in decisions.cpp.
class Interpreter {
public:
    explicit Interpreter(const Evaluation& evaluation) : evaluation_(evaluation) {}

    /// The value of a name as a row sees it: its own, or that of a row around it.
    [[nodiscard]] Value value_of(const Definition& definition, const Row& row) const;

    [[nodiscard]] Verdict decide(const Decision& decision, const Row& row) const;

    /// nullptr if no version is in force on the date.
    [[nodiscard]] const RuleForm* form_in_force(const Rule& rule) const;
    [[nodiscard]] bool is_in_force(const Definition& definition) const;

    /// The rows of an entity that stand inside `row`, at any depth.
    [[nodiscard]] static std::vector<const Row*> rows_inside(const Row& row, int entity);

    /// `row` itself or the row around it that is of the entity.
    [[nodiscard]] static const Row& row_of(int entity, const Row& row);

private:
    [[nodiscard]] static Value within_range(const Rule& rule, const Value& value);
    [[nodiscard]] Value work_out(const Definition& definition, const Row& row) const;

    [[nodiscard]] Value evaluate(const Formula& formula, const Row& row) const;
    [[nodiscard]] static Value of_operands(const Formula& formula,
                                           const std::vector<Value>& operands);
    [[nodiscard]] std::vector<Value> evaluate_all(const std::vector<Formula>& formulas,
                                                  const Row& row) const;
    [[nodiscard]] Value name(const Formula& formula, const Row& row) const;
    [[nodiscard]] Value arithmetic(const Formula& formula, const Row& row) const;
    [[nodiscard]] Value membership(const Formula& formula, const Row& row) const;
    [[nodiscard]] Value aggregate_over(const Formula& formula, const Row& row) const;
    [[nodiscard]] Value parameter(const Formula& formula, const Row& row, const Value& date) const;
    [[nodiscard]] Value over_months(const Formula& formula, const Row& row) const;
    [[nodiscard]] Value previous(const Definition& definition, const Row& row) const;
    [[nodiscard]] DecidedBefore decided_before(const Row& own) const;
    [[nodiscard]] static Value call(const std::string& function,
                                    const std::vector<Value>& arguments);

    [[nodiscard]] Value part(const Rule& rule, const std::string& name, const Row& row) const;
    [[nodiscard]] Value rule_part(const Rule& rule, const std::string& part, const Row& row) const;
    [[nodiscard]] Value optional(const RuleForm& form, const std::string& key, const Row& row,
                                 const Value& otherwise) const;
    [[nodiscard]] Value table(const RuleForm& form, const Row& row) const;
    [[nodiscard]] Value first_row(const RuleForm& form, const Row& row) const;
    [[nodiscard]] Value unique_row(const RuleForm& form, const Row& row) const;
    [[nodiscard]] Value sum_of_rows(const RuleForm& form, const Row& row) const;
    [[nodiscard]] Value items(const Rule& rule, const RuleForm& form, const std::string& part,
                              const Row& row) const;
    [[nodiscard]] Value item_before_limit(const Rule& rule, const Item& item, const Row& row) const;
    [[nodiscard]] Value coverage(const Rule& rule, const RuleForm& form, const std::string& part,
                                 const Row& row) const;
    [[nodiscard]] Value coverage_of_persons(const Rule& rule, const std::string& part,
                                            const Row& row) const;
    [[nodiscard]] Value exit(const Rule& rule, const RuleForm& form, const std::string& part,
                             const Row& row) const;
    [[nodiscard]] Value exit_share(const RuleForm& form, const Value& month, const Row& row) const;

    [[nodiscard]] Value decision_part(const Decision& decision, const std::string& part,
                                      const Row& row) const;

    const Evaluation& evaluation_;
};

/// As the `round:` key says; as it is without one.
[[nodiscard]] Value rounded(const Value& value, const std::optional<RoundKey>& round);

} // namespace doudi::oracle
