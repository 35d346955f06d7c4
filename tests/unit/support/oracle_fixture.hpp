#pragma once

#include "support/oracle/oracle.hpp"

#include <map>
#include <string>
#include <utility>

namespace doudi::oracle {

/// Households with members with expenses, and a few facts of each type.
inline constexpr const char* vocabulary = R"(
doudi: 1
pack: test
currency: CNY
categories:
  group: {young: y, old: o, other: x}
entities:
  household: {title: h, key: household_id}
  member: {title: m, in: household, as: members, key: member_id}
  expense: {title: e, in: member, as: expenses}
facts:
  household:
    x: {type: money/month}
    y: {type: money/month}
    n: {type: integer}
    p: {type: boolean}
    q: {type: boolean}
    day: {type: date}
    kind: {type: group, default: other}
  member:
    wage: {type: money/month}
    adult: {type: boolean}
    born: {type: date}
    grade: {type: integer, default: 0}
    工资: {type: money/month, default: 1}
  expense:
    amount: {type: money/month}
    medical: {type: boolean, default: false}
)";

/// One record held against the vocabulary and some more text of a pack.
class World {
public:
    World(const std::string& more, const std::string& record,
          const std::string& date = "2020-07-01")
        : pack_(Pack::from_texts({{"pack.yaml", vocabulary}, {"more.yaml", more}})),
          evaluation_(pack_, pack_.decision_date(date), record) {}

    [[nodiscard]] std::string print(const std::string& name, const std::string& row = "") const {
        return evaluation_.value(name, row).print();
    }

    [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }

private:
    Pack pack_;
    Evaluation evaluation_;
};

/// The value of a formula about a household, as text.
inline std::string worth(const std::string& formula, const std::string& record = "{}",
                         const std::string& date = "2020-07-01") {
    const std::string rule = "programme: t\nrules:\n  - rule: r\n    for: household\n"
                             "    value: >-\n      " +
                             formula + "\n";
    return World(rule, record, date).print("t.r");
}

} // namespace doudi::oracle
