#pragma once

#include "property/agreement.hpp"

namespace doudi::property {

inline constexpr const char* months_pack_yaml = R"(doudi: 1
pack: years
language: en
title: Years
currency: CNY
in_force: {from: 2019-01-01, until: 2021-12-31}
entities:
  household: {title: household, key: household_id}
  member: {title: member, in: household, as: members, key: member_id, at_most: 9}
categories:
  grade: {low: low, high: high}
facts:
  household:
    rent: {type: money/month, title: rent, range: [0, 9000], default: 0}
    town: {type: text, title: town}
    moved: {type: date, title: moved}
  member:
    wage: {type: money/month, title: wage, range: [0, 9000]}
    grade: {type: grade, title: grade, default: low}
    works: {type: boolean, title: works, default: false}
parameters:
  standard:
    type: money/month
    title: standard
    values:
      2019-01-01: {value: 900, assumed: for the test}
      2020-03-01: {value: 1000, assumed: for the test}
  share:
    type: rate
    title: share
    values: {2019-01-01: {value: 50%, assumed: for the test}}
)";

inline constexpr const char* months_aid_yaml = R"(programme: aid
title: aid
rules:
  - rule: income
    for: household
    type: money/month
    range: [0, 100000]
    value: sum(wage)
    assumed: for the test
  - rule: half_year
    for: household
    type: money
    value: sum_months(income, 6)
    assumed: for the test
  - rule: earned
    for: member
    type: money
    value: sum_months(wage, 3)
    assumed: for the test
  - rule: rents
    for: household
    type: money
    value: sum_months(rent, 2)
    assumed: for the test
  - rule: better_off
    for: member
    type: boolean
    value: wage > previous(wage) and grade != previous(grade) or works and not previous(works)
    assumed: for the test
  - rule: stayed
    for: household
    type: boolean
    value: town = previous(town) and moved = previous(moved)
    assumed: for the test
  - rule: streak
    for: household
    type: integer
    range: [0, 120]
    value: if income < standard then min(previous(streak) + 1, 120) else 0
    assumed: for the test
  - rule: part
    for: household
    type: integer
    range: [0, 1000]
    value: floor(720 / previous(streak), 1)
    assumed: for the test
  - rule: parts
    for: household
    type: integer
    range: [0, 2000]
    value: min(part + previous(part), 2000)
    assumed: for the test
  - rule: grant
    for: household
    type: money/month
    range: [0, 9000]
    value: round(share * max(0, standard - income), 1)
    assumed: for the test
  - rule: leaving
    kind: exit
    for: household
    when: previous(outcome) in ("paid", "leaving")
    while: income in [standard .. 200% of standard)
    base: previous(grant)
    at_most: standard
    schedule:
      - {months: 1..2, pays: 100%}
      - {months: 3..4, pays: 50%}
    counts_as: leaving
    round: {to: 1, mode: ceiling}
    assumed: for the test
decision:
  for: household
  amount: money/month
  first_of:
    - outcome: paid
      when: income < standard
      amount: grant
      assumed: for the test
    - outcome: leaving
      when: leaving.applies
      amount: leaving.amount
      assumed: for the test
    - outcome: not_eligible
)";

inline constexpr const char* months_late_yaml = R"(programme: late
title: late
in_force: {from: 2020-04-01, until: 2020-09-30}
rules:
  - rule: known
    for: member
    type: boolean
    value: wage < previous(wage) or previous(known)
    assumed: for the test
decision:
  for: member
  first_of:
    - outcome: again
      when: previous(late.outcome) in ("first", "again")
      assumed: for the test
    - outcome: first
      when: known
      assumed: for the test
    - outcome: never
)";

/// A pack that reads the months before in every way: previous outcome, amount, parts, facts of
/// the record and of its inner rows, texts, dates; sums over months of facts and of rules; a rule
/// that faults; a programme that begins in April; a decision whose outcomes change in May.
inline PackTexts months_pack() {
    return {{"pack.yaml", months_pack_yaml},
            {"aid.yaml", months_aid_yaml},
            {"late.yaml", months_late_yaml}};
}

} // namespace doudi::property
