// What the peers that decide one record at a time share: the records as JSON text, and timing.

import { readFileSync, writeFileSync, openSync, readSync, closeSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const timed = 10_000; // as many as doudi is timed with
const checked = 50_000; // by the round that warms up; errors are rare

/** A package that install.sh put under build/bench; BUILD is the folder the peer runs in. */
export function load(name) {
  return createRequire(resolve("peers/node/package.json"))(name);
}

/** The first lines of a file that may be bigger than a string can be. */
function firstLines(path, count) {
  const file = openSync(path, "r");
  const lines = [];
  const buffer = Buffer.alloc(1 << 20);
  let rest = "";
  for (let size; lines.length < count && (size = readSync(file, buffer)) > 0; ) {
    const parts = (rest + buffer.toString("utf8", 0, size)).split("\n"); // ASCII alone
    rest = parts.pop();
    lines.push(...parts);
  }
  closeSync(file);
  return lines.slice(0, count);
}

function expected(folder, name, count) {
  const bytes = readFileSync(join(folder, `columns/expected.${name}.i32`));
  return new Int32Array(bytes.buffer, bytes.byteOffset, count);
}

function wrong(folder, results) {
  const fen = (yuan) => Math.round(Number(yuan) * 100);
  const found = {
    category: results.map((r) => Number(r.category)),
    per_capita: results.map((r) => fen(r.per_capita)),
    amount: results.map((r) => fen(r.amount)),
  };
  return Object.entries(found).map(([name, values]) => {
    const right = expected(folder, name, values.length);
    return values.filter((value, i) => value !== right[i]).length;
  });
}

function peakBytes() {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}

/** Decides all, one after the other or `inFlight` at a time. */
async function decideAll(texts, decide, inFlight) {
  const decisions = new Array(texts.length);
  let next = 0;
  const worker = async () => {
    for (let i; (i = next++) < texts.length; ) {
      const decided = decide(texts[i]);
      decisions[i] = decided instanceof Promise ? await decided : decided;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return decisions;
}

/**
 * Times `decide`, JSON text to JSON text with category, per_capita and amount (yuan), one record
 * after the other, and prints a line for table.py. `inFlight` promises run at a time.
 */
export async function measure(engine, decide, inFlight = 1) {
  const [folder, repetitions] = [process.argv[2], Number(process.argv[3])];
  const texts = firstLines(join(folder, "text/records.ndjson"), checked);
  const results = (await decideAll(texts, decide, inFlight)).map((text) => JSON.parse(text));
  const few = texts.slice(0, timed);
  const times = [];
  const work = [];
  writeFileSync("/proc/self/clear_refs", "5"); // the peak of memory begins anew
  for (let round = 0; round < repetitions; ++round) {
    const used = process.cpuUsage();
    const begin = process.hrtime.bigint();
    await decideAll(few, decide, inFlight);
    const time = Number(process.hrtime.bigint() - begin);
    const { user, system } = process.cpuUsage(used);
    times.push(time / few.length);
    work.push(((user + system) * 1000) / few.length);
  }
  console.log(
    JSON.stringify({
      kind: "record", engine, threads: 1, households: few.length, ns: times, cpu_ns: work,
      peak_bytes: peakBytes(), checked: results.length, wrong: wrong(folder, results),
    }),
  );
}
