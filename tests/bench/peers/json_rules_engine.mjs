// json-rules-engine: the three outcomes as rules; what they test and pay as facts in JavaScript,
// since its conditions compare and do not calculate.
//
//     node json_rules_engine.mjs POPULATION REPETITIONS
//
// Its numbers are binary floating point.

import { load, measure } from "./records.mjs";

const { Engine } = load("json-rules-engine");
const standard = 660;

const isSevere = (m) =>
  m.disability_grade === 1 ||
  m.disability_grade === 2 ||
  (m.disability_grade === 3 &&
    (m.disability_type === "intellectual" || m.disability_type === "mental")) ||
  m.severe_illness;

function counted(m, isPrior) {
  const cost = m.employed && isPrior ? Math.min(0.2 * m.wage, 0.3 * 1570) : 0;
  return (
    Math.max(0, m.wage - cost) + Math.max(0, m.business) + m.property +
    (m.transfer - m.exempt_transfer)
  );
}

const rigid = (m) =>
  Math.min(m.medical_self_paid, 1500) + Math.min(m.education_cost, 700) +
  Math.min(m.rehab_cost, 500);

const supplement = (m) =>
  isSevere(m) ? 0.3 * standard : m.age >= 70 ? 0.2 * standard : m.age < 18 ? 0.1 * standard : 0;

const sum = (members, value) => members.reduce((total, m) => total + value(m), 0);

const engine = new Engine();
const fact = (name, calculate) => engine.addFact(name, calculate);
fact("per_capita", async (_, almanac) => {
  const members = await almanac.factValue("members");
  const isPrior = await almanac.factValue("prior_recipient");
  const income = Math.max(0, sum(members, (m) => counted(m, isPrior)) - sum(members, rigid));
  return Math.floor((income / members.length) * 100 + 0.5) / 100;
});
fact("assets_ok", async (_, almanac) => {
  const members = await almanac.factValue("members");
  return (await almanac.factValue("assets")) <= 24 * standard * members.length;
});
fact("severes", async (_, almanac) => (await almanac.factValue("members")).filter(isSevere).length);

const is = (name, operator, value) => ({ fact: name, operator, value });
const rule = (category, priority, all) =>
  engine.addRule({ conditions: { all }, event: { type: "decided", params: { category } }, priority });
rule(0, 3, [is("assets_ok", "equal", true), is("per_capita", "lessThan", standard)]);
rule(1, 2, [
  is("assets_ok", "equal", true),
  is("per_capita", "lessThan", 1.5 * standard),
  is("severes", "greaterThan", 0),
]);
rule(2, 1, [
  is("prior_recipient", "equal", true),
  is("months_over", "greaterThanInclusive", 1),
  is("months_over", "lessThanInclusive", 6),
  is("per_capita", "lessThanInclusive", 2 * standard),
]);
engine.on("success", () => engine.stop()); // the first rule that holds decides

async function amountOf(category, record, almanac) {
  switch (category) {
    case 0: {
      const head = await almanac.factValue("per_capita");
      return Math.ceil((standard - head) * record.members.length + sum(record.members, supplement));
    }
    case 1:
      return Math.ceil((await almanac.factValue("severes")) * 0.8 * standard);
    case 2:
      return Math.ceil(record.prior_amount * (record.months_over <= 3 ? 1 : 0.5));
    default:
      return 0;
  }
}

await measure("json-rules-engine", async (text) => {
  const record = JSON.parse(text);
  const { events, almanac } = await engine.run(record);
  const category = events.length > 0 ? events[0].params.category : 3;
  return JSON.stringify({
    household_id: record.household_id,
    category,
    per_capita: await almanac.factValue("per_capita"),
    amount: await amountOf(category, record, almanac),
  });
});
