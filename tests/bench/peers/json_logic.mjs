// json-logic-js: the whole rule as one JsonLogic expression over the record.
//
//     node json_logic.mjs POPULATION REPETITIONS
//
// Its numbers are binary floating point. It has no floor and no let, so floor and ceil are added
// as operations, and the income a head, which three branches need, is worked out first by an
// expression of its own and put beside the record.

import { load, measure } from "./records.mjs";

const jsonLogic = load("json-logic-js");
jsonLogic.add_operation("floor", Math.floor);
jsonLogic.add_operation("ceil", Math.ceil);

const standard = 660;
const v = (name) => ({ var: name });
const total = (each) => ({
  reduce: [v("members"), { "+": [v("accumulator"), each] }, 0],
});
const m = (name) => v(`current.${name}`);

const employmentCost = {
  if: [m("deducts"), { min: [{ "*": [0.2, m("wage")] }, 0.3 * 1570] }, 0],
};
const counted = {
  "+": [
    { max: [0, { "-": [m("wage"), employmentCost] }] },
    { max: [0, m("business")] },
    m("property"),
    { "-": [m("transfer"), m("exempt_transfer")] },
  ],
};
const rigid = {
  "+": [
    { min: [m("medical_self_paid"), 1500] },
    { min: [m("education_cost"), 700] },
    { min: [m("rehab_cost"), 500] },
  ],
};
const severe = {
  or: [
    { in: [m("disability_grade"), [1, 2]] },
    {
      and: [
        { "==": [m("disability_grade"), 3] },
        { in: [m("disability_type"), ["intellectual", "mental"]] },
      ],
    },
    m("severe_illness"),
  ],
};
const supplement = {
  if: [
    severe, 0.3 * standard,
    { ">=": [m("age"), 70] }, 0.2 * standard,
    { "<": [m("age"), 18] }, 0.1 * standard,
    0,
  ],
};

const perCapita = {
  "/": [
    {
      floor: {
        "+": [
          {
            "*": [
              { "/": [{ max: [0, { "-": [total(counted), total(rigid)] }] }, v("n")] },
              100,
            ],
          },
          0.5,
        ],
      },
    },
    100,
  ],
};

const severes = total({ if: [severe, 1, 0] });
const assetsOk = { "<=": [v("assets"), { "*": [24 * standard, v("n")] }] };
const decision = {
  if: [
    { and: [assetsOk, { "<": [v("per_capita"), standard] }] },
    [0, { ceil: { "+": [{ "*": [{ "-": [standard, v("per_capita")] }, v("n")] }, total(supplement)] } }],
    { and: [assetsOk, { "<": [v("per_capita"), 1.5 * standard] }, { ">": [severes, 0] }] },
    [1, { ceil: { "*": [severes, 0.8 * standard] } }],
    {
      and: [
        v("prior_recipient"),
        { "<=": [1, v("months_over"), 6] },
        { "<=": [v("per_capita"), 2 * standard] },
      ],
    },
    [2, { ceil: { "*": [v("prior_amount"), { if: [{ "<=": [v("months_over"), 3] }, 1, 0.5] }] } }],
    [3, 0],
  ],
};

await measure("json-logic-js", (text) => {
  const record = JSON.parse(text);
  record.n = record.members.length;
  // Inside a reduce the outer record cannot be seen, so each member is told.
  for (const member of record.members) member.deducts = member.employed && record.prior_recipient;
  record.per_capita = jsonLogic.apply(perCapita, record);
  const [category, amount] = jsonLogic.apply(decision, record);
  return JSON.stringify({
    household_id: record.household_id, category, per_capita: record.per_capita, amount,
  });
});
