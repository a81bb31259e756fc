// Small changes for the tests of classification: files of one line, classified under a policy.
import type { z } from "zod";
import { classify } from "../../../src/core/classify/classify.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import type { Classification, Finding } from "../../../src/core/facts/finding.js";
import type { Policy } from "../../../src/core/policy/schema.js";
import { aChange, aFile, aHunk, aPolicy } from "../../support/build.js";

/** A file with these signed lines in one hunk. */
export function edit(path: string, lines: readonly string[] = ["+added", "-removed"]): ChangedFile {
  return aFile({ path, content: { kind: "hunks", hunks: [aHunk({ old: 1, new: 1 }, lines)] } });
}

export function move(from: string, to: string): ChangedFile {
  const side = (path: string) => ({ path, blob: "a".repeat(40), mode: "100644" });
  return aFile({
    path: to,
    previousPath: from,
    status: "renamed",
    additions: 0,
    deletions: 0,
    before: side(from),
    after: side(to),
    content: { kind: "unchanged" },
  });
}

export function classified(files: readonly ChangedFile[], policy: z.input<typeof Policy> = {}): Classification {
  return classify(aChange({ files, body: "" }), aPolicy(policy), null);
}

export function findings(file: ChangedFile, rule: string, policy: z.input<typeof Policy> = {}): readonly Finding[] {
  return classified([file], policy).findings.filter((finding) => finding.rule === rule);
}

export function rulesOf(file: ChangedFile, policy: z.input<typeof Policy> = {}): readonly string[] {
  return classified([file], policy).findings.map((finding) => finding.rule);
}
