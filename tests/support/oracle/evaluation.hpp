#pragma once

#include "pack.hpp"
#include "record.hpp"

#include <yaml-cpp/yaml.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace doudi::oracle {

enum class Status { decided, review, undetermined, faulted };

/// "decided", "review", "undetermined" or "faulted".
[[nodiscard]] std::string print(Status status);

/// What one decision says about one row.
struct Verdict {
    std::string decision; // full name
    std::string row;      // path, "" for the record
    Status status = Status::decided;
    Value outcome = Value::none();
    std::optional<Value> amount; // only of a decision with money
    std::map<std::string, Value> gives;
    std::vector<std::string> needs; // paths in record order, only when undetermined
};

/// One named value of one row.
struct NamedValue {
    std::string row;
    std::string full_name;
    Value value;
};

/// A pack held against one record on one date. Every value is worked out when it is asked for,
/// by walking the formulas as they are written, and then kept.
///
/// The pack must outlive it. Methods throw std::runtime_error for names and rows that do not
/// exist, for a rule that is not in force on the date, and for a cycle.
class Evaluation {
public:
    /// `before`, if any, is the month before in the same run over the same record; it must stay.
    Evaluation(const Pack& pack, const Date& date, const YAML::Node& record,
               const Evaluation* before = nullptr);

    /// The record as YAML or JSON text.
    Evaluation(const Pack& pack, const Date& date, const std::string& record,
               const Evaluation* before = nullptr);

    /// The paths of the record ("") and of all rows inside it.
    [[nodiscard]] std::vector<std::string> rows() const;

    /// A fact, a rule, a part of one, or a part of a decision. The row is one of the entity that
    /// the name belongs to, or inside one.
    [[nodiscard]] Value value(const std::string& full_name, const std::string& row = "") const;

    [[nodiscard]] Verdict decide(const std::string& decision, const std::string& row = "") const;

    /// Every fact, rule and decision in force, of every row; rules `for: pack` under row "".
    [[nodiscard]] std::vector<NamedValue> values() const;

    /// Every decision in force about every row.
    [[nodiscard]] std::vector<Verdict> verdicts() const;

private:
    friend class Interpreter;

    /// The value of a month of this run before this one; nullopt for any other month.
    [[nodiscard]] std::optional<Value> decided_before(const Definition& definition, const Row& row,
                                                      const Date& month) const;

    const Pack& pack_;
    Date date_;
    const Evaluation* before_;
    std::unique_ptr<Row> above_;
    std::vector<const Row*> all_rows_; // the row above the record first
    mutable std::map<std::pair<const Row*, std::size_t>, std::optional<Value>> known_;
};

} // namespace doudi::oracle
