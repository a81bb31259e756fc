#!/usr/bin/env node
// Scores `countersign classify --batch` against labelled changes.
//
//   score-corpus.mjs CASES.jsonl FOLDER RESULTS.jsonl    compare results with the labels
//   score-corpus.mjs CASES.jsonl FOLDER --batch          print the batch input for the cases in FOLDER
//
// CASES.jsonl   one case a line: {id, group, agents, mark, branch?, tier?, confidence?, contested?, kinds?, why?}
// FOLDER        <id>.diff, <id>.json ({author, committer, message, files}), <id>/before and <id>/after
// With --batch the commit lists are written beside the diffs, as <id>.commits.json.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const TIERS = ["format-safe", "behavior-changing", "high-stakes"];
const [casesFile, folder, mode] = process.argv.slice(2);
if (!mode) {
  console.error("usage: score-corpus.mjs CASES.jsonl FOLDER RESULTS.jsonl | --batch");
  process.exit(2);
}
const readLines = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const cases = readLines(casesFile).filter(({ id }) => existsSync(join(folder, `${id}.diff`)));
if (mode === "--batch") printBatch();
else score(new Map(readLines(mode).map((result) => [result.id, result])));

function printBatch() {
  for (const { id, branch } of cases) {
    const at = (name) => resolve(folder, name);
    const { author, committer, message } = JSON.parse(readFileSync(at(`${id}.json`), "utf8"));
    writeFileSync(at(`${id}.commits.json`), JSON.stringify([{ author, committer, message }]));
    const sides = existsSync(at(id)) ? { before: at(`${id}/before`), after: at(`${id}/after`) } : {};
    const present = Object.fromEntries(Object.entries(sides).filter(([, path]) => existsSync(path)));
    console.log(JSON.stringify({ id, diff: at(`${id}.diff`), commits: at(`${id}.commits.json`), branch, ...present }));
  }
}

function score(results) {
  const failed = cases.filter(({ id }) => results.get(id)?.error !== undefined || !results.has(id));
  console.log(`${cases.length} cases, ${failed.length} failed`);
  for (const { id } of failed) console.log(`  ${id}: ${results.get(id)?.error ?? "no result"}`);
  scoreAgents(results);
  const labelled = cases.filter(({ tier, id }) => tier && results.get(id)?.tier);
  printMatrix("all", labelled, results);
  printFigures(labelled, results);
  const isCi = ({ kinds }) => (kinds ?? []).includes("ci-workflow");
  printMatrix(
    "without CI workflow files",
    labelled.filter((one) => !isCi(one)),
    results,
  );
  for (const [label, wanted] of [
    ["too low", -1],
    ["too high", 1],
  ]) {
    console.log(`\n${label}:`);
    for (const one of labelled) {
      const { tier, findings } = results.get(one.id);
      if (Math.sign(TIERS.indexOf(tier) - TIERS.indexOf(one.tier)) !== wanted) continue;
      const doubt = one.contested || one.confidence === 1 ? " (doubtful label)" : "";
      console.log(`  ${one.id} is ${one.tier}${doubt}, called ${tier}: ${one.why}`);
      for (const finding of findings.filter((f) => f.tier === tier).slice(0, 4)) {
        console.log(`      ${finding.rule} ${finding.path}:${finding.line ?? ""} ${finding.reason}`);
      }
    }
  }
}

function scoreAgents(results) {
  const byGroup = new Map();
  for (const { id, group, mark } of cases) {
    const key = mark ? `${group} (${mark})` : group;
    const row = byGroup.get(key) ?? { agent: 0, none: 0, ids: [] };
    const isAgent = results.get(id)?.agent != null;
    row[isAgent ? "agent" : "none"] += 1;
    if (isAgent !== group.startsWith("agent")) row.ids.push(id);
    byGroup.set(key, row);
  }
  console.log("\nauthorship:");
  for (const [key, { agent, none, ids }] of [...byGroup].sort()) {
    console.log(
      `  ${key.padEnd(38)} agent ${String(agent).padStart(3)}  none ${String(none).padStart(3)}  wrong: ${ids.join(" ") || "-"}`,
    );
  }
}

/** Doubtful labels count half, as the corpus asks. */
function weight({ contested, confidence }) {
  return contested || confidence === 1 ? 0.5 : 1;
}

/** What the classifier has to reach: the figures to compare two versions by. */
function printFigures(labelled, results) {
  const sum = (list) => list.reduce((total, one) => total + weight(one), 0);
  const share = (part, whole) => (whole === 0 ? Number.NaN : part / whole);
  const rows = TIERS.map((tier) => {
    const called = labelled.filter(({ id }) => results.get(id).tier === tier);
    const labels = labelled.filter((one) => one.tier === tier);
    const right = sum(called.filter((one) => one.tier === tier));
    const [precision, recall] = [share(right, sum(called)), share(right, sum(labels))];
    return { tier, precision, recall, f1: share(2 * precision * recall, precision + recall) };
  });
  console.log("\nby tier (doubtful labels at half weight):");
  for (const { tier, precision, recall, f1 } of rows) {
    console.log(
      `  ${tier.padEnd(20)}precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}`,
    );
  }
  const [safe, , stakes] = rows;
  const macro = rows.reduce((total, { f1 }) => total + f1 / rows.length, 0);
  console.log(`high-stakes recall      ${stakes.recall.toFixed(3)}  (at least 0.95)`);
  console.log(`format-safe precision   ${safe.precision.toFixed(3)}  (at least 0.98)`);
  console.log(`macro F1                ${macro.toFixed(3)}  (at least 0.85)`);
  console.log(`format-safe proved      ${safe.recall.toFixed(3)}  (at least 0.80, of the labelled ones)`);
}

function printMatrix(title, labelled, results) {
  let [right, total] = [0, 0];
  console.log(`\ntiers, ${title}: rows are labels, columns are verdicts`);
  console.log(`  ${"".padEnd(20)}${TIERS.map((tier) => tier.padStart(19)).join("")}`);
  for (const label of TIERS) {
    const row = TIERS.map((tier) => labelled.filter((one) => one.tier === label && results.get(one.id).tier === tier));
    console.log(`  ${label.padEnd(20)}${row.map((list) => String(list.length).padStart(19)).join("")}`);
    for (const [index, list] of row.entries()) {
      const sum = list.reduce((acc, one) => acc + weight(one), 0);
      total += sum;
      if (TIERS[index] === label) right += sum;
    }
  }
  console.log(`  weighted agreement ${((100 * right) / total).toFixed(1)} %`);
}
