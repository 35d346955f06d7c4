// GoRules ZEN: the rules as a JSON Decision Model with one expression node; exact decimals.
//
//     node zen.mjs POPULATION REPETITIONS
//
// Timed twice: a record after the other, and with 64 in flight, which its threads share.

import { load, measure } from "./records.mjs";

const { ZenEngine } = load("@gorules/zen-engine");

const severe =
  "(#.disability_grade in [1, 2] or (#.disability_grade == 3 and " +
  "#.disability_type in ['intellectual', 'mental']) or #.severe_illness)";
const total = (each) => `sum(map(members, ${each}))`;
const expressions = [
  ["n", "len(members)"],
  // Inside a map the names of the record stay in sight.
  [
    "counted",
    total(
      "max([0, #.wage - (#.employed and prior_recipient ? min([0.2 * #.wage, 0.3 * 1570]) : 0)])" +
        " + max([0, #.business]) + #.property + (#.transfer - #.exempt_transfer)",
    ),
  ],
  [
    "rigid",
    total(
      "min([#.medical_self_paid, 1500]) + min([#.education_cost, 700]) + min([#.rehab_cost, 500])",
    ),
  ],
  ["per_capita", "floor(max([0, $.counted - $.rigid]) / $.n * 100 + 0.5) / 100"],
  ["assets_ok", "assets <= 24 * 660 * $.n"],
  ["severes", `len(filter(members, ${severe}))`],
  [
    "category",
    "$.assets_ok and $.per_capita < 660 ? 0 : " +
      "$.assets_ok and $.per_capita < 1.5 * 660 and $.severes > 0 ? 1 : " +
      "prior_recipient and months_over >= 1 and months_over <= 6 and $.per_capita <= 2 * 660 " +
      "? 2 : 3",
  ],
  [
    "amount",
    "$.category == 0 ? ceil((660 - $.per_capita) * $.n + " +
      total(`${severe} ? 0.3 * 660 : #.age >= 70 ? 0.2 * 660 : #.age < 18 ? 0.1 * 660 : 0`) +
      ") : $.category == 1 ? ceil($.severes * 0.8 * 660) : " +
      "$.category == 2 ? ceil(prior_amount * (months_over <= 3 ? 1 : 0.5)) : 0",
  ],
];

const model = {
  nodes: [
    { id: "in", name: "in", type: "inputNode" },
    {
      id: "rules",
      name: "rules",
      type: "expressionNode",
      content: {
        expressions: expressions.map(([key, value]) => ({ id: key, key, value })),
      },
    },
    { id: "out", name: "out", type: "outputNode" },
  ],
  edges: [
    { id: "1", sourceId: "in", targetId: "rules", type: "edge" },
    { id: "2", sourceId: "rules", targetId: "out", type: "edge" },
  ],
};

const decision = new ZenEngine().createDecision(model);

async function decide(text) {
  const record = JSON.parse(text);
  const { result } = await decision.evaluate(record);
  return JSON.stringify({
    household_id: record.household_id,
    category: result.category,
    per_capita: result.per_capita,
    amount: result.amount,
  });
}

await measure("GoRules ZEN", decide);
await measure("GoRules ZEN, 64 in flight", decide, 64);
