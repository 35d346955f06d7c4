#pragma once

#include "pack.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace doudi::oracle {

/// What was decided of a definition in an earlier month of the same run; nullopt for a month that
/// is not of the run, about which the record speaks.
using DecidedBefore = std::function<std::optional<Value>(const Definition&, const Date& month)>;

/// One row of a record: the record itself or something inside it. Above the record stands a row
/// of no record, for what belongs to the whole pack.
class Row {
public:
    /// The row above the record, whose only inner row the record is.
    static std::unique_ptr<Row> read(const Pack& pack, const YAML::Node& record);

    [[nodiscard]] const Row* outer() const { return outer_; }

    [[nodiscard]] int entity() const { return entity_; }

    /// "" for the record, "members.a.expenses.2" for a row inside.
    [[nodiscard]] const std::string& path() const { return path_; }

    /// Inner rows, entity by entity as the pack declares them, each in the order of the record.
    [[nodiscard]] const std::vector<std::unique_ptr<Row>>& inner() const { return inner_; }

    /// What the record states for a fact in the month of a decision.
    [[nodiscard]] Value fact(const Definition& fact, const Date& month) const;

    /// What it states instead of a rule; nullopt if nothing.
    [[nodiscard]] std::optional<Value> given(const Definition& definition) const;

    /// What was decided, or what it states, of the month before `month`.
    [[nodiscard]] Value previous(const Definition& definition, const Date& month,
                                 const DecidedBefore& decided) const;

    /// The sum over the `count` months before `month`.
    [[nodiscard]] Value sum_months(const Definition& definition, const Date& month, int count,
                                   const DecidedBefore& decided) const;

    /// A newcomer's previous value, or that of a rule that was not in force.
    [[nodiscard]] Value of_nobody(const Definition& definition) const;

private:
    Row(const Row* outer, int entity) : outer_(outer), entity_(entity) {}

    void read_fields(const Pack& pack, const YAML::Node& node);
    void read_rows(const Pack& pack, std::size_t entity, const YAML::Node& list);
    [[nodiscard]] const YAML::Node* field(const Definition& fact) const;
    [[nodiscard]] const YAML::Node* stated_previous() const;
    [[nodiscard]] bool is_newcomer() const;
    [[nodiscard]] bool says_none() const;
    [[nodiscard]] Value stated_before(const Definition& definition, const Date& month) const;
    [[nodiscard]] Value in_month(const Definition& definition, const Date& month,
                                 const DecidedBefore& decided) const;
    [[nodiscard]] Value waiting_for(const std::string& rank, const std::string& name) const;

    const Row* outer_;
    int entity_;
    std::string path_;
    std::vector<std::string> order_; // the place of the row among all rows of the record
    std::map<std::string, YAML::Node> fields_;
    std::vector<std::unique_ptr<Row>> inner_;
};

} // namespace doudi::oracle
